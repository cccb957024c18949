// @vitest-environment node
/**
 * Calls of every kind end while each adapter's CRM is stopped, delayed, cut after it stored, answered with errors, while
 * runners die in the middle of a push and others begin: at the end every record is there once. `npm run faults` plays it at
 * full length; it sets the number of calls and the file for the results.
 */
import 'fake-indexeddb/auto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call, EndReason } from '../../../lib/call';
import { setContact, setNote } from '../../../lib/call-log';
import type { WriteBack } from '../../../lib/crm/write-back';
import { db } from '../../../lib/db';
import { enqueue, LEASE_MS, nextDueAt, runOutbox } from '../../../lib/outbox';
import { answerStored } from '../../../lib/outbox-commands';
import type { CrmServer, Fault } from '../../parts/crm/crm-server';
import { adapterFor, TESTED } from './servers';

const CALLS = Number(process.env.RINGSIDE_STORM_CALLS ?? 30);
const SEED = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
const REASONS: EndReason[] = [
  'remoteHangUp',
  'localHangUp',
  'callerGaveUp',
  'declined',
  'busy',
  'noAnswer',
  'cancelled',
  'lost',
];

/** A repeatable dice (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

let roll: () => number;
let server: CrmServer;
let adapter: WriteBack;
let now: number;
/** Adapters whose runner has died: whatever they were told, nobody hears it. */
let dead: Promise<unknown>[] = [];

const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;

function endedCall(n: number): Call {
  const startedAt = 1_800_000_000_000 + n * 100_000;
  const endReason = pick(REASONS);
  const answered = roll() < 0.5;
  return {
    ...{
      id: `6b2f7c1e-0000-4000-8000-${String(n).padStart(12, '0')}`,
      direction: pick(['incoming', 'outgoing'] as const),
    },
    ...{ state: 'hungUp', number: `+493023125${100 + (n % 50)}`, displayName: '', withheld: false, startedAt },
    ...{ endedAt: startedAt + 60_000, endReason, seq: 3, line: 'sip', removed: 0, note: `note of ${n}` },
    ...(answered && { answeredAt: startedAt + 5000 }),
  };
}

/** What the network and the server do next. Requests are not held for their whole 10 s: the storm would take hours. */
function weather(): Fault[] {
  const any = () => true;
  return pick<() => Fault[]>([
    () => [],
    () => [{ after: true, reply: undefined }],
    () => [{ after: false, reply: undefined }],
    () => [{ after: true, reply: { status: 500, body: { message: 'no' } } }],
    () => [{ after: true, reply: { status: 502, body: '<p>', type: 'text/html' } }],
    () => [{ after: false, reply: { status: 503, headers: { 'retry-after': '3' } } }],
    () => [{ after: false, reply: { status: 429, headers: { 'retry-after': '9' } } }],
    () => [{ after: false, on: any, reply: undefined }],
    () => [{ after: true, on: any, reply: undefined }],
    () => [{ after: true, reply: { status: 200, body: '<p>hello', type: 'text/html' } }],
    () => [{ after: true, reply: 'hang' }],
  ])();
}

const run = (signal?: AbortSignal) =>
  runOutbox({
    writeBack: adapter,
    now: () => now,
    contactFound: (id, contact) => setContact(id, contact).then(() => undefined),
    ...(signal && { signal }),
  });

/** A runner that dies in a push: what it has sent may still arrive, what it would have sent or written is not. */
async function runAndDie(): Promise<void> {
  const death = new AbortController();
  const before = dead.length;
  const silent: WriteBack = {
    ...adapter,
    store: (call, contact, signal, known) => {
      dead.push(adapter.store(call, contact, AbortSignal.any([signal, death.signal]), known).catch(() => undefined));
      return new Promise(() => {});
    },
  };
  const clock = () => {
    if (death.signal.aborted) throw new Error('this runner is dead');
    return now;
  };
  void runOutbox({ writeBack: silent, now: clock }).catch(() => undefined);
  await vi.waitUntil(() => dead.length > before, { timeout: 200, interval: 1 }).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, Math.floor(roll() * 8)));
  death.abort();
}

