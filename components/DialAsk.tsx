import { useEffect, useState } from 'preact/hooks';
import * as glyphs from '../lib/glyphs';
import { failureWords } from '../lib/i18n';
import { Glyph } from './Glyph';
import { useUi } from './ui';

/** A click that was meant for the page before must not dial: the button stands there for so long, seen, before it works. */
export const SEEN_MS = 1000;

export interface DialAskProps {
  /** Undefined where the link holds no number. */
  number: string | undefined;
  /** What goes out and what stands against it, in words. */
  preview: readonly string[];
  /** Why nothing can be dialled from here; '' where it can. */
  why: string;
  onDial(): void;
  onCancel(): void;
}

/** A number that a link somewhere has opened: nothing is dialled until the user says so here. */
export function DialAsk({ number, preview, why, onDial, onCancel }: DialAskProps) {
  const { texts, showNumber } = useUi();
  const seen = useSeen();
  const invalid = failureWords(texts, 'numberInvalid');
  return (
    <main class="rs mic" data-number={number}>
      <img alt="" src="/icons/mark-128.png" width="40" height="40" />
      <h1>{number ? texts.t('dialAsk_question', { number: showNumber(number) }) : invalid.why}</h1>
      <p class="muted">{number ? texts.t('dialAsk_where') : invalid.next}</p>
      {number && preview.map((line) => <p key={line}>{line}</p>)}
      {number && why && (
        <p class="problem" role="alert">
          <Glyph shapes={glyphs.alert} />
          {why}
        </p>
      )}
      <div class="foot">
        <button type="button" class="btn quiet" onClick={onCancel}>
          {texts.t('action_cancel')}
        </button>
        {number && !why && (
          <button type="button" class="btn go" aria-disabled={!seen} onClick={seen ? onDial : undefined}>
            {texts.t('action_call')}
          </button>
        )}
      </div>
    </main>
  );
}

/** Has the page been in sight for long enough? Anew whenever it comes back into sight. */
function useSeen(): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      setSeen(false);
      if (document.visibilityState === 'visible') timer = setTimeout(() => setSeen(true), SEEN_MS);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return seen;
}
