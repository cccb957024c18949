/** Our own pages in a tab: options, microphone. */
import { browser } from 'wxt/browser';

/** Shows a page of ours: the tab that has it already, else a new one. */
export async function showPage(path: '/options.html' | '/microphone.html', section = ''): Promise<void> {
  const page = browser.runtime.getURL(path as '/');
  const url = section ? `${page}#${section}` : page;
  const [tab] = await browser.tabs.query({ url: `${page}*` });
  if (tab?.id === undefined) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(tab.id, section ? { url, active: true } : { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}
