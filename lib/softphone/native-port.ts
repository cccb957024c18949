/** The browser's native messaging, as a connector may use it. Works in the background only. */
import { browser } from 'wxt/browser';
import { AppError, type ErrorCode } from '../errors';
import { renew } from '../renewal';
import type { NativeListener, NativePort } from './softphone';

/** What install.mjs registers with the browsers. */
const PROGRAM = 'ringside.desktop';

/** May we be asked to start it? An optional permission, which the user gives on the options page. */
export const NATIVE: { permissions: 'nativeMessaging'[] } = { permissions: ['nativeMessaging'] };

/** Starts the program beside the browser. @throws AppError desktopAppNotAllowed */
export async function openNative(listener: NativeListener): Promise<NativePort> {
  if (!(await browser.permissions.contains(NATIVE))) throw new AppError('desktopAppNotAllowed');
  // Chrome gives the function to a worker that begins after the permission was granted, not to this one (measured).
  if (typeof browser.runtime.connectNative !== 'function') {
    await renew();
    throw new AppError('desktopAppNotAllowed', 'not in this life of the extension');
  }
  const port = browser.runtime.connectNative(PROGRAM);
  port.onMessage.addListener((message: unknown) => listener.message(message));
  port.onDisconnect.addListener((gone) => {
    const error = (gone as { error?: { message?: string } | null }).error ?? browser.runtime.lastError;
    const detail = error?.message ?? '';
    listener.gone(reasonOf(detail), detail);
  });
  return { post: (message) => port.postMessage(message), close: () => port.disconnect() };
}

/** Chrome: "Specified native messaging host not found", "... is forbidden". Firefox: "No such native application ...". */
function reasonOf(words: string): ErrorCode {
  return /not found|no such|forbidden|not have permission/i.test(words) ? 'desktopAppMissing' : 'desktopAppGone';
}
