/**
 * The way of every ended call into the CRM, exactly once (R10): a row per call, written in the transaction that ends the
 * call and kept for ever, since a later note is an update of the same record.
 *
 *   enqueue --> waiting --leased, store() ok--> stored --note or contact changed--> waiting
 *               waiting --store() retry--> waiting, later      waiting --store() reject--> rejected --retryRow--> waiting
 *
 * A runner that dies in between loses its lease after LEASE_MS; the row is pushed again and the adapter finds its record.
 */
import { type Call, type CallContact, isLive } from './call';
import type { PushResult, WriteBack } from './crm/write-back';
import { db, type OutboxRow } from './db';
import { type ErrorCode, report } from './errors';

/** How long one push may take, ms; then it counts as unreachable. */
const PUSH_MS = 45_000;
/** Longer than any push, so that two runners never hold one row. */
export const LEASE_MS = 60_000;
/** Waits after the 1st, 2nd ... failed try, ms; the last one repeats. */
export const DELAYS_MS = [5_000, 15_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];
const LONGEST_DELAY_MS = 60 * 60_000;
/** A wrong password must not lock the account: sign-in is tried again this late at the earliest. */
const SIGN_IN_DELAY_MS = 5 * 60_000;
/** So many failures in a row, and it is the CRM, not the record: the rest waits too. */
const FAILURES_OF_AN_OUTAGE = 2;
/** Rows looked at for one push. */
const BATCH = 200;
const DETAIL_LENGTH = 300;

export interface OutboxRun {
  /** null where no CRM is set up: all rows wait. */
  writeBack: WriteBack | null;
  /** Epoch ms. */
  now: () => number;
  /** Ends the run; a push under way is given up and its row stays due. */
  signal?: AbortSignal;
  /** The CRM knew whose number it is and the log did not: keep it there. Its own `enqueue` causes no second push. */
  contactFound?: (callId: string, contact: CallContact) => Promise<void>;
}

export interface OutboxReport {
  stored: number;
  rejected: number;
  /** The last failure that makes rows wait, for the banner. */
  failure?: { code: ErrorCode; detail: string };
}

/**
 * Makes the record of an ended call due now. Call it in the transaction that changed the call (it needs `calls` and
 * `outbox`). Live calls and demo calls get no row: the end of a call asks again, a demonstration is no CTI call.
 */
export async function enqueue(callId: string, now = Date.now()): Promise<void> {
  const call = await db.calls.get(callId);
  if (!call || !isForCrm(call)) return;
  const row = await db.outbox.get(callId);
  await db.outbox.put(dueAgain(row ?? { callId, state: 'waiting', dueAt: now, attempts: 0, leaseUntil: 0 }, now));
}

/** Tries this record again as soon as a runner comes by, also one that the CRM had rejected or stored. */
export async function retryRow(callId: string, now = Date.now()): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const row = await db.outbox.get(callId);
    if (row) await db.outbox.put(dueAgain(row, now));
  });
}

/** Makes all waiting records due: the settings were mended, or the network is back. */
export async function retryAll(now = Date.now()): Promise<void> {
  await waitingRows(now, Infinity).modify({ dueAt: now });
}

/** Epoch ms of the next try, for an alarm; undefined when nothing waits. May lie in the past. */
export async function nextDueAt(): Promise<number | undefined> {
  const first = await waitingRows(-Infinity, Infinity).first();
  return first && Math.max(first.dueAt, first.leaseUntil);
}

/**
 * Pushes all due records, one at a time, and resolves when none is due or the CRM is out of reach. Runs after each other:
 * a second call waits for the first, in this context and in others, so that what was enqueued meanwhile is seen.
 */
export async function runOutbox(run: OutboxRun): Promise<OutboxReport> {
  const nothing = { stored: 0, rejected: 0 };
  if (!run.writeBack) return nothing;
  const { writeBack } = run;
  const work = () => pushDue({ ...run, writeBack });
  if (!globalThis.navigator?.locks) return work();
  try {
    return await navigator.locks.request('ringside-outbox', run.signal ? { signal: run.signal } : {}, work);
  } catch (error) {
    if (run.signal?.aborted) return nothing;
    throw error;
  }
}

type Run = OutboxRun & { writeBack: WriteBack };

async function pushDue(run: Run): Promise<OutboxReport> {
  const result: OutboxReport = { stored: 0, rejected: 0 };
  const tried = new Set<string>();
  let failures = 0;
  while (!run.signal?.aborted) {
    const task = await lease(run.now(), tried, failures);
    if (!task) break;
    tried.add(task.call.id);
    const push = await pushOne(run, task.call);
    if (run.signal?.aborted && push.kind === 'retry') {
      await release(task.row);
      break;
    }
    await settle(run, task, push);
    if (push.kind === 'ok') {
      result.stored += 1;
      tried.delete(task.call.id); // changed during the push, it is due again now
    }
    if (push.kind === 'reject') result.rejected += 1;
    if (push.kind !== 'retry') {
      failures = 0;
      continue;
    }
    failures += 1;
    result.failure = { code: push.error, detail: short(push.detail) };
    if (push.error === 'crmSignInNeeded' || failures >= FAILURES_OF_AN_OUTAGE) {
      await postponeOthers([...tried], run.now());
      break;
    }
  }
  return result;
}

interface Task {
  row: OutboxRow;
  call: Call;
}

/**
 * Takes the next due row. First the one with most failures: it probes whether the CRM is back, and its delays grow. Then
 * those with fewest: a record that fails for ever by itself never holds up the others.
 */
