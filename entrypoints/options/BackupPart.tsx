import { BackupSection } from '../../components/options/BackupSection';
import { isoDay } from '../../lib/history-export';
import { askBackground, type UiCalls } from '../../lib/messages';
import { allPeople } from '../../lib/people';
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
    await save({ ...Object.fromEntries(keys.map((key) => [key, next[key]])), wantedAddresses });
    if (people.length > 0)
      await commands.run(() => askBackground<UiCalls, 'addPeople'>('addPeople', { people, favourite: 0 }));
    return [];
  };
  const saveAll = async () => {
    const own = (await allPeople()).filter(({ from }) => from === 'own');
    const content = new Blob([settingsFile(settings, own)], { type: 'application/json' });
    saveFile(content, `ringside-settings-${isoDay(Date.now())}.json`);
    return { ok: true } as const;
  };
  return (
    <BackupSection
      onSave={() => void commands.run(saveAll)}
      onLoad={load}
      onReset={() => void commands.run(() => askBackground<UiCalls, 'resetSettings'>('resetSettings', {}))}
    />
  );
}
