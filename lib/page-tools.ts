/** Buttons of masks, tooltips, questions, menus and names of callers come into a frame of a CRM page once it shows icons. */
import { browser } from 'wxt/browser';
import type { Sender } from './messages';

const SCRIPT_FILE = '/page-tools.js';

/** Clicks wait for the tools, and dial without them after so long. */
const LIMIT_MS = 1000;

/** Runs entrypoints/page-tools.ts in the frame behind this message, if it can in `LIMIT_MS`. Throws where the frame is gone. */
export async function bringTools({ tab, frameId = 0 }: Sender): Promise<null> {
  const target = { tabId: tab?.id ?? -1, frameIds: [frameId] };
  const running = browser.scripting.executeScript({ target, files: [SCRIPT_FILE], injectImmediately: true });
  await Promise.race([running, new Promise((resolve) => setTimeout(resolve, LIMIT_MS))]);
  return null;
}
