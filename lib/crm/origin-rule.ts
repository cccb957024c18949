/**
 * Two headers of our own requests to the CRM that keeps the records.
 * Origin is taken off: a server answers a foreign one with an error unless an administrator lists it (trytond: HTTP 500), and
 * Firefox's is another one in each profile, so nobody can.
 * `Connection: close` is set: when a kept connection ends before its answer, a browser sends the request again by itself, a
 * POST as well (Chromium: HttpNetworkTransaction::ShouldResendRequest), and a server that had stored the record keeps two.
 * On a connection of its own a request fails instead, and the outbox knows that it cannot know. HTTP/2 drops the header:
 * there Chromium sends again all the same. (A streamed body would stop it, but a connection that breaks under one can take
 * Chromium 156's network service down: measured.) What a CRM does about two is the adapter's matter.
 */
import { browser } from 'wxt/browser';

/** Rules of our own; adapters have few origins. */
const RULE_IDS = [1, 2, 3, 4];

/**
 * From now on, in this browser session, for requests from this extension's own contexts to these origins and to nobody else;
 * none takes the rule away. Session rules end with the browser: call it at each start. Needs host access to the origins,
 * without which the browser ignores the rule in silence.
 */
export async function useOriginRule(origins: readonly string[]): Promise<void> {
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: RULE_IDS,
    addRules: origins.slice(0, RULE_IDS.length).map((origin, index) => ({
      id: RULE_IDS[index] as number,
      action: {
        type: 'modifyHeaders',
        requestHeaders: [
          { header: 'origin', operation: 'remove' },
          { header: 'connection', operation: 'set', value: 'close' },
        ],
      },
      condition: {
        initiatorDomains: [new URL(browser.runtime.getURL('/')).hostname],
        // The filter's path anchors the port too, which requestDomains cannot tell.
        urlFilter: `|${origin}/`,
        resourceTypes: ['xmlhttprequest', 'other'],
      },
    })),
  });
}
