/** Generators of what a line can report about one call, for property tests. */
import fc from 'fast-check';
import type { CallEvent, CallFacts, Direction, EndReason } from '../../lib/call';

const UNANSWERED: Record<Direction, EndReason[]> = {
  incoming: [
    'callerGaveUp',
    'noAnswer',
    'declined',
    'localHangUp',
    'redirected',
    'answeredElsewhere',
    'lost',
    'failed',
  ],
  outgoing: [
    'busy',
    'noAnswer',
    'rejected',
    'invalidNumber',
    'failed',
    'cancelled',
    'localHangUp',
    'lost',
    'handedOff',
  ],
};
const ANSWERED: EndReason[] = ['remoteHangUp', 'localHangUp', 'transferred', 'lost', 'failed'];

/** One complete call as the line reports it: growing facts, numbered from 1, ended exactly once. */
export const history: fc.Arbitrary<CallEvent[]> = fc
  .record({
    id: fc.uuid(),
    direction: fc.constantFrom<Direction>('incoming', 'outgoing'),
    alerts: fc.boolean(),
    answered: fc.boolean(),
    pick: fc.nat(),
    start: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
    gaps: fc.tuple(fc.nat(60_000), fc.nat(60_000), fc.nat(3_600_000)),
  })
  .map(({ id, direction, alerts, answered, pick, start, gaps }) => {
    const reasons = answered ? ANSWERED : UNANSWERED[direction];
    const reason = reasons[pick % reasons.length] as EndReason;
    const base: CallFacts = {
      id,
      direction,
      phase: direction === 'incoming' ? 'ringing' : 'dialling',
      number: '+493023125001',
      displayName: '',
      withheld: false,
      startedAt: start,
    };
    const steps: CallFacts[] = [base];
    let at = start;
    const add = (patch: Partial<CallFacts>) => steps.push({ ...(steps.at(-1) as CallFacts), ...patch });
    at += gaps[0];
    if (direction === 'outgoing' && alerts) add({ alertingAt: at });
    at += gaps[1];
    if (answered) add({ phase: 'connected', answeredAt: at });
    at += gaps[2];
    add({ phase: 'ended', end: { at, reason } });
    return steps.map((facts, index) => ({ seq: index + 1, facts }));
  });

/** The same events as they may arrive: repeated, late, some lost, but the last one at least once. */
export const arrival: fc.Arbitrary<{ sent: CallEvent[]; received: CallEvent[] }> = history.chain((sent) =>
  fc.tuple(fc.array(fc.nat(sent.length - 1), { maxLength: 12 }), fc.nat(12)).map(([order, position]) => {
    const indexes = [...order];
    indexes.splice(position, 0, sent.length - 1);
    return { sent, received: indexes.map((index) => sent[index] as CallEvent) };
  }),
);
