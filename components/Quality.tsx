import type { Texts } from '../lib/i18n';
import { type CallQuality, levelOf, type QualityLevel } from '../lib/softphone/call-quality';
import { useUi } from './ui';

const BARS: Record<QualityLevel, number> = { good: 3, fair: 2, poor: 1 };

/** How the call sounds: three bars and a word, the figures on pointing. Nothing before it was measured. */
export function Quality({ quality }: { quality: CallQuality | undefined }) {
  const { texts } = useUi();
  if (!quality) return null;
  const level = levelOf(quality);
  return (
    <span
      class={level === 'good' ? 'q' : 'q fair'}
      title={`${texts.t('quality_title')}: ${figures(quality, texts)}`}
      data-quality={level}
    >
      <i aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <s key={bar} class={bar > BARS[level] ? 'no' : undefined} />
        ))}
      </i>
      <span class="word">{texts.t(`quality_${level}`)}</span>
    </span>
  );
}

/** The quality in figures, as a language writes them. */
export function figures({ mos, lossHere, lossThere, jitter, roundTrip }: CallQuality, texts: Texts): string {
  return texts.t('quality_figures', {
    mos: texts.number(mos),
    here: texts.number(lossHere),
    there: texts.number(lossThere),
    jitter: texts.number(jitter),
    delay: roundTrip === undefined ? '–' : texts.number(roundTrip),
  });
}
