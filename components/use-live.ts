/** The one bridge from the database to the screen: a Dexie live query as a signal. */
import { batch, type ReadonlySignal, useSignal } from '@preact/signals';
import Dexie, { liveQuery } from 'dexie';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { report } from '../lib/errors';
import { PAINTED_MS } from './use-painted';

/**
 * One change touches several queries. Their answers are shown together, in one rendering: when no query runs any more, or
 * after this time, ms.
 */
const TOGETHER_MS = 12;
const answers: (() => void)[] = [];
let running = 0;
let patience: ReturnType<typeof setTimeout> | undefined;

function show(): void {
  clearTimeout(patience);
  patience = undefined;
  batch(() => {
    for (const answer of answers.splice(0)) answer();
  });
}

function answered(answer: () => void): void {
  answers.push(answer);
  if (running === 0) show();
  else patience ??= setTimeout(show, TOGETHER_MS);
}

/**
 * Dexie keeps all that has changed since a query's last answer until the query runs again: for one that no change
 * concerns, such as the settings, for ever. So after as many changes each runs again.
 */
const RENEWED_AFTER = 200;
const renewals = new Set<() => void>();
let changed = 0;

Dexie.on('storagemutated', () => {
  changed += 1;
  if (changed % RENEWED_AFTER === 0) for (const renew of renewals) renew();
});

async function counted<T>(query: () => Promise<T>): Promise<T> {
  running += 1;
  try {
    return await query();
  } finally {
    running -= 1;
  }
}

/**
 * Runs `query` now and whenever rows it touched change, also by another context. Undefined until the first answer; the last
 * answer stays while the query runs again with new `deps`.
 * @param first the answer for the first picture, where somebody has asked for it already
 */
export function useLive<T>(
  query: () => Promise<T>,
  deps: readonly unknown[] = [],
  first?: Promise<T>,
): ReadonlySignal<T | undefined> {
  return useAnswers(deps, first, (next) => {
    const subscribe = () =>
      liveQuery(() => counted(query)).subscribe({ next, error: (error) => report(error, 'live query') });
    let subscription = subscribe();
    const renew = () => {
      subscription.unsubscribe();
      subscription = subscribe();
    };
    renewals.add(renew);
    return () => {
      renewals.delete(renew);
      subscription.unsubscribe();
    };
  });
}

/** Where the log changes many times a second, as while old calls go, what is shown of it follows in steps, ms. */
const STEP_MS = 250;

/**
 * The same for a query that reads very many rows: it runs again with any change of what it reads (as Dexie names it, such
 * as CALLS_CHANGED), and nobody keeps book of the rows it touched, which would take longer than reading them.
 */
export function useLiveOf<T>(
  changes: readonly string[],
  query: () => Promise<T>,
  deps: readonly unknown[],
  first?: Promise<T>,
): ReadonlySignal<T | undefined> {
  return useAnswers(deps, first, (next) => {
    let [gone, running, again] = [false, false, false];
    const run = async () => {
      again = true;
      if (running) return;
      running = true;
      while (again && !gone) {
        again = false;
        await counted(query).then(next, (error: unknown) => {
          if (!gone && !(error instanceof Dexie.DatabaseClosedError)) report(error, 'live query');
        });
        await new Promise((go) => setTimeout(go, STEP_MS));
      }
      running = false;
    };
    // After all others have heard of the change.
    const hear = (changed: object) => void (changes.some((one) => one in changed) && queueMicrotask(run));
    Dexie.on('storagemutated', hear);
    void run();
    return () => {
      gone = true;
      Dexie.on.storagemutated.unsubscribe(hear);
    };
  });
}

/** The newest answer of what is followed as long as `deps` stay the same; the last one stays until there is another. */
function useAnswers<T>(
  deps: readonly unknown[],
  first: Promise<T> | undefined,
  follow: (next: (value: T) => void) => () => void,
): ReadonlySignal<T | undefined> {
  const latest = useSignal<T | undefined>(undefined);
  const unused = useRef(first);
  // Not after the next frame: nothing can be painted without the answer.
  useLayoutEffect(() => {
    let gone = false;
    const next = (value: T) =>
      answered(() => {
        if (!gone) latest.value = value;
      });
    let followed = false;
    const following = () =>
      follow((value) => {
        followed = true;
        next(value);
      });
    const given = unused.current;
    unused.current = undefined;
    // What is followed is newer than what was asked for first.
    const stop = given
      ? afterwards(
          given.then((value) => followed || next(value)),
          following,
        )
      : following();
    return () => {
      gone = true;
      stop();
    };
  }, deps);
  return latest;
}

/** Where there are no frames, as in a tab that nobody sees, ms. */
const UNSEEN_MS = 1000;

/**
 * Follows once the first answer has been painted, which is not held up by asking once more for what it shows; from then on
 * with the first change, else a moment later. Returns what ends it.
 */
function afterwards(answer: Promise<unknown>, follow: () => () => void): () => void {
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    clearTimeout(timer);
    Dexie.on.storagemutated.unsubscribe(begin);
    stop ??= follow();
  };
  const painted = () => {
    if (stop) return;
    clearTimeout(timer);
    Dexie.on('storagemutated', begin);
    timer = setTimeout(begin, PAINTED_MS);
  };
  answer.then(
    () => {
      if (stop) return;
      timer = setTimeout(begin, UNSEEN_MS);
      requestAnimationFrame(() => setTimeout(painted));
    },
    // Following tells what is wrong.
    begin,
  );
  return () => {
    stop ??= () => {};
    begin();
    stop();
  };
}