async function lease(now: number, tried: ReadonlySet<string>, failures: number): Promise<Task | undefined> {
  return db.transaction('rw', db.outbox, db.calls, async () => {
    const due = (await candidates(now))
      .filter((row) => isDue(row, now) && !tried.has(row.callId))
      .sort((a, b) => a.attempts - b.attempts || a.dueAt - b.dueAt);
    const probing = tried.size === 0 && failures === 0;
    while (due.length > 0) {
      const row = probing ? due.pop() : due.shift();
      if (!row) return undefined;
      const call = await db.calls.get(row.callId);
      if (call && isForCrm(call)) {
        const leased = { ...row, leaseUntil: now + LEASE_MS };
        await db.outbox.put(leased);
        return { row: leased, call };
      }
      await db.outbox.delete(row.callId); // the call was deleted from the history: nothing is left to tell
    }
    return undefined;
  });
}

/** Rows that may be due, bounded: a backlog of thousands is not read for each push. */
async function candidates(now: number): Promise<OutboxRow[]> {
  const past = await waitingRows(-Infinity, now).limit(BATCH).toArray();
  return past.concat(
    await waitingRows(now + LONGEST_DELAY_MS + 1, Infinity)
      .limit(BATCH)
      .toArray(),
  );
}

/** A clock that was set back leaves times far ahead: longer than the longest wait is no wait of ours. */
function isDue(row: OutboxRow, now: number): boolean {
  const waits = row.dueAt > now && row.dueAt <= now + LONGEST_DELAY_MS;
  const held = row.leaseUntil > now && row.leaseUntil <= now + LEASE_MS;
  return !waits && !held;
}

async function pushOne(run: Run, call: Call): Promise<PushResult> {
  const limit = AbortSignal.timeout(PUSH_MS);
  const signal = run.signal ? AbortSignal.any([run.signal, limit]) : limit;
  const givenUp = new Promise<PushResult>((resolve) => {
    const giveUp = () => resolve({ kind: 'retry', error: 'crmUnreachable', detail: 'no answer in time' });
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([run.writeBack.store(call, call.contact, signal), givenUp]);
  } catch (error) {
    report(error, `storing the record of call ${call.id}`);
    return { kind: 'retry', error: 'internal', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes the result into the row, if it is still ours. What changed during the push makes it due again at once. */
async function settle(run: Run, task: Task, push: PushResult): Promise<void> {
  const found = push.kind === 'ok' ? push.contact : undefined;
  const before = await db.calls.get(task.call.id);
  const isNews = found && before && found.ref !== '' && found.ref !== before.contact?.ref;
  const untouched = before?.contact?.ref === task.call.contact?.ref;
  if (isNews && untouched) await run.contactFound?.(task.call.id, found);
  await db.transaction('rw', db.outbox, db.calls, async () => {
    const row = await db.outbox.get(task.row.callId);
    if (!row || row.leaseUntil !== task.row.leaseUntil) return; // our lease ran out; the next holder decides
    const now = run.now();
    if (push.kind !== 'ok') {
      await db.outbox.put(failed(row, push, now));
      return;
    }
    const call = await db.calls.get(row.callId);
    const told = [recordOf(task.call), recordOf({ ...task.call, contact: found ?? task.call.contact })];
    const same = call === undefined || told.includes(recordOf(call));
    await db.outbox.put({
      ...row,
      state: same ? 'stored' : 'waiting',
      dueAt: now,
      attempts: 0,
      leaseUntil: 0,
      ref: push.ref,
      url: push.url,
      error: undefined,
      detail: undefined,
      storedAt: now,
    });
  });
}

function failed(row: OutboxRow, push: Exclude<PushResult, { kind: 'ok' }>, now: number): OutboxRow {
  const attempts = row.attempts + 1;
  const told = { ...row, attempts, leaseUntil: 0, error: push.error, detail: short(push.detail) };
  if (push.kind === 'reject') return { ...told, state: 'rejected' };
  const own = DELAYS_MS[Math.min(attempts, DELAYS_MS.length) - 1] ?? LONGEST_DELAY_MS;
  const least = push.error === 'crmSignInNeeded' ? SIGN_IN_DELAY_MS : 0;
  return { ...told, dueAt: now + Math.min(LONGEST_DELAY_MS, Math.max(own, least, push.afterMs ?? 0)) };
}

/** The CRM is out of reach: no other row needs to try before those that found out. */
async function postponeOthers(tried: string[], now: number): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const found = await db.outbox.bulkGet(tried);
    const until = Math.max(now, ...found.map((row) => (row?.state === 'waiting' ? row.dueAt : now)));
    await waitingRows(-Infinity, until).modify({ dueAt: until });
  });
}

async function release(leased: OutboxRow): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const row = await db.outbox.get(leased.callId);
    if (row?.leaseUntil === leased.leaseUntil) await db.outbox.put({ ...row, leaseUntil: 0 });
  });
}

function waitingRows(from: number, to: number) {
  return db.outbox.where('[state+dueAt]').between(['waiting', from], ['waiting', to], true, true);
}

/** `leaseUntil` stays: a push under way goes on and sees on its end that the call has changed. */
function dueAgain(row: OutboxRow, now: number): OutboxRow {
  return { ...row, state: 'waiting', dueAt: now, attempts: 0, error: undefined, detail: undefined };
}

function isForCrm(call: Call): boolean {
  return !isLive(call) && call.line !== 'demo';
}

/** All of a call that a record tells; two calls with the same are the same to the CRM. */
function recordOf(call: Call): string {
  const { direction, state, number, withheld, startedAt, answeredAt, endedAt, endReason, contact, note, outcome } =
    call;
  const times = [startedAt, answeredAt, endedAt];
  return JSON.stringify([direction, state, number, withheld, times, endReason, contact?.ref, note, outcome, call.line]);
}

function short(detail: string): string {
  return detail.length > DETAIL_LENGTH ? `${detail.slice(0, DETAIL_LENGTH)}…` : detail;
}
