import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EndFacts, endOf, parseReasons, reasonOfStatus } from '../../../lib/softphone/sip-reasons';

const end = (facts: Partial<EndFacts>) =>
  endOf({
    ...{ direction: 'incoming', answered: false, originator: 'remote', cause: 'Canceled' },
    ...{ reasons: [], online: true, hadAudio: true },
    ...facts,
  });

describe('outgoing, not answered', () => {
  test.each([
    [486, 'busy'],
    [600, 'busy'],
    [480, 'noAnswer'],
    [408, 'noAnswer'],
    [487, 'noAnswer'],
    [403, 'rejected'],
    [488, 'rejected'],
    [603, 'rejected'],
    [607, 'rejected'],
    [404, 'invalidNumber'],
    [410, 'invalidNumber'],
    [484, 'invalidNumber'],
    [604, 'invalidNumber'],
    [302, 'failed'],
    [401, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
    [999, 'failed'],
  ])('%d is %s', (status, reason) => {
    expect(reasonOfStatus(status)).toBe(reason);
    expect(end({ direction: 'outgoing', status, phrase: 'Words\r\nEvil: 1' })).toEqual({
      reason,
      text: `${status} Words Evil: 1`,
    });
  });

  test('our cancel goes before everything', () => {
    expect(end({ direction: 'outgoing', wish: 'hangUp', status: 503 })).toEqual({ reason: 'cancelled' });
  });

  test('what JsSIP calls cancelled without our wish is a lost line or a silent server', () => {
    const silent = { direction: 'outgoing', originator: 'local', cause: 'Canceled' } as const;
    expect(end({ ...silent, online: false })).toEqual({ reason: 'lost' });
    expect(end(silent)).toEqual({ reason: 'failed', text: 'Request Timeout' });
  });
});

describe('incoming, not answered', () => {
  test.each([
    [[], 'callerGaveUp'],
    [['SIP;cause=200;text="Call completed elsewhere"'], 'answeredElsewhere'],
    [['Q.850;cause=16;text="Normal Clearing", SIP ;cause=200 ;text="Call completed elsewhere"'], 'answeredElsewhere'],
    [['Q.850;cause=26'], 'answeredElsewhere'],
    [['Q.850;cause=16'], 'callerGaveUp'],
    [['Q.850;cause=19;text="No answer"'], 'noAnswer'],
    [['Q.850;cause=102'], 'noAnswer'],
    [['SIP;cause=487;text="ORIGINATOR_CANCEL"'], 'callerGaveUp'],
    [['nonsense', ';;;', 'SIP;cause=;text='], 'callerGaveUp'],
  ])('%j is %s', (headers, reason) => {
    expect(end({ reasons: parseReasons(headers) }).reason).toBe(reason);
  });

  test('declined, timed out, lost', () => {
    expect(end({ wish: 'decline', originator: 'local', cause: 'Rejected' })).toEqual({ reason: 'declined' });
    expect(end({ originator: 'local', cause: 'No Answer' })).toEqual({ reason: 'noAnswer' });
    expect(end({ originator: 'system', cause: 'Connection Error', online: false })).toEqual({ reason: 'lost' });
    expect(end({ originator: 'system', cause: 'WebRTC Error' })).toEqual({ reason: 'failed', text: 'WebRTC Error' });
  });
});

test.each([
  [{ originator: 'remote', cause: 'Terminated' }, { reason: 'remoteHangUp' }],
  [{ originator: 'local', cause: 'Terminated', wish: 'hangUp' }, { reason: 'localHangUp' }],
  [
    { originator: 'local', cause: 'RTP Timeout' },
    { reason: 'lost', text: 'RTP Timeout' },
  ],
  [
    { originator: 'local', cause: 'RTP Timeout', hadAudio: false },
    { reason: 'failed', text: 'no audio path' },
  ],
  [
    { originator: 'local', cause: 'Dialog Error' },
    { reason: 'lost', text: 'Dialog Error' },
  ],
] as const)('answered: %j is %j', (facts, expected) => {
  for (const direction of ['incoming', 'outgoing'] as const) {
    expect(end({ answered: true, direction, ...facts })).toEqual(expected);
  }
});

describe('parseReasons', () => {
  test('reads several values, quoted separators and escapes', () => {
    expect(parseReasons(['SIP;cause=200;text="a, b; \\"c\\"" , Q.850 ; cause=16'])).toEqual([
      { protocol: 'SIP', cause: 200, text: 'a, b; "c"' },
      { protocol: 'Q.850', cause: 16, text: '' },
    ]);
  });

  test('never throws and never gives control characters or long texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3000 }), { maxLength: 3 }), (headers) => {
        for (const { text, protocol } of parseReasons([...headers, `SIP;text="${headers.join()}"`])) {
          expect([...text].length).toBeLessThanOrEqual(100);
          expect(text).not.toMatch(/\p{Cc}/u);
          expect(protocol).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
