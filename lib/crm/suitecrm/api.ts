/**
 * SuiteCRM's V8 API (Api/V8 in github.com/SuiteCRM/SuiteCRM at 692889f; the same under /legacy in SuiteCRM 8): JSON:API behind
 * OAuth 2.0 at Api/access_token, with the grant "password" of a user or "client_credentials". Tokens live in memory, one per
 * account.
 */
import { isFields, textOf } from '../answers';
import type { Account } from '../form';
import { ask, baseUrl, CrmFailure, type CrmRequest, later } from '../http';

const tokens = new Map<string, { token: string; until: number }>();
const MOST_ACCOUNTS = 8;

/** Sends one request, signed in; once more with a new token where the old one is refused. Throws CrmFailure. */
export async function send(
  account: Account,
  path: string,
  signal: AbortSignal,
  more: Omit<CrmRequest, 'url' | 'headers'> = {},
): Promise<unknown> {
  const once = async (token: string) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/vnd.api+json' };
    return (await ask({ url: `${address(account)}/Api/V8/${path}`, headers, ...more }, signal)).body;
  };
  const known = tokens.get(keyOf(account));
  if (!known || known.until <= Date.now()) return once(await signIn(account, signal));
  try {
    return await once(known.token);
  } catch (error) {
    if (!(error instanceof CrmFailure) || error.status !== 401) throw error;
    return once(await signIn(account, signal));
  }
}

/** A new token. Throws CrmFailure. */
export async function signIn(account: Account, signal: AbortSignal): Promise<string> {
  const { clientId = '', clientSecret = '', user = '', password = '' } = account;
  const grant = user ? { grant_type: 'password', username: user, password } : { grant_type: 'client_credentials' };
  const body = { ...grant, client_id: clientId, client_secret: clientSecret };
  tokens.delete(keyOf(account));
  const url = `${address(account)}/Api/access_token`;
  const answer = await ask({ method: 'POST', url, body }, signal).catch((error: unknown) => {
    // league/oauth2-server says 400 or 401 for a wrong client, user or password.
    if (error instanceof CrmFailure && (error.status === 400 || error.status === 401))
      throw later('crmSignInNeeded', error.result.detail);
    throw error;
  });
  const { access_token, expires_in } = isFields(answer.body) ? answer.body : {};
  const token = textOf(access_token);
  if (!/^[\x21-\x7e]{1,16384}$/.test(token)) throw later('crmUnreachable', 'unexpected answer to the sign-in');
  const seconds = Number(expires_in) > 60 ? Math.min(Number(expires_in), 86_400) - 30 : 300;
  if (tokens.size >= MOST_ACCOUNTS) tokens.clear();
  tokens.set(keyOf(account), { token, until: Date.now() + seconds * 1000 });
  return token;
}

function address({ url = '' }: Account): string {
  const base = baseUrl(url);
  if (!base) throw later('addressInvalid', 'this is no http(s) address');
  return base;
}

function keyOf({ url, clientId, clientSecret, user, password }: Account): string {
  return JSON.stringify([url, clientId, clientSecret, user, password]);
}
