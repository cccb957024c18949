/** Reading the call log for the screen: what belongs to a number. The task list: task-rows.ts; the history: history.ts. */
import type { Call } from './call';
import { db } from './db';

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
