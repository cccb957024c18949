/** The one bridge from the database to the screen: a Dexie live query as a signal. */
import { batch, type ReadonlySignal, useSignal } from '@preact/signals';
import Dexie, { liveQuery } from 'dexie';
import { useLayoutEffect } from 'preact/hooks';
import { report } from '../lib/errors';

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
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[] = []): ReadonlySignal<T | undefined> {
  return useAnswers(deps, (next) => {
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

/**
 * The same for a query that reads very many rows: it runs again with any change of what it reads (as Dexie names it, such
 * as CALLS_CHANGED), and nobody keeps book of the rows it touched, which would take longer than reading them.
 */
export function useLiveOf<T>(
  changes: readonly string[],
  query: () => Promise<T>,
  deps: readonly unknown[],
): ReadonlySignal<T | undefined> {
  return useAnswers(deps, (next) => {
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
  follow: (next: (value: T) => void) => () => void,
): ReadonlySignal<T | undefined> {
  const latest = useSignal<T | undefined>(undefined);
  // Not after the next frame: nothing can be painted without the answer.
  useLayoutEffect(() => {
    let gone = false;
    const stop = follow((value) =>
      answered(() => {
        if (!gone) latest.value = value;
      }),
    );
    return () => {
      gone = true;
      stop();
    };
  }, deps);
  return latest;
}
