/**
 * Shows a record of the CRM: in the tab that already shows it, else in the tab that showed the last one, else in a new one.
 * A tab of the user's own is never sent elsewhere, and the one of the last record not while the user looks at it and a
 * record may not come to the front: something may be half written there.
 */
import { browser } from 'wxt/browser';
import { showsRecord } from './same-record';
import { showTab } from './show-tab';

const POP_TAB = 'recordTab';

/** @param inFront false = the record is opened behind what the user looks at */
export async function showRecord(url: string, inFront: boolean): Promise<void> {
  if (!/^https?:\/\//i.test(url)) return;
  const tabs = await browser.tabs.query({});
  // Without access to a site its tabs have no address here.
  const there = tabs.find((tab) => tab.url !== undefined && showsRecord(tab.url, url));
  const kept: Record<string, unknown> = await browser.storage.session.get(POP_TAB);
  const last = tabs.find((tab) => tab.id === kept[POP_TAB] && tab.url !== undefined && sameOrigin(tab.url, url));
  const own = last?.active && !inFront ? undefined : last;
  const front = inFront ? { active: true, window: { focused: true } as const } : {};
  if (await showTab(there ?? own, { ...(there ? {} : { url }), ...front })) return;
  const made = await browser.tabs.create({ url, active: inFront });
  await browser.storage.session.set({ [POP_TAB]: made.id });
}

function sameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}
