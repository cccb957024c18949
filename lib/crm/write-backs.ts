/** The CRMs that keep our CTI-call records: one line per adapter (its other line: forms.ts). */
import type { NumberRules } from '../phone-number';
import type { RecordWords } from './call-record';
import { dynamicsWriteBack } from './dynamics/write-back';
import { espoWriteBack } from './espocrm/write-back';
import type { Account } from './form';
import { type AdapterName, accountOf, type CrmRecordSettings, isAdapter } from './forms';
import { genericWriteBack } from './generic/write-back';
import { hubspotWriteBack } from './hubspot/write-back';
import type { Launch } from './oauth';
import { odooWriteBack } from './odoo/write-back';
import { suiteWriteBack } from './suitecrm/write-back';
import { trytonWriteBack } from './tryton/write-back';
import type { WriteBack } from './write-back';

/** What adapters need beside their account. */
export interface AdapterParts {
  /** How the CRM's numbers without + are read. */
  rules?: NumberRules | undefined;
  words: RecordWords;
  /** Opens a sign-in page in a window of the browser and resolves with the address it ends at. */
  launch: Launch;
}

const ADAPTERS: Record<AdapterName, (account: Account, parts: AdapterParts) => WriteBack> = {
  tryton: trytonWriteBack,
  odoo: odooWriteBack,
  espocrm: espoWriteBack,
  suitecrm: suiteWriteBack,
  dynamics: dynamicsWriteBack,
  hubspot: hubspotWriteBack,
  generic: genericWriteBack,
};

/** The adapter of these settings; null where none is chosen, or one that this version does not know. */
export function createWriteBack(settings: CrmRecordSettings, parts: AdapterParts): WriteBack | null {
  if (settings.adapter === 'none' || !isAdapter(settings.adapter)) return null;
  return ADAPTERS[settings.adapter](accountOf(settings), parts);
}
