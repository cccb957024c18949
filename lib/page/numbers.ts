/**
 * What the background knows about the numbers of this page: which candidates are numbers, and what each number is doing.
 * Asks in batches and remembers answers by text, so that a list that scrolls back asks nothing.
 */

import type { Candidate, Judgement, NumberState } from '../messages';
import type { PageCallbacks } from './callbacks';

const BATCH = 200;
/** Answers kept of what was asked last; as many again of what was asked before. */
const REMEMBERED = 300;
/** Followed numbers are told at most this often: a list that scrolls tells where it came to rest. */
const FOLLOW_MS = 250;
/** At most this many distinct numbers a minute are followed: a page must not probe who is on the phone (design 6). */
const FOLLOWED_A_MINUTE = 500;
const MINUTE = 60_000;

export interface Numbers {
  /** The answer if it is known already. */
  known(candidate: Candidate): Judgement | undefined;
  judge(candidate: Candidate): Promise<Judgement>;
  state(number: string): NumberState;
  /** The numbers that have icons now. */
  follow(numbers: Iterable<string>): void;
  /** Tells them once more: the background may have forgotten this page. */
  followAgain(): void;
  /** States that the background pushed. */
  update(states: Record<string, NumberState>): void;
  stop(): void;
}

/** `changed` is called when a followed number does something else than before; `failed` when the background is gone. */
export function numbersOf(
  callbacks: Pick<PageCallbacks, 'judge' | 'follow'>,
  changed: (numbers: ReadonlySet<string>) => void,
  failed: (error: unknown) => void,
): Numbers {
  const questions = questionsTo(callbacks, failed);
  const states = new Map<string, NumberState>();
  const budget = followBudget();
  let wanted: string[] = [];
  let followed = '';
  let lastSent = Number.NEGATIVE_INFINITY;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const update = (fresh: Record<string, NumberState>) => {
    const different = new Set<string>();
    for (const [number, state] of Object.entries(fresh)) {
      if ((states.get(number) ?? 'idle') !== state) different.add(number);
      states.set(number, state);
    }
    if (different.size > 0) changed(different);
  };

  const sendFollowed = async () => {
    retry = undefined;
    const { allowed, again } = budget(wanted, performance.now());
    if (again > 0) sendSoon(again);
    const set = allowed.join('\n');
    if (set === followed) return;
    followed = set;
    lastSent = performance.now();
    for (const number of states.keys()) if (!allowed.includes(number)) states.delete(number);
    try {
      update(await callbacks.follow(allowed));
    } catch (error) {
      followed = '';
      failed(error);
    }
  };

  const sendSoon = (ms: number) => {
    clearTimeout(retry);
    retry = setTimeout(sendFollowed, ms);
  };

  return {
    ...questions,
    stop: () => clearTimeout(retry),
    state: (number) => states.get(number) ?? 'idle',
    follow(numbers) {
      wanted = [...new Set(numbers)].sort();
      if (retry !== undefined && performance.now() - lastSent < FOLLOW_MS) return;
      sendSoon(Math.max(0, lastSent + FOLLOW_MS - performance.now()));
    },
    followAgain() {
      followed = '';
      sendSoon(0);
    },
    update: (fresh) => update(Object.fromEntries(Object.entries(fresh).filter(([number]) => wanted.includes(number)))),
  };
}

type Questions = Pick<Numbers, 'known' | 'judge'>;

/** Asks what each candidate is, and remembers. */
function questionsTo({ judge }: Pick<PageCallbacks, 'judge'>, failed: (error: unknown) => void): Questions {
  const answers = rememberer<Judgement>(REMEMBERED);
  const waiting = new Map<string, Question>();
  /** Also what is on its way. */
  const open = new Map<string, Promise<Judgement>>();
  let asking = false;

  /** One message at a time: what comes up meanwhile goes together with the next. */
  const ask = async () => {
    if (asking) return;
    asking = true;
    // What is asked in the same slice goes with the first.
    await Promise.resolve();
    while (waiting.size > 0) await askBatch([...waiting.entries()].slice(0, BATCH));
    asking = false;
  };
  const askBatch = async (batch: [string, Question][]) => {
    for (const [key] of batch) waiting.delete(key);
    const close = (key: string, done: Question['done'], answer: Judgement) => {
      open.delete(key);
      done(answer);
    };
    try {
      const replies = await judge(batch.map(([, { candidate }]) => candidate));
      batch.forEach(([key, { done }], i) => {
        const answer = replies[i] ?? null;
        answers.set(key, answer);
        close(key, done, answer);
      });
    } catch (error) {
      for (const [key, { done }] of batch) close(key, done, null);
      failed(error);
    }
  };

  return {
    known: (candidate) => answers.get(keyOf(candidate)),
    judge(candidate) {
      const key = keyOf(candidate);
      const known = answers.get(key);
      if (known !== undefined) return Promise.resolve(known);
      const pending = open.get(key);
      if (pending) return pending;
      const { promise, resolve } = Promise.withResolvers<Judgement>();
      open.set(key, promise);
      waiting.set(key, { candidate, done: resolve });
      void ask();
      return promise;
    },
  };
}

interface Question {
  candidate: Candidate;
  done(answer: Judgement): void;
}

/** Keeps at least the last `size` answers and at most twice as many. */
function rememberer<T>(size: number): { get(key: string): T | undefined; set(key: string, answer: T): void } {
  let recent = new Map<string, T>();
  let before = new Map<string, T>();
  const set = (key: string, answer: T) => {
    if (recent.size >= size) [before, recent] = [recent, new Map()];
    recent.set(key, answer);
  };
  return {
    set,
    get(key) {
      const answer = recent.get(key);
      if (answer !== undefined) return answer;
      const older = before.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
  };
}

function keyOf({ kind, country, text }: Candidate): string {
  return `${kind} ${country} ${text}`;
}

/** Lets numbers in as long as the minute's budget lasts; `again` says after how many ms to ask anew, 0 for never. */
function followBudget(): (numbers: string[], now: number) => { allowed: string[]; again: number } {
  const lastFollowed = new Map<string, number>();
  return (numbers, now) => {
    // The longest ago come first.
    for (const [number, at] of lastFollowed) {
      if (now - at <= MINUTE) break;
      lastFollowed.delete(number);
    }
    const allowed: string[] = [];
    for (const number of numbers) {
      if (!lastFollowed.has(number) && lastFollowed.size >= FOLLOWED_A_MINUTE) continue;
      lastFollowed.delete(number);
      lastFollowed.set(number, now);
      if (allowed.length < FOLLOWED_A_MINUTE) allowed.push(number);
    }
    return { allowed, again: allowed.length < numbers.length ? MINUTE / 4 : 0 };
  };
}
