/**
 * OAuth 2.0 for public clients: authorization code with PKCE (RFC 7636, RFC 8252). The sign-in page opens in a window of
 * the browser (identity.launchWebAuthFlow); tokens stay in the extension's database, under a key of their account, and are
 * sent to the API's origin (access token) and the token address (refresh token) and nowhere else.
 */
import { db } from '../db';
import { ask, CrmFailure, later } from './http';

/** Opens `url` and resolves with the address to which the sign-in finally leads. `redirect` is where that has to be. */
export interface Launch {
  redirect(): string;
  open(url: string): Promise<string>;
}

export interface OAuthClient {
  authorizeUrl: string;
  tokenUrl: string;
  clientId: string;
  scope: string;
}

/** A token this close to its end is renewed before it is used, ms. */
const SPARE_MS = 60_000;

/** The kept access token, renewed where it has run out. Throws CrmFailure `crmSignInNeeded` where somebody must sign in. */
export async function accessToken(client: OAuthClient, signal: AbortSignal): Promise<string> {
  const key = keyOf(client);
  const kept = await db.tokens.get(key);
  if (!kept) throw later('crmSignInNeeded', 'nobody has signed in yet');
  if (kept.expiresAt - SPARE_MS > Date.now()) return kept.access;
  if (!kept.refresh) throw later('crmSignInNeeded', 'the sign-in has run out');
  const grant = { grant_type: 'refresh_token', refresh_token: kept.refresh, scope: client.scope };
  return exchange(client, grant, signal, kept.refresh);
}

/** The CRM refuses this access token although its time has not come: the next request renews it. */
export async function expire(client: OAuthClient, access: string): Promise<void> {
  const kept = await db.tokens.get(keyOf(client));
  if (kept?.access === access) await db.tokens.put({ ...kept, expiresAt: 0 });
}

/** Asks the user to sign in. Throws CrmFailure. */
export async function signIn(client: OAuthClient, launch: Launch, signal: AbortSignal): Promise<string> {
  const [verifier, state] = [random(), random()];
  const redirect = launch.redirect();
  const url = new URL(client.authorizeUrl);
  const query = {
    ...{ client_id: client.clientId, response_type: 'code', redirect_uri: redirect, scope: client.scope, state },
    ...{ code_challenge: await challenge(verifier), code_challenge_method: 'S256', response_mode: 'query' },
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const answer = await launch.open(url.href).catch(() => {
    throw later('crmSignInNeeded', 'the sign-in window was closed');
  });
  if (!answer.startsWith(redirect)) throw later('crmSignInNeeded', 'the sign-in ended elsewhere');
  const { searchParams } = new URL(answer);
  if (searchParams.get('state') !== state) throw later('crmSignInNeeded', 'the sign-in was not ours');
  const code = searchParams.get('code');
  if (!code) throw later('crmSignInNeeded', searchParams.get('error_description') ?? 'the sign-in gave no code');
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier };
  return exchange(client, grant, signal, undefined);
}

async function exchange(
  client: OAuthClient,
  grant: Record<string, string>,
  signal: AbortSignal,
  refresh: string | undefined,
): Promise<string> {
  const body = new URLSearchParams({ client_id: client.clientId, ...grant });
  const answer = await ask({ method: 'POST', url: client.tokenUrl, body }, signal).catch(async (error: unknown) => {
    // RFC 6749, 5.2: the grant is used up or withdrawn. Only a new sign-in helps.
    if (!(error instanceof CrmFailure) || (error.status !== 400 && error.status !== 401)) throw error;
    await db.tokens.delete(keyOf(client));
    throw later('crmSignInNeeded', error.result.detail);
  });
  const { access_token, refresh_token, expires_in } = (answer.body ?? {}) as Record<string, unknown>;
  if (typeof access_token !== 'string' || !/^[\x21-\x7e]{1,16384}$/.test(access_token))
    throw later('crmUnreachable', 'unexpected answer to the sign-in');
  const seconds = Number(expires_in) > 0 ? Math.min(Number(expires_in), 86_400) : 3600;
  await db.tokens.put({
    key: keyOf(client),
    access: access_token,
    refresh: typeof refresh_token === 'string' ? refresh_token : refresh,
    expiresAt: Date.now() + seconds * 1000,
  });
  return access_token;
}

/** A token belongs to one client at one server and to no other. */
function keyOf({ tokenUrl, clientId, scope }: OAuthClient): string {
  return JSON.stringify([tokenUrl, clientId, scope]);
}

function random(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challenge(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
