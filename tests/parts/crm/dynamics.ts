/**
 * Dynamics 365 (Dataverse Web API) and its sign-in as learn.microsoft.com documents them:
 * - power-apps/developer/data-platform/webapi/update-delete-entities-using-web-api: PATCH on a key is an upsert, 204 without a
 *   body; If-Match: * forbids the create. compose-http-requests-handle-errors: errors as {"error": {code, message}}; an unknown
 *   property: 400 0x80048d19. api-limits: 429 with Retry-After.
 * - webapi/reference/phonecall: subject, phonenumber, directioncode, actualstart, regardingobjectid_*_phonecall, statecode.
 *   A completed activity takes no change. wildcard-characters: % in contains().
 * - entra/identity-platform/v2-oauth2-auth-code-flow: authorize and token with PKCE, errors as {"error", "error_description"}.
 */
import { createHash } from 'node:crypto';
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

const FIELDS =
  /^(subject|description|phonenumber|directioncode|actualstart|actualend|actualdurationminutes|statecode|statuscode|phonecall_activity_parties|regardingobjectid_(contact|account|lead)_phonecall@odata\.bind)$/;
const USER = '20000000-0000-4000-8000-000000000007';

export class DynamicsServer extends CrmServer {
  readonly textField = 'description';
  readonly calls = new Map<string, Data>();
  readonly made: string[] = [];
  /** Access tokens run out after so many seconds. */
  expiresIn = 3600;
  refreshable = true;
  /** Signing in asks a person: a page with a link that says yes. Otherwise the browser's session there is good already. */
  asks = false;
  #challenge = '';
  #access = 0;

  account() {
    return {
      adapter: 'dynamics',
      url: this.url,
      clientId: 'client-1',
      tenant: 'common',
      authority: `${this.url}/login`,
    };
  }

  stored(): StoredCall[] {
    return this.made.map((id) => {
      const call = this.calls.get(id) ?? {};
      const bound = Object.entries(call).find(([name]) => name.startsWith('regardingobjectid_'));
      const [, kind = '', contact = ''] = /\/(\w+)s\(([\w-]+)\)/.exec(words(bound?.[1])) ?? [];
      return {
        callId: id,
        direction: call.directioncode ? 'out' : 'in',
        number: words(call.phonenumber),
        startedAt: utc(call.actualstart),
        text: words(call.description),
        contact: kind ? `${kind},${contact}` : '',
      };
    });
  }

  writes({ method, path }: Seen): boolean {
    return method === 'PATCH' && path.startsWith('/api/data/v9.2/phonecalls');
  }

  protected override personId(n: number): string {
    return `30000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  }

  protected work(seen: Seen): Reply {
    if (seen.path.endsWith('/authorize')) return this.#authorize(seen.query);
    if (seen.path.endsWith('/token')) return this.#token(asData(seen.body));
    if (!this.signedIn || seen.headers.authorization !== `Bearer access-${this.#access}`)
      return problem(401, '0x80072560', 'The user is not a member of the organization.');
    const path = seen.path.replace('/api/data/v9.2/', '');
    if (path === 'WhoAmI') return { body: { UserId: USER } };
    const [, of = '', table = ''] =
      /^phonecalls\(([\w-]+)\)\/regardingobjectid_(\w+)_phonecall\/\$ref$/.exec(path) ?? [];
    if (of) return this.#takeOff(of, table);
    const [, set = '', id] = /^(\w+)(?:\(([\w-]+)\))?$/.exec(path) ?? [];
    if (set === 'systemusers') return { body: { fullname: 'Katrin Vogel' } };
    if (set === 'phonecalls') return this.#call(id ?? '', seen);
    const rows = this.#rows(set.slice(0, -1));
    if (!id) return { body: { value: this.rows ?? rows.filter((row) => fits(row, seen.query.get('$filter') ?? '')) } };
    const row = rows.find((each) => Object.values(each).includes(id));
    return row ? { body: row } : problem(404, '0x80040217', `${set} With Id = ${id} Does Not Exist`);
  }

  #call(id: string, { method, body, headers }: Seen): Reply {
    const known = this.calls.get(id);
    if (method === 'GET') return known ? { body: known } : problem(404, '0x80040217', 'phonecall Does Not Exist');
    const fields = asData(body);
    const wrong = Object.keys(fields).find((name) => !FIELDS.test(name) || name === this.refuses);
    if (wrong) return problem(400, '0x80048d19', `Error identified in Payload: Undeclared Property : ${wrong}`);
    if (!known && headers['if-match'] === '*')
      return problem(404, '0x80060891', 'A record with the specified key values does not exist');
    if (Number(known?.statecode ?? 0) > 0 && fields.statecode === undefined)
      return problem(400, '0x80043b04', 'The activity is closed and cannot be changed.');
    if (!known && fields.statecode !== undefined && Number(fields.statecode) !== 0)
      return problem(400, '0x80048408', 'State code is invalid for phonecall.');
    const bound = Object.keys(fields).some((name) => name.startsWith('regardingobjectid_'));
    const kept = Object.entries(known ?? {}).filter(([name]) => !bound || !name.startsWith('regardingobjectid_'));
    if (!known) this.made.push(id);
    this.calls.set(id, { statecode: 0, ...Object.fromEntries(kept), ...fields });
    return { status: 204 };
  }

