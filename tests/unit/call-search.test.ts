import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/call';
import { callsBefore, history, matcher, suggestions, taskRows } from '../../lib/call-search';
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

describe('the history', () => {
  it('is every ended call, newest first, and one more than asked for', async () => {
    const calls = [call({}), call({ state: 'missed' }), call({ state: 'connected' }), call({}), call({})];
    await db.calls.bulkAdd(calls);
    expect(ids(await history({ text: '', filter: 'all', limit: 2 }))).toEqual(
      ids([calls[0], calls[1], calls[3]] as Call[]),
    );
  });

  it('filters by direction and by missed', async () => {
    const calls = [call({ direction: 'outgoing', state: 'hungUp' }), call({ state: 'missed' }), call({})];
    await db.calls.bulkAdd(calls);
    const found = async (filter: 'incoming' | 'outgoing' | 'missed') =>
      ids(await history({ text: '', filter, limit: 9 }));
    expect(await found('outgoing')).toEqual([calls[0]?.id]);
    expect(await found('missed')).toEqual([calls[1]?.id]);
    expect(await found('incoming')).toEqual([calls[1]?.id, calls[2]?.id]);
  });
});

describe('a search', () => {
  const yildiz = call({ displayName: 'Dr. Mehmet Yıldız' });
  const mueller = call({ contact: { ref: '', name: 'Jörg Müller', organisation: 'Öztürk & Söhne' } });
  it.each([
    ['mehmet', yildiz, true],
    ['ehmet', yildiz, false],
    ['dr. meh', yildiz, true],
    ['JORG', mueller, true],
    ['ozturk', mueller, true],
    ['030 2312', yildiz, true],
    ['+49 (30) 231', yildiz, true],
    ['5418', yildiz, true],
    ['0305', yildiz, false],
    [' ', yildiz, true],
  ])('for "%s"', (text, among, expected) => {
    expect(matcher(text)(among)).toBe(expected);
  });
});

describe('suggestions', () => {
  it('name each number once, newest first, and no withheld ones', async () => {
    const calls = [
      call({ displayName: 'Vogel neu' }),
      call({ displayName: 'Vogel alt' }),
      call({ displayName: 'Vogt', number: '+494066969530' }),
      call({ displayName: 'Vogt', number: '', withheld: true }),
    ];
    await db.calls.bulkAdd(calls);
    expect((await suggestions('vog', 5)).map(({ displayName }) => displayName)).toEqual(['Vogel neu', 'Vogt']);
    expect(await suggestions('vog', 1)).toHaveLength(1);
    expect(await suggestions('v', 5)).toEqual([]);
  });
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
