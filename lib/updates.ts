/**
 * A new version of the extension, and the first turn of one. The browser puts an update into force at its own next
 * start; before that we do it ourselves, but never during a call and never under somebody's hands.
 */
import { browser } from 'wxt/browser';

/** In the browser's session memory: it lasts as long as this version runs, over the worker's deaths. */
const WAITING = 'updateWaiting';
const STARTED = 'started';

/** Keeps that a new version waits, then lets `tryIt` decide. MUST be called in the background's first turn. */
export function onUpdate(tryIt: () => void): void {
  browser.runtime.onUpdateAvailable.addListener(({ version }) => {
    void browser.storage.session.set({ [WAITING]: version }).then(tryIt);
  });
}

/** Puts a waiting version into force where nobody is disturbed; else a later try does. */
export async function applyUpdate(idle: () => Promise<boolean>): Promise<void> {
  const { [WAITING]: version } = await browser.storage.session.get(WAITING);
  if (version === undefined || !(await idle())) return;
  // Where the browser could not install it after all we must not reload for ever.
  await browser.storage.session.remove(WAITING);
  browser.runtime.reload();
}

/** Does somebody have a page of ours open that a reload would close, with what was typed into it? */
export async function pagesInUse(): Promise<boolean> {
  const own = ['/options.html', '/call.html', '/microphone.html'].map((path) => browser.runtime.getURL(path as '/'));
  const tabs = await browser.tabs.query({ url: own.map((page) => `${page}*`) });
  // The guide keeps its progress: left behind other tabs it holds nothing up.
  const guide = await browser.tabs.query({ url: `${browser.runtime.getURL('/welcome.html' as '/')}*`, active: true });
  return tabs.length + guide.length > 0;
}

/** True once after each start of the browser, update, or switching on of the extension. */
export async function firstTurn(): Promise<boolean> {
  const { [STARTED]: started } = await browser.storage.session.get(STARTED);
  if (started) return false;
  await browser.storage.session.set({ [STARTED]: true });
  return true;
}
