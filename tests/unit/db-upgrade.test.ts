import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { db } from '../../lib/db';
import { callCount, dayFigures, missedCount } from '../../lib/figures';
import { ALL_CALLS, historyPage } from '../../lib/history';
import { startOfDay } from '../../lib/i18n';
import { taskRows } from '../../lib/task-rows';

it('a log of the first version is found, counted and searched like a new one', async () => {
  const old = new Dexie('ringside');
  old.version(1).stores({
    calls: 'id, startedAt, [state+removed], [number+startedAt]',
    outbox: 'callId, [state+dueAt]',
    settings: 'id',
    status: 'id',
    followers: 'key, tabId, *numbers',
  });
  const base = { direction: 'incoming', withheld: false, seq: 2, line: 'sip', removed: 0, note: '' };
  await old.table('calls').bulkAdd([
    { ...base, id: 'a', state: 'missed', number: '+493023125418', displayName: 'Katrin Vogel', startedAt: 1000 },
    { ...base, id: 'b', state: 'missed', number: '', displayName: '', startedAt: 2000, calledBackAt: 3000 },
    { ...base, id: 'c', state: 'ended', number: '+493023125418', displayName: '', startedAt: 3000, note: 'Angebot' },
  ]);
  old.close();
  expect([await callCount(), await missedCount()]).toEqual([3, 1]);
  expect(await db.callers.toArray()).toMatchObject([
    { number: '+493023125418', name: 'Katrin Vogel', calls: 2, lastAt: 3000 },
  ]);
  await db.status.put({ id: 'calls', count: 10_000_000 });
  const found = async (text: string) =>
    (await historyPage({ ...ALL_CALLS, text }, undefined, 9)).calls.map(({ id }) => id);
  expect(await found('vogel')).toEqual(['a']);
  expect(await found('5418')).toEqual(['c', 'a']);
  expect(await db.calls.where('words').equals('angebot').primaryKeys()).toEqual(['c']);
});

it('a log of the version before the task list had a store of its own keeps its list', async () => {
  await db.delete();
  const old = new Dexie('ringside');
  old.version(6).stores({
    calls:
      'id, startedAt, [state+removed], [number+startedAt], [state+removed+startedAt], [state+startedAt], [direction+startedAt], *words',
    callers: 'number, lastAt, *terms',
    people: 'id, [from+favourite], *terms',
    outbox: 'callId, [state+dueAt]',
    settings: 'id',
    status: 'id',
    followers: 'key, tabId, *numbers',
    outages: 'from',
    seen: 'key, number, seenAt, *terms',
    tokens: 'key',
  });
  const base = { direction: 'incoming', number: '+493023125418', withheld: false, seq: 2, line: 'sip', note: '' };
  const states = [
    ['missed', 0],
    ['missed', 1],
    ['ringing', 1],
    ['connected', 0],
    ['ended', 0],
  ] as const;
  const today = Date.now();
  await old.table('calls').bulkAdd(
    states.map(([state, removed], n) => ({
      ...base,
      id: `${state}-${removed}`,
      state,
      removed,
      startedAt: today - n,
    })),
  );
  await old.table('status').bulkAdd([
    { id: 'missed', count: 1 },
    { id: 'calls', count: 5 },
  ]);
  old.close();
  await db.open();
  expect((await taskRows(0)).map(({ id }) => id)).toEqual(['connected-0', 'ringing-1', 'missed-0']);
  expect(await dayFigures(startOfDay(today))).toMatchObject({ calls: 5, missed: 2 });
  expect((await historyPage(ALL_CALLS, undefined, 9)).calls.map(({ id }) => id)).toEqual([
    'missed-0',
    'missed-1',
    'ended-0',
  ]);
});

/** What each version added or changed before this one. */
const OLDER: Record<string, string | null>[] = [
  {
    calls: 'id, startedAt, [state+removed], [number+startedAt]',
    outbox: 'callId, [state+dueAt]',
    settings: 'id',
    status: 'id',
    followers: 'key, tabId, *numbers',
  },
  { outages: 'from' },
  { seen: 'key, number, seenAt' },
  {
    calls:
      'id, startedAt, [state+removed], [number+startedAt], [state+removed+startedAt], [state+startedAt], [direction+startedAt], *words',
    callers: 'number, lastAt, *terms',
    people: 'id, [from+favourite], *terms',
  },
  { seen: 'key, number, seenAt, *terms' },
  { tokens: 'key' },
  { tasks: 'id, state, number, [state+startedAt]' },
  { calls: 'id, startedAt, [number+startedAt], [state+startedAt], [direction+startedAt], *words' },
];

it('a log of any version has the stores and indexes of a new one afterwards, and its rows', async () => {
  await db.delete();
  await db.open();
  const fresh = shape(db.backendDB());
  for (const at of OLDER.keys()) {
    await db.delete();
    const old = new Dexie('ringside');
    old.version(at + 1).stores(Object.assign({}, ...OLDER.slice(0, at + 1)));
    if (at > 0) await old.table('outages').add({ from: 7 });
    await old.table('status').add({ id: 'calls', count: 3 });
    old.close();
    await db.open();
    expect(shape(db.backendDB()), `from ${at + 1}`).toEqual(fresh);
    expect(await db.outages.count(), `from ${at + 1}`).toBe(at > 0 ? 1 : 0);
  }
});

/** Stores with their indexes. */
function shape(database: IDBDatabase) {
  const stores = [...database.objectStoreNames];
  const transaction = database.transaction(stores);
  return stores.map((name) => [name, [...transaction.objectStore(name).indexNames].sort()]);
}
