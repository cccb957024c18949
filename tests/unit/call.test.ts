import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, type CallEvent, type EndReason, isLive, loseCall, restingState, step } from '../../lib/call';
import { arrival, history } from './histories';

const OPTIONS = { keepDeclined: false };
const RUNS = { numRuns: 2000, verbose: 1 } as const;

/** Delivers events one by one and returns the row after each. */
function deliver(events: CallEvent[]): Call[] {
  const rows: Call[] = [];
  let call: Call | undefined;
  for (const event of events) {
    call = step(call, event, 'sip', OPTIONS).call;
    rows.push(call);
  }
  return rows;
}

/** What a person sees of a row; `seq` and early details may differ by the way there. */
function visible({ state, answeredAt, endedAt, endReason, direction, number }: Call) {
  return { state, answeredAt, endedAt, endReason, direction, number };
}

describe('step, for every order in which events can arrive', () => {
  it('rests in the same state as the plain order, whatever was lost, late or repeated', () => {
    fc.assert(
      fc.property(arrival, ({ sent, received }) => {
        expect(visible(deliver(received).at(-1) as Call)).toEqual(visible(deliver(sent).at(-1) as Call));
      }),
      RUNS,
    );
  });

  it('never lives again after its end, and always rests at last', () => {
    fc.assert(
      fc.property(arrival, ({ received }) => {
        const live = deliver(received).map(isLive);
        const ended = live.indexOf(false);
        expect(ended).toBeGreaterThanOrEqual(0);
        expect(live.slice(ended).every((alive) => !alive)).toBe(true);
      }),
      RUNS,
    );
  });

  it('changes nothing for a repeated event', () => {
    fc.assert(
      fc.property(history, (events) => {
        let call: Call | undefined;
        for (const event of events) {
          call = step(call, event, 'sip', OPTIONS).call;
          const again = step(call, event, 'sip', OPTIONS);
          expect(again).toEqual({ call, changed: false });
        }
      }),
      RUNS,
    );
  });

  it('is missed exactly when nobody here accepted, declined or sent it elsewhere (R5)', () => {
    const excused: EndReason[] = ['declined', 'localHangUp', 'redirected', 'answeredElsewhere'];
    fc.assert(
      fc.property(history, (events) => {
        const last = (events.at(-1) as CallEvent).facts;
        const missed =
          last.direction === 'incoming' &&
          last.answeredAt === undefined &&
          !excused.includes((last.end as { reason: EndReason }).reason);
        expect(deliver(events).at(-1)?.state === 'missed').toBe(missed);
      }),
      RUNS,
    );
  });
});

describe('where a call rests', () => {
  const cases: [string, Parameters<typeof restingState>, string][] = [
    ['far side hangs up an incoming talk', ['incoming', true, 'remoteHangUp', OPTIONS], 'hungUp'],
    ['our user hangs up an incoming talk', ['incoming', true, 'localHangUp', OPTIONS], 'ended'],
    ['far side hangs up an outgoing talk', ['outgoing', true, 'remoteHangUp', OPTIONS], 'hungUp'],
    ['our user hangs up an outgoing talk', ['outgoing', true, 'localHangUp', OPTIONS], 'ended'],
    ['a talk is lost with the line', ['incoming', true, 'lost', OPTIONS], 'hungUp'],
    ['the line dies while it rings', ['incoming', false, 'lost', OPTIONS], 'missed'],
    ['the line dies while dialling', ['outgoing', false, 'lost', OPTIONS], 'hungUp'],
    ['busy', ['outgoing', false, 'busy', OPTIONS], 'hungUp'],
    ['cancelled by the user', ['outgoing', false, 'cancelled', OPTIONS], 'ended'],
    ['declined', ['incoming', false, 'declined', OPTIONS], 'ended'],
    ['declined, with the setting to keep them', ['incoming', false, 'declined', { keepDeclined: true }], 'missed'],
    ['answered on another device', ['incoming', false, 'answeredElsewhere', { keepDeclined: true }], 'ended'],
  ];
  it.each(cases)('%s', (_name, input, state) => {
    expect(restingState(...input)).toBe(state);
  });
});

describe('events that cannot happen', () => {
  const events = fc.sample(
    history.filter((all) => all.length === 3 && all[1]?.facts.phase === 'connected'),
    1,
  )[0] as CallEvent[];
  const [first, second, last] = events as [CallEvent, CallEvent, CallEvent];

  it('are named and change nothing: a live phase after the end', () => {
    const ended = deliver([first, second, last]).at(-1) as Call;
    const result = step(ended, { seq: 9, facts: second.facts }, 'sip', OPTIONS);
    expect(result.call).toBe(ended);
    expect(result.problem).toContain('after the call had ended');
  });

  it('are named and change nothing: ringing after connected', () => {
    const connected = deliver([first, second]).at(-1) as Call;
    const result = step(connected, { seq: 9, facts: first.facts }, 'sip', OPTIONS);
    expect(result.call).toBe(connected);
    expect(result.problem).toContain('after connected');
  });

  it('are named and change nothing: another direction', () => {
    const call = deliver([first]).at(-1) as Call;
    const direction = first.facts.direction === 'incoming' ? 'outgoing' : 'incoming';
    const result = step(call, { seq: 9, facts: { ...last.facts, direction } }, 'sip', OPTIONS);
    expect(result.problem).toContain('cannot change');
  });
});

describe('loseCall', () => {
  it('never ends a call before it started', () => {
    const call = deliver([fc.sample(history, 1)[0]?.[0] as CallEvent]).at(-1) as Call;
    expect(loseCall(call, 0, OPTIONS).endedAt).toBe(call.startedAt);
  });

  it('brings a removed ringing call back as missed (R9)', () => {
    const [ringing] = fc.sample(
      history.filter((all) => all[0]?.facts.direction === 'incoming'),
      1,
    )[0] as CallEvent[];
    const call = { ...(deliver([ringing as CallEvent]).at(-1) as Call), removed: 1 as const };
    expect(loseCall(call, call.startedAt + 1, OPTIONS)).toMatchObject({ state: 'missed', removed: 0 });
  });
});
