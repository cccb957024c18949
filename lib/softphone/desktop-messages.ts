/**
 * What the program beside the browser (public/desktop/ringside-desktop.mjs) tells of the softphone. It is another program,
 * and what it says comes from a phone system: nothing is believed that is not checked here. Pure.
 */
import type { CallEnd, CallFacts } from '../call';
import type { ErrorCode } from '../errors';
import { plainText } from './plain-text';
import { type Caller, callerOf } from './sip-identity';
import { reasonOfStatus } from './sip-reasons';
import type { LineWord } from './softphone';

/** What both sides of the pipe speak; another number is another language. */
export const DESKTOP_VERSION = 1;

const MOST_CALLS = 50;
const LONGEST_TEXT = 100;

/** A call as the softphone has it. */
export interface DesktopCall {
  /** The softphone's own id, which is the SIP Call-ID. */
  id: string;
  /** Our id, where the call was dialled by us through this same program. */
  order: string | undefined;
  direction: CallFacts['direction'];
  phase: CallFacts['phase'];
  alerting: boolean;
  who: Caller;
  heldByUs: boolean;
  heldByThem: boolean;
  /** Absent where the program has just started: the softphone does not say. */
  muted: boolean | undefined;
  /** Words of a transfer that failed. */
  transferFailed: string | undefined;
  end: DesktopEnd | undefined;
}

export type DesktopEnd =
  | { by: 'us' | 'them' | 'transfer' }
  | { by: 'answer'; status: number; text: string }
  | { by: 'error'; text: string };

export type DesktopMessage =
  | { type: 'hello'; version: number }
  | { type: 'phone'; word: LineWord }
  | { type: 'calls'; calls: DesktopCall[] }
  | { type: 'call'; call: DesktopCall }
  | { type: 'result'; id: number; ok: boolean; unknown: boolean; detail: string };

/** The message, or undefined where it is none that we know. */
export function readDesktopMessage(value: unknown): DesktopMessage | undefined {
  const { type, ...rest } = fieldsOf(value);
  switch (type) {
    case 'hello':
      return typeof rest.version === 'number' ? { type, version: rest.version } : undefined;
    case 'phone': {
      const word = readPhone(rest);
      return word && { type, word };
    }
    case 'calls': {
      if (!Array.isArray(rest.calls)) return undefined;
      return { type, calls: rest.calls.slice(0, MOST_CALLS).flatMap((call) => readCall(call) ?? []) };
    }
    case 'call': {
      const call = readCall(rest.call);
      return call && { type, call };
    }
    case 'result': {
      const { id, ok, unknown, detail } = rest;
      if (typeof id !== 'number') return undefined;
      return { type, id, ok: ok === true, unknown: unknown === true, detail: plainText(detail, LONGEST_TEXT) };
    }
    default:
      return undefined;
  }
}

const PHONE_STATES: Record<string, { phase: 'connecting' | 'ready' } | { phase: 'lost'; reason: ErrorCode }> = {
  starting: { phase: 'connecting' },
  registering: { phase: 'connecting' },
  ready: { phase: 'ready' },
  unregistered: { phase: 'lost', reason: 'softphoneUnregistered' },
  unreachable: { phase: 'lost', reason: 'softphoneUnreachable' },
  missing: { phase: 'lost', reason: 'softphoneMissing' },
  exposed: { phase: 'lost', reason: 'softphoneExposed' },
};

function readPhone({ state, detail }: Record<string, unknown>): LineWord | undefined {
  const word = typeof state === 'string' && Object.hasOwn(PHONE_STATES, state) ? PHONE_STATES[state] : undefined;
  const text = plainText(detail, LONGEST_TEXT);
  return word && { ...word, ...(text && { detail: text }) };
}

const PHASES = ['ringing', 'dialling', 'connected', 'ended'] as const;

function readCall(value: unknown): DesktopCall | undefined {
  const { id, order, direction, phase, alerting, peer, name, heldByUs, heldByThem, muted, transferFailed, end } =
    fieldsOf(value);
  const known = PHASES.find((one) => one === phase);
  const sane = typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id);
  if (!sane || !known || (direction !== 'incoming' && direction !== 'outgoing')) return undefined;
  const uri = typeof peer === 'string' ? peer.slice(0, 500) : '';
  const quoted = plainText(name, 200).replace(/["\\]/g, '\\$&');
  return {
    ...{ id, direction, phase: known, alerting: alerting === true },
    order: typeof order === 'string' && order.length <= 64 ? order : undefined,
    who: callerOf({ from: `"${quoted}" <${uri}>`, assertedIdentity: [], privacy: [] }),
    ...{ heldByUs: heldByUs === true, heldByThem: heldByThem === true },
    muted: typeof muted === 'boolean' ? muted : undefined,
    transferFailed: typeof transferFailed === 'string' ? plainText(transferFailed, LONGEST_TEXT) : undefined,
    end: known === 'ended' ? readEnd(end) : undefined,
  };
}

function readEnd(value: unknown): DesktopEnd {
  const { by, status, text } = fieldsOf(value);
  if (by === 'us' || by === 'them' || by === 'transfer') return { by };
  const words = plainText(text, LONGEST_TEXT);
  return by === 'answer' && typeof status === 'number' ? { by, status, text: words } : { by: 'error', text: words };
}

/** Why a call ended, by what it was until then; without its time. */
export function endOfDesktop(end: DesktopEnd, before: CallFacts): Omit<CallEnd, 'at'> {
  const text = 'text' in end && end.text ? { text: end.text } : {};
  if (before.answeredAt !== undefined) {
    if (end.by === 'transfer') return { reason: 'transferred' };
    if (before.transfer?.state === 'underWay' && end.by !== 'error') return { reason: 'transferred' };
    if (before.transfer?.state === 'failed' && end.by === 'error') return { reason: 'failed', ...text };
    if (end.by === 'us') return { reason: 'localHangUp' };
    return end.by === 'them' ? { reason: 'remoteHangUp' } : { reason: 'lost', ...text };
  }
  if (before.direction === 'outgoing') {
    if (end.by === 'us') return { reason: 'cancelled' };
    return { reason: end.by === 'answer' ? reasonOfStatus(end.status) : 'failed', ...text };
  }
  if (end.by === 'us') return { reason: 'declined' };
  return end.by === 'them' ? { reason: 'callerGaveUp' } : { reason: 'failed', ...text };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
