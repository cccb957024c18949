import { useState } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import { failureWords, type TextKey } from '../../lib/i18n';
import type { LineTestStep } from '../../lib/messages';
import { remedyFor } from '../FailureBanner';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

export interface LineTestProps {
  user: string;
  /** What it does, as long as it has not been done. */
  idle?: TextKey;
  /** The form has no error. */
  ready: boolean;
  onTest(): Promise<LineTestStep[]>;
  onMicrophone(): void;
}

/** Tries the line as it stands in the form, step by step, and says what each step found. */
export function LineTest({ user, idle: what = 'test_idle', ready, onTest, onMicrophone }: LineTestProps) {
  const { texts } = useUi();
  const [steps, setSteps] = useState<LineTestStep[]>();
  const [running, setRunning] = useState(false);
  const idle = ready && !running;
  const test = async () => {
    setRunning(true);
    setSteps(undefined);
    try {
      setSteps(await onTest());
    } finally {
      setRunning(false);
    }
  };
  const passed = steps && steps.length > 0 && steps.every(({ ok }) => ok);
  return (
    <section class="test" aria-labelledby="test-title">
      <div class="testh">
        <h2 id="test-title">{texts.t('test_title')}</h2>
        <button type="button" class="btn quiet sm" aria-disabled={!idle} onClick={idle ? () => void test() : undefined}>
          <Glyph shapes={glyphs.sync} />
          {texts.t(steps ? 'test_again' : 'test_run')}
        </button>
      </div>
      <div aria-live="polite" aria-busy={running}>
        {running && <p class="muted">{texts.t('test_running')} …</p>}
        {!running && !steps && <p class="hint">{texts.t(what)}</p>}
        <ul>
          {steps?.map((step) => (
            <Step key={step.step} step={step} user={user} onMicrophone={onMicrophone} />
          ))}
        </ul>
        {steps && <p class="testr strong">{texts.t(passed ? 'test_passed' : 'test_failed')}</p>}
      </div>
    </section>
  );
}

function Step({ step, user, onMicrophone }: { step: LineTestStep; user: string; onMicrophone(): void }) {
  const { texts } = useUi();
  const { step: name, ok, ms, error, note } = step;
  const words = error && failureWords(texts, error);
  return (
    <li data-step={name} class={ok ? 'ok' : 'bad'}>
      <Glyph shapes={ok ? glyphs.check : glyphs.alert} tone={ok ? 'c-callable' : 'c-live'} />
      <span class="grow">
        {words ? words.why : texts.t(note ? `test_tls_${note}` : `test_${name}`, { user })}
        {words && <span class="hint">{words.next}</span>}
        {/* Said plainly, so that nobody takes it for a call over the PBX. */}
        {!words && name === 'audio' && <span class="hint">{texts.t('test_audioHint')}</span>}
        {error && remedyFor(error) === 'microphone' && (
          <button type="button" class="link" onClick={onMicrophone}>
            {texts.t('action_allowMicrophone')}
          </button>
        )}
      </span>
      {ok && ms > 0 && <span class="muted xs">{texts.t('test_ms', { ms: texts.number(Math.round(ms)) })}</span>}
    </li>
  );
}