  /** webapi/associate-disassociate-entities-using-web-api: DELETE on the reference of a single-valued property. */
  #takeOff(id: string, table: string): Reply {
    const { [`regardingobjectid_${table}_phonecall@odata.bind`]: bound, ...kept } = this.calls.get(id) ?? {};
    if (!bound) return problem(404, '0x80060888', 'Resource not found for the segment');
    if (Number(kept.statecode) > 0) return problem(400, '0x80043b04', 'The activity is closed and cannot be changed.');
    this.calls.set(id, kept);
    return { status: 204 };
  }

  #authorize(query: URLSearchParams): Reply {
    this.#challenge = query.get('code_challenge') ?? '';
    const to = new URL(query.get('redirect_uri') ?? '');
    to.searchParams.set('code', 'code-1');
    to.searchParams.set('state', query.get('state') ?? '');
    if (this.asks)
      return {
        body: `<title>Sign in</title><a id="yes" href="${to.href.replace(/&/g, '&amp;')}">Yes</a>`,
        type: 'text/html',
      };
    return { status: 302, headers: { location: to.href } };
  }

  #token(form: Data): Reply {
    const proof = createHash('sha256').update(words(form.code_verifier)).digest('base64url');
    const byCode = form.grant_type === 'authorization_code' && form.code === 'code-1' && proof === this.#challenge;
    const byRefresh = form.grant_type === 'refresh_token' && form.refresh_token === 'refresh-1' && this.refreshable;
    if (!byCode && !byRefresh)
      return {
        status: 400,
        body: { error: 'invalid_grant', error_description: 'AADSTS70008: The grant has expired.' },
      };
    this.#access += 1;
    const tokens = { access_token: `access-${this.#access}`, refresh_token: 'refresh-1' };
    return { body: { token_type: 'Bearer', expires_in: this.expiresIn, ...tokens } };
  }

  #rows(table: string): Data[] {
    const wanted = table === 'account' ? 'account' : 'contact';
    if (table === 'lead') return [];
    return this.people
      .filter(({ kind }) => kind === wanted)
      .map(({ id, name, phones }) => ({
        ...{ [`${table}id`]: id, [table === 'account' ? 'name' : 'fullname']: name },
        ...{ telephone1: phones[0], telephone2: phones[1] ?? null, mobilephone: null },
      }));
  }
}

function fits(row: Data, filter: string): boolean {
  return filter.split(' or ').some((term) => {
    const [, field = '', pattern = ''] = /^contains\((\w+),'(.*)'\)$/.exec(term) ?? [];
    if (field) return like(words(row[field]), `%${pattern}%`);
    const [, name = '', value = ''] = /^(\w+) eq '(.*)'$/.exec(term) ?? [];
    return words(row[name]) === value;
  });
}

const problem = (status: number, code: string, message: string): Reply => ({
  status,
  body: { error: { code, message } },
});
