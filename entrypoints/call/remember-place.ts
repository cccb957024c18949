import { browser } from 'wxt/browser';
import { report } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';

const STILL_MS = 300;

/** Tells the background where this window stands, whenever that has changed. Browsers have no event for moving: it is read when the window is left. */
export async function rememberPlace(): Promise<void> {
  if ((await browser.windows.getCurrent()).type !== 'popup') return;
  let told = '';
  let timer = 0;
  const tell = () => {
    const place = { left: screenX, top: screenY, width: outerWidth, height: outerHeight };
    const filled = outerWidth >= screen.availWidth && outerHeight >= screen.availHeight;
    // Minimised or maximised is no place to come back to.
    if (document.visibilityState === 'hidden' || filled || told === JSON.stringify(place)) return;
    told = JSON.stringify(place);
    askBackground<UiCalls, 'keepCallWindow'>('keepCallWindow', { place }).catch((error: unknown) =>
      report(error, 'place of the call window'),
    );
  };
  addEventListener('resize', () => {
    clearTimeout(timer);
    timer = window.setTimeout(tell, STILL_MS);
  });
  addEventListener('blur', tell);
  addEventListener('beforeunload', tell);
}
