// @vitest-environment node
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../lib/call';
import { setContact, setNote } from '../../lib/call-log';
import { db, type OutboxRow } from '../../lib/db';
import { DELAYS_MS, enqueue, LEASE_MS, nextDueAt, type OutboxReport, runOutbox } from '../../lib/outbox';
import { retryAll, retryRow } from '../../lib/outbox-commands';
import { FakeCrm, type Fault } from './crm/fake-crm';

const CONTACT = { ref: 'party.party,7', name: 'Erika Muster' };
let now = 0;
let crm = new FakeCrm();

function endedCall(id: string, more: Partial<Call> = {}): Call {
  return {
    id,
    direction: 'incoming',
    state: 'hungUp',
    number: '+493023125001',
    displayName: '',
    withheld: false,
    startedAt: 1000,
    answeredAt: 2000,
    endedAt: 5000,
    endReason: 'remoteHangUp',
    seq: 3,
    line: 'sip',
    removed: 0,
    note: '',
    ...more,
  };
}

/** Ends a call as the call log does: row and outbox in one transaction. */
async function end(id: string, more: Partial<Call> = {}): Promise<void> {
  await db.transaction('rw', db.calls, db.outbox, async () => {
    await db.calls.put(endedCall(id, more));
    await enqueue(id, now);
  });
}

const keepContact = async (id: string, contact: Call['contact']) => void (contact && (await setContact(id, contact)));

function run(signal?: AbortSignal): Promise<OutboxReport> {
  return runOutbox({
    writeBack: crm.writeBack,
    now: () => now,
    contactFound: keepContact,
    ...(signal && { signal }),
  });
}

const row = async (id: string) => (await db.outbox.get(id)) as OutboxRow;

beforeEach(async () => {
  now = 1_800_000_000_000;
  vi.useFakeTimers({ toFake: ['Date'], now });
  crm = new FakeCrm();
  await Promise.all([db.calls.clear(), db.outbox.clear()]);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an ended call', () => {
  it('becomes one record, and the row stays', async () => {
    await end('a');
    expect(await row('a')).toMatchObject({ state: 'waiting', dueAt: now });
    expect(await run()).toEqual({ stored: 1, rejected: 0 });
    expect(crm.records).toEqual([{ callId: 'a', note: '', contact: undefined }]);
    expect(await row('a')).toMatchObject({ state: 'stored', ref: 'record,a', storedAt: now, attempts: 0 });
    await run();
    expect(crm.pushes).toBe(1);
  });

  it('has no row before its end, nor as a demonstration, nor when nobody knows it', async () => {
    await end('live', { state: 'connected', endedAt: undefined, endReason: undefined });
    await end('demo', { line: 'demo' });
    await enqueue('unknown');
    expect(await db.outbox.count()).toBe(0);
  });

  it('gets no record where the user keeps such calls out of the CRM', async () => {
    await end('a', { number: '418' });
    await end('b');
    const keptOut = ({ number }: Call) => number.length < 5;
    expect(await runOutbox({ writeBack: crm.writeBack, now: () => now, keptOut })).toEqual({ stored: 1, rejected: 0 });
    expect(crm.records.map(({ callId }) => callId)).toEqual(['b']);
    expect(await db.outbox.toCollection().primaryKeys()).toEqual(['b']);
  });

  it('shares its fate with the transaction that ends it', async () => {
    const failing = db.transaction('rw', db.calls, db.outbox, async () => {
      await db.calls.put(endedCall('a'));
      await enqueue('a');
      throw new Error('no room');
    });
    await expect(failing).rejects.toThrow('no room');
    expect(await db.outbox.count()).toBe(0);
  });

  it('waits where no CRM is set up, and goes out when one is', async () => {
    await end('a');
    expect(await runOutbox({ writeBack: null, now: () => now })).toEqual({ stored: 0, rejected: 0 });
    expect(await row('a')).toMatchObject({ state: 'waiting', attempts: 0 });
    now += 30 * 24 * 3600_000;
    await run();
    expect(crm.records).toHaveLength(1);
  });

  it('that was deleted from the history takes its row along', async () => {
    await end('a');
    await db.calls.delete('a');
    expect(await run()).toEqual({ stored: 0, rejected: 0 });
    expect(await db.outbox.count()).toBe(0);
  });
});

