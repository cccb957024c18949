import { LineHealth } from '../../components/options/LineHealth';
import { LineSection } from '../../components/options/LineSection';
import { MissedCallForm } from '../../components/options/MissedCallForm';
import type { Commands } from '../../components/use-command';
import { useLive } from '../../components/use-live';
import { deskLine } from '../../lib/desk-line';
import { askBackground, type UiCalls } from '../../lib/messages';
import { recentOutages } from '../../lib/outages';
import { testLine } from '../../lib/set-up';
import type { Settings } from '../../lib/settings';
import { loadLine } from '../../lib/status';
import { BackgroundPart } from './BackgroundPart';
import { browserName } from './browser-name';

/** Shown at most; the log to download has more. */
const OUTAGES = 10;

export interface LinePartProps {
  settings: Settings;
  commands: Commands;
  save(patch: Partial<Settings>): Promise<boolean>;
  onMicrophone(): void;
}

/** The line: what it is, and with a phone system how it is and was. */
export function LinePart({ settings, commands, save, onMicrophone }: LinePartProps) {
  const line = useLive(loadLine).value;
  const outages = useLive(() => recentOutages(OUTAGES)).value;
  return (
    <>
      <LineSection
        settings={settings}
        {...deskLine(save, commands)}
        onTest={(account) => testLine(account, commands)}
        onMicrophone={onMicrophone}
      />
      {/* Firefox runs on in its own way, without a permission for it. */}
      {settings.connector === 'sip' && import.meta.env.BROWSER !== 'firefox' && <BackgroundPart />}
      {(settings.connector === 'sip' || settings.connector === 'desktop') && line && outages && (
        <>
          <LineHealth line={line} outages={outages} onDownload={(full) => void download(full, commands)} />
          {settings.connector === 'sip' && (
            <MissedCallForm settings={settings.missedCalls} onSave={(missedCalls) => save({ missedCalls })} />
          )}
        </>
      )}
    </>
  );
}

async function download(fullNumbers: boolean, commands: Commands): Promise<void> {
  let text: string | undefined;
  await commands.run(async () => {
    text = await askBackground<UiCalls, 'lineReport'>('lineReport', { fullNumbers, browser: browserName() });
    return { ok: true };
  });
  if (text === undefined) return;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const stamp = new Date().toISOString().slice(0, 16).replace(/[-:T]/g, '');
  Object.assign(document.createElement('a'), { href: url, download: `ringside-line-${stamp}.txt` }).click();
  URL.revokeObjectURL(url);
}
