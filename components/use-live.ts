/** The one bridge from the database to the screen: a Dexie live query as a signal. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { liveQuery } from 'dexie';
import { useEffect } from 'preact/hooks';
import { report } from '../lib/errors';

/**
 * Runs `query` now and whenever rows it touched change, also by another context. Undefined until the first answer; the last
 * answer stays while the query runs again with new `deps`.
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[] = []): ReadonlySignal<T | undefined> {
  const latest = useSignal<T | undefined>(undefined);
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => {
        latest.value = value;
      },
      error: (error) => report(error, 'live query'),
    });
    return () => subscription.unsubscribe();
  }, deps);
  return latest;
}
