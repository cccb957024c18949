/**
 * The way of every ended call into the CRM, exactly once (R10): a row per call, written in the transaction that ends the
 * call and kept for ever, since a later note is an update of the same record.
 *
 *   enqueue --> waiting --leased, store() ok--> stored --note or contact changed--> waiting
 *               waiting --store() retry, signIn--> waiting, later
 *               waiting --store() reject--> rejected --the user tries again, or assigns another record--> waiting
 *               waiting --answer lost, create-only CRM--> unsure --the user says "saved"--> stored, "not saved"--> waiting
 *               any but stored --the user gives up--> local
 *
 * A runner that dies in between loses its lease after LEASE_MS; the row is pushed again and the adapter finds its record.
 * For a create-only CRM nobody can find it: `begun` was kept before anything was sent, and the row becomes unsure.
 */
import { type Call, type CallContact, isLive } from './call';
import { linkOf } from './crm/call-record';
import type { Capabilities, PushResult, Refusal, WriteBack } from './crm/write-back';
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
/** A create whose answer was lost may still come through: a CRM that is searched before a create is asked no sooner. */
export const UNSURE_DELAY_MS = 60_000;
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
  /** Calls that get no record by the user's rules. */
  keptOut?: (call: Call) => boolean;
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
  // Given up by the user, or waiting for their answer: a change of the call changes nothing of that.
  if (row?.state === 'local' || row?.state === 'unsure') return;
  await db.outbox.put(dueAgain(row ?? { callId, state: 'waiting', dueAt: now, attempts: 0, leaseUntil: 0 }, now));
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
    const task = await lease(run, tried, failures);
    if (!task) break;
    tried.add(task.call.id);
    const push = await pushOne(run, task);
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
    if (push.kind !== 'retry' && push.kind !== 'signIn') {
      failures = 0;
      continue;
    }
    failures += 1;
    const unsure = push.kind === 'retry' && push.unsure && run.writeBack.can.once === 'createOnly';
    result.failure = { code: unsure ? 'crmUnsure' : push.error, detail: short(push.detail) };
    if (push.kind === 'signIn' || failures >= FAILURES_OF_AN_OUTAGE) {
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
async function lease(run: Run, tried: ReadonlySet<string>, failures: number): Promise<Task | undefined> {
  const now = run.now();
  const { can } = run.writeBack;
  return db.transaction('rw', db.outbox, db.calls, async () => {
    const due = (await candidates(now))
      .filter((row) => isDue(row, now) && !tried.has(row.callId))
      .sort((a, b) => a.attempts - b.attempts || a.dueAt - b.dueAt);
    const probing = tried.size === 0 && failures === 0;
    while (due.length > 0) {
      const row = probing ? due.pop() : due.shift();
      if (!row) return undefined;
      const call = await db.calls.get(row.callId);
      // The call was deleted from the history, or is none of the CRM's business: nothing is left to tell.
      if (!call || !isForCrm(call) || run.keptOut?.(call)) await db.outbox.delete(row.callId);
      else if (row.begun && can.once === 'createOnly') await db.outbox.put(unsureRow(row, 'the browser was closed'));
      else if (isFinal(row, can)) await db.outbox.put({ ...row, state: 'stored', leaseUntil: 0 });
      else {
        const leased = { ...row, leaseUntil: now + LEASE_MS, begun: can.once === 'createOnly' || undefined };
        await db.outbox.put(leased);
        return { row: leased, call };
      }
    }
    return undefined;
  });
}

/** Stored where nothing can be changed any more, or where nobody knows under what name. */
function isFinal({ storedAt, ref }: OutboxRow, can: Capabilities): boolean {
  return storedAt !== undefined && (!can.update || (can.once === 'createOnly' && !ref));
}

function unsureRow(row: OutboxRow, detail: string): OutboxRow {
  return { ...row, state: 'unsure', leaseUntil: 0, begun: undefined, error: 'crmUnsure', detail: short(detail) };
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

async function pushOne(run: Run, { row, call }: Task): Promise<PushResult> {
  const limit = AbortSignal.timeout(PUSH_MS);
  const signal = run.signal ? AbortSignal.any([run.signal, limit]) : limit;
  const givenUp = new Promise<PushResult>((resolve) => {
    const giveUp = () => resolve({ kind: 'retry', error: 'crmUnreachable', detail: 'no answer in time', unsure: true });
    signal.addEventListener('abort', giveUp, { once: true });
  });
  const known = row.home === homeOf(run.writeBack) ? row.ref : undefined;
  // A link that was made once is the CRM's from then on: only another choice of the user moves it.
  const link = linkOf(call);
  const moved = known === undefined || link?.ref !== row.linked;
  try {
    return await Promise.race([run.writeBack.store(call, moved ? link : undefined, signal, known), givenUp]);
  } catch (error) {
    report(error, `storing the record of call ${call.id}`);
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'retry', error: 'internal', detail, unsure: true };
  }
}

/** Which CRM a ref belongs to. */
function homeOf({ origins }: WriteBack): string {
  return origins[0] ?? '';
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
      if (row.state !== 'local') await db.outbox.put(failed(row, push, now, run.writeBack.can));
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
      home: homeOf(run.writeBack),
      linked: linkOf(task.call) === null && run.writeBack.can.unlink ? undefined : (push.contact?.ref ?? row.linked),
      begun: undefined,
      error: undefined,
      detail: undefined,
      storedAt: now,
    });
  });
}

function failed(row: OutboxRow, push: Refusal, now: number, can: Capabilities): OutboxRow {
  const unsure = push.kind === 'retry' && push.unsure;
  if (unsure && can.once === 'createOnly') return unsureRow(row, push.detail);
  const attempts = row.attempts + 1;
  const told = { ...row, attempts, leaseUntil: 0, begun: undefined, error: push.error, detail: short(push.detail) };
  if (push.kind === 'reject') return { ...told, state: 'rejected' };
  const own = DELAYS_MS[Math.min(attempts, DELAYS_MS.length) - 1] ?? LONGEST_DELAY_MS;
  const searched = unsure && can.once === 'search' ? UNSURE_DELAY_MS : 0;
  const least = push.kind === 'signIn' ? SIGN_IN_DELAY_MS : searched;
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

export function waitingRows(from: number, to: number) {
  return db.outbox.where('[state+dueAt]').between(['waiting', from], ['waiting', to], true, true);
}

/** `leaseUntil` and `begun` stay: a push under way goes on and sees on its end that the call has changed. */
export function dueAgain(row: OutboxRow, now: number): OutboxRow {
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
  return JSON.stringify([
    direction,
    state,
    number,
    withheld,
    times,
    endReason,
    contact?.ref,
    note,
    outcome,
    call.line,
    call.isPrivate,
  ]);
}

function short(detail: string): string {
  return detail.length > DETAIL_LENGTH ? `${detail.slice(0, DETAIL_LENGTH)}…` : detail;
}
