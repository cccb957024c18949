/** Is somebody writing right now? Then nothing may come to the front. */
import { browser } from 'wxt/browser';

/** A pause this long is the end of writing. */
const PAUSE_MS = 10_000;
const KEY = 'typedAt';
/** Our own pages tell of it at most this often. */
const TELL_EVERY_MS = 2000;

/**
 * True while somebody writes in the page in front, or in one of ours. True also where we cannot know: on a site that is no
 * CRM address, and where another program is in front.
 */
export async function isTyping(now: number): Promise<boolean> {
  const own: Record<string, unknown> = await browser.storage.session.get(KEY);
  if (now - Number(own[KEY] ?? 0) < PAUSE_MS) return true;
  const front = await browser.windows.getLastFocused();
  if (!front.focused) return true;
  const [tab] = await browser.tabs.query({ active: true, windowId: front.id });
  if (tab?.id === undefined) return true;
  if (tab.url?.startsWith(browser.runtime.getURL('/'))) return false;
  try {
    const frames = await browser.scripting.executeScript({
      target: { tabId: tab.id, allFrames: true },
      func: () => (globalThis as { ringsideTypedAt?: number }).ringsideTypedAt ?? 0,
    });
    return frames.some(({ result }) => now - Number(result) < PAUSE_MS);
  } catch {
    return true;
  }
}

/** Called by our own pages: keys pressed in their fields count as writing. */
export function tellTyping(signal: AbortSignal): void {
  let told = 0;
  addEventListener(
    'keydown',
    ({ target }) => {
      const field = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
      if (!field || Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      void browser.storage.session.set({ [KEY]: told }).catch(() => undefined);
    },
    { capture: true, passive: true, signal },
  );
}
