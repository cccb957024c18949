/** The CRMs that keep our CTI-call records: one line per adapter. */
import type { NumberRules } from '../phone-number';
import type { CrmRecordSettings } from '../settings';
import { trytonWriteBack } from './tryton/write-back';
import type { WriteBack } from './write-back';

type Adapters = {
  [A in CrmRecordSettings['adapter']]: (
    settings: Extract<CrmRecordSettings, { adapter: A }>,
    rules?: NumberRules,
  ) => WriteBack | null;
};

const ADAPTERS: Adapters = {
  none: () => null,
  tryton: trytonWriteBack,
};

/** The adapter of these settings; null where none is chosen. `rules` say how the CRM's numbers without + are read. */
export function createWriteBack(settings: CrmRecordSettings, rules?: NumberRules): WriteBack | null {
  // TypeScript cannot pair a union's tag with the table's entry for it; the table's type has.
  const make = ADAPTERS[settings.adapter] as (settings: CrmRecordSettings, rules?: NumberRules) => WriteBack | null;
  return make(settings, rules);
}
