/** How long calls are kept, and forgetting one number: what people have a right to. */
import { type Call, isLive } from './call';
import type { CallerRow } from './caller-index';
import { db } from './db';
import { countChange } from './figures';
import { forgetSeen } from './seen-contacts';

const DAY = 86_400_000;
/** Calls looked at in one request, and deleted in one transaction: a call that comes meanwhile waits for one of these. */
const BATCH = 500;
const SLICE = 30;
const NEVER = Number.MAX_SAFE_INTEGER;

let tidying: Promise<unknown> | undefined;

/** Once a day at most: what is old enough goes. Cheap to ask. A worker that ends meanwhile goes on the next time. */
export async function tidy(days: number, now: number): Promise<void> {
  if (days <= 0 || tidying) return;
  const row = await db.status.get('tidied');
  if (row?.id === 'tidied' && now - row.at < DAY) return;
  tidying ??= forgetOld(days, now)
    .then(() => db.status.put({ id: 'tidied', at: now }))
    .finally(() => {
      tidying = undefined;
    });
  await tidying;
}

/**
 * Deletes calls that ended before the last `days` (0: never), but only those whose record the CRM has confirmed: nothing
 * that exists nowhere else goes by itself. @returns how many
 */
export async function forgetOld(days: number, now: number): Promise<number> {
  if (days <= 0) return 0;
  // Where nothing was ever stored nothing can go, and nobody need look through the log for that.
  if (!(await db.outbox.where('[state+dueAt]').between(['stored', 0], ['stored', NEVER]).first())) return 0;
  let [gone, from] = [0, 0];
  for (;;) {
    const calls = await db.calls
      .where('startedAt')
      .between(from, now - days * DAY)
      .limit(BATCH)
      .toArray();
    const records = await db.outbox.bulkGet(calls.map(({ id }) => id));
    const old = calls.filter((call, i) => !isListed(call) && records[i]?.state === 'stored');
    await forget(old, isListed);
    gone += old.length;
    if (calls.length < BATCH) return gone;
    from = (calls.at(-1)?.startedAt ?? now) + (old.length === 0 ? 1 : 0);
  }
}

/** Missed calls stay in the list until somebody takes them off it (R5). */
function isListed(call: Call): boolean {
  return isLive(call) || (call.state === 'missed' && call.removed === 0);
}

/** Deletes everything this browser knows of a number. What the CRM holds stays there. @returns how many calls */
export async function forgetNumber(number: string): Promise<number> {
  let [gone, from] = [0, 0];
  for (;;) {
    const calls = await db.calls
      .where('[number+startedAt]')
      .between([number, from], [number, NEVER], true, true)
      .limit(BATCH)
      .toArray();
    const past = calls.filter((call) => !isLive(call));
    await forget(past, isLive);
    gone += past.length;
    if (calls.length < BATCH) break;
    from = (calls.at(-1)?.startedAt ?? 0) + (past.length === 0 ? 1 : 0);
  }
  await db.callers.delete(number);
  await forgetSeen(number);
  return gone;
}

/** Deletes calls slice by slice, each with all that belongs to it; not those that stay after all. */
async function forget(calls: readonly Call[], stays: (call: Call) => boolean): Promise<void> {
  for (let at = 0; at < calls.length; at += SLICE) await forgetSlice(calls.slice(at, at + SLICE), stays);
}

/** Few ways to the database and back, all requests of one beside each other: a call that comes meanwhile waits for them. */
async function forgetSlice(slice: readonly Call[], stays: (call: Call) => boolean): Promise<void> {
  const numbers = [...new Set(slice.map(({ number }) => number).filter(Boolean))];
  await db.transaction('rw', [db.calls, db.tasks, db.outbox, db.callers, db.status], async () => {
    const [now, callers] = await Promise.all([
      db.calls.bulkGet(slice.map(({ id }) => id)),
      db.callers.bulkGet(numbers),
    ]);
    const calls = now.filter((call) => call !== undefined && !stays(call)) as Call[];
    const ids = calls.map(({ id }) => id);
    await Promise.all([
      db.calls.bulkDelete(ids).then(() => uncount(calls, callers)),
      db.tasks.bulkDelete(ids),
      db.outbox.bulkDelete(ids),
      countChange(calls, []),
    ]);
  });
}

/** Callers have fewer calls now; one of whom no call is left is forgotten with the last one. */
async function uncount(gone: readonly Call[], callers: readonly (CallerRow | undefined)[]): Promise<void> {
  const fewer = new Map<string, number>();
  for (const { number } of gone) if (number) fewer.set(number, (fewer.get(number) ?? 0) + 1);
  const left = callers.flatMap((row) => {
    const calls = (row?.calls ?? 0) - (fewer.get(row?.number ?? '') ?? 0);
    return row && fewer.has(row.number) ? [{ ...row, calls }] : [];
  });
  const doubtful = left.filter(({ calls }) => calls <= 0);
  const others = await Promise.all(doubtful.map(({ number }) => anyCall(number)));
  await Promise.all([
    db.callers.bulkPut([
      ...left.filter(({ calls }) => calls > 0),
      ...doubtful.filter((_row, at) => others[at]).map((row) => ({ ...row, calls: 1 })),
    ]),
    db.callers.bulkDelete(doubtful.filter((_row, at) => !others[at]).map(({ number }) => number)),
  ]);
}

async function anyCall(number: string): Promise<boolean> {
  const [one] = await db.calls.where('[number+startedAt]').between([number, 0], [number, NEVER]).limit(1).primaryKeys();
  return one !== undefined;
}
