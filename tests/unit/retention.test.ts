import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { applyEvent, markAllSeen, patchCall } from '../../lib/call-log';
import { db } from '../../lib/db';
import { callCount, missedCount } from '../../lib/figures';
import { lastUndo, listHandlers } from '../../lib/list-requests';
import { forgetNumber, forgetOld } from '../../lib/retention';

const DAY = 86_400_000;
const NOW = Date.now();
const NUMBER = '+493023125418';

async function missed(id: string, ageDays: number, number = NUMBER): Promise<void> {
  const startedAt = NOW - ageDays * DAY;
  const facts = { id, direction: 'incoming', number, displayName: 'Vogel', withheld: false, startedAt } as const;
  await applyEvent({ seq: 1, facts: { ...facts, phase: 'ringing' } }, 'sip', { keepDeclined: false });
  const end = { at: startedAt + 1000, reason: 'callerGaveUp' } as const;
  await applyEvent({ seq: 2, facts: { ...facts, phase: 'ended', end } }, 'sip', { keepDeclined: false });
}
const ids = async () => (await db.calls.toArray()).map(({ id }) => id).sort();

beforeEach(() =>
  Promise.all([db.calls, db.tasks, db.callers, db.outbox, db.status, db.seen].map((table) => table.clear())),
);

it('only what the CRM has confirmed goes by itself, and never where nobody chose days', async () => {
  for (const [id, age] of [
    ['old', 40],
    ['old-listed', 40],
    ['old-waiting', 40],
    ['new', 2],
  ] as const)
    await missed(id, age);
  for (const id of ['old', 'old-listed', 'new']) await db.outbox.update(id, { state: 'stored' });
  expect(await forgetOld(0, NOW)).toBe(0);
  // A missed call stays until the user removes it (R5), however old.
  expect(await forgetOld(30, NOW)).toBe(0);
  await patchCall('old', { removed: 1 });
  expect(await forgetOld(30, NOW)).toBe(1);
  expect(await ids()).toEqual(['new', 'old-listed', 'old-waiting']);
  expect([await missedCount(), await callCount()]).toEqual([3, 3]);
});

it('everything about one number can be forgotten', async () => {
  await missed('a', 1);
  await missed('b', 2);
  await missed('other', 1, '+494066969217');
  expect(await forgetNumber(NUMBER)).toBe(2);
  expect(await ids()).toEqual(['other']);
  expect((await db.callers.toArray()).map(({ number }) => number)).toEqual(['+494066969217']);
  expect((await db.outbox.toArray()).map(({ callId }) => callId)).toEqual(['other']);
  expect(await missedCount()).toBe(1);
});

it('what was taken off a list comes back, the count with it; records are not touched', async () => {
  await missed('a', 1);
  await missed('b', 1);
  await db.outbox.toCollection().modify({ state: 'stored' });
  const told: string[] = [];
  const on = listHandlers(async (id) => void told.push(id));
  await on.markAllSeen({});
  expect([await missedCount(), (await lastUndo())?.callIds.sort()]).toEqual([0, ['a', 'b']]);
  await on.undo({});
  expect([await missedCount(), await lastUndo()]).toEqual([2, undefined]);
  await on.remove({ callId: 'a' });
  expect([await missedCount(), (await db.calls.get('a'))?.removed]).toEqual([1, 1]);
  await on.undo({});
  await on.forget({ callId: 'b' });
  expect((await db.calls.get('b'))?.hidden).toBe(1);
  await on.undo({});
  expect([await missedCount(), (await db.calls.get('b'))?.hidden]).toEqual([2, undefined]);
  expect(await on.remove({ callId: 'nobody' })).toMatchObject({ ok: false, error: 'callUnknown' });
  expect((await db.outbox.toArray()).map(({ state }) => state)).toEqual(['stored', 'stored']);
  expect(new Set(told)).toEqual(new Set(['a', 'b']));
  expect(await markAllSeen(1)).toHaveLength(2);
});
