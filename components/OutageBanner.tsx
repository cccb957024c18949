import * as glyphs from '../lib/glyphs';
import type { Outage } from '../lib/outages';
import { Banner } from './Banner';
import { useUi } from './ui';

/** Afterwards: when the line was down, and what is known of the calls of that time. */
export function OutageBanner({ outage, onDismiss }: { outage: Outage; onDismiss(): void }) {
  const { texts } = useUi();
  const { from, to = from, fetched } = outage;
  const seconds = Math.round((to - from) / 1000);
  const now = Date.now();
  const why =
    seconds < 60
      ? texts.plural('outage_short', seconds, { time: texts.moment(from, now) })
      : texts.t('outage_range', { from: texts.moment(from, now), to: texts.moment(to, now) });
  const next = fetched === undefined ? texts.t('outage_next') : texts.plural('outage_fetched', fetched);
  return <Banner kind="warn" shapes={glyphs.plug} why={why} next={next} onDismiss={onDismiss} />;
}
