import { liveCalls } from './call-log';
import { db } from './db';
import { loadSettings } from './settings';
import { pagesInUse } from './updates';

/** May we start anew? No call is live or still shown as just ended, and no page of ours is in use. */
export async function isIdle(): Promise<boolean> {
  const [live, recent, { graceMs }] = await Promise.all([
    liveCalls(),
    db.calls.orderBy('startedAt').reverse().limit(10).toArray(),
    loadSettings(),
  ]);
  const shown = recent.some(({ endedAt = 0 }) => endedAt + graceMs > Date.now());
  return live.length === 0 && !shown && !(await pagesInUse());
}
