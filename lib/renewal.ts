/**
 * A new life of the extension, for what Chrome gives only to contexts that begin after a permission was granted: its
 * worker would have to fall asleep first, whenever that is. Pages of ours that this closes are opened again.
 */
import { browser } from 'wxt/browser';

const RENEWED = 'renewed';
/** One that has just been renewed for nothing must not be renewed again and again. */
const PAUSE_MS = 60_000;

/** Begins anew, unless that was done a moment ago. */
export async function renew(): Promise<void> {
  const { [RENEWED]: last } = await browser.storage.local.get(RENEWED);
  const at = Date.now();
  if (at - ((last as { at?: number } | undefined)?.at ?? 0) < PAUSE_MS) return;
  const pages = ['/options.html', '/welcome.html'].map((path) => `${browser.runtime.getURL(path as '/')}*`);
  const open = (await browser.tabs.query({ url: pages })).map(({ url }) => url);
  await browser.storage.local.set({ [RENEWED]: { at, open } });
  browser.runtime.reload();
}

/** In the background's first turn: opens what the renewal has closed. */
export async function reopen(): Promise<void> {
  const { [RENEWED]: last } = await browser.storage.local.get(RENEWED);
  const { at, open = [] } = (last ?? {}) as { at?: number; open?: string[] };
  if (open.length === 0) return;
  await browser.storage.local.set({ [RENEWED]: { at, open: [] } });
  for (const url of open) await browser.tabs.create({ url });
}
