/**
 * The Dataverse Web API behind Dynamics 365 (learn.microsoft.com/power-apps/developer/data-platform/webapi): OData v4 at
 * /api/data/v9.2, signed in by OAuth 2.0 with PKCE as a public client of Microsoft Entra
 * (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow).
 */
import { isFields } from '../answers';
import type { Account } from '../form';
import { ask, baseUrl, CrmFailure, type CrmRequest, later } from '../http';
import { accessToken, expire, type OAuthClient } from '../oauth';

/** Sends one request, signed in; once more with a renewed token where the old one is refused. Throws CrmFailure. */
export async function send(
  account: Account,
  path: string,
  signal: AbortSignal,
  more: Omit<CrmRequest, 'url'> = {},
): Promise<unknown> {
  const { headers = {}, ...rest } = more;
  const once = async (token: string) => {
    const all = { 'OData-MaxVersion': '4.0', 'OData-Version': '4.0', Authorization: `Bearer ${token}`, ...headers };
    return (await ask({ url: `${apiOf(account)}/${path}`, headers: all, ...rest }, signal)).body;
  };
  const client = clientOf(account);
  const token = await accessToken(client, signal);
  try {
    return await once(token);
  } catch (error) {
    if (!(error instanceof CrmFailure) || error.status !== 401) throw error;
    await expire(client, token);
    return once(await accessToken(client, signal));
  }
}

/** The public client that these settings describe; its tokens are good for this organisation's API only. */
export function clientOf({ url = '', authority = '', tenant = '', clientId = '' }: Account): OAuthClient {
  const login = `${baseUrl(authority)}/${encodeURIComponent(tenant.trim() || 'organizations')}/oauth2/v2.0`;
  return {
    authorizeUrl: `${login}/authorize`,
    tokenUrl: `${login}/token`,
    clientId: clientId.trim(),
    scope: `${baseUrl(url)}/user_impersonation offline_access`,
  };
}

/** The id of the user whose token this is. */
export async function whoAmI(account: Account, signal: AbortSignal): Promise<string> {
  const answer = await send(account, 'WhoAmI', signal);
  const id = isFields(answer) ? String(answer.UserId) : '';
  if (!GUID.test(id)) throw later('crmUnreachable', 'unexpected answer to the sign-in');
  return id;
}

export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function apiOf({ url = '' }: Account): string {
  const base = baseUrl(url).replace(/\/(main\.aspx|api\/data\/v[\d.]+)$/, '');
  if (!base) throw later('addressInvalid', 'this is no http(s) address');
  return `${base}/api/data/v9.2`;
}
