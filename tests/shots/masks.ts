/** The call icons in masks of the sample CRM, in each state. */
import type { Call } from '../../lib/call.ts';
import type { DialRules, DoNotCall } from '../../lib/dial-rules.ts';
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

/** A click on a number that the rules stand against. */
function against(mode: DoNotCall['mode']): Shot {
  const doNotCall = [{ pattern: '+49*', reason: 'Nur nach Absprache mit Frau Wieczorek', mode }];
  const demo = { areaCode: '', outsidePrefix: '0', plus: '00', nationalAtHome: true };
  const line = { ...demo, prefixes: [], callersHavePrefix: false };
  const ask = { askPremium: true, askAbroad: false, askCountries: [], exceptCountries: [] };
  const dialRules: DialRules = { byLine: { demo: line }, ...ask, doNotCall };
  const rows = () => ({ line: { ...READY, connector: 'demo' as const }, settings: { country: 'DE', dialRules } });
  const steps = [{ selector: `ringside-call[data-number="${NUMBER}"]` }];
  return { name: `mask-against-${mode}`, page: '/', width: 900, height: 640, rows, steps };
}

export const MASKS: Shot[] = [
  against('ask'),
  against('block'),
  mask('ready', () => []),
  mask('active', (now) => onNumber(connected(now))),
  mask('ringing', (now) => onNumber(ringing(now))),
  mask('unavailable', () => [], LOST),
  mask('demo', () => [], { ...READY, connector: 'demo' }),
  mask('record', () => [], READY, '/record.html'),
  mask('list', () => [], READY, '/contacts.html'),
];
