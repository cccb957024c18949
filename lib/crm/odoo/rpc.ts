/**
 * Odoo's remote procedures, in the three ways it has them (github.com/odoo/odoo): by API key as JSON-2 from version 19 on
 * (addons/rpc/controllers/json2.py at 09df5d1) or as JSON-RPC before (odoo/addons/base/controllers/rpc.py at 02f1e4f,
 * /jsonrpc, with a user), or in the browser's own session as Odoo's web client does (addons/web/controllers/dataset.py at
 * 1238b3c, /web/dataset/call_kw).
 */
import { isFields, textOf } from '../answers';
import type { Account } from '../form';
import { ask, baseUrl, type CrmFailure, later, never, postJson } from '../http';

export type Named = Record<string, unknown>;

/** Ids of users by account: what `authenticate` said. */
const users = new Map<string, number>();
const MOST_ACCOUNTS = 8;
let lastId = 0;

/** Calls a model's method with named arguments. Throws CrmFailure. */
export function call(
  account: Account,
  model: string,
  method: string,
  named: Named,
  signal: AbortSignal,
  creates = false,
): Promise<unknown> {
  if (account.signIn === 'session') return inSession(account, model, method, named, signal, creates);
  if (!account.user) return byJson2(account, model, method, named, signal, creates);
  return byJsonRpc(account, model, method, named, signal, creates);
}

/** Forgets what is known of this account's user. */
export function signOut(account: Account): void {
  users.delete(keyOf(account));
}

async function byJson2(
  account: Account,
  model: string,
  method: string,
  named: Named,
  signal: AbortSignal,
  creates: boolean,
): Promise<unknown> {
  const { apiKey = '', database = '' } = account;
  const headers = { Authorization: `bearer ${apiKey}`, ...(database && { 'X-Odoo-Database': database }) };
  const url = `${address(account)}/json/2/${model}/${method}`;
  return (await ask({ method: 'POST', url, body: named, headers, creates }, signal)).body;
}

async function byJsonRpc(
  account: Account,
  model: string,
  method: string,
  named: Named,
  signal: AbortSignal,
  creates: boolean,
): Promise<unknown> {
  const { database = '', user = '', apiKey = '' } = account;
  const key = keyOf(account);
  let id = users.get(key);
  if (id === undefined) {
    const answer = await rpc(account, '/jsonrpc', {
      params: { service: 'common', method: 'authenticate', args: [database, user, apiKey, {}] },
      signal,
    });
    // False for a wrong user, password or key (odoo/service/common.py at 014a81b, exp_authenticate).
    if (!Number.isSafeInteger(answer) || Number(answer) <= 0) throw later('crmSignInNeeded', 'user or API key refused');
    id = Number(answer);
    if (users.size >= MOST_ACCOUNTS) users.clear();
    users.set(key, id);
  }
  const args = [database, id, apiKey, model, method, [], named];
  return rpc(account, '/jsonrpc', { params: { service: 'object', method: 'execute_kw', args }, signal, creates });
}

function inSession(
  account: Account,
  model: string,
  method: string,
  named: Named,
  signal: AbortSignal,
  creates: boolean,
): Promise<unknown> {
  const params = { model, method, args: [], kwargs: named };
  return rpc(account, `/web/dataset/call_kw/${model}/${method}`, { params, signal, creates, session: true });
}

interface Rpc {
  params: object;
  signal: AbortSignal;
  creates?: boolean;
  session?: boolean;
}

async function rpc(account: Account, path: string, { params, signal, ...more }: Rpc): Promise<unknown> {
  lastId += 1;
  const id = lastId;
  const body = { jsonrpc: '2.0', method: 'call', id, params };
  const answer = await postJson(address(account) + path, body, {}, signal, more);
  const unsure = more.creates ? true : undefined;
  if (!isFields(answer) || answer.id !== id)
    throw later('crmUnreachable', 'the answer is no JSON-RPC reply', { unsure });
  if ('error' in answer) throw failureOf(answer.error);
  return answer.result;
}

/** Odoo's errors by the name of their exception (odoo/http.py, serialize_exception). */
function failureOf(error: unknown): CrmFailure {
  const fields = isFields(error) ? error : {};
  const data = isFields(fields.data) ? fields.data : {};
  const name = textOf(data.name);
  const words = textOf(data.message) || textOf(fields.message) || 'unknown error';
  if (fields.code === 100 || /SessionExpired|AccessDenied/.test(name)) return later('crmSignInNeeded', words);
  if (fields.code === 404 || /\bKeyError$/.test(name)) return later('crmNotSetUp', words);
  if (/exceptions\.(UserError|ValidationError|AccessError|MissingError|RedirectWarning)$/.test(name))
    return never(words);
  // A method called in a way that this version does not know, a value of a wrong type: it will not go by itself.
  if (/^(builtins\.)?(TypeError|ValueError|AttributeError)$/.test(name)) return never(words);
  return later('crmUnreachable', `the CRM failed: ${words}`);
}

function address({ url = '' }: Account): string {
  const base = baseUrl(url).replace(/\/(web|odoo)$/, '');
  if (!base) throw later('addressInvalid', 'this is no http(s) address');
  return base;
}

function keyOf({ url, database, user, apiKey }: Account): string {
  return JSON.stringify([url, database, user, apiKey]);
}
