/** Under the pointer, pressed by keyboard, focused: what tells its user where a click or key would go. */
import { connected, history, missed, ringing } from './sample-calls.ts';
import { ACCOUNT, callWindow, options, panel, type Shot } from './states.ts';

const day = (now: number) => ({ calls: [...missed(now), ...history(now)] });

export const TOUCHED: Shot[] = [
  panel('focus-accept', (now) => ({ calls: [ringing(now), ...missed(now), ...history(now)] }), {
    steps: [{ selector: '.btn.go', focus: true }],
  }),
  panel('focus-tile', (now) => ({ calls: [connected(now), ...missed(now), ...history(now)] }), {
    steps: [{ selector: '[data-tile=hold]', focus: true }],
  }),
  panel('hover-tile', (now) => ({ calls: [connected(now), ...missed(now), ...history(now)] }), {
    steps: [{ selector: '[data-tile=hold]', hover: true }],
  }),
  panel('hover-entry', day, { steps: [{ selector: '.row[data-state=missed] .cover', hover: true }] }),
  panel('hover-history', day, { steps: [{ selector: '.row.hist .cover', hover: true }] }),
  panel('hover-chip', day, { steps: [{ selector: '.chip:nth-child(3)', hover: true }] }),
  { ...callWindow('focus-note', connected), steps: [{ selector: '.note .area', focus: true }] },
  options('hover-test', 'line', {}, { steps: [{ selector: '.testh .btn', hover: true }] }),
  options('focus-kind', 'line', { settings: ACCOUNT }, { steps: [{ selector: '.segi .rd', focus: true }] }),
];
