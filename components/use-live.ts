/** The one bridge from the database to the screen: a Dexie live query as a signal. */
import { batch, type ReadonlySignal, useSignal } from '@preact/signals';
import { liveQuery } from 'dexie';
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
  const latest = useSignal<T | undefined>(undefined);
  // Not after the next frame: nothing can be painted without the answer.
  useLayoutEffect(() => {
    let gone = false;
    const subscription = liveQuery(() => counted(query)).subscribe({
      next: (value) =>
        answered(() => {
          if (!gone) latest.value = value;
        }),
      error: (error) => report(error, 'live query'),
    });
    return () => {
      gone = true;
      subscription.unsubscribe();
    };
  }, deps);
  return latest;
}
