/** Timers that die with their signal, so that nothing has to be cleared by hand. */

/** Runs `action` once after `ms`, unless the signal aborts before. */
export function after(ms: number, signal: AbortSignal, action: () => void): void {
  if (signal.aborted) return;
  const stop = () => clearTimeout(timer);
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', stop);
    action();
  }, ms);
  signal.addEventListener('abort', stop, { once: true });
}

/** Runs `action` every `ms` until the signal aborts. */
export function every(ms: number, signal: AbortSignal, action: () => void): void {
  if (signal.aborted) return;
  const timer = setInterval(action, ms);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** The promise's value, or a rejection with `late()` when it has not settled within `ms`. */
export function within<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
