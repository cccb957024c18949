/** The toolbar icon: the line's state as a shape, missed calls as a number. Nothing is shown at 0. */
import { browser } from 'wxt/browser';
import type { LineState } from '../softphone/softphone';

export type ToolbarIcon = 'ready' | 'demo' | 'connecting' | 'lost' | 'in-call' | 'off';

/** Which shape the toolbar shows; a call outranks the line's state. */
export function toolbarIcon(line: LineState, inCall: boolean): ToolbarIcon {
  if (inCall) return 'in-call';
  if (line.phase === 'ready') return line.connector === 'demo' ? 'demo' : 'ready';
  return line.phase;
}

/** Above 99 the badge says "99+": three figures are all it can hold. */
export function badgeText(missed: number): string {
  if (missed === 0) return '';
  return missed > 99 ? '99+' : String(missed);
}

/** Paints icon, badge and title. */
export async function showToolbar(icon: ToolbarIcon, missed: number, title: string): Promise<void> {
  const action = browser.action ?? browser.browserAction;
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/icons/toolbar-${icon}-${size}.png`]));
  await Promise.all([
    action.setIcon({ path }),
    action.setBadgeText({ text: badgeText(missed) }),
    action.setBadgeBackgroundColor({ color: '#f2b134' }),
    action.setBadgeTextColor({ color: '#2a1a00' }),
    action.setTitle({ title }),
  ]);
}
