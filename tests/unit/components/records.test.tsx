import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { RecordSection } from '../../../components/options/RecordSection';
import type { CrmRecordSettings } from '../../../lib/crm/forms';
import type { OutboxRow } from '../../../lib/db';
import { aCall, press, recorder, show, type } from './show';

const settle = () => act(async () => void (await new Promise((done) => setTimeout(done, 5))));
const record = (state: OutboxRow['state'], more: Partial<OutboxRow> = {}) => ({
  row: { callId: state, state, dueAt: 0, attempts: 1, leaseUntil: 0, ...more },
  call: aCall('hungUp', { id: state }),
});

function section(crm: CrmRecordSettings, records: ReturnType<typeof record>[] = []) {
  const { asked, ...on } = recorder(['onRetry', 'onGiveUp', 'onAnswer', 'onRetryRejected', 'onExport']);
  const saved: CrmRecordSettings[] = [];
  const assigned: string[] = [];
  const element = (
    <RecordSection
      crm={crm}
      redirect="https://id.chromiumapp.org/"
      records={records}
      handlers={{
        ...on,
        onFind: async () => [{ ref: 'party.party,7', name: 'Erika Muster', type: 'contact' }],
        onAssign: (callId, contact) => void assigned.push(`${callId} ${contact.ref}`),
      }}
      trials={{
        onSignIn: async () => ({ name: 'Katrin' }),
        onLookUp: async () => ({ names: [] }),
        onRecord: async () => ({ ref: 'r1' }),
      }}
      onSave={async (next) => {
        saved.push(next);
        return true;
      }}
      onRetryRejected={on.onRetryRejected}
      onExport={on.onExport}
    />
  );
  return { asked, saved, assigned, element };
}

const choose = (root: HTMLElement, name: string, value: string) =>
  act(() => {
    const select = root.querySelector<HTMLSelectElement>(`select[name=${name}]`);
    if (!select) throw new Error(`no select ${name}`);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });

describe('where records go', () => {
  it('is a form from the CRM’s table; what is missing is named and nothing is saved', async () => {
    const { saved, element } = section({ adapter: 'none' });
    const shown = show(element);
    choose(shown.root, 'adapter', 'espocrm');
    press(shown.button('Speichern'));
    expect(saved).toEqual([]);
    expect(shown.text()).toContain('Noch zu prüfen: Adresse, API-Schlüssel');
    type(shown.root.querySelector('[name=url]'), 'https://crm.example');
    type(shown.root.querySelector('[name=apiKey]'), 'key');
    press(shown.button('Speichern'));
    await settle();
    expect(saved).toEqual([{ adapter: 'espocrm', url: 'https://crm.example', apiKey: 'key', idField: '' }]);
  });

  it('offers presets as untested, and shows Dynamics’ redirect address', () => {
    const shown = show(section({ adapter: 'none' }).element, 'en');
    choose(shown.root, 'adapter', 'generic');
    choose(shown.root, 'preset', 'Zammad');
    expect(shown.text()).toContain('Zammad (untested)');
    expect(shown.text()).toContain('never tried with this CRM');
    expect(shown.root.querySelector<HTMLInputElement>('[name=url]')?.value).toContain('/api/v1/tickets');
    choose(shown.root, 'adapter', 'dynamics');
    expect(shown.text()).toContain('https://id.chromiumapp.org/');
  });
});

describe('records that the CRM does not have', () => {
  const TRYTON = { adapter: 'tryton', url: 'https://crm.example', database: 'a', user: 'b', password: 'c' } as const;

  it('say why and offer the ways on', async () => {
    const refused = record('rejected', { error: 'crmRejected', detail: 'contact is deleted' });
    const { asked, assigned, element } = section(TRYTON, [refused]);
    const shown = show(element);
    expect(shown.text()).toContain('contact is deleted');
    press(shown.button('Erneut versuchen'));
    press(shown.button('Nur hier behalten'));
    press(shown.button('Anderem Datensatz zuordnen'));
    await settle();
    press(shown.button('Erika Muster'));
    expect(asked).toEqual(['onRetry rejected', 'onGiveUp rejected']);
    expect(assigned).toEqual(['rejected party.party,7']);
  });

  it('ask whether a record was saved where nobody can know', () => {
    const { asked, element } = section(TRYTON, [record('unsure', { error: 'crmUnsure' })]);
    const shown = show(element, 'en');
    press(shown.button('Yes, it is there'));
    press(shown.button('No, send it again'));
    expect(asked).toEqual(['onAnswer unsure true', 'onAnswer unsure false']);
  });

  it('can be had as a file', () => {
    const { asked, element } = section(TRYTON, [record('waiting', { error: 'crmUnreachable' })]);
    const shown = show(element);
    press(shown.button('als CSV'));
    press(shown.button('als JSON'));
    expect(asked).toEqual(['onExport csv', 'onExport json']);
  });
});
