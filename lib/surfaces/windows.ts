/** The side panel and the call window (CTI-Inbound-Fenster): one window for all calls. */
import { browser } from 'wxt/browser';
import { lastPlace } from '../window-requests';
import { showTab } from './show-tab';

const PAGE = '/call.html';
const SIZE = { width: 420, height: 600 };

/**
 * Shows this call in the call window; opens it when there is none. `focused` false never takes the keyboard away, and
 * leaves a window alone that shows one of the calls in `keep`: it then only asks for attention.
 */
export async function showCallWindow(callId: string, focused: boolean, keep: string[] = []): Promise<void> {
  const url = `${browser.runtime.getURL(PAGE)}#${callId}`;
  const [tab] = await browser.tabs.query({ url: `${browser.runtime.getURL(PAGE)}*` });
  const talks = keep.some((id) => tab?.url?.endsWith(`#${id}`));
  const shown = talks
    ? await showTab(tab, { window: { drawAttention: true } })
    : await showTab(tab, { url, active: true, ...(focused ? { window: { focused: true } } : {}) });
  if (!shown) await open(url, focused);
}

/** Where it stood last, or where the browser likes: screens come and go, and the browser refuses a place on none. */
async function open(url: string, focused: boolean): Promise<void> {
  const create = (place: object) => browser.windows.create({ url, type: 'popup', focused, ...SIZE, ...place });
  const place = await lastPlace();
  if (!place) await create({});
  else await create(place).catch(() => create({}));
}

/** True when the side panel is open in the window the user looks at: it shows the ringing call itself. */
export async function panelInFront(): Promise<boolean> {
  const panels = await browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] });
  if (panels.length === 0) return false;
  const front = await browser.windows.getLastFocused();
  return front.focused === true && panels.some((panel) => panel.windowId === front.id);
}

/** True while the user looks at the panel, a page of ours or one of these sites. */
export async function usInFront(patterns: readonly string[]): Promise<boolean> {
  if (await panelInFront()) return true;
  const front = await browser.windows.getLastFocused();
  if (!front.focused || front.id === undefined) return false;
  const own = `${browser.runtime.getURL('/')}*`;
  const tabs = await browser.tabs.query({ active: true, windowId: front.id, url: [own, ...patterns] });
  return tabs.length > 0;
}

/** A click on the toolbar icon opens the side panel. MUST be called in the background's first turn. */
export function openPanelByToolbar(): void {
  // WXT's types are Chrome's: they know no sidebarAction.
  const { sidebarAction } = browser as unknown as { sidebarAction?: { open(): Promise<void> } };
  if (sidebarAction) browser.browserAction.onClicked.addListener(() => void sidebarAction.open());
  else void browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
}
