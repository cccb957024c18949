/**
 * Tryton's JSON-RPC as trytond 6.0.29 answers it (each reply seen on the real server; protocols/dispatcher.py, jsonrpc.py),
 * and the ways in which servers, proxies and attackers answer instead. Keeps what it accepted.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** `id` is the request's, which a JSON-RPC reply repeats. */
export type Answer = (response: ServerResponse, id: number) => void;

/** What happens to the next request of a method: an answer in place of Tryton's, or after Tryton's work is done. */
export interface Trick {
  method: string;
  /** Tryton has done its work before. */
  after?: boolean;
  answer: Answer;
}

export interface FakeRecord {
  id: number;
  call_id: string;
  [field: string]: unknown;
}

type Params = unknown[];

export class FakeTryton {
  readonly records: FakeRecord[] = [];
  readonly parties = new Map<number, string>();
  readonly methods: string[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  tricks: Trick[] = [];
  /** Answers to look-ups by number. */
  mechanisms: unknown = [];
  password = 'secret';
  moduleActive = true;
  url = '';
  #sessions = new Set<string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  expireSessions(): void {
    this.#sessions.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string; params: Params };
    this.methods.push(body.method);
    this.headers.push(request.headers);
    const trick = this.tricks.find(({ method }) => method === body.method);
    if (trick) this.tricks.splice(this.tricks.indexOf(trick), 1);
    if (trick && !trick.after) return trick.answer(response, body.id);
    const signedIn = this.#sessions.has(request.headers.authorization ?? '');
    const outcome = body.method === 'common.db.login' || signedIn ? this.#work(body.method, body.params) : 401;
    if (trick) return trick.answer(response, body.id);
    if (outcome === 401) return html(response, 401);
    json(response, { id: body.id, ...outcome });
  }

  #work(method: string, params: Params): 401 | { result: unknown } | { error: unknown } {
    if (method === 'common.db.login') return this.#login(params);
    if (method.startsWith('model.cti.call.') && !this.moduleActive) return { error: ["'cti.call'", ''] };
    const [first, second] = params as [never, never];
    const methods: Record<string, () => unknown> = {
      'model.cti.call.search': () =>
        this.records.filter(({ call_id }) => call_id === first[0]?.[2]).map(({ id }) => id),
      'model.cti.call.create': () => this.#create(first[0] as Omit<FakeRecord, 'id'>),
      'model.cti.call.write': () => Object.assign(this.records.find(({ id }) => id === first[0]) ?? {}, second),
      'model.party.contact_mechanism.search_read': () => this.mechanisms,
      'model.party.party.search_read': () => this.#party(first[0]?.[2]),
      'model.res.user.read': () => [{ id: 1, rec_name: 'Administrator' }],
    };
    const work = methods[method];
    const result = work ? work() : undefined;
    if (result === undefined) return { error: ['UserError', ['The call ID must be unique.', '', null]] };
    return { result };
  }

  #login(params: Params): 401 | { result: unknown } {
    const [user, { password }] = params as [string, { password: string }];
    if (password !== this.password) return 401;
    const key = `key${this.methods.length}`;
    this.#sessions.add(`Session ${btoa(`${user}:1:${key}`)}`);
    return { result: [1, key] };
  }

  #create(values: Omit<FakeRecord, 'id'>): number[] | undefined {
    if (this.records.some(({ call_id }) => call_id === values.call_id)) return undefined;
    const id = this.records.length + 1;
    this.records.push({ ...values, id } as FakeRecord);
    return [id];
  }

  #party(id: number): unknown[] {
    const name = this.parties.get(id);
    return name === undefined ? [] : [{ id, rec_name: name }];
  }
}

/** A JSON answer. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** An HTML answer, as proxies and werkzeug's errors give it. */
export function html(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end('<h1>no</h1>');
}
