import type { LineTestStep } from '../../lib/messages';
import { useUi } from '../ui';
import { LineTest } from './LineTest';

/** What install.mjs needs; both are in the extension, so that they fit it. */
const FILES = ['install.mjs', 'ringside-desktop.mjs'];

/** A softphone on this computer: what it takes, and whether it works. */
export function DesktopFields({ onTest }: { onTest(): Promise<LineTestStep[]> }) {
  const { texts } = useUi();
  return (
    <div class="cols">
      <div class="steps">
        <p class="muted">{texts.t('line_desktopLead')}</p>
        <ol>
          <li>{texts.t('line_desktopStep1')}</li>
          <li>
            {texts.t('line_desktopStep2')}
            <span class="files">
              {FILES.map((name) => (
                <a key={name} class="link" href={`/desktop/${name}`} download={name}>
                  {name}
                </a>
              ))}
            </span>
          </li>
          <li>{texts.t('line_desktopStep3')}</li>
        </ol>
      </div>
      <LineTest user="" ready idle="test_desktopIdle" onTest={onTest} onMicrophone={() => undefined} />
    </div>
  );
}
