/** Lines whose calls live in another program: the options, the panel, the window that hands over. */
import type { LineState } from '../../lib/softphone/softphone.ts';
import { call } from './sample-calls.ts';
import type { Shot } from './states.ts';

const options = (name: string, connector: 'desktop' | 'handOff'): Shot => ({
  ...{ name: `options-line-${name}`, page: 'options.html#line', width: 960, height: 720 },
  rows: (now) => ({
    settings: { connector, country: 'DE' },
    line: { phase: 'ready', connector, since: now - 65_000 },
  }),
});

const panel = (
  name: string,
  connector: 'desktop' | 'handOff',
  line: Pick<LineState, 'phase' | 'reason' | 'nextTry'>,
  width = 360,
): Shot => ({
  ...{ name: `panel-${name}`, page: 'sidepanel.html', width, height: 760 },
  rows: (now) => ({
    settings: { connector, country: 'DE' },
    calls: [
      call(now - 600_000, '+493023125418', {
        ...{ id: 'given', line: 'handOff', direction: 'outgoing', state: 'ended', endReason: 'handedOff' },
        endedAt: now - 600_000,
      }),
    ],
    line: { connector, since: now - 65_000, ...line },
  }),
});

export const DESK: Shot[] = [
  options('desktop', 'desktop'),
  options('handoff', 'handOff'),
  panel('handoff', 'handOff', { phase: 'ready' }),
  panel('desktop', 'desktop', { phase: 'ready' }),
  panel('desktop-missing', 'desktop', { phase: 'lost', reason: 'desktopAppMissing', nextTry: 0 }),
  panel('desktop-gone', 'desktop', { phase: 'lost', reason: 'softphoneUnreachable' }),
  panel('desktop-exposed', 'desktop', { phase: 'lost', reason: 'softphoneExposed' }),
  {
    name: 'hand-off',
    page: 'hand-off.html#tel%3A%2B493023125001',
    width: 440,
    height: 300,
    rows: () => ({ settings: { country: 'DE' } }),
  },
  { name: 'hand-off-wrong', page: 'hand-off.html#x', width: 440, height: 300, rows: () => ({}) },
];
