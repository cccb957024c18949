/**
 * The call log: the permanent record of every call (R10), written by the background alone.
 * Every change is one transaction; the end of a call and its outbox row share it, so no call ends without its CRM record
 * being due. A call that the database does not take lives in the browser's session memory until it does.
 */
import {
  type Call,
  type CallContact,
  type CallEvent,
  isLive,
  loseCall,
  type StepOptions,
  type StepResult,
  step,
} from './call';
import { db } from './db';
import { asFailure } from './errors';
import { enqueue } from './outbox';
import { dropSpare, keepSpare, spareCalls, withSpares } from './spare-calls';
import { noteStorage } from './storage-trouble';

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

/** Changes one call: in the database, or in memory while the database takes nothing. */
async function write(id: string, change: Change): Promise<Applied | undefined> {
  const spare = (await spareCalls()).get(id);
  try {
    const applied = await db.transaction('rw', db.calls, db.outbox, async () => {
      const kept = await db.calls.get(id);
      const before = spare ?? kept;
      const result = change(before);
      const call = result?.changed ? result.call : spare;
      if (call) await keep(kept, call);
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

async function keep(before: Call | undefined, call: Call): Promise<void> {
  await db.calls.put(call);
  if (!isLive(call)) await enqueue(call.id);
  if (call.direction === 'outgoing' && call.answeredAt !== undefined && before?.answeredAt === undefined)
    await markCalledBack(call);
}

/** An answered call to a number calls back everyone we missed from it, however it was dialled (R5). */
async function markCalledBack(call: Call): Promise<void> {
  if (!call.number) return;
  await db.calls
    .where('[number+startedAt]')
    .between([call.number, 0], [call.number, call.startedAt])
    .and((other) => other.state === 'missed' && other.calledBackAt === undefined)
    .modify({ calledBackAt: call.answeredAt });
}

/** One call, wherever it is kept. */
export async function callById(id: string): Promise<Call | undefined> {
  return (await spareCalls()).get(id) ?? db.calls.get(id);
}

/** All calls that ring, dial or are connected, oldest first. */
export async function liveCalls(): Promise<Call[]> {
  const keys = (['ringing', 'dialling', 'connected'] as const).flatMap((state) => [
    [state, 0],
    [state, 1],
  ]);
  // Both begun at once: a live query follows only what it asks the database before it waits for anything else.
  const [kept, spares] = await Promise.all([
    db.calls.where('[state+removed]').anyOf(keys).sortBy('startedAt'),
    spareCalls(),
  ]);
  return withSpares(kept, spares).filter(isLive);
}

/** Missed calls for the toolbar: not removed, not called back. */
export async function missedCount(): Promise<number> {
  return db.calls
    .where('[state+removed]')
    .equals(['missed', 0])
    .and((call) => call.calledBackAt === undefined)
    .count();
}

/** Takes a row off the task list, or puts it back; the record stays (R9). */
export async function setRemoved(id: string, removed: 0 | 1): Promise<Call | undefined> {
  if ((await spareCalls()).has(id)) await change(id, { removed });
  else await db.calls.update(id, { removed });
  return callById(id);
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
  const applied = await write(id, (before) => {
    const patch = before && decide(before);
    return patch && { call: { ...before, ...patch }, changed: true };
  });
  return applied?.call;
}

async function change(id: string, patch: Partial<Call>): Promise<void> {
  await write(id, (before) => before && { call: { ...before, ...patch }, changed: true });
}
