import { expect, test } from 'vitest';
import { reconnectPause } from '../../../lib/softphone/reconnect-pause';

/** A repeatable source of chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** When each of 50 clients that lost one server in the same moment comes back to it, ms after it is there again. */
function comeBack(outageMs: number): number[] {
  return Array.from({ length: 50 }, (_, client) => {
    const random = chance(client + 1);
    let at = 0;
    while (at < outageMs) at += reconnectPause(at, random());
    return at - outageMs;
  }).sort((a, b) => a - b);
}

/** The most of them that come within any 100 ms. */
function crowd(times: number[]): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 100).length));
}

test.each([2000, 10_000, 30_000, 60_000])(
  '50 clients are back within 2 s of an outage of %i ms, not all at once',
  (ms) => {
    const times = comeBack(ms);
    expect(times.at(-1)).toBeLessThanOrEqual(2000);
    expect(crowd(times)).toBeLessThan(15);
  },
);

test.each([120_000, 600_000, 3_600_000])('after %i ms they are back within the longest pause, spread over it', (ms) => {
  const times = comeBack(ms);
  expect(times.at(-1)).toBeLessThanOrEqual(30_000);
  expect(crowd(times)).toBeLessThan(8);
});

test('pauses grow with the outage and never exceed 30 s', () => {
  expect(reconnectPause(0, 0)).toBe(1000);
  expect(reconnectPause(74_999, 1)).toBe(2000);
  expect(reconnectPause(80_000, 1)).toBe(20_000);
  expect(reconnectPause(9_000_000, 1)).toBe(30_000);
  expect(reconnectPause(9_000_000, 0)).toBe(10_000);
});
