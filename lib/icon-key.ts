/** The browser's shortcut that puts the focus on the call icon nearest to it (page/icon-keys.ts). */
import { browser } from 'wxt/browser';
import { addressOf } from './permissions';
import { loadSettings } from './settings';

/** Name in the manifest; people change its keys in the browser's own settings. */
const ICON_KEY = 'focus-icon';
const SCRIPT_FILE = '/icon-keys.js';

/** MUST run in the background's first turn. */
export function listenToIconKey(): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === ICON_KEY) void focusIcon();
  });
}

async function focusIcon(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  const { crmAddresses, moduleOn } = await loadSettings();
  if (tab?.id === undefined || !moduleOn || !addressOf(tab.url ?? '', crmAddresses)) return;
  await browser.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, files: [SCRIPT_FILE] });
}
