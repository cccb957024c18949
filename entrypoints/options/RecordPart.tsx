import { useMemo } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { RecordSection } from '../../components/options/RecordSection';
import type { Commands } from '../../components/use-command';
import { report } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';
import { openRecords } from '../../lib/outbox-commands';
import { asCsv, asJson, type OpenRecord } from '../../lib/record-export';
import { crmTrials, recordHandlers } from '../../lib/record-requests';
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
  download(`ringside-cti-calls.${kind}`, kind === 'csv' ? asCsv(records) : asJson(records));
}

function download(name: string, text: string): void {
  const type = name.endsWith('.csv') ? 'text/csv;charset=utf-8' : 'application/json';
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