describe('a change after storing', () => {
  it('updates the same record', async () => {
    await end('a');
    await run();
    await setNote('a', 'wants an offer');
    expect(await row('a')).toMatchObject({ state: 'waiting', ref: 'record,a' });
    await run();
    expect(crm.records).toEqual([{ callId: 'a', note: 'wants an offer', contact: undefined }]);
  });

  it('is not lost when it comes while the record is being stored', async () => {
    await end('a');
    const store = crm.writeBack.store.bind(crm.writeBack);
    crm.writeBack.store = async (...args) => {
      const result = await store(...args);
      if (crm.pushes === 1) await setNote('a', 'late note');
      return result;
    };
    await run();
    expect(crm.records).toEqual([{ callId: 'a', note: 'late note', contact: undefined }]);
    expect(await row('a')).toMatchObject({ state: 'stored' });
    expect(crm.pushes).toBe(2);
  });

  it('by the contact that the CRM found is none: the log shows the name, nothing is pushed again', async () => {
    crm.contacts.set('+493023125001', CONTACT);
    await end('a');
    await run();
    expect(await db.calls.get('a')).toMatchObject({ contact: CONTACT });
    expect(await row('a')).toMatchObject({ state: 'stored' });
    expect(crm.pushes).toBe(1);
  });

  it('leaves a contact alone that the user chose meanwhile', async () => {
    const chosen = { ref: 'party.party,8', name: 'Max Muster' };
    crm.contacts.set('+493023125001', CONTACT);
    await end('a');
    const store = crm.writeBack.store.bind(crm.writeBack);
    crm.writeBack.store = async (...args) => {
      const result = await store(...args);
      if (crm.pushes === 1) await setContact('a', chosen);
      return result;
    };
    await run();
    expect(await db.calls.get('a')).toMatchObject({ contact: chosen });
    expect(crm.records).toEqual([{ callId: 'a', note: '', contact: chosen.ref }]);
  });
});

describe('a CRM that cannot now', () => {
  it('is asked again after growing delays, an hour at most, and knows the record at last', async () => {
    await end('a');
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      crm.faults = ['unreachable'];
      expect((await run()).failure).toEqual({ code: 'crmUnreachable', detail: 'no connection' });
      const due = (await nextDueAt()) as number;
      waits.push(due - now);
      expect(await run()).toEqual({ stored: 0, rejected: 0 });
      now = due;
    }
    expect(waits).toEqual([...DELAYS_MS, 3_600_000, 3_600_000]);
    await run();
    expect(crm.records).toHaveLength(1);
    expect(await nextDueAt()).toBeUndefined();
  });

  it('is asked by two records only, however many wait, and the rest follows once it is back', async () => {
    for (let i = 0; i < 20; i++) await end(`c${i}`);
    for (let round = 0; round < 5; round++) {
      crm.faults = ['unreachable', 'unreachable', 'unreachable'];
      await run();
      now = (await nextDueAt()) as number;
      expect(crm.pushes).toBe(2 * (round + 1));
      expect(now - (1_800_000_000_000 + 0)).toBe(DELAYS_MS.slice(0, round + 1).reduce((a, b) => a + b));
    }
    crm.faults = [];
    expect(await run()).toMatchObject({ stored: 20 });
    expect(crm.doubles()).toEqual([]);
  });

  it('does not let one record that always fails hold up the others', async () => {
    await end('poison');
    const store = crm.writeBack.store.bind(crm.writeBack);
    crm.writeBack.store = async (call, contact, signal) =>
      call.id === 'poison'
        ? { kind: 'retry', error: 'crmUnreachable', detail: 'HTTP 500' }
        : store(call, contact, signal);
    for (let i = 0; i < 10; i++) {
      await run();
      await end(`c${i}`);
      now = Math.max(now + 1000, (await row('poison')).dueAt);
      expect((await run()).stored).toBe(1);
    }
    expect(crm.records).toHaveLength(10);
  });

  it('is left alone for as long as it asks for, an hour at most', async () => {
    await end('a');
    crm.refusal = { kind: 'retry', error: 'crmUnreachable', detail: 'HTTP 429', afterMs: 120_000 };
    await run();
    expect((await row('a')).dueAt).toBe(now + 120_000);
    crm.refusal.afterMs = 9e9;
    now += 120_000;
    await run();
    expect((await row('a')).dueAt).toBe(now + 3_600_000);
  });

  it('is not signed in to again and again: one try, then five minutes for all, or until somebody mended it', async () => {
    for (let i = 0; i < 5; i++) await end(`c${i}`);
    crm.refusal = { kind: 'signIn', error: 'crmSignInNeeded', detail: 'refused' };
    expect((await run()).failure).toEqual({ code: 'crmSignInNeeded', detail: 'refused' });
    expect(crm.pushes).toBe(1);
    expect(await nextDueAt()).toBe(now + 300_000);
    crm.refusal = undefined;
    await retryAll(now);
    expect(await run()).toMatchObject({ stored: 5 });
  });

  it('keeps a bug of an adapter from ending the run, and reports it', async () => {
    await end('a');
    await end('b');
    crm.faults = ['bug'];
    expect(await run()).toMatchObject({ stored: 1, failure: { code: 'internal' } });
    expect(console.error).toHaveBeenCalled();
  });
});

