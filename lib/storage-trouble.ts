/**
 * Storing has failed: who knows of it and until when. Kept in the browser's session memory, the one place that still
 * takes something when the disk is full or the database broken. No content script can read it.
 */
import { browser } from 'wxt/browser';

/** Which of our databases fails: the call log with all settings, or the line host's journal. */
export type StorePart = 'log' | 'journal';

const PREFIX = 'storageTrouble:';
const known = new Map<StorePart, boolean>();

/** Keeps whether this part can store right now. Cheap to call again and again. */
export async function noteStorage(part: StorePart, works: boolean): Promise<void> {
  if (known.get(part) === works) return;
  if (works) await browser.storage.session.remove(PREFIX + part);
  else await browser.storage.session.set({ [PREFIX + part]: true });
  known.set(part, works);
}

/** Is there anything that cannot be stored right now? */
export async function storageFails(): Promise<boolean> {
  return Object.keys(await browser.storage.session.get(null)).some((key) => key.startsWith(PREFIX));
}

/** Tells now and after every change, until the signal aborts. */
export function followStorage(tell: (fails: boolean) => void, signal: AbortSignal): void {
  const ask = () => void storageFails().then((fails) => signal.aborted || tell(fails));
  const changed = (_changes: unknown, area: string) => {
    if (area === 'session') ask();
  };
  browser.storage.onChanged.addListener(changed);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(changed), { once: true });
  ask();
}
