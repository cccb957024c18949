import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks `ask` again and again until it gives something truthy, and returns that. Fails after `timeoutMs` with an
 * error that says what was missing and what the last try threw or gave.
 * @param what completes the sentence "Still missing after n ms: ..."
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  { timeoutMs = 5000, intervalMs = 50 } = {},
): Promise<NonNullable<T>> {
  const end = performance.now() + timeoutMs;
  let before: Attempt<T> | undefined;
  for (;;) {
    const now = await attempt(ask, Math.max(1, end - performance.now()));
    if (now.value) return now.value;
    if (performance.now() >= end) {
      // The last try may have had no time left to say anything.
      const { value, error } = (now.isLate && before) || now;
      const last = error === undefined ? `last answer: ${shown(value)}` : `last error: ${shown(error)}`;
      throw new Error(`Still missing after ${timeoutMs} ms: ${what} (${last})`, { cause: error });
    }
    before = now;
    await pause(intervalMs);
  }
}

interface Attempt<T> {
  value?: T;
  error?: unknown;
  isLate?: boolean;
}

/** One try; a try that never settles must not outlive the whole wait. */
async function attempt<T>(ask: () => T | Promise<T>, limitMs: number): Promise<Attempt<T>> {
  const timer = new AbortController();
  let isLate = false;
  const late = pause(limitMs, undefined, { signal: timer.signal }).then(() => {
    isLate = true;
    throw new Error('no answer in time');
  });
  try {
    return { value: await Promise.race([Promise.resolve().then(ask), late]) };
  } catch (error) {
    return { error, isLate };
  } finally {
    late.catch(() => {});
    timer.abort();
  }
}

function shown(value: unknown): string {
  if (value instanceof Error) return value.message;
  return (JSON.stringify(value) ?? String(value)).slice(0, 300);
}
