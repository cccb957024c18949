import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { MicrophoneOutcome, type MicrophoneState } from '../MicrophoneAsk';
import { useUi } from '../ui';

export interface MicrophoneStepProps {
  /** Undefined before the browser was asked. */
  state: MicrophoneState | undefined;
  onAsk(): void;
}

/** Asks for the microphone in this very tab, and says what came of it. */
export function MicrophoneStep({ state, onAsk }: MicrophoneStepProps) {
  const { texts } = useUi();
  return (
    <div class="section">
      {state && <MicrophoneOutcome state={state} />}
      {state !== 'granted' && state !== 'asking' && (
        <div class="inline">
          <button type="button" class="btn" onClick={onAsk}>
            <Glyph shapes={glyphs.mic} />
            {texts.t(state ? 'action_tryAgain' : 'action_allowMicrophone')}
          </button>
          {!state && <span class="hint">{texts.t('first_askHint')}</span>}
        </div>
      )}
    </div>
  );
}
