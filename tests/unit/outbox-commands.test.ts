import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../lib/call';
import { setCaller, setContact, setNote } from '../../lib/call-log';
import type { Capabilities, PushResult } from '../../lib/crm/write-back';
import { db } from '../../lib/db';
import { enqueue, LEASE_MS, nextDueAt, runOutbox, UNSURE_DELAY_MS } from '../../lib/outbox';
import {
  answerStored,
  giveUpRow,
  markedCalls,
  openRecords,
  retryAll,
  retryRejected,
  retryRow,
  troubledRecords,
} from '../../lib/outbox-commands';
import { asCsv, asJson } from '../../lib/record-export';
import { FakeCrm, type Fault } from './crm/fake-crm';

let crm: FakeCrm;
let now = 1_800_000_000_000;

async function end(id: string, more: Partial<Call> = {}): Promise<void> {
  const call: Call = {
    ...{ id, direction: 'incoming', state: 'hungUp', number: '+493023125001', displayName: '', withheld: false },
    ...{ startedAt: 1000, answeredAt: 2000, endedAt: 5000, endReason: 'remoteHangUp', seq: 3, line: 'sip', removed: 0 },
    ...{ note: '', ...more },
  };
  await db.transaction('rw', db.calls, db.outbox, async () => {
    await db.calls.put(call);
    await enqueue(id, now);
  });
}
const run = (signal?: AbortSignal) =>
  runOutbox({ writeBack: crm.writeBack, now: () => now, ...(signal && { signal }) });
const row = (id: string) => db.outbox.get(id);
const can = (patch: Partial<Capabilities>) => Object.assign(crm.can, patch);

beforeEach(async () => {
  crm = new FakeCrm();
  await Promise.all([db.calls.clear(), db.outbox.clear()]);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a CRM that can neither be asked nor knows our id', () => {
  beforeEach(() => {
    can({ once: 'createOnly' });
  });

  it('is not sent a record again whose answer was lost: the user is asked, and told once', async () => {
    await end('a');
    crm.faults = ['answerLost'];
    expect(await run()).toMatchObject({ failure: { code: 'crmUnsure' } });
    expect(await row('a')).toMatchObject({ state: 'unsure', error: 'crmUnsure' });
    await retryAll(now);
    await retryRow('a', now);
    await setNote('a', 'later');
    now += 3_600_000;
    await run();
    expect(crm.pushes).toBe(1);
    expect(await nextDueAt()).toBeUndefined();
  });

  it('is sent it again where the user says that it is not there, and never where it is', async () => {
    for (const id of ['a', 'b']) {
      await end(id);
      crm.faults = ['answerLost'];
      await run();
    }
    crm.records.splice(0, 1); // one of them was lost on the way after all
    await answerStored('a', false, now);
    await answerStored('b', true, now);
    await run();
    expect(crm.records.map(({ callId }) => callId)).toEqual(['b', 'a']);
    expect(await row('b')).toMatchObject({ state: 'stored' });
  });

  it('is asked about after the browser died in a push', async () => {
    vi.stubGlobal('navigator', {});
    await end('a');
    crm.faults = ['dieAfter'];
    void run();
    await vi.waitUntil(() => crm.records.length === 1);
    now += LEASE_MS;
    await run();
    expect(await row('a')).toMatchObject({ state: 'unsure' });
    expect(crm.records).toHaveLength(1);
  });

  it('is asked about after a push that was stopped half way: nobody knows how far it had come', async () => {
    await end('a');
    crm.faults = ['dieBefore'];
    const stop = new AbortController();
    const stopped = run(stop.signal);
    await vi.waitUntil(() => crm.pushes === 1);
    stop.abort();
    await stopped;
    await run();
    expect(await row('a')).toMatchObject({ state: 'unsure' });
  });

  it.each([true, false])('remembers whom a record stays linked to: the CRM takes links off: %s', async (unlink) => {
    can({ unlink });
    const contact = { ref: 'contact,1', name: 'Erika', url: '' };
    await end('a', { contact });
    await run();
    expect(await row('a')).toMatchObject({ linked: 'contact,1' });
    await setCaller('a', () => ({ contact: undefined, contactFrom: 'user' }));
    await run();
    expect(crm.pushes).toBe(2);
    expect((await row('a'))?.linked).toBe(unlink ? undefined : 'contact,1');
  });

  it('that takes no changes keeps what it has; a later note stays here', async () => {
    can({ update: false });
    await end('a');
    await run();
    await setNote('a', 'later');
    await run();
    expect(crm.pushes).toBe(1);
    expect(await row('a')).toMatchObject({ state: 'stored' });
  });
});

const FAULTS: Fault[] = ['none', 'unreachable', 'serverError', 'answerLost', 'bug', 'dieBefore', 'dieAfter', 'late'];
const step = fc.oneof(
  fc.record({ end: fc.nat(3) }),
  fc.record({ runners: fc.constantFrom(1, 2), faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 4 }) }),
  fc.record({ wait: fc.constantFrom(1, 5000, LEASE_MS, 3_600_000) }),
  fc.constant({ look: true }),
);

