/**
 * Odoo as github.com/odoo/odoo answers:
 * - /json/2/<model>/<method>: addons/rpc/controllers/json2.py at 09df5d1: named arguments, 404 for an unknown model, 422 for
 *   wrong arguments; errors as {name, message, arguments, context, debug} with their status.
 * - /jsonrpc: addons/rpc/controllers/jsonrpc.py at 59e846b, where `authenticate` says an id or false (odoo/service/common.py at
 *   014a81b); /web/dataset/call_kw: addons/web/controllers/dataset.py at 1238b3c; errors of both inside HTTP 200 as {code: 200,
 *   message: "Odoo Server Error", data: {name, message}}, code 100 for a session that has run out (odoo/http.py,
 *   serialize_exception, SessionExpiredException).
 * - context_get: odoo/addons/base/models/res_users.py; fields_get, search_read: odoo/models.py; patterns of "=ilike":
 *   odoo/osv/expression.py at 2d08f97.
 * - load(): {ids, messages, nextrow}; makes or updates by external id, with a unique index on it (ir.model.data).
 * - calendar.event: addons/calendar/models/calendar_event.py at 00ce372: name, start and stop are required.
 */
import {
  asData,
  CrmServer,
  type Data,
  like,
  type Reply,
  type Seen,
  type StoredCall,
  utc,
  words,
} from './crm-server.ts';

const EVENT_FIELDS = ['id', 'name', 'start', 'stop', 'description', 'partner_ids/.id', 'opportunity_id/.id'];

interface Event extends Data {
  dbId: number;
}