describe('a CRM that refuses', () => {
  it('stops the record, says why, and takes it when somebody tries again', async () => {
    await end('a');
    crm.refusal = { kind: 'reject', error: 'crmRejected', detail: 'x'.repeat(10_000) };
    expect(await run()).toEqual({ stored: 0, rejected: 1 });
    const refused = await row('a');
    expect(refused).toMatchObject({ state: 'rejected', error: 'crmRejected' });
    expect(refused.detail?.length).toBeLessThan(400);
    expect(await nextDueAt()).toBeUndefined();
    crm.refusal = undefined;
    await retryRow('a', now);
    expect(await row('a')).toMatchObject({ state: 'waiting', error: undefined });
    await run();
    expect(crm.records).toHaveLength(1);
  });
});

describe('runners', () => {
  it('never push one record at a time twice, with locks or with the lease alone', async () => {
    for (const locks of [true, false]) {
      if (!locks) vi.stubGlobal('navigator', {});
      for (let i = 0; i < 5; i++) await end(`${locks}${i}`);
      await Promise.all([run(), run(), run()]);
      expect(crm.doubles()).toEqual([]);
      expect(crm.pushes).toBe(5);
      if (locks) expect(crm.busiest).toBe(1);
      crm = new FakeCrm();
    }
  });

  it('see what was enqueued while an earlier one was on its way out', async () => {
    await end('a');
    const first = run();
    await end('b');
    const second = run();
    await Promise.all([first, second]);
    expect(crm.records.map(({ callId }) => callId).sort()).toEqual(['a', 'b']);
  });

  it('that die leave a lease which runs out', async () => {
    vi.stubGlobal('navigator', {});
    await end('a');
    crm.faults = ['dieAfter'];
    void run();
    await vi.waitUntil(() => crm.records.length === 1);
    await run();
    expect(crm.pushes).toBe(1);
    expect(await nextDueAt()).toBe(now + LEASE_MS);
    now += LEASE_MS;
    expect(await run()).toMatchObject({ stored: 1 });
    expect(crm.records).toHaveLength(1);
  });

  it('whose lease ran out change nothing any more', async () => {
    vi.stubGlobal('navigator', {});
    await end('a');
    crm.faults = ['late'];
    const slow = run();
    await vi.waitUntil(() => crm.records.length === 1);
    now += LEASE_MS;
    expect(await run()).toMatchObject({ stored: 1 });
    const stored = await row('a');
    crm.release();
    await slow;
    expect(await row('a')).toEqual(stored);
  });

  it('give a row back when they are told to stop', async () => {
    await end('a');
    crm.faults = ['dieBefore'];
    const stop = new AbortController();
    const stopped = run(stop.signal);
    await vi.waitUntil(() => crm.pushes === 1);
    stop.abort();
    await stopped;
    expect(await row('a')).toMatchObject({ state: 'waiting', attempts: 0, leaseUntil: 0 });
    expect(await run()).toMatchObject({ stored: 1 });
  });

  it('are not held up by a clock that was set back', async () => {
    await end('a');
    crm.faults = ['unreachable'];
    await run();
    now -= 10 * 24 * 3600_000;
    expect(await run()).toMatchObject({ stored: 1 });
  });
});

