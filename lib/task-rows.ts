/**
 * The small store behind the task list: live calls, missed ones that nobody removed, and those hung up a moment ago. What
 * is shown while it rings is read from here, however many calls the log holds. Kept by the call log in the transaction
 * that changes the call.
 */
import { type Call, type CallState, isLive } from './call';
import { db } from './db';

/** Missed calls in the task list at most; older ones are in the history, by its filter. */
export const MOST_MISSED = 200;
/** Longer than any grace time (R7): after it no list shows a call that was hung up. */
export const MOST_GRACE_MS = 600_000;
const NEVER = Number.MAX_SAFE_INTEGER;

/** Does this call stand in the store? A live one also where its row was removed: it is shown among the live calls (R9). */
export function isTask(call: Pick<Call, 'state' | 'removed'>): boolean {
  return isLive(call) || (call.removed === 0 && (call.state === 'missed' || call.state === 'hungUp'));
}

/** Brings the store up to date. MUST be called in the transaction that writes the call (it needs `tasks`). */
export async function keepTask(call: Call, before: Call | undefined): Promise<void> {
  if (isTask(call)) await db.tasks.put(call);
  else if (before && isTask(before)) await db.tasks.delete(call.id);
  if (!before) await dropHungUp(call.startedAt - MOST_GRACE_MS);
}

/** All calls that ring, dial or are connected, oldest first. */
export async function liveRows(): Promise<Call[]> {
  // Each in one request, and all begun at once: by cursor, every row is a way to the database and back.
  const rows = await Promise.all((['ringing', 'dialling', 'connected'] as const).map(inState));
  return rows.flat().sort((a, b) => a.startedAt - b.startedAt);
}

/** Everything the task list may show: live calls, the newest missed ones, and those hung up since `since`. */
export async function taskRows(since: number): Promise<Call[]> {
  const [live, missed, hungUp] = await Promise.all([
    liveRows(),
    db.tasks
      .where('[state+startedAt]')
      .between(['missed', 0], ['missed', NEVER])
      .reverse()
      .limit(MOST_MISSED)
      .toArray(),
    inState('hungUp'),
  ]);
  return [...live, ...missed, ...hungUp.filter(({ endedAt = 0 }) => endedAt > since)];
}

/** Missed calls that nobody removed, also those that are too many to show. */
export function missedRows(): Promise<Call[]> {
  return inState('missed');
}

function inState(state: CallState): Promise<Call[]> {
  return db.tasks.where('state').equals(state).toArray();
}

async function dropHungUp(before: number): Promise<void> {
  const gone = (await inState('hungUp')).filter(({ endedAt = 0 }) => endedAt < before);
  if (gone.length > 0) await db.tasks.bulkDelete(gone.map(({ id }) => id));
}
