/** What the user can do about records on their way to the CRM, and what is still on its way. */
import Dexie from 'dexie';
import { db, type OutboxRow } from './db';
import { dueAgain, waitingRows } from './outbox';
import type { OpenRecord } from './record-export';

/** Waiting records that are shown; of more than these the count says nothing new. */
const MOST_WAITING = 1000;

/** Tries this record again as soon as a runner comes by, also one that the CRM had rejected or stored, or was given up. */
export async function retryRow(callId: string, now = Date.now()): Promise<void> {
  await change(callId, (row) => (row.state === 'unsure' ? row : dueAgain(row, now)));
}

/** Makes all waiting records due: the settings were mended, or the network is back. */
export async function retryAll(now = Date.now()): Promise<void> {
  await waitingRows(-Infinity, Infinity).modify({ dueAt: now });
}

/** Makes all rejected records due: what the CRM had against them is mended. */
export async function retryRejected(now = Date.now()): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    for (const row of await inState('rejected')) await db.outbox.put(dueAgain(row, now));
  });
}

/** The record is not to be tried any more: the call stays here only. A stored one stays stored. */
export async function giveUpRow(callId: string): Promise<void> {
  await change(callId, (row) => (row.state === 'stored' ? row : { ...row, state: 'local', begun: undefined }));
}

/** The user has looked in the CRM whether the record of a lost answer is there. */
export async function answerStored(callId: string, stored: boolean, now = Date.now()): Promise<void> {
  await change(callId, (row) => {
    if (row.state !== 'unsure') return row;
    const told = { ...row, begun: undefined, error: undefined, detail: undefined };
    return stored ? { ...told, state: 'stored', storedAt: now } : dueAgain(told, now);
  });
}

/** Calls whose record the CRM does not surely have: what waits, was rejected, or must be asked about. */
async function openRows(): Promise<OutboxRow[]> {
  const rows = await Promise.all([inState('unsure'), inState('rejected'), inState('waiting')]);
  return rows.flat();
}

/** Open rows with their calls, oldest call first. */
export async function openRecords(): Promise<OpenRecord[]> {
  return withCalls(await openRows());
}

async function withCalls(rows: OutboxRow[]): Promise<OpenRecord[]> {
  const calls = await db.calls.bulkGet(rows.map(({ callId }) => callId));
  const records = rows.flatMap((row, index) => {
    const call = calls[index];
    return call ? [{ row, call }] : [];
  });
  return records.sort((a, b) => a.call.startedAt - b.call.startedAt);
}

/**
 * Those that need somebody's eye. A first try is nobody's worry, and without a CRM all calls wait for it; but a CRM that is
 * out of reach is asked by two records only, and all others wait with those.
 */
export async function troubledRecords(): Promise<OpenRecord[]> {
  const tried = db.outbox.where('[state+attempts]').between(['waiting', 1], ['waiting', Dexie.maxKey]).count();
  const [failing, ...rows] = await Promise.all([tried, inState('unsure'), inState('rejected')]);
  const waiting = failing > 0 ? await waitingRows(-Infinity, Infinity).limit(MOST_WAITING).toArray() : [];
  return withCalls([...rows.flat(), ...waiting]);
}

/** Calls of the log whose record is not in the CRM: those in trouble, and those that stay here only. */
export async function markedCalls(): Promise<ReadonlyMap<string, OutboxRow['state']>> {
  const [troubled, local] = await Promise.all([troubledRecords(), inState('local')]);
  return new Map([...local, ...troubled.map(({ row }) => row)].map(({ callId, state }) => [callId, state]));
}

function inState(state: OutboxRow['state']): Promise<OutboxRow[]> {
  return db.outbox.where('[state+dueAt]').between([state, Dexie.minKey], [state, Dexie.maxKey]).toArray();
}

async function change(callId: string, next: (row: OutboxRow) => OutboxRow): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const row = await db.outbox.get(callId);
    if (row) await db.outbox.put(next(row));
  });
}
