/** How long calls are kept, and forgetting one number: what people have a right to. */
import { type Call, isLive } from './call';
import { db } from './db';
import { forgetSeen } from './seen-contacts';

const DAY = 86_400_000;
const BATCH = 500;

/** Once a day at most: what is old enough goes. Cheap to ask. */
export async function tidy(days: number, now: number): Promise<void> {
  if (days <= 0) return;
  const row = await db.status.get('tidied');
  if (row?.id === 'tidied' && now - row.at < DAY) return;
  await db.status.put({ id: 'tidied', at: now });
  await forgetOld(days, now);
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
    const ids = calls.filter((call, i) => !stays(call) && records[i]?.state === 'stored').map(({ id }) => id);
    await forget(ids);
    gone += ids.length;
    if (calls.length < BATCH) return gone;
    from = (calls.at(-1)?.startedAt ?? now) + (ids.length === 0 ? 1 : 0);
  }
}

/** Deletes everything this browser knows of a number. What the CRM holds stays there. @returns how many calls */
export async function forgetNumber(number: string): Promise<number> {
  const calls = await db.calls
    .where('[number+startedAt]')
    .between([number, 0], [number, Number.MAX_SAFE_INTEGER])
    .toArray();
  const ids = calls.filter((call) => !isLive(call)).map(({ id }) => id);
  await forget(ids);
  await db.callers.delete(number);
  await forgetSeen(number);
  return ids.length;
}

async function forget(ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.transaction('rw', db.calls, db.outbox, db.callers, db.status, async () => {
    const calls = await db.calls.bulkGet(ids);
    const numbers = new Set(calls.flatMap((call) => (call?.number ? [call.number] : [])));
    await db.calls.bulkDelete(ids);
    await db.outbox.bulkDelete(ids);
    const row = await db.status.get('calls');
    if (row?.id === 'calls') await db.status.put({ id: 'calls', count: Math.max(0, row.count - ids.length) });
    // A caller of whom no call is left is forgotten with the last one.
    for (const number of numbers) {
      const left = await db.calls
        .where('[number+startedAt]')
        .between([number, 0], [number, Number.MAX_SAFE_INTEGER])
        .first();
      if (!left) await db.callers.delete(number);
    }
    const missed = await db.calls.where('[state+removed]').equals(['missed', 0]).toArray();
    const asking = missed.filter((call) => call.seenAt === undefined && call.calledBackAt === undefined).length;
    await db.status.put({ id: 'missed', count: asking });
  });
}
