import { PrivacySection } from '../../components/options/PrivacySection';
import type { Commands } from '../../components/use-command';
import { askBackground, type UiCalls } from '../../lib/messages';
import type { Settings } from '../../lib/settings';

export interface SavingPartProps {
  settings: Settings;
  commands: Commands;
  save(patch: Partial<Settings>): Promise<boolean>;
}

/** The privacy section, wired. */
export function PrivacyPart({ settings, commands, save }: SavingPartProps) {
  const forget = async (text: string) => {
    let calls: number | undefined;
    await commands.run(async () => {
      const result = await askBackground<UiCalls, 'forgetNumber'>('forgetNumber', { text });
      calls = result.ok ? (result.calls ?? 0) : undefined;
      return result;
    });
    return calls;
  };
  return (
    <PrivacySection keepDays={settings.keepDays} onKeepDays={(keepDays) => void save({ keepDays })} onForget={forget} />
  );
}
