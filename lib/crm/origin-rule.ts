/**
 * Takes the Origin header off our own requests to the CRM that keeps the records. A server answers a foreign Origin with an
 * error unless an administrator lists it (trytond: HTTP 500), and Firefox's is another one in each profile, so nobody can.
 */
import { browser } from 'wxt/browser';

const RULE_ID = 1;

/**
 * From now on, in this browser session, for requests from this extension's own contexts to `origin` and to nobody else;
 * undefined or '' takes the rule away. Session rules end with the browser: call it at each start. Needs host access to the
 * origin, without which the browser ignores the rule in silence.
 */
export async function useOriginRule(origin: string | undefined): Promise<void> {
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [RULE_ID],
    addRules: origin
      ? [
          {
            id: RULE_ID,
            action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
            condition: {
              initiatorDomains: [new URL(browser.runtime.getURL('/')).hostname],
              // The filter's path anchors the port too, which requestDomains cannot tell.
              urlFilter: `|${origin}/`,
              resourceTypes: ['xmlhttprequest', 'other'],
            },
          },
        ]
      : [],
  });
}
