import type { DayFigures } from '../lib/figures';
import { hoursAndMinutes } from '../lib/i18n';
import { useUi } from './ui';

/** Today in four figures. */
export function TodayStrip({ figures: { calls, answered, missed, talkedMs } }: { figures: DayFigures }) {
  const { texts } = useUi();
  const figures = [
    [texts.number(calls), texts.t('today_calls')],
    [texts.number(answered), texts.t('today_answered')],
    [texts.number(missed), texts.t('today_missed')],
    [texts.t('today_hours', { time: hoursAndMinutes(talkedMs) }), texts.t('today_talk')],
  ] as const;
  return (
    <dl class="strip" aria-label={texts.t('today_title')}>
      {figures.map(([value, word]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
