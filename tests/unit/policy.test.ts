import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db';
import { readPolicy } from '../../lib/policy';
import { covered, laid, picked, without } from '../../lib/setting-layers';
import { checkSettings } from '../../lib/setting-rules';
import { defaultSettings, loadSettings, resetSettings, storeSettings } from '../../lib/settings';

beforeEach(() => db.settings.clear());

const adopt = (managed: Record<string, unknown>) => db.settings.put({ id: 'policy', value: readPolicy(managed) });

describe('a policy', () => {
  it('presets: it holds until the user chooses something else, and follows when it changes', async () => {
    await adopt({ settings: '{"connector":"sip","sip":{"servers":["wss://pbx.example/ws"],"domain":"pbx.example"}}' });
    expect((await loadSettings()).sip.servers).toEqual(['wss://pbx.example/ws']);
    const { sip } = await loadSettings();
    await storeSettings({ sip: { ...sip, user: '418', password: 'x' } });
    await adopt({ settings: '{"sip":{"servers":["wss://new.example/ws"]}}' });
    expect((await loadSettings()).sip).toMatchObject({ servers: ['wss://new.example/ws'], user: '418' });
    await storeSettings({ sip: { ...sip, servers: ['wss://mine.example/ws'] } });
    expect((await loadSettings()).sip.servers).toEqual(['wss://mine.example/ws']);
  });

  it('locks: what the user chose does not hold, and comes back when the lock goes', async () => {
    await storeSettings({ graceMs: 9000, keepDeclined: true });
    await adopt({ settings: '{"graceMs":2000}', locked: 'graceMs' });
    expect(await loadSettings()).toMatchObject({ graceMs: 2000, keepDeclined: true });
    await storeSettings({ graceMs: 60_000 });
    expect((await loadSettings()).graceMs).toBe(2000);
    await adopt({});
    expect((await loadSettings()).graceMs).toBe(60_000);
  });

  it('locks everything by "*", but not what the extension keeps for itself', async () => {
    await storeSettings({ instanceId: 'a-1', language: 'en' });
    await adopt({ locked: '*', settings: '{"language":"de"}' });
    expect(await loadSettings()).toMatchObject({ instanceId: 'a-1', language: 'de' });
  });

  it('names every wrong value, and the right ones hold', () => {
    const policy = readPolicy({
      settings: '{"graceMs":"soon","keepDeclined":true,"nope":1,"sip":{"servers":["http://x"],"user":"<script>"}}',
      crmAddresses: 'crm.example, javascript:alert(1)',
      locked: 'sip.servers nonsense',
      colleagues: 'Anna;418\n<b>;no number',
      other: 1,
    });
    expect(policy.settings).toEqual({ keepDeclined: true, sip: {} });
    expect(policy.crmAddresses).toEqual(['https://crm.example/*']);
    expect(policy.locked).toEqual(['sip.servers']);
    expect(policy.colleagues).toEqual([{ name: 'Anna', number: '418', organisation: '' }]);
    expect(policy.problems.map(({ path }) => path)).toEqual([
      'other',
      'settings.graceMs',
      'settings.nope',
      'settings.sip.servers.1',
      'settings.sip.user',
      'crmAddresses: javascript:alert(1)',
      'locked: nonsense',
      'colleagues: <b>; no number',
    ]);
  });

  it.each(['{', '[]', '7', 'null', '"x"', `{"language":"${'x'.repeat(10_000)}"}`])(
    'survives settings %s',
    (settings) => {
      expect(readPolicy({ settings }).settings).toEqual({});
      expect(readPolicy({ settings }).problems).toHaveLength(1);
    },
  );

  it('takes values as they are where the browser gives them so (Firefox)', () => {
    const policy = readPolicy({ settings: { moduleOn: false }, colleagues: [{ name: 'A; "B"', number: '12' }, 7] });
    expect(policy.settings).toEqual({ moduleOn: false });
    expect(policy.colleagues).toEqual([{ name: 'A; "B"', number: '12', organisation: '' }]);
  });
});

describe('settings in layers', () => {
  it('are taken back as a whole, but not who we are and where we may be', async () => {
    const crmAddresses = [{ pattern: 'https://crm.example/*', addedAt: 1 }];
    await storeSettings({ instanceId: 'a-1', crmAddresses, graceMs: 1, language: 'de' });
    await resetSettings();
    expect(await loadSettings()).toEqual({ ...defaultSettings(), instanceId: 'a-1', crmAddresses });
  });

  it('another kind of CRM replaces the first one whole', () => {
    const tryton = { adapter: 'tryton', url: 'x' };
    expect(laid({ crm: tryton }, { crm: { adapter: 'none' } } as never)).toEqual({ crm: { adapter: 'none' } });
  });

  it('part: what the layer below says already is left out', () => {
    expect(without({ a: 1, b: { c: 2, d: [3] } }, { b: { c: 2, d: [4] } })).toEqual({ a: 1, b: { d: [3] } });
    expect(without({ a: 1 }, { a: 1 })).toBeUndefined();
  });

  it('pick by path, and reach nothing that is no field', () => {
    expect(picked({ a: { b: 1, c: 2 }, d: 3 }, ['a.b', 'e.f'])).toEqual({ a: { b: 1 } });
    expect(picked({ a: {} }, ['a.__proto__.toString', 'constructor.name'])).toEqual({});
    expect([covered('sip.servers', ['sip']), covered('sip', ['sip.servers']), covered('x', ['*'])]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('the built-in values fit their own rules', () => {
    const { instanceId: _id, crmAddresses: _crm, wantedAddresses: _wanted, ...rest } = defaultSettings();
    expect(checkSettings(rest)).toEqual({ settings: rest, problems: [] });
  });
});