class OdooError extends Error {
  constructor(
    readonly kind: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export class OdooServer extends CrmServer {
  readonly textField = 'description';
  readonly events: Event[] = [];
  /** How the browser signs in: JSON-2 by key, JSON-RPC by user and key, or the web client's session. */
  mode: 'json2' | 'jsonrpc' | 'session' = 'json2';
  /** Fields of res.partner: version 19 has no `mobile`. */
  partnerFields = ['phone'];

  account() {
    const key = { signIn: 'key', database: 'crm', apiKey: 'key-1', user: this.mode === 'jsonrpc' ? 'agent' : '' };
    const signIn = this.mode === 'session' ? { signIn: 'session' } : key;
    return { adapter: 'odoo', url: this.url, ...signIn };
  }

  stored(): StoredCall[] {
    return this.events.map((event) => ({
      callId: words(event.id).replace('__import__.ringside_call_', ''),
      direction: /^Incoming/.test(words(event.name)) ? 'in' : 'out',
      number: words(event.name).replace(/^.*?: /, ''),
      startedAt: utc(event.start),
      text: words(event.description),
      contact: event['partner_ids/.id'] ? `res.partner,${event['partner_ids/.id']}` : '',
    }));
  }

  writes({ path, body }: Seen): boolean {
    return (
      path.endsWith('/load') || asData(asData(body).params).method === 'load' || JSON.stringify(body).includes('"load"')
    );
  }

  protected work(seen: Seen): Reply {
    // The cookie of odoo/http.py: HttpOnly, SameSite=Lax.
    if (seen.path === '/web/login')
      return {
        headers: { 'set-cookie': 'session_id=s1; Path=/; HttpOnly; SameSite=Lax' },
        ...{ body: '<h1>Odoo</h1>', type: 'text/html' },
      };
    const rpc = seen.path === '/jsonrpc' || seen.path.startsWith('/web/dataset/');
    try {
      if (rpc) return { body: { jsonrpc: '2.0', id: asData(seen.body).id, result: this.#rpc(seen) } };
      const [, model = '', method = ''] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(seen.path) ?? [];
      if (!this.signedIn || seen.headers.authorization !== 'bearer key-1')
        throw new OdooError('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401);
      return { body: this.#call(model, method, asData(seen.body)) };
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      const { kind, message, status } = error;
      if (!rpc) return { status, body: { name: kind, message, arguments: [message], context: {}, debug: '' } };
      const code = kind.includes('SessionExpired') ? 100 : 200;
      const shown = code === 100 ? 'Odoo Session Expired' : 'Odoo Server Error';
      const data = { name: kind, message, arguments: [message], debug: '' };
      return { body: { jsonrpc: '2.0', id: asData(seen.body).id, error: { code, message: shown, data } } };
    }
  }

  #rpc({ path, body, headers }: Seen): unknown {
    const params = asData(asData(body).params);
    if (path !== '/jsonrpc') {
      if (!this.signedIn || !/session_id=s1/.test(headers.cookie ?? ''))
        throw new OdooError('odoo.http.SessionExpiredException', 'Session expired', 200);
      return this.#call(words(params.model), words(params.method), asData(params.kwargs));
    }
    const args = Array.isArray(params.args) ? params.args : [];
    if (params.method === 'authenticate') return this.signedIn && args[2] === 'key-1' ? 7 : false;
    if (!this.signedIn || args[2] !== 'key-1')
      throw new OdooError('odoo.exceptions.AccessDenied', 'Access Denied', 200);
    return this.#call(words(args[3]), words(args[4]), asData(args[6]));
  }

  #call(model: string, method: string, named: Data): unknown {
    if (method === 'load' && model === 'calendar.event') return this.#load(named);
    if (method === 'context_get') return { lang: 'de_DE', tz: 'Europe/Berlin', uid: 7 };
    if (model === 'res.users') return [{ id: 7, name: 'Katrin Vogel' }];
    if (method === 'fields_get') {
      const known = model === 'res.partner' ? this.partnerFields : ['partner_ids'];
      const asked = named.allfields as string[];
      if (model !== 'res.partner' && model !== 'calendar.event') return this.#unknown(model);
      return Object.fromEntries(asked.filter((name) => known.includes(name)).map((name) => [name, { type: 'char' }]));
    }
    if (model === 'res.partner' && method === 'search_read')
      return this.rows ?? this.#partners(named.domain as unknown[]);
    return this.#unknown(model);
  }

  #unknown(model: string): never {
    if (this.mode === 'json2')
      throw new OdooError('werkzeug.exceptions.NotFound', `the model '${model}' does not exist`, 404);
    // odoo/service/model.py of version 17, execute_cr.
    throw new OdooError('odoo.exceptions.UserError', `Object ${model} doesn't exist`, 200);
  }

  #partners(domain: unknown[]): Data[] {
    const terms = domain.filter(Array.isArray) as [string, string, string | number][];
    const fits = (row: Data) =>
      terms.some(([field, op, value]) => {
        if (op === '=ilike') return like(words(row[field]), String(value));
        if (op === 'ilike') return like(words(row[field]), `%${value}%`);
        return row[field] === value;
      });
    const rows = this.people.map(({ id, name, phones, kind }) => ({
      ...{ id: Number(id), name, phone: phones[0], mobile: phones[1] ?? false },
      ...{ is_company: kind === 'account', commercial_company_name: false },
    }));
    return rows.filter(fits);
  }

  #load({ fields, data }: Data): Data {
    const [names, [line = []] = []] = [fields as string[], data as string[][]];
    const wrong = names.find((name) => !EVENT_FIELDS.includes(name) || name === this.refuses);
    const row = Object.fromEntries(names.map((name, index) => [name, line[index]]));
    const message = wrong
      ? `Invalid field name '${wrong}'`
      : ['name', 'start', 'stop'].find((name) => !row[name])
        ? "Missing required value for the field 'Meeting Subject' (name)"
        : undefined;
    if (message) return { ids: false, messages: [{ type: 'error', message, record: 0 }], nextrow: 0 };
    const known = this.events.find(({ id }) => id === row.id);
    const event = Object.assign(known ?? { dbId: this.events.length + 1 }, row) as Event;
    if (!known) this.events.push(event);
    return { ids: [event.dbId], messages: [], nextrow: 0 };
  }
}
