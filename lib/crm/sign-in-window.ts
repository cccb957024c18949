/** The browser's own sign-in window. */
import { browser } from 'wxt/browser';
import type { Launch } from './oauth';

export const signInWindow: Launch = {
  redirect: () => browser.identity.getRedirectURL(),
  open: async (url) => {
    const answer = await browser.identity.launchWebAuthFlow({ url, interactive: true });
    if (!answer) throw new Error('closed');
    return answer;
  },
};
