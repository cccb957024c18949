import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallFacts } from '../../../lib/call';
import { createDemo } from '../../../lib/softphone/demo';
import type { Connector } from '../../../lib/softphone/softphone';

let facts: CallFacts[];
let tones: { tone: string; signal: AbortSignal }[];
let line: Connector;
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  [facts, tones, stop] = [[], [], new AbortController()];
  const host = {
    sink: {
      call: (one: CallFacts) => facts.push(one),
      line: (state: { phase: string }) => expect(state).toEqual({ phase: 'ready' }),
      report: () => expect.unreachable(),
    },
    openMicrophone: () => expect.unreachable(),
    play: () => expect.unreachable(),
    tone: (tone: string, signal: AbortSignal) => tones.push({ tone, signal }),
    now: Date.now,
  };
  line = createDemo({ connector: 'demo' }, host, stop.signal);
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

const dial = (number: string) => line.dial({ callId: 'a', number, target: number }, null);
const phases = () => facts.map(({ phase, end }) => end?.reason ?? phase);
const sounding = () => tones.filter(({ signal }) => !signal.aborted).map(({ tone }) => tone);

test.each([
  ['+493023125001', ['dialling', 'dialling', 'connected', 'remoteHangUp'], 61_800],
  ['+493023125002', ['dialling', 'busy'], 1500],
  ['+493023125004', ['dialling', 'dialling', 'connected', 'remoteHangUp'], 5800],
  ['+493023125005', ['dialling', 'dialling', 'noAnswer'], 20_300],
  ['03023125002', ['dialling', 'busy'], 1500],
  ['004930 23125002', ['dialling', 'busy'], 1500],
  ['+493023125006', ['dialling', 'invalidNumber'], 1500],
  ['+4940123', ['dialling', 'dialling', 'connected', 'remoteHangUp'], 61_800],
])('%s', async (number, expected, ms) => {
  const began = Date.now();
  await dial(number);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(phases()).toEqual(expected);
  expect((facts.at(-1)?.end?.at ?? 0) - began).toBe(ms);
  expect(sounding()).toEqual([]);
});

describe('the number that calls back', () => {
  beforeEach(async () => {
    await dial('+493023125003');
    await vi.advanceTimersByTimeAsync(1800 + 5000);
    expect(phases()).toEqual(['dialling', 'dialling', 'noAnswer', 'ringing']);
  });

  test('gives up after 20 s', async () => {
    await vi.advanceTimersByTimeAsync(20_000);
    expect(phases().at(-1)).toBe('callerGaveUp');
    expect(facts.at(-1)).toMatchObject({ direction: 'incoming', number: '+493023125003' });
  });

  test('answers when it is called back, once', async () => {
    await vi.advanceTimersByTimeAsync(20_000);
    await line.dial({ callId: 'b', number: '030 23125003', target: '03023125003' }, null);
    await vi.advanceTimersByTimeAsync(2000);
    expect(facts.at(-1)).toMatchObject({ id: 'b', phase: 'connected' });
    await line.hangUp('b');
    await line.dial({ callId: 'c', number: '+493023125003', target: '+493023125003' }, null);
    await vi.advanceTimersByTimeAsync(2000);
    expect(facts.at(-1)?.end?.reason).toBe('noAnswer');
  });

  test('can be answered and talked to', async () => {
    const id = facts.at(-1)?.id ?? '';
    expect(await line.accept(id, null)).toEqual({ ok: true });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(phases().at(-1)).toBe('connected');
    expect(sounding()).toEqual(['talk']);
    await line.hangUp(id);
    expect(phases().at(-1)).toBe('localHangUp');
    expect(sounding()).toEqual([]);
  });
});

test('ring-back sounds until the answer, talk until the end', async () => {
  await dial('+493023125001');
  await vi.advanceTimersByTimeAsync(400);
  expect(sounding()).toEqual(['ringBack']);
  await vi.advanceTimersByTimeAsync(2000);
  expect(sounding()).toEqual(['talk']);
  stop.abort();
  expect(phases().at(-1)).toBe('lost');
  expect(sounding()).toEqual([]);
  await line.closed;
});
