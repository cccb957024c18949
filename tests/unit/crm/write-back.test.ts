import { describe, expect, it } from 'vitest';
import type { Call, Direction, EndReason } from '../../../lib/call';
import { type RecordOutcome, recordOutcome } from '../../../lib/crm/call-record';
import { createWriteBack } from '../../../lib/crm/write-backs';
import { adapterParts } from './adapter-parts';

function ended(direction: Direction, answered: boolean, endReason: EndReason): Call {
  return {
    id: 'a',
    direction,
    state: 'ended',
    number: '100',
    displayName: '',
    withheld: false,
    startedAt: 1,
    answeredAt: answered ? 2 : undefined,
    endedAt: 3,
    endReason,
    seq: 1,
    line: 'sip',
    removed: 0,
    note: '',
  };
}

describe('the outcome of a record', () => {
  it.each<[Direction, boolean, EndReason, RecordOutcome]>([
    ['incoming', true, 'remoteHangUp', 'answered'],
    ['incoming', true, 'localHangUp', 'answered'],
    ['outgoing', true, 'transferred', 'answered'],
    ['outgoing', true, 'failed', 'answered'],
    ['incoming', true, 'lost', 'lost'],
    ['outgoing', true, 'lost', 'lost'],
    ['incoming', false, 'callerGaveUp', 'missed'],
    ['incoming', false, 'noAnswer', 'missed'],
    ['incoming', false, 'busy', 'missed'],
    ['incoming', false, 'rejected', 'missed'],
    ['incoming', false, 'failed', 'missed'],
    ['incoming', false, 'lost', 'missed'],
    ['incoming', false, 'declined', 'declined'],
    ['incoming', false, 'redirected', 'redirected'],
    ['incoming', false, 'answeredElsewhere', 'answered_elsewhere'],
    ['outgoing', false, 'busy', 'busy'],
    ['outgoing', false, 'noAnswer', 'no_answer'],
    ['outgoing', false, 'rejected', 'rejected'],
    ['outgoing', false, 'failed', 'failed'],
    ['outgoing', false, 'invalidNumber', 'invalid_number'],
    ['outgoing', false, 'cancelled', 'cancelled'],
    ['outgoing', false, 'lost', 'lost'],
    ['outgoing', false, 'handedOff', 'handed_off'],
  ])('%s, answered %s, %s: %s', (direction, answered, reason, outcome) => {
    expect(recordOutcome(ended(direction, answered, reason))).toBe(outcome);
  });

  it('is asked of no live call', () => {
    expect(() => recordOutcome({ ...ended('incoming', false, 'lost'), state: 'ringing' })).toThrow('not ended');
  });
});

describe('adapters', () => {
  it('are made from the settings; none is none', () => {
    expect(createWriteBack({ adapter: 'none' }, adapterParts())).toBeNull();
    const account = { url: 'https://crm.example/#db', database: 'db', user: 'a', password: 'b' };
    expect(createWriteBack({ adapter: 'tryton', ...account }, adapterParts())?.origins).toEqual([
      'https://crm.example',
    ]);
  });
});
