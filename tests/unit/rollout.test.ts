import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../lib/policy';
import { CHROME_ID, FIREFOX_ID, policyFile } from '../../lib/policy-file';
import { defaultSettings, EMPTY_ACCOUNT } from '../../lib/settings';

const page = readFileSync('ROLLOUT.md', 'utf8');
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => JSON.parse(text));

describe('the examples of the roll-out page', () => {
  it('hold what they say, for Chrome and for Firefox', () => {
    const [chrome, firefox] = examples;
    const chromePolicy = readPolicy(chrome['3rdparty'].extensions.jopognieeangomelhhpffplgoogejndf);
    const firefoxPolicy = readPolicy(firefox.policies['3rdparty'].Extensions['ringside@ringside.example']);
    for (const policy of [chromePolicy, firefoxPolicy]) {
      expect(policy.problems).toEqual([]);
      expect(policy.settings).toMatchObject({ connector: 'sip', sip: { domain: 'pbx.example' } });
      expect(policy.locked).toEqual(['connector', 'sip.servers', 'sip.domain']);
      expect(policy.crmAddresses).toEqual(['https://crm.example/*']);
      expect(policy.colleagues[0]).toMatchObject({ name: 'Anna Berg', number: '418' });
    }
  });

  it('in the registry is the same text', () => {
    const text = /"settings"="(.*)"\n/.exec(page)?.[1]?.replaceAll('\\"', '"') ?? '';
    expect(readPolicy({ settings: text }).problems).toEqual([]);
  });

  it('are what the options page saves as a policy: read back they are the settings, without a secret', () => {
    const sip = { ...EMPTY_ACCOUNT, servers: ['wss://pbx.example/ws'], domain: 'pbx.example', password: 'hidden-1' };
    const crmRecord = {
      adapter: 'tryton',
      url: 'https://crm.example',
      database: 'd',
      user: 'u',
      password: 'hidden-2',
    } as const;
    const crmAddresses = [{ pattern: 'https://crm.example/*', addedAt: 1 }];
    const settings = { ...defaultSettings(), connector: 'sip' as const, sip, crmRecord, crmAddresses, keepDays: 90 };
    const people = [{ name: 'Berg; "Anna"', number: '418', organisation: 'Sales' }];
    for (const browser of ['chrome', 'firefox'] as const) {
      const text = policyFile(settings, people, browser);
      expect(text).not.toMatch(/hidden-/);
      const file = JSON.parse(text);
      const values =
        browser === 'chrome'
          ? file['3rdparty'].extensions[CHROME_ID]
          : file.policies['3rdparty'].Extensions[FIREFOX_ID];
      const policy = readPolicy(values);
      expect(policy.problems).toEqual([]);
      expect(policy.colleagues).toEqual(people);
      expect(policy.crmAddresses).toEqual(['https://crm.example/*']);
      const { password: _secret, ...account } = crmRecord;
      expect(policy.settings).toEqual({
        connector: 'sip',
        sip: { servers: sip.servers, domain: 'pbx.example' },
        crmRecord: account,
        keepDays: 90,
      });
    }
  });

  it('name the ids that the builds have', () => {
    expect(page).toContain(CHROME_ID);
    expect(readFileSync('wxt.config.ts', 'utf8')).toContain(CHROME_ID);
    expect(readFileSync('wxt.config.ts', 'utf8')).toContain(FIREFOX_ID);
  });
});
