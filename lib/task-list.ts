/**
 * The task list (Anrufprotokoll) is derived from the call log, never stored (spec R4-R9): live calls, calls hung up a short
 * time ago, missed calls that nobody removed.
 */
import { asks, type Call, isLive, isTalking } from './call';

/** A call hung up by the far side stays for the grace time after its end (R7, R8). */
function isLeaving(call: Call, now: number, graceMs: number): boolean {
  return call.state === 'hungUp' && call.endedAt !== undefined && now < call.endedAt + graceMs;
}

/**
 * Rows of the task list: live ones on top, then the rest, each newest first. Rows the user removed are hidden (R9).
 * Calls already shown as a block are not listed again: pass those that remain.
 */
export function taskList(calls: readonly Call[], now: number, graceMs: number): Call[] {
  return calls
    .filter((call) => call.removed === 0)
    .filter((call) => isLive(call) || call.state === 'missed' || isLeaving(call, now, graceMs))
    .sort((a, b) => Number(isLive(b)) - Number(isLive(a)) || b.startedAt - a.startedAt);
}

const URGENCY = { ringing: 1, connected: 0, dialling: 0 };

/**
 * Calls that ring, dial or are connected, also those removed from the list: removing a row never hides a live call's
 * controls. Ringing ones first, then the newest.
 */
export function liveCalls(calls: readonly Call[]): Call[] {
  const urgency = (call: Call) => (isLive(call) ? URGENCY[call.state as keyof typeof URGENCY] : -1);
  return calls.filter(isLive).sort((a, b) => urgency(b) - urgency(a) || b.startedAt - a.startedAt);
}

/** The one call beyond ringing that counts: talked in or dialled, else the newest held one. */
export function foremost(calls: readonly Call[]): Call | undefined {
  const others = liveCalls(calls).filter(({ state }) => state !== 'ringing');
  return others.find((call) => call.state === 'dialling' || isTalking(call)) ?? others[0];
}

/** When the list next changes by time alone (epoch ms), or undefined when only an event changes it. */
export function nextChangeAt(calls: readonly Call[], now: number, graceMs: number): number | undefined {
  const ends = calls
    .filter((call) => call.removed === 0 && isLeaving(call, now, graceMs))
    .map((call) => (call.endedAt ?? now) + graceMs);
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

/** Missed calls that still ask for something: not removed, not seen, not called back. */
export function missedCount(calls: readonly Call[]): number {
  return calls.filter(asks).length;
}
