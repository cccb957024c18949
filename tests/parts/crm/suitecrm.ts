/**
 * SuiteCRM's V8 API as github.com/SuiteCRM/SuiteCRM at b2f9811 answers:
 * - Api/access_token: league/oauth2-server; a wrong client: 401 {"error": "invalid_client"}; a token that has run out: 401
 *   {"error": "access_denied"}.
 * - POST /V8/module takes `data.id`, and refuses a second one: 400 "Bean Calls with id ... is already exist"
 *   (Api/V8/Service/ModuleService.php); errors as {"errors": {status, title, detail}} (JsonApi/Response/ErrorResponse.php).
 * - a record that is not there: 400 "Contacts module with id ... is not found" (BeanDecorator/BeanManager.php at 4b1d542).
 * - the user: Api/V8/Config/routes.php, current-user.
 * - an unknown attribute: 400 "Property x in Call module is invalid" (Api/V8/Param/Options/Attributes.php).
 * - filters: eq, like, joined by filter[operator] (JsonApi/Repository/Filter.php); media type application/vnd.api+json.
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

const CALL_FIELDS =
  'name date_start date_end duration_hours duration_minutes direction status description parent_type parent_id contact_id'.split(
    ' ',
  );
const PHONES: Record<string, string[]> = {
  Contacts: ['phone_work', 'phone_mobile', 'phone_home', 'phone_other'],
  Accounts: ['phone_office', 'phone_alternate'],
  Leads: ['phone_work', 'phone_mobile', 'phone_home', 'phone_other'],
};

export class SuiteServer extends CrmServer {
  readonly textField = 'description';
  readonly calls = new Map<string, Data>();
  /** Each create that came through, also one under an id that was there. */
  readonly made: string[] = [];
  tokens = 0;

  account() {
    const client = { clientId: 'client-1', clientSecret: 'client-secret-1' };
    return { adapter: 'suitecrm', url: this.url, ...client, user: 'agent', password: 'pass-1' };
  }

  stored(): StoredCall[] {
    return this.made.map((id) => {
      const call = this.calls.get(id) ?? {};
      return {
        callId: id,
        direction: call.direction === 'Inbound' ? 'in' : 'out',
        number: words(call.name).replace(/^.*?: /, ''),
        startedAt: utc(call.date_start),
        text: words(call.description),
        contact: call.parent_id ? `${call.parent_type},${call.parent_id}` : '',
      };
    });
  }

  writes({ method, path }: Seen): boolean {
    return method !== 'GET' && path === '/Api/V8/module';
  }

  protected override personId(n: number): string {
    return `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  }

  protected work(seen: Seen): Reply {
    if (seen.path === '/Api/access_token') return this.#token(asData(seen.body));
    if (!this.signedIn || seen.headers.authorization !== `Bearer token-${this.tokens}`)
      return { status: 401, body: { error: 'access_denied', message: 'The resource owner denied the request.' } };
    if (seen.path === '/Api/V8/current-user') return api({ data: { attributes: { full_name: 'Katrin Vogel' } } });
    if (this.writes(seen)) return this.#save(seen);
    const [, module = '', id] = /^\/Api\/V8\/module\/(\w+)(?:\/([\w-]+))?$/.exec(seen.path) ?? [];
    const rows = this.#rows(module);
    if (!id) return api({ data: this.rows ?? rows.filter((row) => fits(row, seen.query)) });
    const row = rows.find((each) => each.id === id);
    return row ? api({ data: row }) : problem(`${module} module with id ${id} is not found`);
  }

  #token(body: Data): Reply {
    const good =
      body.client_id === 'client-1' && body.client_secret === 'client-secret-1' && body.password === 'pass-1';
    if (!this.signedIn || !good)
      return { status: 401, body: { error: 'invalid_client', message: 'Client authentication failed' } };
    this.tokens += 1;
    return { body: { token_type: 'Bearer', expires_in: 3600, access_token: `token-${this.tokens}` } };
  }

  #save({ method, body }: Seen): Reply {
    const data = asData(asData(body).data);
    const [id, attributes] = [words(data.id), asData(data.attributes)];
    const wrong = Object.keys(attributes).find((name) => !CALL_FIELDS.includes(name) || name === this.refuses);
    if (wrong) return problem(`Property ${wrong} in Call module is invalid`);
    if (method === 'POST' && this.calls.has(id)) return problem(`Bean Calls with id ${id} is already exist`);
    if (method === 'PATCH' && !this.calls.has(id)) return problem(`Calls module with id ${id} is not found`);
    if (method === 'POST') this.made.push(id);
    this.calls.set(id, { ...this.calls.get(id), ...attributes });
    return { ...api({ data: { type: 'Call', id, attributes: this.calls.get(id) } }), status: 201 };
  }

  #rows(module: string): Data[] {
    return this.people
      .filter(({ kind }) => module === (kind === 'account' ? 'Accounts' : 'Contacts'))
      .map(({ id, name, phones }) => {
        const fields = Object.fromEntries((PHONES[module] ?? []).map((field, index) => [field, phones[index] ?? '']));
        const [first = '', ...last] = name.split(' ');
        const names = module === 'Accounts' ? { name } : { first_name: first, last_name: last.join(' ') };
        return { type: module.slice(0, -1), id, attributes: { ...names, ...fields } };
      });
  }
}

function fits({ attributes }: Data, query: URLSearchParams): boolean {
  const filters = [...query].flatMap(([name, value]) => {
    const [, field, op] = /^filter\[(\w+)\]\[(\w+)\]$/.exec(name) ?? [];
    return field ? [[field, op, value]] : [];
  });
  return filters.some(([field = '', op, value = '']) => {
    const held = words(asData(attributes)[field]);
    return op === 'like' ? like(held, value) : held === value;
  });
}

const api = (body: unknown): Reply => ({ body, type: 'application/vnd.api+json' });
const problem = (detail: string): Reply => ({
  status: 400,
  ...api({ errors: { status: 400, title: null, detail } }),
});
