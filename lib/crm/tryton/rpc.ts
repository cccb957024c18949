/**
 * Tryton's JSON-RPC (trytond 6.0, protocols/dispatcher.py and jsonrpc.py): POST /<database>/ {id, method, params}, signed in
 * by `common.db.login`. Sessions live in memory, one per account, over all adapters made for it: the background makes a new
 * adapter for each run, and each sign-in costs the server a password hash and a row.
 */
import type { Account } from '../form';
import { baseUrl, CrmFailure, clean, later, never, postJson } from '../http';

interface Session {
  userId: number;
  header: string;
}

/**
 * Tryton blocks a user, also in the web client, after 5 wrong passwords in 5 minutes (session.max_attempt): a refused
 * password is not sent again before this many ms.
 */
const REFUSED_MS = 5 * 60_000;
const MOST_ACCOUNTS = 8;

const sessions = new Map<string, Session>();
const refusals = new Map<string, number>();
let lastId = 0;

/** Calls a method that needs a signed-in user; signs in where needed, and once more when the session has expired. */
export async function call(
  account: Account,
  method: string,
  params: unknown[],
  signal: AbortSignal,
  creates = false,
): Promise<unknown> {
  const key = keyOf(account);
  const known = sessions.get(key);
  const session = known ?? (await signIn(account, signal));
  try {
    return await request(account, method, params, session, signal, creates);
  } catch (error) {
    if (!known || !isSignInNeeded(error)) throw error;
    // Another request may have signed in meanwhile: then its session is the one to use.
    if (sessions.get(key) === known) sessions.delete(key);
    const next = sessions.get(key) ?? (await signIn(account, signal));
    return request(account, method, params, next, signal, creates);
  }
}

/** Signs in anew, also with a password that was refused a moment ago; returns Tryton's user id. */
export async function signInAgain(account: Account, signal: AbortSignal): Promise<number> {
  const key = keyOf(account);
  sessions.delete(key);
  refusals.delete(key);
  return (await signIn(account, signal)).userId;
}

/** Tryton's id of the user of this account. */
export async function signedInUser(account: Account, signal: AbortSignal): Promise<number> {
  return (sessions.get(keyOf(account)) ?? (await signIn(account, signal))).userId;
}

async function signIn(account: Account, signal: AbortSignal): Promise<Session> {
  const key = keyOf(account);
  const refusedUntil = refusals.get(key) ?? 0;
  const wait = refusedUntil - Date.now();
  if (wait > 0 && wait <= REFUSED_MS)
    throw later('crmSignInNeeded', 'user name or password refused', { afterMs: wait });
  try {
    const answer = await request(
      account,
      'common.db.login',
      [account.user, { password: account.password }, null],
      undefined,
      signal,
    );
    const session = sessionOf(account, answer);
    remember(sessions, key, session);
    return session;
  } catch (error) {
    if (isSignInNeeded(error)) {
      remember(refusals, key, Date.now() + REFUSED_MS);
      throw later('crmSignInNeeded', 'user name or password refused');
    }
    throw error;
  }
}

function sessionOf(account: Account, answer: unknown): Session {
  const [userId, sessionKey] = Array.isArray(answer) ? answer : [];
  if (!Number.isSafeInteger(userId) || typeof sessionKey !== 'string' || !/^[\w-]{1,256}$/.test(sessionKey))
    throw later('crmUnreachable', 'unexpected answer to the sign-in');
  const bytes = new TextEncoder().encode(`${account.user}:${userId}:${sessionKey}`);
  return { userId, header: `Session ${btoa(String.fromCharCode(...bytes))}` };
}

async function request(
  account: Account,
  method: string,
  params: unknown[],
  session: Session | undefined,
  signal: AbortSignal,
  creates = false,
): Promise<unknown> {
  const base = baseUrl(account.url ?? '');
  if (!base) throw later('addressInvalid', 'this is no http(s) address');
  lastId += 1;
  const id = lastId;
  // Without X-Requested-With a 401 asks the browser for a password dialog (trytond/wsgi.py, auth_required).
  const headers = { 'X-Requested-With': 'XMLHttpRequest', ...(session && { Authorization: session.header }) };
  const url = `${base}/${encodeURIComponent(account.database ?? '')}/`;
  const answer = await postJson(url, { id, method, params }, headers, signal, { creates });
  return resultOf(answer, id);
}

function resultOf(answer: unknown, id: number): unknown {
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || answer.id !== id)
    throw later('crmUnreachable', 'the answer is no JSON-RPC reply');
  if ('error' in answer) throw failureOf(answer.error);
  if (!('result' in answer)) throw later('crmUnreachable', 'the answer is no JSON-RPC reply');
  return answer.result;
}

/** Tryton's own exceptions are [name, [texts]] or [name, texts...]; all others are [text, traceback] (jsonrpc.py). */
function failureOf(error: unknown): Error {
  const [name, second] = Array.isArray(error) ? error : [];
  const text = Array.isArray(second) ? second[0] : second;
  const words = clean(typeof text === 'string' ? text : '');
  if (name === 'UserError' || name === 'UserWarning') return never(words || String(name));
  if (name === 'LoginException') return later('crmSignInNeeded', words || 'the CRM asks for more than a password');
  if (name === 'RateLimitException') return later('crmUnreachable', 'too many requests');
  const raw = clean(typeof name === 'string' ? name : 'unknown error');
  // pool.get raises KeyError for a model that no active module brings.
  if (raw.includes('cti.call'))
    return later(
      'crmNotSetUp',
      'the module "CTI call" (cti) is not active in this database: activate it, or keep records as notes',
    );
  return later('crmUnreachable', `the CRM failed: ${raw}`);
}

/** The ids of an answer that is a list of ids. */
export function idsOf(answer: unknown): number[] {
  const ids: unknown[] = Array.isArray(answer) ? answer : [];
  return ids.filter((id): id is number => typeof id === 'number' && Number.isSafeInteger(id) && id > 0);
}

function isSignInNeeded(error: unknown): boolean {
  return error instanceof CrmFailure && error.result.error === 'crmSignInNeeded';
}

function keyOf({ url, database, user, password }: Account): string {
  return JSON.stringify([baseUrl(url ?? ''), database, user, password]);
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= MOST_ACCOUNTS) map.clear();
  map.set(key, value);
}
