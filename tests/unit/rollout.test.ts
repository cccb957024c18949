import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../lib/policy';

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
});
