import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/call';
import { callsBefore } from '../../lib/call-search';
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
