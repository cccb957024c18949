/** Reading the call log for the screen: the rows of the task list, the history, what belongs to a number. Reads only. */
import { type Call, isLive } from './call';
import { liveCalls } from './call-log';
import { db } from './db';
import { startOfDay } from './i18n';

export type HistoryFilter = 'all' | 'incoming' | 'outgoing' | 'missed';

export interface HistoryQuery {
  /** Beginning of a word of the name or firm, or digits of the number. */
  text: string;
  filter: HistoryFilter;
  limit: number;
}

/** Everything the task list may show: live calls, missed ones, and those hung up since `since`. */
export async function taskRows(since: number): Promise<Call[]> {
  const [live, missed, recent] = await Promise.all([
    liveCalls(),
    db.calls.where('[state+removed]').equals(['missed', 0]).toArray(),
    // A call that ended a moment ago began within the last day, or it is none that anybody waits to see leave.
    db.calls
      .where('startedAt')
      .above(startOfDay(since, -1))
      .and((call) => call.state === 'hungUp' && (call.endedAt ?? 0) > since)
      .toArray(),
  ]);
  return [...live, ...missed, ...recent];
}

/** Ended calls, newest first. One more than the limit means that there are more. */
export function history({ text, filter, limit }: HistoryQuery): Promise<Call[]> {
  const matches = matcher(text);
  return db.calls
    .orderBy('startedAt')
    .reverse()
    .filter((call) => !isLive(call) && passes(call, filter) && matches(call))
    .limit(limit + 1)
    .toArray();
}

/** All calls that began since `at`. */
export function callsSince(at: number): Promise<Call[]> {
  return db.calls.where('startedAt').aboveOrEqual(at).toArray();
}

/** The last calls with this number before this one, newest first. */
export function callsBefore(call: Call, limit: number): Promise<Call[]> {
  if (!call.number) return Promise.resolve([]);
  return db.calls
    .where('[number+startedAt]')
    .between([call.number, 0], [call.number, call.startedAt])
    .reverse()
    .limit(limit)
    .toArray();
}

/** One call per number that fits what was typed, newest first. */
export async function suggestions(text: string, limit: number): Promise<Call[]> {
  if (text.trim().length < 2) return [];
  const matches = matcher(text);
  const seen = new Set<string>();
  return db.calls
    .orderBy('startedAt')
    .reverse()
    .filter((call) => call.number !== '' && !call.withheld && !seen.has(call.number) && matches(call))
    .until(() => seen.size >= limit)
    .filter((call) => !seen.has(call.number) && seen.add(call.number) !== undefined)
    .toArray();
}

function passes(call: Call, filter: HistoryFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'missed' ? call.state === 'missed' : call.direction === filter;
}

/** Does a call fit the text? Case and accents do not matter; digits fit anywhere in the number. */
export function matcher(text: string): (call: Call) => boolean {
  const wanted = fold(text);
  if (!wanted) return () => true;
  // "030 231" is stored as "+4930231…": the leading zeros of a typed number are not in it.
  const digits = /^[\d\s+()/.-]+$/.test(wanted) ? wanted.replace(/\D/g, '').replace(/^0+/, '') : '';
  return (call) => {
    if (digits) return call.number.replace(/\D/g, '').includes(digits);
    const words = fold(`${call.contact?.name ?? ''} ${call.contact?.organisation ?? ''} ${call.displayName}`);
    return ` ${words}`.includes(` ${wanted}`);
  };
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
