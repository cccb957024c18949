import { BackupSection } from '../../components/options/BackupSection';
import type { PersonRow } from '../../lib/db';
import { isoDay } from '../../lib/history-export';
import { askBackground, type UiCalls } from '../../lib/messages';
import { allPeople } from '../../lib/people';
import { policyFile } from '../../lib/policy-file';
import { saveFile } from '../../lib/save-file';
import { laid } from '../../lib/setting-layers';
import type { Settings } from '../../lib/settings';
import { readSettingsFile, settingsFile } from '../../lib/settings-file';
import type { SavingPartProps } from './PrivacyPart';

/** Saving, loading and taking back the settings, wired. */
export function BackupPart({ settings, commands, save }: SavingPartProps) {
  const load = async (text: string) => {
    const read = readSettingsFile(text);
    if (!read.ok) return read.problems;
    const { settings: loaded, crmAddresses, people } = read.file;
    const next = laid<Settings>(settings, loaded);
    const keys = Object.keys(loaded) as (keyof Settings)[];
    const known = settings.crmAddresses.map(({ pattern }) => pattern);
    const wantedAddresses = crmAddresses.filter((pattern) => !known.includes(pattern));
    const saved = await save({ ...Object.fromEntries(keys.map((key) => [key, next[key]])), wantedAddresses });
    if (saved && people.length > 0)
      await commands.run(() => askBackground<UiCalls, 'addPeople'>('addPeople', { people, favourite: 0 }));
    return [];
  };
  const saveAs = async (name: string, write: (own: PersonRow[]) => string) => {
    const own = (await allPeople()).filter(({ from }) => from === 'own');
    saveFile(new Blob([write(own)], { type: 'application/json' }), name);
    return { ok: true } as const;
  };
  const saveAll = () => saveAs(`ringside-settings-${isoDay(Date.now())}.json`, (own) => settingsFile(settings, own));
  const savePolicy = (browser: 'chrome' | 'firefox') =>
    saveAs(browser === 'chrome' ? 'ringside.json' : 'policies.json', (own) => policyFile(settings, own, browser));
  return (
    <BackupSection
      onSave={() => void commands.run(saveAll)}
      onSavePolicy={(browser) => void commands.run(() => savePolicy(browser))}
      onLoad={load}
      onReset={() => void commands.run(() => askBackground<UiCalls, 'resetSettings'>('resetSettings', {}))}
    />
  );
}
