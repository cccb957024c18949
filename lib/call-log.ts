/**
 * The call log: the permanent record of every call (R10), written by the background alone.
 * Every change is one transaction; the end of a call and its outbox row share it, so no call ends without its CRM record
 * being due. A call that the database does not take lives in the browser's session memory until it does.
 */
import {
  asks,
  type Call,
  type CallContact,
  type CallEvent,
  isLive,
  loseCall,
  type StepOptions,
  type StepResult,
  step,
} from './call';
import { callerRow, callRow } from './caller-index';
import { db } from './db';
import { asFailure } from './errors';
import { countChange } from './figures';
import { enqueue } from './outbox';
import { dropSpare, keepSpare, spareCalls, withSpares } from './spare-calls';
import { noteStorage } from './storage-trouble';
import { isTask, keepTask, liveRows, missedRows } from './task-rows';

export interface Applied {
  call: Call;
  before: Call | undefined;
  changed: boolean;
  problem?: string | undefined;
  /** In the database. Otherwise only in memory: whoever holds the event MUST go on holding it. */
  stored: boolean;
}

/** Writes the row of a call that we are about to place. MUST be kept before anything is sent. */
export function beginCall(call: Call): Promise<Applied> {
  return write(call.id, () => ({ call, changed: true })) as Promise<Applied>;
}

/** Applies one event of the line and keeps the result; late and repeated events change nothing. */
export function applyEvent(event: CallEvent, line: string, options: StepOptions): Promise<Applied> {
  return write(event.facts.id, (before) => step(before, event, line, options)) as Promise<Applied>;
}

/** Ends a live call that nothing carries any more. Returns undefined when it had ended already. */
export function endLost(id: string, at: number, options: StepOptions): Promise<Applied | undefined> {
  return write(id, (before) => {
    if (!before || !isLive(before)) return undefined;
    return { call: loseCall(before, at, options), changed: true };
  });
}

/** A dial that failed before anything was sent ends as failed, with the reason as its text. */
export async function endFailed(id: string, at: number, text: string, options: StepOptions): Promise<Applied> {
  const call = await callById(id);
  if (!call) throw new Error(`no call ${id}`);
  const { direction, number, displayName, withheld, startedAt } = call;
  const facts = { id, direction, number, displayName, withheld, startedAt };
  const end = { at, reason: 'failed' as const, text };
  return applyEvent({ seq: call.seq + 1, facts: { ...facts, phase: 'ended', end } }, call.line, options);
}

/** What becomes of a call; undefined where there is nothing to do. */
type Change = (before: Call | undefined) => StepResult | undefined;

/** What a change of a call may write. */
const WRITTEN = [db.calls, db.tasks, db.outbox, db.callers, db.status];

/** Changes one call: in the database, or in memory while the database takes nothing. `record` = the CRM's record follows. */
async function write(id: string, change: Change, record = true): Promise<Applied | undefined> {
  const spare = (await spareCalls()).get(id);
  try {
    const applied = await db.transaction('rw', WRITTEN, async () => {
      const kept = await db.calls.get(id);
      const before = spare ?? kept;
      const result = change(before);
      const call = result?.changed ? result.call : spare;
      if (call) await keep(kept, call, record);
      return result && { ...result, before, changed: call !== undefined, stored: true };
    });
    if (spare) await dropSpare(id);
    await noteStorage('log', true);
    return applied;
  } catch (error) {
    if (asFailure(error).code !== 'storageFailed') throw error;
    await noteStorage('log', false);
    const before = spare ?? (await db.calls.get(id).catch(() => undefined));
    const result = change(before);
    if (result?.changed) await keepSpare(result.call);
    return result && { ...result, before, stored: false };
  }
}

async function keep(before: Call | undefined, call: Call, record: boolean): Promise<void> {
  // All at once: each request that waits for the one before is a way to the database and back.
  await Promise.all([
    db.calls.put(callRow(call)),
    keepTask(call, before),
    noteCaller(call, before === undefined),
    countChange(before ? [before] : [], [call]),
  ]);
  if (record && !isLive(call)) await enqueue(call.id);
  if (call.direction === 'outgoing' && call.answeredAt !== undefined && before?.answeredAt === undefined)
    await markCalledBack(call);
}

