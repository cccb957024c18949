/**
 * The call log: the permanent record of every call (R10), written by the background alone.
 * Every change is one transaction; the end of a call and its outbox row share it, so no call ends without its CRM record
 * being due.
 */
import { type Call, type CallContact, type CallEvent, isLive, loseCall, type StepOptions, step } from './call';
import { db } from './db';
import { enqueue } from './outbox';

export interface Applied {
  call: Call;
  before: Call | undefined;
  changed: boolean;
  problem?: string | undefined;
}

/** Writes the row of a call that we are about to place. MUST be stored before anything is sent. */
export async function beginCall(call: Call): Promise<void> {
  await db.calls.add(call);
}

/** Applies one event of the line and stores the result; late and repeated events change nothing. */
export async function applyEvent(event: CallEvent, line: string, options: StepOptions): Promise<Applied> {
  return db.transaction('rw', db.calls, db.outbox, async () => {
    const before = await db.calls.get(event.facts.id);
    const result = step(before, event, line, options);
    if (result.changed) await keep(before, result.call);
    return { ...result, before };
  });
}

/** Ends a live call that nothing carries any more. Returns undefined when it had ended already. */
export async function endLost(id: string, at: number, options: StepOptions): Promise<Applied | undefined> {
  return db.transaction('rw', db.calls, db.outbox, async () => {
    const before = await db.calls.get(id);
    if (!before || !isLive(before)) return undefined;
    const call = loseCall(before, at, options);
    await keep(before, call);
    return { call, before, changed: true };
  });
}

/** A dial that failed before anything was sent ends as failed, with the reason as its text. */
export async function endFailed(id: string, at: number, text: string, options: StepOptions): Promise<Applied> {
  const call = await db.calls.get(id);
  if (!call) throw new Error(`no call ${id}`);
  const { direction, number, displayName, withheld, startedAt } = call;
  const facts = { id, direction, number, displayName, withheld, startedAt };
  const end = { at, reason: 'failed' as const, text };
  return applyEvent({ seq: call.seq + 1, facts: { ...facts, phase: 'ended', end } }, call.line, options);
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

/** All calls that ring, dial or are connected, oldest first. */
export async function liveCalls(): Promise<Call[]> {
  const keys = (['ringing', 'dialling', 'connected'] as const).flatMap((state) => [
    [state, 0],
    [state, 1],
  ]);
  return db.calls.where('[state+removed]').anyOf(keys).sortBy('startedAt');
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
  await db.calls.update(id, { removed });
  return db.calls.get(id);
}

/** Keeps the agent's note; the CRM record of an ended call follows. */
export async function setNote(id: string, note: string): Promise<void> {
  await change(id, { note });
}

/** Keeps whom the number belongs to; the CRM record of an ended call follows. */
export async function setContact(id: string, contact: CallContact): Promise<Call | undefined> {
  await change(id, { contact });
  return db.calls.get(id);
}

async function change(id: string, patch: Partial<Call>): Promise<void> {
  await db.transaction('rw', db.calls, db.outbox, async () => {
    const updated = await db.calls.update(id, patch);
    if (!updated) return;
    const call = await db.calls.get(id);
    if (call && !isLive(call)) await enqueue(id);
  });
}
