import { describe, expect, it } from 'vitest';
import { csvLine, parseCsv } from '../../lib/csv';
import { readColleagues } from '../../lib/people-list';
import { problemsOfPatch } from '../../lib/setting-rules';
import { defaultSettings, EMPTY_ACCOUNT, type Settings } from '../../lib/settings';
import { readSettingsFile, settingsFile } from '../../lib/settings-file';

const SETTINGS: Settings = {
  ...defaultSettings(),
  connector: 'sip',
  instanceId: 'a-1',
  sip: {
    ...EMPTY_ACCOUNT,
    servers: ['wss://pbx.example/ws'],
    user: '418',
    password: 'hidden-1',
    iceServers: [{ urls: 'turn:t.example', username: 'u', credential: 'hidden-2' }],
  },
  crmAddresses: [{ pattern: 'https://crm.example/*', addedAt: 1 }],
  crmRecord: { adapter: 'tryton', url: 'https://crm.example', database: 'd', user: 'u', password: 'hidden-3' },
};
const PEOPLE = [{ name: 'Anna', number: '418', organisation: '' }];

describe('a settings file', () => {
  it('is read back as it was written, without a secret and without who we are', () => {
    const text = settingsFile(SETTINGS, PEOPLE);
    expect(text).not.toMatch(/hidden-|a-1|password|credential/);
    const read = readSettingsFile(text);
    expect(read).toMatchObject({ ok: true, file: { crmAddresses: ['https://crm.example/*'], people: PEOPLE } });
    if (read.ok) expect(read.file.settings).toMatchObject({ connector: 'sip', sip: { user: '418' } });
  });

  const file = (patch: object) => JSON.stringify({ ringside: 1, ...patch });
  it.each([
    ['', 'setting_json'],
    ['<script>alert(1)</script>', 'setting_json'],
    ['{}', 'setting_notOurs'],
    ['[]', 'setting_notOurs'],
    [JSON.stringify({ ringside: 2 }), 'setting_newer'],
    [JSON.stringify({ ringside: '1' }), 'setting_newer'],
    ['x'.repeat(2_000_001), 'setting_tooLarge'],
    [file({ settings: 7 }), 'setting_object'],
    [file({ settings: { graceMs: '5000' } }), 'setting_number'],
    [file({ settings: { language: '<script>' } }), 'setting_choice'],
    [file({ settings: { sip: { user: 'x'.repeat(10_000) } } }), 'setting_text'],
    [file({ settings: { instanceId: 'mine' } }), 'setting_unknown'],
    [file({ settings: JSON.parse('{"__proto__":{"moduleOn":false}}') }), 'setting_unknown'],
    [file({ crmAddresses: ['javascript:alert(1)'] }), 'setting_address'],
    [file({ crmAddresses: ['https://*/*'] }), 'setting_address'],
    [file({ people: [{ name: 'A', number: '<b>' }] }), 'setting_person'],
  ])('that is wrong is refused as a whole: %.60s', (text, expected) => {
    const read = readSettingsFile(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problems.map((problem) => problem.expected)).toContain(expected);
  });
});

describe('lists of people', () => {
  it.each([
    ['Anna Berg;418;Sales', 'Anna Berg', '418'],
    ['"Berg, Anna","030 23125-418",Sales', 'Berg, Anna', '030 23125-418'],
    ['\uFEFFFirma\tTelefon\tName\r\nACME\t+49 30 23125418\tAnna', 'Anna', '+49 30 23125418'],
  ])('are read however a spreadsheet writes them', (text, name, number) => {
    expect(readColleagues(text)).toMatchObject({ colleagues: [{ name, number }], wrong: [] });
  });

  it('name the lines that cannot be read', () => {
    expect(readColleagues('Anna;418\n;419\nBert;none').wrong).toEqual(['; 419', 'Bert; none']);
  });
});

describe('CSV', () => {
  it('comes back as it was written', () => {
    const cells = ['a', 'b, c', 'd "e"', 'f\r\ng', ''];
    expect(parseCsv(csvLine(cells))).toEqual([cells]);
  });

  it('runs no formula', () => {
    expect(csvLine(['=1+1', '@x', '-2', '+1+1', '\t=x'])).toBe("'=1+1,'@x,'-2,'+1+1,'\t=x\r\n");
    expect(csvLine(['+493023125418'])).toBe('+493023125418\r\n');
  });
});

describe('what a page of ours stores', () => {
  it('is held to the same rules, whatever its form let through; our id and addresses are not looked at', () => {
    expect(problemsOfPatch(SETTINGS)).toEqual([]);
    expect(problemsOfPatch({ keepDays: undefined } as object)).toEqual([]);
    const sip = { ...SETTINGS.sip, displayName: 'x'.repeat(10_000) };
    expect(problemsOfPatch({ sip, graceMs: 1 })).toMatchObject([{ path: 'sip.displayName' }]);
    expect(problemsOfPatch({ nonsense: 1 } as object)).toMatchObject([
      { path: 'nonsense', expected: 'setting_unknown' },
    ]);
  });
});
