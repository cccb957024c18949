import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Journal, openJournal } from '../../../lib/softphone/journal';
import { ended, ringing } from './fake-line';

const event = (id: string, seq = 1) => ({ seq, facts: ringing(id) });
const kept = ({ entry, stored }: ReturnType<Journal['append']>) => stored.then(() => entry);

beforeEach(() => {
  // A fresh database each: the journals of earlier tests are still open, as in a host that died.
  vi.stubGlobal('indexedDB', new IDBFactory());
  Dexie.dependencies.indexedDB = indexedDB;
});

test('gives the next life what was not forgotten, in order', async () => {
  const journal = openJournal();
  await journal.open();
  const first = await kept(journal.append(event('a'), 'demo', 1000));
  const second = await kept(journal.append(event('b'), 'demo', 1000));
  const third = await kept(journal.append({ seq: 2, facts: ended(ringing('b')) }, 'demo', 1001));
  await journal.beat(5000);
  await journal.forget([second.key]);
  expect(await openJournal().open()).toEqual({
    entries: [first, third],
    live: [{ id: 'a', event: event('a'), line: 'demo', heartbeatAt: 5000 }],
  });
});

test('never gives the same key twice, over lives and within a millisecond', async () => {
  const journal = openJournal();
  await journal.open();
  const one = await kept(journal.append(event('a'), 'demo', 1000));
  const two = await kept(journal.append(event('b'), 'demo', 1000));
  await journal.forget([one.key, two.key]);
  const next = openJournal();
  await next.open();
  const three = await kept(next.append(event('c'), 'demo', 1001));
  expect(two.key).toBeGreaterThan(one.key);
  expect(three.key).toBeGreaterThan(two.key);
});

test('goes on in memory while the database fails, says so once, and writes all back after', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const told: boolean[] = [];
  const journal = openJournal((works) => told.push(works));
  await journal.open();
  const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('disk full', 'QuotaExceededError');
  });
  const first = await kept(journal.append(event('a'), 'demo', 1000));
  const second = await kept(journal.append(event('b'), 'demo', 1001));
  await journal.beat(2000);
  await journal.beat(3000);
  expect(error).toHaveBeenCalledOnce();
  expect(told).toEqual([false]);
  failing.mockRestore();
  await journal.beat(4000);
  expect(told).toEqual([false, true]);
  const { entries, live } = await openJournal().open();
  expect(entries).toEqual([first, second]);
  expect(live.map(({ id, heartbeatAt }) => [id, heartbeatAt])).toEqual([
    ['a', 4000],
    ['b', 4000],
  ]);
});
