/** The little window that gives an address to the operating system: browsers do that for pages only. */
import { browser } from 'wxt/browser';

const PAGE = '/hand-off.html' as const;
const SIZE = { width: 440, height: 300 };

/** Opens the window for this address; an older one goes. Resolves when the browser has it. */
export async function openAddress(address: string): Promise<void> {
  const url = browser.runtime.getURL(PAGE);
  const open = await browser.tabs.query({ url: `${url}*` });
  await browser.windows.create({ url: `${url}#${encodeURIComponent(address)}`, type: 'popup', focused: true, ...SIZE });
  // A window that its user has just closed is gone as it should be.
  for (const { id } of open) if (id !== undefined) await browser.tabs.remove(id).catch(() => undefined);
}
