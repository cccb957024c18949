import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, isLive } from '../../lib/call';
import { liveCalls, missedCount, nextChangeAt, taskList } from '../../lib/task-list';

const GRACE = 5000;
const NOW = 1_000_000;
let count = 0;

function call(state: Call['state'], rest: Partial<Call> = {}): Call {
  count += 1;
  const base = { id: `${state}-${count}`, direction: 'incoming', number: '+493023125418', displayName: '' } as const;
  return {
    ...base,
    state,
    withheld: false,
    startedAt: NOW - 60_000,
    seq: 1,
    line: 'sip',
    removed: 0,
    note: '',
    ...rest,
  };
}

const ids = (calls: Call[]) => calls.map(({ id }) => id);

describe('the task list', () => {
  it('holds live, just hung up and missed calls, live ones on top, newest first', () => {
    const missed = call('missed', { startedAt: 50 });
    const hungUp = call('hungUp', { startedAt: 40, endedAt: NOW - 1 });
    const older = call('ringing', { startedAt: 10 });
    const newer = call('connected', { startedAt: 20 });
    expect(ids(taskList([hungUp, older, missed, newer], NOW, GRACE))).toEqual(ids([newer, older, missed, hungUp]));
  });

  it('lets a call hung up by the far side go when its time is up (R7)', () => {
    const hungUp = call('hungUp', { endedAt: NOW - GRACE + 1 });
    expect(taskList([hungUp], NOW, GRACE)).toHaveLength(1);
    expect(taskList([hungUp], NOW + 1, GRACE)).toHaveLength(0);
  });

  it('never shows a call that ended by our hand (R7)', () => {
    expect(taskList([call('ended', { endedAt: NOW })], NOW, GRACE)).toEqual([]);
  });

  it('keeps missed calls for ever, called back or not, until they are removed (R5)', () => {
    const calls = [
      call('missed', { startedAt: 1 }),
      call('missed', { calledBackAt: NOW }),
      call('missed', { removed: 1 }),
    ];
    expect(taskList(calls, NOW * 1000, GRACE)).toHaveLength(2);
    expect(missedCount(calls)).toBe(1);
  });

  it('hides a removed live row, and keeps the call among the live ones (R9)', () => {
    const ringing = call('ringing', { removed: 1 });
    expect(taskList([ringing], NOW, GRACE)).toEqual([]);
    expect(liveCalls([ringing])).toEqual([ringing]);
  });

  it('knows when it next changes by itself', () => {
    const calls = [call('hungUp', { endedAt: NOW - 1000 }), call('hungUp', { endedAt: NOW - 3000 }), call('missed')];
    expect(nextChangeAt(calls, NOW, GRACE)).toBe(NOW + 2000);
    expect(nextChangeAt([call('connected')], NOW, GRACE)).toBeUndefined();
    expect(nextChangeAt([call('hungUp', { endedAt: NOW - 9000 })], NOW, GRACE)).toBeUndefined();
  });

  it('changes at no other time', () => {
    const state = fc.constantFrom<Call['state']>('ringing', 'dialling', 'connected', 'hungUp', 'missed', 'ended');
    const some = fc.array(
      fc.record({ state, endedAt: fc.integer({ min: NOW - 9000, max: NOW }), removed: fc.constantFrom<0 | 1>(0, 1) }),
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 12_000 }), (facts, wait) => {
        const calls = facts.map(({ state: kind, ...rest }) => call(kind, rest));
        const next = nextChangeAt(calls, NOW, GRACE) ?? Number.POSITIVE_INFINITY;
        const same = ids(taskList(calls, NOW + wait, GRACE)).join() === ids(taskList(calls, NOW, GRACE)).join();
        return NOW + wait < next ? same : !same;
      }),
    );
  });
});

describe('live calls', () => {
  it('put ringing ones first, newest first', () => {
    const talk = call('connected', { startedAt: 30 });
    const first = call('ringing', { startedAt: 10 });
    const second = call('ringing', { startedAt: 20 });
    const all = liveCalls([talk, first, call('missed'), second]);
    expect(ids(all)).toEqual(ids([second, first, talk]));
    expect(all.every(isLive)).toBe(true);
  });
});
