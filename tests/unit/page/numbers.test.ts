import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Candidate, Judgement, NumberState } from '../../../lib/messages';
import { numbersOf } from '../../../lib/page/numbers';

const candidate = (text: string): Candidate => ({ text, kind: 'text', country: 'DE' });

/** A background that answers when it is told to. */
function background() {
  const asked: Candidate[][] = [];
  const followed: string[][] = [];
  const answers: (() => void)[] = [];
  return {
    asked,
    followed,
    async answer() {
      answers.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    },
    judge(candidates: Candidate[]): Promise<Judgement[]> {
      asked.push(candidates);
      return new Promise((resolve) => {
        answers.push(() => resolve(candidates.map(({ text }) => ({ number: text, display: text }))));
      });
    },
    async follow(numbers: string[]): Promise<Record<string, NumberState>> {
      followed.push(numbers);
      return {};
    },
  };
}

/** What nobody hears of changes and failures. */
const asking = (there: ReturnType<typeof background>) =>
  numbersOf(
    there,
    () => {},
    () => {},
  );

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

describe('what is asked', () => {
  it('goes in one message, and what comes up meanwhile in the next', async () => {
    const there = background();
    const numbers = asking(there);
    void numbers.judge(candidate('1'));
    void numbers.judge(candidate('2'));
    await vi.advanceTimersByTimeAsync(0);
    void numbers.judge(candidate('3'));
    void numbers.judge(candidate('1'));
    expect(there.asked.map((batch) => batch.map(({ text }) => text))).toEqual([['1', '2']]);
    await there.answer();
    expect(there.asked.map((batch) => batch.map(({ text }) => text))).toEqual([['1', '2'], ['3']]);
    await there.answer();
    expect(numbers.known(candidate('3'))?.number).toBe('3');
  });

  it('is remembered, and forgotten when much else was asked', async () => {
    const there = background();
    const numbers = asking(there);
    for (let i = 0; i < 3000; i += 200) {
      for (let k = i; k < i + 200; k++) void numbers.judge(candidate(String(k)));
      await vi.advanceTimersByTimeAsync(0);
      await there.answer();
    }
    expect(numbers.known(candidate('2999'))?.number).toBe('2999');
    expect(numbers.known(candidate('2750'))?.number).toBe('2750');
    expect(numbers.known(candidate('0'))).toBeUndefined();
  });

  it('goes on after the background failed once', async () => {
    const failures: unknown[] = [];
    let fails = true;
    const judge = async (candidates: Candidate[]): Promise<Judgement[]> => {
      if (fails) throw new Error('gone');
      return candidates.map(({ text }) => ({ number: text, display: text }));
    };
    const numbers = numbersOf(
      { judge, follow: async () => ({}) },
      () => {},
      (error) => failures.push(error),
    );
    expect(await numbers.judge(candidate('1'))).toBeNull();
    expect(failures.length).toBe(1);
    fails = false;
    expect((await numbers.judge(candidate('1')))?.number).toBe('1');
  });
});

describe('what is followed', () => {
  it('is told at once, then at most four times a second', async () => {
    const there = background();
    const numbers = asking(there);
    for (let i = 0; i < 20; i++) {
      numbers.follow([`+4930${i}`]);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(there.followed[0]).toEqual(['+49300']);
    expect(there.followed.length).toBeLessThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(300);
    expect(there.followed.at(-1)).toEqual(['+493019']);
  });

  it('is not told again while it stays the same', async () => {
    const there = background();
    const numbers = asking(there);
    numbers.follow(['2', '1']);
    await vi.advanceTimersByTimeAsync(400);
    numbers.follow(['1', '2', '2']);
    await vi.advanceTimersByTimeAsync(400);
    expect(there.followed).toEqual([['1', '2']]);
  });
});

it('a page that is shown again follows the same numbers once more', async () => {
  const there = background();
  const numbers = asking(there);
  numbers.follow(['+493023125001']);
  await vi.advanceTimersByTimeAsync(0);
  numbers.follow(['+493023125001']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(there.followed).toEqual([['+493023125001']]);
  numbers.followAgain();
  await vi.advanceTimersByTimeAsync(0);
  expect(there.followed).toEqual([['+493023125001'], ['+493023125001']]);
});
