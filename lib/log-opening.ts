/** The log being opened, which takes minutes where an update brings very many calls up to date. */
import { browser } from 'wxt/browser';
import { db } from './db';

/** The browser puts a worker to sleep that has had no event and called nothing for 30 s. */
const SIGN_OF_LIFE_MS = 20_000;

/**
 * Opens the log and keeps the worker awake until it is open: asleep it would lose all that was done of it, and begin anew
 * each time it wakes. Background only.
 */
export function openLog(): void {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), SIGN_OF_LIFE_MS);
  const over = () => clearInterval(timer);
  // Whoever reads from it tells why it cannot be opened.
  db.open().then(over, over);
}
