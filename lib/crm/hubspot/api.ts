/**
 * HubSpot's CRM API v3 (developers.hubspot.com/docs/api-reference): Bearer token of a private app or a service key. HubSpot's
 * OAuth for CRM objects asks for a client secret, which an extension cannot keep, so it is not offered.
 */
import { isFields } from '../answers';
import type { Account } from '../form';
import { ask, baseUrl, CrmFailure, type CrmRequest, later } from '../http';

/** Sends one request. Throws CrmFailure. */
export async function send(
  account: Account,
  path: string,
  signal: AbortSignal,
  more: Omit<CrmRequest, 'url' | 'headers'> = {},
): Promise<unknown> {
  const base = baseUrl(account.url ?? '');
  if (!base) throw later('addressInvalid', 'this is no http(s) address');
  const headers = { Authorization: `Bearer ${account.token?.trim() ?? ''}` };
  try {
    return (await ask({ url: base + path, headers, ...more }, signal)).body;
  } catch (error) {
    if (!(error instanceof CrmFailure) || !isFields(error.body)) throw error;
    const { category } = error.body;
    // The token must get more rights: that is a matter of the sign-in, not of this record.
    if (category === 'MISSING_SCOPES') throw later('crmSignInNeeded', error.result.detail);
    throw error;
  }
}
