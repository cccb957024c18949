import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { type Call, isLive } from '../../lib/call';
import { applyEvent, markAllSeen, patchCall } from '../../lib/call-log';
import { db } from '../../lib/db';
import { callCount, dayFigures, missedCount } from '../../lib/figures';
import { startOfDay } from '../../lib/i18n';
import { forgetNumber } from '../../lib/retention';
import { isTask, taskRows } from '../../lib/task-rows';
import { history } from './histories';

const LOG = [db.calls, db.tasks, db.callers, db.outbox, db.status];
const clear = () => Promise.all(LOG.map((table) => table.clear()));
beforeEach(clear);

/** What counting every call of the log comes to. */
function counted(calls: Call[], day: number) {
  const today = calls.filter(({ startedAt }) => startedAt >= day);
  const talks = today.map(({ answeredAt, endedAt }) => (answeredAt && endedAt ? endedAt - answeredAt : 0));
  return {
    calls: today.length,
    answered: today.filter(({ answeredAt }) => answeredAt !== undefined).length,
    missed: today.filter(({ state }) => state === 'missed').length,
    talkedMs: talks.reduce((sum, talk) => sum + talk, 0),
  };
}

it('small store and figures say what counting the whole log says, whatever happens', async () => {
  const deed = fc.constantFrom('event', 'event', 'event', 'remove', 'putBack', 'seen', 'forget');
  await fc.assert(
    fc.asyncProperty(
      fc.array(history, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(deed, fc.nat()), { maxLength: 30 }),
      async (calls, deeds) => {
        await clear();
        const day = startOfDay(Date.now());
        const queues = calls.map((events, n) =>
          events.map(({ seq, facts }) => {
            // Today, yesterday or a while ago; two numbers in all.
            const startedAt = Date.now() - (n % 3) * 86_400_000 - n;
            return { seq, facts: { ...facts, startedAt, number: `+49302312500${n % 2}` } };
          }),
        );
        for (const [what, pick] of deeds) {
          const queue = queues[pick % queues.length];
          const id = (await db.calls.toArray())[pick % 3]?.id;
          if (what === 'event') {
            const event = queue?.shift();
            if (event) await applyEvent(event, 'sip', { keepDeclined: false });
          } else if (what === 'seen') await markAllSeen(1);
          else if (what === 'forget') await forgetNumber(`+49302312500${pick % 2}`);
          else if (id) await patchCall(id, { removed: what === 'remove' ? 1 : 0 });
          const all = await db.calls.toArray();
          const plain = (rows: Call[]) =>
            rows.map(({ id: key, state, removed, seenAt }) => [key, state, removed, seenAt]);
          const wanted = all.filter((call) => isTask(call) && (isLive(call) || call.state === 'missed'));
          const kept = (await db.tasks.toArray()).filter(({ state }) => state !== 'hungUp');
          expect(plain(kept).sort()).toEqual(plain(wanted).sort());
          expect(await callCount()).toBe(all.length);
          expect(await dayFigures(day)).toEqual(counted(all, day));
          const asking = wanted.filter((call) => call.state === 'missed' && !call.seenAt && !call.calledBackAt);
          expect(await missedCount()).toBe(asking.length);
        }
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);

it('holds what was hung up for the grace time, then no more', async () => {
  const facts = { direction: 'incoming', number: '', displayName: '', withheld: true } as const;
  const talk = async (id: string, startedAt: number) => {
    const answeredAt = startedAt + 1000;
    const call = { ...facts, id, startedAt };
    await applyEvent({ seq: 1, facts: { ...call, phase: 'connected', answeredAt } }, 'sip', { keepDeclined: false });
    const end = { at: startedAt + 2000, reason: 'remoteHangUp' } as const;
    await applyEvent({ seq: 2, facts: { ...call, phase: 'ended', answeredAt, end } }, 'sip', { keepDeclined: false });
  };
  await talk('a', 1000);
  expect((await taskRows(0)).map(({ id }) => id)).toEqual(['a']);
  expect(await taskRows(3000)).toEqual([]);
  await talk('b', 1_000_000);
  expect((await db.tasks.toArray()).map(({ id }) => id)).toEqual(['b']);
});
