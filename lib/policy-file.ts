/** The settings of this browser as a policy for many (ROLLOUT.md): an administrator sets one up and rolls it out. */
import type { Colleague } from './people-list';
import { laid, without } from './setting-layers';
import type { Loose } from './setting-rules';
import { defaultSettings, type Settings } from './settings';
import { shareable } from './settings-file';

/** Chrome, Edge and Chromium take policies of extensions by this id; Firefox by the other. */
export const CHROME_ID = 'jopognieeangomelhhpffplgoogejndf';
export const FIREFOX_ID = 'ringside@ringside.example';

/** The policy's file: JSON for Chrome, Edge and Chromium on Linux, or policies.json of Firefox. Nothing in it is locked. */
export function policyFile(settings: Settings, people: readonly Colleague[], browser: 'chrome' | 'firefox'): string {
  const values = {
    settings: JSON.stringify(chosen(settings)),
    locked: '',
    crmAddresses: settings.crmAddresses.map(({ pattern }) => pattern.replace(/\/\*$/, '')).join(' '),
    colleagues: people.map(lineOf).join('\n'),
  };
  const policy =
    browser === 'chrome'
      ? {
          '3rdparty': { extensions: { [CHROME_ID]: values } },
          AudioCaptureAllowedUrls: [`chrome-extension://${CHROME_ID}/`],
        }
      : { policies: { '3rdparty': { Extensions: { [FIREFOX_ID]: values } } } };
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}

/** What differs from how Ringside comes: the rest is left to its own changes. A CRM account and an adapter are whole. */
function chosen(settings: Settings): Loose<Settings> {
  const shared = shareable(settings);
  const rest = without(shared, shareable(defaultSettings())) ?? {};
  return laid(
    rest,
    settings.crmRecord.adapter === 'none' ? undefined : { crmRecord: shared.crmRecord },
  ) as Loose<Settings>;
}

function lineOf({ name, number, organisation }: Colleague): string {
  return [name, number, organisation]
    .map((text) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join(';');
}
