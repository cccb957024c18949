import { beforeEach, describe, expect, test, vi } from 'vitest';
import { answerAfterOf } from '../../../lib/softphone/sip-auto-answer';
import { DEMO, ended, FakeLine, ringing } from './fake-line';

let line: FakeLine;

async function configured(choices: { doNotDisturb?: boolean; autoAnswer?: boolean }): Promise<void> {
  await line.host.configure({ ...DEMO, ...choices });
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => {
  line = new FakeLine();
});

describe('do not disturb', () => {
  test('turns a call away as unavailable, unheard; it is told of once, with the reason', async () => {
    await configured({ doNotDisturb: true });
    line.says(ringing('a'));
    await settle();
    expect(line.connector.asked).toEqual(['reject unavailable a']);
    expect(line.sounding).toEqual([]);
    expect(line.events).toEqual([]);
    const told = ended(ringing('a'));
    line.says({ ...told, end: { at: 2000, reason: 'declined' } });
    await settle();
    expect(line.events).toEqual(['a 1 ended']);
    expect(line.delivered[0]?.entries[0]?.event.facts.end?.reason).toBe('doNotDisturb');
  });

  test('a caller who gave up first has given up', async () => {
    await configured({ doNotDisturb: true });
    line.says(ringing('a'));
    line.says(ended(ringing('a'), 'callerGaveUp'));
    await settle();
    expect(line.delivered[0]?.entries[0]?.event.facts.end?.reason).toBe('callerGaveUp');
  });

  test('switched on while a call rings lets that one ring', async () => {
    await configured({});
    line.says(ringing('a'));
    await configured({ doNotDisturb: true });
    line.says(ringing('a', { displayName: 'Zoë' }));
    await settle();
    expect(line.events).toEqual(['a 1 ringing', 'a 2 ringing']);
    expect(line.connector.asked).toEqual([]);
  });
});

describe('a call that asks to be answered by itself', () => {
  test('is, with a tone before, where our user allows it', async () => {
    await configured({ autoAnswer: true });
    line.says(ringing('a', { answerAfter: 0 }));
    await vi.waitFor(() => expect(line.connector.asked).toEqual(['accept a with microphone']));
    expect(line.sounds.map(({ tone }) => tone)).toContain('answered');
  });

  test.each([
    ['nobody allows it', false, 0],
    ['it does not ask for it', true, undefined],
  ])('rings on where %s', async (_why, autoAnswer, answerAfter) => {
    await configured({ autoAnswer });
    line.says(ringing('a', { answerAfter }));
    await settle();
    expect(line.connector.asked).toEqual([]);
  });

  test('is never answered into another call', async () => {
    await configured({ autoAnswer: true });
    line.says({ ...ringing('a'), phase: 'connected', answeredAt: 1 });
    line.says(ringing('b', { answerAfter: 0 }));
    await settle();
    expect(line.connector.asked).toEqual([]);
  });
});

test.each([
  [['<sip:pbx>;answer-after=0'], [], 0],
  [['<sip:pbx>; Answer-After = 5'], [], 5],
  [[], ['<http://pbx>;info=alert-autoanswer;delay=0'], 0],
  [[], ['info=alert-autoanswer', '<x>;info=alert-autoanswer'], 0],
  [[], ['Auto Answer'], 0],
  [[], ['<http://www.notused.com>;info=external'], undefined],
  [['<http://pbx/photo>;purpose=icon'], [], undefined],
  [['<sip:pbx>;answer-after=9999'], [], undefined],
  [[], [], undefined],
])('%j %j asks for an answer after %s s', (callInfo, alertInfo, seconds) => {
  expect(answerAfterOf(callInfo, alertInfo)).toBe(seconds);
});