/** Brings the caller's row up to date. MUST be called in the transaction that writes the call (it needs `callers`). */
async function noteCaller(call: Call, isNew: boolean): Promise<void> {
  if (!call.number) return;
  const before = await db.callers.get(call.number);
  const after = callerRow(call, before, isNew);
  if (JSON.stringify(before) !== JSON.stringify(after)) await db.callers.put(after);
}

/** An answered call to a number calls back everyone we missed from it, however it was dialled (R5). */
async function markCalledBack(call: Call): Promise<void> {
  if (!call.number) return;
  // Those taken off the list a while ago nobody puts back: of a number's thousands of calls the newest are enough.
  const newest = db.calls
    .where('[number+startedAt]')
    .between([call.number, 0], [call.number, call.startedAt])
    .reverse();
  const calls = [
    ...(await db.tasks.where('number').equals(call.number).toArray()),
    ...(await newest.limit(100).toArray()),
  ];
  const missed = calls.filter(
    ({ state, startedAt, calledBackAt }) =>
      state === 'missed' && startedAt <= call.startedAt && calledBackAt === undefined,
  );
  await patchRows(new Set(missed.map(({ id }) => id)), { calledBackAt: call.answeredAt });
}

/** Changes calls alike. MUST be called in a transaction of `calls`, `tasks` and `status`. */
async function patchRows(ids: Iterable<string>, patch: Partial<Call>): Promise<void> {
  const rows = (await db.calls.bulkGet([...ids])).filter((row) => row !== undefined);
  const changed = rows.map((row) => ({ ...row, ...patch }));
  await db.calls.bulkPut(changed);
  await db.tasks.bulkPut(changed.filter(isTask));
  await countChange(rows, changed);
}

/** One call, wherever it is kept. */
export async function callById(id: string): Promise<Call | undefined> {
  return (await spareCalls()).get(id) ?? db.calls.get(id);
}

/** All calls that ring, dial or are connected, oldest first. */
export async function liveCalls(): Promise<Call[]> {
  // Both begun at once: a live query follows only what it asks the database before it waits for anything else.
  const [kept, spares] = await Promise.all([liveRows(), spareCalls()]);
  return withSpares(kept, spares).filter(isLive);
}

/** Marks all missed calls as seen; resolves with those that were not. */
export async function markAllSeen(at: number): Promise<string[]> {
  return db.transaction('rw', db.calls, db.tasks, db.status, async () => {
    const open = (await missedRows()).filter(asks);
    const ids = open.map(({ id }) => id);
    await patchRows(ids, { seenAt: at });
    return ids;
  });
}

/** Changes where a call stands on lists; its record is not touched. */
export async function patchCall(
  id: string,
  patch: Pick<Partial<Call>, 'seenAt' | 'removed' | 'hidden'>,
): Promise<void> {
  await write(id, (before) => before && { call: { ...before, ...patch }, changed: true }, false);
}

/** Keeps the agent's note; the CRM record of an ended call follows. */
export async function setNote(id: string, note: string): Promise<void> {
  await change(id, { note });
}

/** Keeps whom the number belongs to, as the CRM told with the record; never instead of what the user has chosen. */
export async function setContact(id: string, contact: CallContact): Promise<void> {
  await setCaller(id, ({ contactFrom }) => (contactFrom === 'user' ? undefined : { contact }));
}

/**
 * Changes what is known of a call, as `decide` says of the call as it is now; undefined = nothing. The CRM record of an
 * ended call follows. Resolves with the changed call.
 */
export async function setCaller(
  id: string,
  decide: (call: Call) => Partial<Call> | undefined,
): Promise<Call | undefined> {
  // Most look-ups change nothing, and a write would hold up everybody who reads.
  const now = await callById(id);
  if (!now || !decide(now)) return undefined;
  const applied = await write(id, (before) => {
    const patch = before && decide(before);
    return patch && { call: { ...before, ...patch }, changed: true };
  });
  return applied?.call;
}

async function change(id: string, patch: Partial<Call>): Promise<void> {
  await write(id, (before) => before && { call: { ...before, ...patch }, changed: true });
}
