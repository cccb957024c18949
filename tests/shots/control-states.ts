/** What happens during calls, for pictures: held, muted, keypad, transfers, poor sound, do not disturb. */
import type { Call } from '../../lib/call.ts';
import { DEFAULT_CALL_SETTINGS } from '../../lib/softphone/call-settings.ts';
import { call, connected, history, missed, ringing } from './sample-calls.ts';

const GOOD = { mos: 4.3, jitter: 3, roundTrip: 24, lossHere: 0, lossThere: 0.2 };
const POOR = { mos: 3.1, jitter: 38, roundTrip: 180, lossHere: 0.4, lossThere: 9 };

interface Rows {
  calls: Call[];
  settings?: { calls: typeof DEFAULT_CALL_SETTINGS };
}

export interface ControlState {
  name: string;
  /** The call that the call window shows. */
  shown: string;
  rows(now: number): Rows;
  steps?: { selector: string; type?: string }[];
}

const talk = (now: number, rest: Partial<Call> = {}): Call => ({ ...connected(now), quality: GOOD, ...rest });
const other = (now: number, rest: Partial<Call> = {}): Call =>
  call(now - 76_000, '+492214710318', {
    ...{ id: 'other', state: 'connected', direction: 'outgoing', answeredAt: now - 70_000, quality: GOOD },
    ...rest,
  });
const rowsOf = (now: number, ...calls: Call[]): Rows => ({ calls: [...calls, ...missed(now), ...history(now)] });

export const CONTROL_STATES: ControlState[] = [
  {
    name: 'held-and-talk',
    shown: 'other',
    rows: (now) => rowsOf(now, talk(now, { heldByUs: true }), other(now, { muted: true })),
  },
  { name: 'held', shown: 'connected', rows: (now) => rowsOf(now, talk(now, { heldByUs: true, heldByThem: true })) },
  { name: 'held-by-them', shown: 'connected', rows: (now) => rowsOf(now, talk(now, { heldByThem: true })) },
  {
    name: 'waiting',
    shown: 'connected',
    rows: (now) => rowsOf(now, talk(now), ringing(now, '+498999998160', 3)),
  },
  {
    name: 'keypad',
    shown: 'connected',
    rows: (now) => rowsOf(now, talk(now)),
    steps: [
      { selector: '[data-tile=keypad]' },
      ...['4', '1', '8', '2', '#'].map((key) => ({ selector: `.key[data-key="${key}"]` })),
      // The background knows nothing of this call, and says so.
      { selector: '.banner .ib' },
    ],
  },
  {
    name: 'transfer-target',
    shown: 'connected',
    rows: (now) => rowsOf(now, talk(now)),
    steps: [{ selector: '[data-tile=transfer]' }, { selector: 'input[name=target]', type: '221' }],
  },
  {
    name: 'transferring',
    shown: 'connected',
    rows: (now) => rowsOf(now, talk(now, { transfer: { target: '418', state: 'underWay' } })),
  },
  {
    name: 'transfer-failed',
    shown: 'connected',
    rows: (now) => rowsOf(now, talk(now, { transfer: { target: '418', state: 'failed', text: '486 Busy Here' } })),
  },
  {
    name: 'consult',
    shown: 'other',
    rows: (now) => rowsOf(now, talk(now, { heldByUs: true }), other(now, { consultFor: 'connected' })),
  },
  { name: 'poor', shown: 'connected', rows: (now) => rowsOf(now, talk(now, { quality: POOR })) },
  {
    name: 'do-not-disturb',
    shown: 'turned-away',
    rows: (now) => ({
      settings: { calls: { ...DEFAULT_CALL_SETTINGS, doNotDisturb: true } },
      calls: [
        call(now - 60_000, '+492214710318', {
          ...{ id: 'turned-away', state: 'missed', endReason: 'doNotDisturb', endedAt: now - 60_000 },
        }),
        ...history(now),
      ],
    }),
  },
];
