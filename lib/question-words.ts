/** A question before a call in words, the same on every surface. */
import type { DialQuestion } from './dial-question';
import type { Texts } from './i18n';
import type { PageQuestion } from './messages';

/** How long a number is shown before it is dialled. */
const PREVIEW_MS = 2000;

/** Why it is asked, in words; what only the user's own wish to be asked makes needs none. */
export function reasonWords({ reasons }: DialQuestion, texts: Texts): string[] {
  const words = reasons.map(({ why, detail }) => {
    if (why === 'abroad') return texts.t('ask_abroad', { country: texts.region(detail) });
    if (why === 'doNotCall' && detail) return texts.t('ask_doNotCallWhy', { reason: detail });
    return why === 'clicked' || why === 'seen' ? '' : texts.t(`ask_${why}`);
  });
  return words.filter(Boolean);
}

/** `showNumber` writes a number as people do. */
export function questionWords(
  question: DialQuestion,
  texts: Texts,
  showNumber: (number: string) => string,
): PageQuestion {
  const { number, dials, reasons } = question;
  // Shown for a moment is enough only where nothing else asks.
  const passing = reasons.every(({ why }) => why === 'seen');
  return {
    title: texts.t(passing ? 'ask_seen' : 'ask_title', { number: showNumber(number) }),
    lines: [...(dials ? [texts.t('icon_dials', { number: dials })] : []), ...reasonWords(question, texts)],
    yes: texts.t('action_call'),
    no: texts.t('action_cancel'),
    confirm: reasons.map(({ why }) => why),
    ...(passing && { after: PREVIEW_MS }),
  };
}
