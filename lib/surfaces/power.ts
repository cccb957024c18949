/** The computer stays awake during a call. */
import { browser } from 'wxt/browser';

/** @param inCall somebody dials or talks. Firefox has no such API: there our visible pages hold a wake lock. */
export function keepAwake(inCall: boolean): void {
  if (!browser.power) return;
  // "system": the screen may go dark. It holds over the worker's sleep, until it is released or we are unloaded.
  if (inCall) browser.power.requestKeepAwake('system');
  else browser.power.releaseKeepAwake();
}
