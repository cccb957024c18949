/** The call icons in masks of the sample CRM, in each state. */
import type { Call } from '../../lib/call.ts';
import type { LineState } from '../../lib/softphone/softphone.ts';
import { connected, ringing } from './sample-calls.ts';
import type { Shot } from './states.ts';

/** A number of the sample CRM's mask. */
const NUMBER = '+493023125001';
const READY: LineState = { phase: 'ready', connector: 'sip', since: 0 };
const LOST: LineState = { phase: 'lost', connector: 'sip', since: 0, reason: 'serverUnreachable' };

function mask(name: string, calls: (now: number) => Call[], line: LineState = READY, page = '/'): Shot {
  const rows = (now: number) => ({ calls: calls(now), line, settings: { country: 'DE' } });
  const steps = [{ selector: `ringside-call[data-number="${NUMBER}"]`, hover: true }];
  return { name: `mask-${name}`, page, width: 900, height: 640, rows, steps };
}

const onNumber = (call: Call): Call[] => [{ ...call, number: NUMBER }];

export const MASKS: Shot[] = [
  mask('ready', () => []),
  mask('active', (now) => onNumber(connected(now))),
  mask('ringing', (now) => onNumber(ringing(now))),
  mask('unavailable', () => [], LOST),
  mask('demo', () => [], { ...READY, connector: 'demo' }),
  mask('record', () => [], READY, '/record.html'),
  mask('list', () => [], READY, '/contacts.html'),
];
