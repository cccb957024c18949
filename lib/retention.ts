/** How long calls are kept, and forgetting one number: what people have a right to. */
import { type Call, isLive } from './call';
import { db } from './db';
import { countChange } from './figures';
import { forgetSeen } from './seen-contacts';

const DAY = 86_400_000;
/** Calls looked at in one request, and deleted in one transaction: a call that comes meanwhile waits for one of these. */
const BATCH = 500;
const SLICE = 50;
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
  let [gone, from] = [0, 0];
  for (;;) {
    const calls = await db.calls
      .where('startedAt')
      .between(from, now - days * DAY)
      .limit(BATCH)
      .toArray();
    const records = await db.outbox.bulkGet(calls.map(({ id }) => id));
    // Missed calls stay in the list until somebody takes them off it (R5).
    const stays = (call: Call) => isLive(call) || (call.state === 'missed' && call.removed === 0);
    const old = calls.filter((call, i) => !stays(call) && records[i]?.state === 'stored');
    await forget(old);
    gone += old.length;
    if (calls.length < BATCH) return gone;
    from = (calls.at(-1)?.startedAt ?? now) + (old.length === 0 ? 1 : 0);
  }
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
    await forget(past);
    gone += past.length;
    if (calls.length < BATCH) break;
    from = (calls.at(-1)?.startedAt ?? 0) + (past.length === 0 ? 1 : 0);
  }
  await db.callers.delete(number);
  await forgetSeen(number);
  return gone;
}

/** Deletes calls slice by slice, each with all that belongs to it. */
async function forget(calls: readonly Call[]): Promise<void> {
  for (let at = 0; at < calls.length; at += SLICE) await forgetSlice(calls.slice(at, at + SLICE).map(({ id }) => id));
}

async function forgetSlice(ids: string[]): Promise<void> {
  await db.transaction('rw', [db.calls, db.tasks, db.outbox, db.callers, db.status], async () => {
    const calls = (await db.calls.bulkGet(ids)).filter((call) => call !== undefined);
    await db.calls.bulkDelete(ids);
    await db.tasks.bulkDelete(ids);
    await db.outbox.bulkDelete(ids);
    await countChange(calls, []);
    await uncount(calls);
  });
}

/** Callers have fewer calls now; one of whom no call is left is forgotten with the last one. */
async function uncount(gone: Call[]): Promise<void> {
  const fewer = new Map<string, number>();
  for (const { number } of gone) if (number) fewer.set(number, (fewer.get(number) ?? 0) + 1);
  const rows = (await db.callers.bulkGet([...fewer.keys()])).filter((row) => row !== undefined);
  const left = rows.map((row) => ({ ...row, calls: row.calls - (fewer.get(row.number) ?? 0) }));
  await db.callers.bulkPut(left.filter(({ calls }) => calls > 0));
  for (const row of left.filter(({ calls }) => calls <= 0)) {
    const one = await db.calls.where('[number+startedAt]').between([row.number, 0], [row.number, NEVER]).first();
    if (one) await db.callers.put({ ...row, calls: 1 });
    else await db.callers.delete(row.number);
  }
}
