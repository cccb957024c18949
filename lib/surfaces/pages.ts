/** Our own pages in a tab: options, microphone, first start; the panel, where none is open and it must be answered. */
import { browser } from 'wxt/browser';
import { showTab } from './show-tab';

/** Shows a page of ours: the tab that has it already, else a new one. */
export async function showPage(
  path: '/options.html' | '/microphone.html' | '/welcome.html' | '/sidepanel.html',
  section = '',
): Promise<void> {
  const page = browser.runtime.getURL(path as '/');
  const url = section ? `${page}#${section}` : page;
  const [tab] = await browser.tabs.query({ url: `${page}*` });
  const shown = await showTab(tab, { ...(section ? { url } : {}), active: true, window: { focused: true } });
  if (!shown) await browser.tabs.create({ url });
}

/**
 * Opens the guide of the first start. A copy loaded from a folder is a developer's or a test's, with pages of its own in
 * front: there the guide waits in a tab behind them.
 */
export async function openFirstRun(): Promise<void> {
  const { installType } = await browser.management.getSelf();
  const url = browser.runtime.getURL('/welcome.html' as '/');
  await browser.tabs.create({ url, active: installType !== 'development' });
}
