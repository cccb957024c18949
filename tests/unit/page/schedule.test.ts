import { afterEach, beforeEach, expect, it } from 'vitest';
import { slicer } from '../../../lib/page/schedule';

const STEP_MS = 6;
const now = performance.now;
let clock = 0;

beforeEach(() => {
  clock = 0;
  performance.now = () => clock;
});
afterEach(() => {
  performance.now = now;
});

/** A job that takes so many slices, each a little longer than a slice may be. */
function* job(steps: number, done: () => void): Generator<void> {
  for (let i = 0; i < steps; i++) {
    clock += STEP_MS;
    yield;
  }
  done();
}

/** When something was made of what was read, ms since the work began. */
async function pausesOf(steps: number): Promise<number[]> {
  const pauses: number[] = [];
  const work = slicer(() => pauses.push(clock), new AbortController().signal);
  await new Promise<void>((done) => work.add(job(steps, done)));
  await new Promise((done) => setTimeout(done));
  return pauses;
}

it('what is read in a few slices is used in one go', async () => {
  expect(await pausesOf(4)).toEqual([4 * STEP_MS]);
});

it('what takes longer is used piece by piece', async () => {
  expect(await pausesOf(20)).toEqual([36, 72, 108, 120]);
});