/** A user who looks in the CRM whether the record is there, and says so. */
async function answerAsked(): Promise<void> {
  const there = new Set(server.stored().map(({ callId }) => callId));
  for (const { callId } of await db.outbox.filter(({ state }) => state === 'unsure').toArray())
    await answerStored(callId, there.has(callId), now);
}

async function storm(): Promise<void> {
  for (let n = 0; n < CALLS; n++) {
    const call = endedCall(n);
    await db.transaction('rw', db.calls, db.outbox, async () => {
      await db.calls.put(call);
      await enqueue(call.id, now);
    });
    server.faults = weather();
    const hangs = server.faults.some(({ reply }) => reply === 'hang');
    const stop = new AbortController();
    if (hangs) setTimeout(() => stop.abort(), 20);
    const act = roll();
    if (act < 0.15) await runAndDie();
    else if (act < 0.4 && !hangs) await Promise.all([run(), run()]);
    else await run(stop.signal);
    if (roll() < 0.3) await setNote(call.id, `later note of ${n}`);
    if (roll() < 0.5) now += pick([1000, 5000, 20_000, LEASE_MS, 120_000]);
  }
}

/** The weather clears up; everything that waits goes out. */
async function calm(): Promise<void> {
  server.faults = [];
  await Promise.all(dead);
  for (let tries = 0; tries < 50; tries++) {
    await answerAsked();
    const due = await nextDueAt();
    if (due === undefined) return;
    now = Math.max(now, due);
    await run();
  }
}

beforeEach(async () => {
  now = Date.now() + 10_000_000;
  dead = [];
  await Promise.all([db.calls.clear(), db.outbox.clear()]);
  vi.stubGlobal('navigator', {}); // a died runner's lock is freed by the browser; here nobody would
});
const rows: object[] = [];
afterAll(() => {
  const { RINGSIDE_FAULT_FOLDER: folder } = process.env;
  if (folder) writeFileSync(join(folder, 'crm-storm.json'), JSON.stringify(rows));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.stop();
});

describe(`a storm of ${CALLS} calls (FC_SEED=${SEED})`, () => {
  it.each(TESTED)('$name: every record once, with its last note', { timeout: CALLS * 4000 }, async (tested) => {
    roll = dice(SEED);
    server = await tested.make().start();
    adapter = await adapterFor(server);
    const before = performance.now();
    await storm();
    await calm();
    const stored = server.stored();
    const ids = stored.map(({ callId }) => callId);
    const lost = (await db.calls.toArray()).filter(({ id }) => !ids.includes(id)).length;
    const doubled = server.doubles().length;
    report(tested.name, { lost, doubled, ms: performance.now() - before });
    expect(server.doubles()).toEqual([]);
    expect(stored).toHaveLength(CALLS);
    expect((await db.outbox.toArray()).filter(({ state }) => state !== 'stored')).toEqual([]);
    for (const call of await db.calls.toArray()) {
      const record = stored.find(({ callId }) => callId === call.id);
      expect(record?.direction).toBe(call.direction === 'incoming' ? 'in' : 'out');
      // Where the user had to look whether it was stored, nobody knows the record's ref: a later note stays here.
      if (tested.once !== 'createOnly') expect(record?.text).toContain(call.note);
    }
  });
});

/** One row for `npm run faults`. */
function report(name: string, { lost, doubled, ms }: { lost: number; doubled: number; ms: number }): void {
  const each = Math.round(ms / CALLS);
  rows.push({
    ...{ id: `crm-storm: ${name}`, tries: CALLS, recovered: CALLS - lost, lost, doubled, p50: each, p95: each },
    ...{ unit: 'ms', target: '0 lost, 0 doubled', met: lost + doubled === 0 },
  });
}
