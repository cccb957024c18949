import { useEffect, useRef, useState } from 'preact/hooks';
import { asFailure, type ErrorCode } from '../../lib/errors';
import * as glyphs from '../../lib/glyphs';
import { failureWords } from '../../lib/i18n';
import type { AudioSettings } from '../../lib/softphone/audio-settings';
import { checkVoice } from '../../lib/voice-check';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { useNow } from '../use-now';

const RECORDED_MS = 5000;

type State =
  | { now: 'idle' }
  | { now: 'recording'; until: number }
  | { now: 'playing' }
  | { now: 'failed'; code: ErrorCode };

/** The microphone's level, and five seconds recorded and played back with the devices chosen above. */
export function VoiceCheck({ audio }: { audio: AudioSettings }) {
  const { texts } = useUi();
  const [state, setState] = useState<State>({ now: 'idle' });
  const [level, setLevel] = useState(0);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    running.current?.abort();
    const run = new AbortController();
    running.current = run;
    setState({ now: 'recording', until: Date.now() + RECORDED_MS });
    const events = { level: setLevel, playing: () => setState({ now: 'playing' }) };
    try {
      await checkVoice(audio, RECORDED_MS, events, run.signal);
      if (!run.signal.aborted) setState({ now: 'idle' });
    } catch (error) {
      if (!run.signal.aborted) setState({ now: 'failed', code: asFailure(error).code });
    }
  };
  return (
    <div class="frow voicecheck" data-voice={state.now}>
      <span class="rowlabel">{texts.t('sound_check')}</span>
      <div class="inline">
        <button
          type="button"
          class="btn quiet sm"
          disabled={state.now === 'recording' || state.now === 'playing'}
          onClick={() => void start()}
        >
          <Glyph shapes={glyphs.mic} />
          {texts.t('sound_checkStart')}
        </button>
        <meter aria-label={texts.t('sound_level')} min="0" max="1" value={level} />
        <span class="muted" role="status">
          <Progress state={state} />
        </span>
      </div>
    </div>
  );
}

function Progress({ state }: { state: State }) {
  const { texts } = useUi();
  const now = useNow(state.now === 'recording');
  if (state.now === 'recording') {
    const seconds = Math.max(0, Math.ceil((state.until - now) / 1000));
    return <>{texts.t('sound_checkRecording', { seconds })}</>;
  }
  if (state.now === 'playing') return <>{texts.t('sound_checkPlaying')}</>;
  if (state.now === 'failed') return <>{texts.t('sound_checkFailed', { why: failureWords(texts, state.code).why })}</>;
  return null;
}
