import { browser } from 'wxt/browser';
import { TelLinks } from '../../components/options/TelLinks';
import { report } from '../../lib/errors';

/** Ringside as the browser's program for tel: links, wired. Firefox knows it from the manifest and lets its user choose. */
export function TelLinkPart() {
  return <TelLinks onRegister={import.meta.env.FIREFOX ? undefined : register} />;
}

/** The browser asks its user. */
function register(): void {
  try {
    navigator.registerProtocolHandler('tel', browser.runtime.getURL('/dial.html?link=%s' as '/dial.html'));
  } catch (error) {
    report(error, 'program for tel: links');
  }
}
