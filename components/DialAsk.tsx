import { useEffect, useState } from 'preact/hooks';
import * as glyphs from '../lib/glyphs';
import type { Texts } from '../lib/i18n';
import { Glyph } from './Glyph';
import { useUi } from './ui';

/** A click that was meant for the page before must not dial: the button stands there for so long, seen, before it works. */
export const SEEN_MS = 1000;
/** So much of a link without a number says where it went wrong. */
const SHOWN = 60;

export interface DialAskProps {
  /** What the link holds. */
  text: string;
  /** Undefined where the link holds no number. */
  number: string | undefined;
  /** What goes out and what stands against it, in words. */
  preview: readonly string[];
  /** Why nothing can be dialled from here; '' where it can. */
  why: string;
  onDial(): void;
  onCancel(): void;
  /** To where another line is chosen. */
  onSettings(): void;
}

/** A number that a link somewhere has opened: nothing is dialled until the user says so here. */
export function DialAsk({ text, number, preview, why, onDial, onCancel, onSettings }: DialAskProps) {
  const { texts, showNumber } = useUi();
  const seen = useSeen();
  return (
    <main class="rs mic" data-number={number}>
      <img alt="" src="/icons/mark-128.png" width="40" height="40" />
      <h1>
        {number
          ? texts.t('dialAsk_question', { number: inOneLine(showNumber(number)) })
          : texts.t('error_numberInvalid')}
      </h1>
      <p class="muted">{number ? texts.t('dialAsk_where') : whatIsWrong(text, texts)}</p>
      {number && preview.map((line) => <p key={line}>{line}</p>)}
      {number && why && (
        <p class="problem" role="alert">
          <Glyph shapes={glyphs.alert} />
          {why}
        </p>
      )}
      <div class="foot">
        <button type="button" class="btn quiet" onClick={onCancel}>
          {texts.t(number ? 'action_cancel' : 'action_close')}
        </button>
        {number && why && (
          <button type="button" class="btn" onClick={onSettings}>
            {texts.t('action_openSettings')}
          </button>
        )}
        {number && !why && (
          <button type="button" class="btn go" aria-disabled={!seen} onClick={seen ? onDial : undefined}>
            {texts.t('action_call')}
          </button>
        )}
      </div>
    </main>
  );
}

/** A number that breaks is read wrong. */
function inOneLine(number: string): string {
  return number.replaceAll(' ', '\u00a0');
}

function whatIsWrong(text: string, texts: Texts): string {
  return text ? texts.t('dialAsk_wrong', { text: text.slice(0, SHOWN) }) : texts.t('dialAsk_empty');
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
