import { useMemo } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { RecordSection } from '../../components/options/RecordSection';
import type { Commands } from '../../components/use-command';
import { report } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';
import { openRecords } from '../../lib/outbox-commands';
import { asCsv, asJson, type OpenRecord } from '../../lib/record-export';
import { crmTrials, recordHandlers } from '../../lib/record-requests';
import { saveFile } from '../../lib/save-file';
import { allowCrm } from '../../lib/set-up';
import type { Settings } from '../../lib/settings';

export interface RecordPartProps {
  settings: Settings;
  open: OpenRecord[];
  commands: Commands;
  save(patch: Partial<Settings>): Promise<boolean>;
}

/** The section about records, wired. */
export function RecordPart({ settings, open, commands, save }: RecordPartProps) {
  const handlers = useMemo(() => recordHandlers(commands), [commands]);
  const trials = useMemo(() => crmTrials(commands), [commands]);
  return (
    <RecordSection
      crm={settings.crmRecord}
      redirect={browser.identity.getRedirectURL()}
      records={open}
      handlers={handlers}
      trials={{
        onSignIn: (crm) => allowCrm(crm, commands, () => trials.signIn(crm), undefined),
        onLookUp: (crm, number) => allowCrm(crm, commands, () => trials.lookUp(crm, number), undefined),
        onRecord: (crm) => allowCrm(crm, commands, () => trials.record(crm), undefined),
      }}
      onSave={(crm) => allowCrm(crm, commands, () => save({ crmRecord: crm }), false)}
      onRetryRejected={() => void commands.run(() => askBackground<UiCalls, 'retryRejected'>('retryRejected', {}))}
      onExport={(kind) => void exportOpen(kind).catch((error: unknown) => report(error, 'export'))}
    />
  );
}

/** All that waits, also what has not been tried yet. */
async function exportOpen(kind: 'csv' | 'json'): Promise<void> {
  const records = await openRecords();
  const [text, type] =
    kind === 'csv' ? [asCsv(records), 'text/csv;charset=utf-8'] : [asJson(records), 'application/json'];
  saveFile(new Blob([text], { type }), `ringside-cti-calls.${kind}`);
}
