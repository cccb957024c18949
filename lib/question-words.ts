/** A question before a call in words, the same on every surface. */
import type { DialQuestion } from './dial-question';
import type { Texts } from './i18n';
import type { PageQuestion } from './messages';

/** `showNumber` writes a number as people do. */
export function questionWords(
  { number, reasons }: DialQuestion,
  texts: Texts,
  showNumber: (number: string) => string,
): PageQuestion {
  const lines = reasons.map(({ why, detail }) => {
    if (why === 'abroad') return texts.t('ask_abroad', { country: texts.region(detail) });
    if (why === 'doNotCall' && detail) return texts.t('ask_doNotCallWhy', { reason: detail });
    return why === 'clicked' ? '' : texts.t(`ask_${why}`);
  });
  return {
    title: texts.t('ask_title', { number: showNumber(number) }),
    lines: lines.filter(Boolean),
    yes: texts.t('action_call'),
    no: texts.t('action_cancel'),
    confirm: reasons.map(({ why }) => why),
  };
}
