/**
 * EspoCRM's REST API (application/Espo in github.com/espocrm/espocrm): /api/v1, signed in by the key of an API user
 * (Core/Authentication/Logins/ApiKey.php at 3316afa).
 */
import type { Account } from '../form';
import { ask, baseUrl, type CrmRequest, later } from '../http';

/** Sends one request. Throws CrmFailure. */
export async function send(
  account: Account,
  path: string,
  signal: AbortSignal,
  more: Omit<CrmRequest, 'url' | 'headers'> = {},
): Promise<unknown> {
  const base = baseOf(account);
  if (!base) throw later('addressInvalid', 'this is no http(s) address');
  const headers = { 'X-Api-Key': account.apiKey ?? '' };
  return (await ask({ url: `${base}/api/v1/${path}`, headers, ...more }, signal)).body;
}

/** The address of the web client. */
export function baseOf({ url = '' }: Account): string {
  return baseUrl(url).replace(/\/api\/v1$/, '');
}
