import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { callCount, missedCount } from '../../lib/call-log';
import { db } from '../../lib/db';
import { ALL_CALLS, historyPage } from '../../lib/history';

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
