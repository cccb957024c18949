/**
 * The line host holds a lock (Web Locks) as long as its document lives: whoever waits for it learns of its end at once,
 * while the watchdog only looks now and then.
 */

const LOCK = 'ringside-line-host';

/** Held until this document ends. MUST be called before the host answers anybody. */
export function holdHostLock(): void {
  void navigator.locks.request(LOCK, () => new Promise(() => undefined));
}

let waiting = false;

/**
 * Calls `gone` when the host that runs now has ended; asked again before, only once. Waiting keeps no worker awake, and
 * one that is asleep when the host ends is not told.
 */
export function onHostGone(gone: () => void): void {
  if (waiting) return;
  waiting = true;
  // Let go of at once: it is the next host's.
  void navigator.locks.request(LOCK, async () => {
    waiting = false;
    gone();
  });
}
