import type { ErrorCode } from '../lib/errors';
import * as glyphs from '../lib/glyphs';
import { failureWords, type Texts } from '../lib/i18n';
import { Glyph } from './Glyph';
import { useUi } from './ui';

export type MicrophoneState = 'asking' | 'granted' | ErrorCode;

export interface MicrophoneAskProps {
  state: MicrophoneState;
  onAsk(): void;
  onClose(): void;
}

/** The page that asks for the microphone: says what the browser does, what came of it, and how to mend a refusal. */
export function MicrophoneAsk({ state, onAsk, onClose }: MicrophoneAskProps) {
  const { texts } = useUi();
  const granted = state === 'granted';
  return (
    <main class="rs mic" data-state={state}>
      <img alt="" src="/icons/mark-128.png" width="40" height="40" />
      <h1>{texts.t('microphone_title')}</h1>
      <p class="muted">{texts.t('microphone_why')}</p>
      <MicrophoneOutcome state={state} />
      <div class="foot">
        {state !== 'asking' && (
          <button type="button" class={granted ? 'btn' : 'btn quiet'} onClick={onClose}>
            {texts.t('action_close')}
          </button>
        )}
        {!granted && state !== 'asking' && (
          <button type="button" class="btn" onClick={onAsk}>
            {texts.t('action_tryAgain')}
          </button>
        )}
      </div>
    </main>
  );
}

/** What the browser does, or what it answered, and what to do about it. */
export function MicrophoneOutcome({ state }: { state: MicrophoneState }) {
  const { texts } = useUi();
  const { why, next } = wordsFor(state, texts);
  const granted = state === 'granted';
  return (
    <div class="outcome" role="status">
      <Glyph
        shapes={granted ? glyphs.check : state === 'asking' ? glyphs.mic : glyphs.micOff}
        tone={granted ? 'c-callable' : state === 'asking' ? undefined : 'c-missed'}
      />
      <div>
        <p class="strong">{why}</p>
        <p class="muted">{next}</p>
      </div>
    </div>
  );
}

function wordsFor(state: MicrophoneState, texts: Texts): { why: string; next: string } {
  if (state === 'asking') return { why: texts.t('microphone_asking'), next: texts.t('microphone_askingNext') };
  if (state === 'granted') return { why: texts.t('microphone_granted'), next: texts.t('microphone_grantedNext') };
  const words = failureWords(texts, state);
  // Here the way to mend a refusal is at hand: beside the address of this very page.
  return state === 'microphoneRefused' ? { ...words, next: texts.t('microphone_mendRefused') } : words;
}
