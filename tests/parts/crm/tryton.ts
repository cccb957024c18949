/**
 * Tryton's JSON-RPC as trytond 6.0.29 answers it (each reply seen on the real server; protocols/dispatcher.py, jsonrpc.py):
 * our module's cti.call with its unique call_id, or ir.note, which has none (trytond/ir/note.py).
 */
import { CrmServer, type Data, like, type Reply, type Seen, type StoredCall, words } from './crm-server.ts';

const CALL_FIELDS = 'call_id direction number outcome started_at answered_at ended_at duration note line party'.split(
  ' ',
);

export class TrytonServer extends CrmServer {
  readonly calls: Data[] = [];
  #made = 0;
  get textField() {
    return this.kind === 'call' ? 'note' : 'message';
  }

  constructor(readonly kind: 'call' | 'note') {
    super();
  }

  account() {
    const login = { database: 'crm', user: 'agent', password: 'secret-1' };
    return { adapter: 'tryton', url: this.url, ...login, records: this.kind };
  }

  stored(): StoredCall[] {
    return this.calls.map((call) => {
      const message = words(call.message);
      const at = call.started_at as Record<string, number> | undefined;
      const { year = 0, month = 1, day, hour, minute, second } = at ?? {};
      const noted = /· (\S+ \S+) UTC/.exec(message)?.[1]?.replace(' ', 'T');
      return {
        callId: words(call.call_id) || (/\[([\w-]{36})\]$/.exec(message)?.[1] ?? ''),
        direction: words(call.direction) || (message.startsWith('Incoming') ? 'in' : 'out'),
        number: words(call.number) || (/: (.*?) ·/.exec(message)?.[1] ?? ''),
        startedAt: at ? Date.UTC(year, month - 1, day, hour, minute, second) : Date.parse(`${noted}Z`),
        text: words(call.note) || message,
        contact: call.party ? `party.party,${call.party}` : words(call.resource).replace(/^res\.user,\d+$/, ''),
      };
    });
  }

  writes({ body }: Seen): boolean {
    return /^model\.(cti\.call|ir\.note)\.(create|write)$/.test(methodOf(body));
  }

  protected work({ body, headers }: Seen): Reply {
    const { id, params } = body as { id: number; params: never[] };
    const method = methodOf(body);
    if (method === 'common.db.login') {
      const good = this.signedIn && asPassword(params[1]) === 'secret-1';
      return good ? { body: { id, result: [1, 'key1'] } } : { status: 401, body: 'no', type: 'text/html' };
    }
    if (!this.signedIn || headers.authorization !== `Session ${btoa('agent:1:key1')}`)
      return { status: 401, body: 'no', type: 'text/html' };
    const [first, second] = params as [never, never];
    if (method.endsWith('.create')) return this.#create(id, first);
    if (method.endsWith('.write')) {
      Object.assign(this.calls.find((call) => call.id === first[0]) ?? {}, second);
      return { body: { id, result: null } };
    }
    if (method === 'model.ir.note.delete') {
      const gone = first as unknown as number[];
      this.calls.splice(0, Infinity, ...this.calls.filter((call) => !gone.includes(Number(call.id))));
      return { body: { id, result: null } };
    }
    return { body: { id, result: this.#find(method, first) } };
  }

  #create(id: number, [values]: [Data]): Reply {
    const fields = this.kind === 'call' ? CALL_FIELDS : ['resource', 'message'];
    const wrong = Object.keys(values).find((name) => !fields.includes(name) || name === this.refuses);
    if (wrong) return { body: { id, error: ['UserError', [`Unknown field ${wrong}`, '', null]] } };
    if (values.call_id && this.calls.some(({ call_id }) => call_id === values.call_id))
      return { body: { id, error: ['UserError', ['The call ID must be unique.', '', null]] } };
    this.#made += 1;
    this.calls.push({ id: this.#made, ...values });
    return { body: { id, result: [this.#made] } };
  }

  #find(method: string, domain: [string, string, string][]): unknown {
    if (method === 'model.res.user.read') return [{ id: 1, rec_name: 'Katrin Vogel' }];
    const [field = '', op = '', value = ''] = domain.at(-1) ?? [];
    if (/^model\.(cti\.call|ir\.note)\.search$/.test(method)) {
      const fits = (call: Data) => (op === 'ilike' ? like(words(call[field]), value) : call[field] === value);
      return this.calls.filter(fits).map(({ id }) => id);
    }
    const people = this.people.map(({ id, name, phones }) => ({ id: Number(id), rec_name: name, phones }));
    if (method === 'model.party.party.search_read')
      return people.filter(({ id, rec_name }) => (op === 'ilike' ? like(rec_name, value) : id === Number(value)));
    const rows = people.flatMap(({ id, rec_name, phones }) =>
      phones.map((phone) => ({ value: phone, party: id, 'party.': { id, rec_name } })),
    );
    return this.rows ?? rows.filter((row) => (op === 'ilike' ? like(row.value, value) : row.value === value));
  }
}

const methodOf = (body: unknown) => words((body as Data | undefined)?.method);
const asPassword = (parameter: unknown) => (parameter as Data | undefined)?.password;
