/** The browser's shortcut that puts the focus on the call icon nearest to it (page/icon-keys.ts). */
import { browser } from 'wxt/browser';
import { pushToTab } from './messages';

/** Name in the manifest; people change its keys in the browser's own settings. */
export const ICON_KEY = 'focus-icon';

/** MUST run in the background's first turn. */
export function listenToIconKey(): void {
  browser.commands?.onCommand.addListener((command) => {
    if (command === ICON_KEY) void focusIcon();
  });
}

async function focusIcon(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  // A page without icons of ours has nobody who could answer.
  if (tab?.id !== undefined) await pushToTab(tab.id, 'focusIcon', {}).catch(() => undefined);
}
