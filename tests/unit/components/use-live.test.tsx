import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { useLive, useLiveOf } from '../../../components/use-live';
import { CALLS_CHANGED, type CallRow, db } from '../../../lib/db';
import { until } from '../../parts/wait';
import { show } from './show';

it('lets go of changes that do not concern a query: it runs again after some hundreds, and still follows its own', async () => {
  let runs = 0;
  const one = () => {
    runs += 1;
    return db.status.get('tidied');
  };
  function Shown() {
    return <p>{useLive(one).value ? 'done' : `open ${runs}`}</p>;
  }
  const { text } = show(<Shown />);
  await until('the first answer', () => runs > 0);
  for (let n = 0; n < 450; n++) await db.calls.delete(`none-${n}`);
  // Not at each, and not never; while the database opens it may run once more.
  expect(runs).toBeGreaterThanOrEqual(3);
  expect(runs).toBeLessThanOrEqual(10);
  await db.status.put({ id: 'tidied', at: 1 });
  await until('its own change', () => text() === 'done');
});

it('follows one table whatever it reads of it, and no other; changes while it runs make it run once more', async () => {
  await db.calls.clear();
  let [runs, atOnce, most] = [0, 0, 0];
  const count = async () => {
    runs += 1;
    atOnce += 1;
    most = Math.max(most, atOnce);
    const calls = await db.calls.count();
    atOnce -= 1;
    return calls;
  };
  function Shown() {
    return <p>{useLiveOf([CALLS_CHANGED], count, []).value ?? 'nothing'}</p>;
  }
  const { text } = show(<Shown />);
  await until('the first answer', () => text() === '0');
  const before = runs;
  await db.status.put({ id: 'tidied', at: 2 });
  await db.calls.bulkPut(['a', 'b', 'c'].map((id) => ({ id }) as CallRow));
  await Promise.all(['d', 'e', 'f'].map((id) => db.calls.put({ id } as CallRow)));
  await until('the last change', () => text() === '6');
  expect(runs - before).toBeLessThanOrEqual(4);
  expect(most).toBe(1);
  await db.calls.delete('a');
  await until('a row that is gone', () => text() === '5');
  const many = runs;
  const began = performance.now();
  for (let n = 0; n < 100; n++) await db.calls.put({ id: `more-${n}` } as CallRow);
  await until('all of many changes', () => text() === '105');
  expect(runs - many).toBeLessThanOrEqual(2 + (performance.now() - began) / 250);
});

it('shows the first answer where somebody has asked already, and follows with the first change, else by itself', async () => {
  await db.calls.clear();
  const shown = (first: Promise<number>) => {
    const state = { runs: 0 };
    const count = () => {
      state.runs += 1;
      return db.calls.count();
    };
    function Shown() {
      return <p>{useLive(count, [], first).value ?? 'nothing'}</p>;
    }
    return { ...show(<Shown />), state };
  };
  const changed = shown(Promise.resolve(7));
  await until('the answer that was given', () => changed.text() === '7');
  expect(changed.state.runs).toBe(0);
  await db.calls.put({ id: 'a' } as CallRow);
  await until('the change', () => changed.text() === '1');
  const quiet = shown(Promise.resolve(7));
  await until('what is stored', () => quiet.text() === '1');
  const failed = shown(Promise.reject(new Error('no transaction')));
  await until('what is stored', () => failed.text() === '1');
});