type Step =
  | { do: 'end' | 'note'; call: number }
  | { do: 'run' | 'twoRunners' | 'noteMeanwhile'; faults: Fault[] }
  | { do: 'release' }
  | { do: 'wait'; ms: number };

const fault = fc.constantFrom<Fault>(
  'none',
  'unreachable',
  'serverError',
  'answerLost',
  'bug',
  'dieBefore',
  'dieAfter',
  'late',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('end' as const, 'note' as const), call: fc.nat(2) }),
  fc.record({
    do: fc.constantFrom('run' as const, 'twoRunners' as const, 'noteMeanwhile' as const),
    faults: fc.array(fault, { maxLength: 4 }),
  }),
  fc.record({ do: fc.constant('release' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 5000, LEASE_MS, 3_600_000) }),
);

/** Runs until they end, or until their browser has died and can end no more. */
async function untilQuiet(runs: Promise<unknown>[]): Promise<void> {
  const patience = 60;
  let ended = 0;
  for (const one of runs) void one.then(() => ended++);
  const dead = { pushes: -1, turns: 0 };
  while (ended < runs.length && dead.turns < patience) {
    await new Promise((resolve) => setImmediate(resolve));
    dead.turns = crm.pushes === dead.pushes ? dead.turns + 1 : 0;
    dead.pushes = crm.pushes;
  }
}

/** A note written while the first push is on its way. */
async function noteMeanwhile(notes: Map<string, string>): Promise<void> {
  const pushes = crm.pushes;
  for (let i = 0; i < 20 && crm.pushes === pushes; i++) await new Promise((resolve) => setImmediate(resolve));
  for (const id of notes.keys()) {
    notes.set(id, `meanwhile at ${now}`);
    await setNote(id, `meanwhile at ${now}`);
  }
}

async function play(steps: Step[]): Promise<Map<string, string>> {
  const notes = new Map<string, string>();
  for (const one of steps) {
    if (one.do === 'wait') now += one.ms;
    else if (one.do === 'release') crm.release();
    else if ('faults' in one) {
      crm.faults = [...one.faults];
      const runs: Promise<unknown>[] = one.do === 'twoRunners' ? [run(), run()] : [run()];
      if (one.do === 'noteMeanwhile') runs.push(noteMeanwhile(notes));
      await untilQuiet(runs);
    } else {
      const id = `call${one.call}`;
      if (one.do === 'end' && !notes.has(id)) {
        await end(id);
        notes.set(id, '');
      } else if (one.do === 'note' && notes.has(id)) {
        notes.set(id, `note at ${now}`);
        await setNote(id, `note at ${now}`);
      }
    }
    vi.setSystemTime(now);
  }
  return notes;
}

describe('for every interleaving of failures', () => {
  it('each ended call has exactly one record at last, with its last note', { timeout: 120_000 }, async () => {
    vi.stubGlobal('navigator', {}); // a died runner's lock is freed by the browser; here nobody would
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await Promise.all([db.calls.clear(), db.outbox.clear()]);
        crm = new FakeCrm();
        const notes = await play(steps);
        crm.faults = [];
        for (
          let due = await nextDueAt(), tries = 0;
          due !== undefined && tries < 20;
          due = await nextDueAt(), tries++
        ) {
          now = Math.max(now, due);
          await run();
        }
        expect(crm.records.map(({ callId, note }) => [callId, note]).sort()).toEqual([...notes].sort());
        expect((await db.outbox.toArray()).every(({ state }) => state === 'stored')).toBe(true);
      }),
      { numRuns: 1000, verbose: 1 },
    );
  });
});
