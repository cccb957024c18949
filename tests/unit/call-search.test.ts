import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/call';
import { callsBefore, taskRows } from '../../lib/call-search';
import { db } from '../../lib/db';

const NOW = Date.now();
let count = 0;

function call(rest: Partial<Call>): Call {
  count += 1;
  const base = {
    direction: 'incoming',
    state: 'ended',
    number: '+493023125418',
    displayName: '',
    withheld: false,
  } as const;
  return {
    ...base,
    id: `call-${count}`,
    startedAt: NOW - count * 1000,
    seq: 1,
    line: 'sip',
    removed: 0,
    note: '',
    ...rest,
  };
}

const ids = (calls: Call[]) => calls.map(({ id }) => id);

beforeEach(async () => {
  await db.calls.clear();
});

describe('what belongs to a call', () => {
  it('are earlier calls with its number', async () => {
    const [first, second, third] = [call({}), call({}), call({})] as [Call, Call, Call];
    await db.calls.bulkAdd([first, second, third, call({ number: '+494066969530' })]);
    expect(ids(await callsBefore(first, 5))).toEqual(ids([second, third]));
    expect(await callsBefore(call({ number: '' }), 5)).toEqual([]);
  });
});

describe('rows of the task list', () => {
  it('are read without reading the whole log', async () => {
    const since = NOW - 5000;
    const hungUp = call({ state: 'hungUp', endedAt: NOW });
    const rows = [call({ state: 'missed' }), call({ state: 'ringing', removed: 1 }), hungUp];
    await db.calls.bulkAdd([
      ...rows,
      call({ state: 'missed', removed: 1 }),
      call({ state: 'hungUp', endedAt: since - 1 }),
    ]);
    expect(ids(await taskRows(since)).sort()).toEqual(ids(rows).sort());
  });
});