/** A user who looks in the CRM, and says what is there. */
async function look(): Promise<void> {
  const there = crm.records.map(({ callId }) => callId);
  for (const { callId } of await db.outbox.filter(({ state }) => state === 'unsure').toArray())
    await answerStored(callId, there.includes(callId), now);
}

/** Runs until they end, or until their browser has died and can end no more. */
async function settled(runs: Promise<unknown>[]): Promise<void> {
  const quiet = (async () => {
    for (let pushes = -1, turns = 0; turns < 60; turns = pushes === crm.pushes ? turns + 1 : 0) {
      pushes = crm.pushes;
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await Promise.race([Promise.all(runs), quiet]);
}

it('a create-only CRM has every record once, whatever is cut and whoever dies, with a user who looks', {
  timeout: 120_000,
}, async () => {
  vi.stubGlobal('navigator', {}); // a died runner's lock is freed by the browser; here nobody would
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await Promise.all([db.calls.clear(), db.outbox.clear()]);
      crm = new FakeCrm();
      can({ once: 'createOnly' });
      const ended = new Set<string>();
      for (const one of steps) {
        if ('wait' in one) now += one.wait;
        else if ('look' in one) await look();
        else if ('runners' in one) {
          crm.faults = [...one.faults];
          await settled(Array.from({ length: one.runners }, () => run()));
        } else if (!ended.has(`call${one.end}`)) {
          ended.add(`call${one.end}`);
          await end(`call${one.end}`);
        }
        expect(crm.doubles()).toEqual([]);
      }
      crm.faults = [];
      crm.release();
      // A push ends long before its lease does: nobody looks while one is under way.
      await settled([new Promise(() => {})]);
      for (let tries = 0; tries < 20; tries++) {
        await look();
        const due = await nextDueAt();
        if (due === undefined) break;
        now = Math.max(now, due);
        await run();
      }
      expect(crm.records.map(({ callId }) => callId).sort()).toEqual([...ended].sort());
    }),
    { numRuns: 300 },
  );
});

it('a CRM that is searched before a create is left alone until a lost one has come through', async () => {
  await end('a');
  crm.faults = ['answerLost'];
  await run();
  expect((await row('a'))?.dueAt).toBe(now + UNSURE_DELAY_MS);
});

describe('the user', () => {
  const refused: PushResult = { kind: 'reject', error: 'crmRejected', detail: 'contact is deleted' };

  it('tries all rejected ones again, gives one up, and takes that back', async () => {
    crm.refusal = refused;
    for (const id of ['a', 'b']) await end(id);
    await run();
    await giveUpRow('b');
    crm.refusal = undefined;
    await retryRejected(now);
    await run();
    expect(crm.records.map(({ callId }) => callId)).toEqual(['a']);
    await setNote('b', 'more');
    await run();
    expect(await row('b')).toMatchObject({ state: 'local' });
    await retryRow('b', now);
    await run();
    expect(crm.records).toHaveLength(2);
  });

  it('assigns a rejected record to another contact, and it goes out', async () => {
    crm.refusal = refused;
    await end('a');
    await run();
    crm.refusal = undefined;
    await setContact('a', { ref: 'party.party,9', name: 'Max' });
    await run();
    expect(crm.records).toMatchObject([{ callId: 'a', contact: 'party.party,9' }]);
  });

  it('moves a stored record by another choice; what somebody chose in the CRM is left alone otherwise', async () => {
    await end('a', { contact: { ref: 'party.party,1', name: 'Erika' } });
    await run();
    const store = vi.spyOn(crm.writeBack, 'store');
    await setNote('a', 'more');
    await run();
    expect(store.mock.calls.at(-1)?.[1]).toBeUndefined();
    await setContact('a', { ref: 'party.party,2', name: 'Max' });
    await run();
    expect(store.mock.calls.at(-1)?.[1]).toMatchObject({ ref: 'party.party,2' });
    expect(store.mock.calls.at(-1)?.[3]).toBe('record,a');
  });

  it('sees all that waits for a CRM out of reach, though only two of them have asked it', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await end(id);
    expect(await troubledRecords()).toEqual([]);
    crm.refusal = { kind: 'retry', error: 'crmUnreachable', detail: 'no connection' };
    await run();
    expect((await db.outbox.toArray()).filter(({ attempts }) => attempts > 0)).toHaveLength(2);
    expect((await troubledRecords()).map(({ call }) => call.id).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect((await markedCalls()).get('e')).toBe('waiting');
    crm.refusal = undefined;
    now += 3_600_000;
    await run();
    expect(await troubledRecords()).toEqual([]);
  });

  it('sees what waits, and has it as a file that no spreadsheet runs', async () => {
    await end('a', { note: '=cmd("x")', contact: { ref: 'party.party,1', name: 'Muster, Erika' } });
    expect(await troubledRecords()).toEqual([]);
    crm.refusal = refused;
    await run();
    expect(await troubledRecords()).toHaveLength(1);
    const records = await openRecords();
    expect(JSON.parse(asJson(records))).toMatchObject([{ id: 'a', state: 'rejected', note: '=cmd("x")' }]);
    const csv = asCsv(records);
    expect(csv).toContain('"Muster, Erika"');
    expect(csv).toContain('"\'=cmd(""x"")"');
  });
});
