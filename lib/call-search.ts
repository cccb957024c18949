/** Reading the call log for the screen: the rows of the task list, what belongs to a number. The history: history.ts. */
import type { Call } from './call';
import { liveCalls } from './call-log';
import { db } from './db';
import { startOfDay } from './i18n';

/** Missed calls in the task list at most; older ones are in the history, by its filter. */
export const MOST_MISSED = 200;

/** Everything the task list may show: live calls, missed ones, and those hung up since `since`. */
export async function taskRows(since: number): Promise<Call[]> {
  const [live, missed, recent] = await Promise.all([
    liveCalls(),
    db.calls
      .where('[state+removed+startedAt]')
      .between(['missed', 0, 0], ['missed', 0, Number.MAX_SAFE_INTEGER])
      .reverse()
      .limit(MOST_MISSED)
      .toArray(),
    // A call that ended a moment ago began within the last day, or it is none that anybody waits to see leave.
    db.calls
      .where('[state+startedAt]')
      .between(['hungUp', startOfDay(since, -1)], ['hungUp', Number.MAX_SAFE_INTEGER])
      .and((call) => (call.endedAt ?? 0) > since)
      .toArray(),
  ]);
  return [...live, ...missed, ...recent];
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
