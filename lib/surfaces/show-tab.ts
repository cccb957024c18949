/** Bringing a tab that is open already to the front. */
import { type Browser, browser } from 'wxt/browser';

/** What becomes of the tab, and of its window. */
export interface Shown {
  url?: string;
  /** In front of the other tabs of its window. */
  active?: boolean;
  window?: { focused?: true; drawAttention?: true };
}

/**
 * Shows the tab as told. False when there is none, or none any more: between the question for tabs and this its user can
 * have closed it, and whoever asked opens a new one. Rejects where the browser refuses a tab that is there.
 */
export async function showTab(tab: Browser.tabs.Tab | undefined, { window, ...changes }: Shown): Promise<boolean> {
  if (tab?.id === undefined) return false;
  try {
    const now = Object.keys(changes).length > 0 ? await browser.tabs.update(tab.id, changes) : tab;
    // Its user may have moved it to another window.
    if (window) await browser.windows.update(now?.windowId ?? tab.windowId, window);
    return true;
  } catch (error) {
    if (await isOpen(tab.id)) throw error;
    return false;
  }
}

async function isOpen(id: number): Promise<boolean> {
  try {
    return (await browser.tabs.get(id)) !== undefined;
  } catch {
    // How both browsers say that there is no such tab.
    return false;
  }
}
