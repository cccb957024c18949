import type { Call } from '../lib/call';
import { hoursAndMinutes } from '../lib/i18n';
import { useUi } from './ui';

/** Today in four figures. */
export function TodayStrip({ calls }: { calls: Call[] }) {
  const { texts } = useUi();
  const ended = calls.filter((call) => call.endedAt !== undefined);
  const talked = ended.reduce(
    (sum, call) => sum + (call.answeredAt === undefined ? 0 : (call.endedAt ?? 0) - call.answeredAt),
    0,
  );
  const figures = [
    [texts.number(calls.length), texts.t('today_calls')],
    [texts.number(calls.filter((call) => call.answeredAt !== undefined).length), texts.t('today_answered')],
    [texts.number(calls.filter((call) => call.state === 'missed').length), texts.t('today_missed')],
    [texts.t('today_hours', { time: hoursAndMinutes(talked) }), texts.t('today_talk')],
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
