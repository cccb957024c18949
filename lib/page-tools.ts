/** Tooltips, questions, menus and names of callers come into a frame of a CRM page once it shows icons. */
import { browser } from 'wxt/browser';
import type { Sender } from './messages';

const SCRIPT_FILE = '/page-tools.js';

/** Runs entrypoints/page-tools.ts in the frame behind this message. Throws where the frame is gone. */
export async function bringTools({ tab, frameId = 0 }: Sender): Promise<null> {
  const target = { tabId: tab?.id ?? -1, frameIds: [frameId] };
  await browser.scripting.executeScript({ target, files: [SCRIPT_FILE], injectImmediately: true });
  return null;
}
