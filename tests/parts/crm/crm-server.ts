/**
 * A CRM's API on this machine, answering as its source or documentation says: the base of one server per CRM. It keeps what
 * it accepted and judges doubles by itself, knowing nothing of our adapters; and it plays what servers, proxies and attackers
 * do instead of answering.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { Server, Socket } from 'node:net';
import { testCertificate } from '../tls-front.ts';

export interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Parsed JSON, or the fields of a form, or undefined. */
  body: unknown;
}

export interface Reply {
  status?: number;
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
}

/** What is done to the next request that the fault is meant for. */
export interface Fault {
  /** The CRM has done its work before: the record is stored, only the answer is another. */
  after: boolean;
  /** Which requests: those that write a record, unless said otherwise. */
  on?: (seen: Seen) => boolean;
  /** undefined cuts the connection; 'hang' never answers; 'again': the request came twice, as browsers and proxies do it. */
  reply: Reply | ((response: ServerResponse) => void) | undefined | 'hang' | 'again';
}

/** A record as the judge sees it. */
export interface StoredCall {
  /** Our id, found where the CRM keeps it. */
  callId: string;
  direction: string;
  number: string;
  /** Epoch ms. */
  startedAt: number;
  text: string;
  /** "<kind>,<id>" of the contact it is linked to; '' for nobody. */
  contact: string;
}

export interface Person {
  id: string;
  kind: 'contact' | 'account';
  name: string;
  phones: string[];
}

export abstract class CrmServer {
  readonly seen: Seen[] = [];
  readonly people: Person[] = [];
  faults: Fault[] = [];
  /** What the CRM answers to look-ups instead of its own rows, for hostile answers. */
  rows: unknown;
  url = '';
  /** Credentials are good; false: session or key has run out. */
  signedIn = true;
  /** A field that this CRM does not know (any more). */
  refuses = '';
  /** The field that holds a record's text. */
  abstract readonly textField: string;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  /** All records, one for each that was created, in their order. */
  abstract stored(): StoredCall[];
  /** The settings that reach this server. */
  abstract account(): { adapter: string; url: string; [field: string]: string };
  /** The CRM's own work. */
  protected abstract work(seen: Seen): Reply | Promise<Reply>;
  /** Is this the request that makes or changes a record? */
  abstract writes(seen: Seen): boolean;

  /** `h2`: over TLS, with HTTP/2 for who can; the certificate is by PRIVATE_CA. */
  async start(protocol: 'http' | 'h2' = 'http'): Promise<this> {
    const answer = (request: unknown, response: unknown) =>
      void this.#answer(request as IncomingMessage, response as ServerResponse);
    const secure = () => createSecureServer({ ...testCertificate('ca-signed'), allowHTTP1: true }, answer);
    this.#server = protocol === 'h2' ? secure() : createServer(answer);
    this.#server.on(protocol === 'h2' ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#sockets.add(socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket)));
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as { port: number };
    this.url = `${protocol === 'h2' ? 'https' : 'http'}://127.0.0.1:${port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server) await once(this.#server, 'close');
  }

  /** Ids that more than one record holds. */
  doubles(): string[] {
    const ids = this.stored().map(({ callId }) => callId);
    return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  }

  person(name: string, phone: string, kind: Person['kind'] = 'contact'): Person {
    const person = { id: this.personId(this.people.length + 1), kind, name, phones: [phone] };
    this.people.push(person);
    return person;
  }

  /** An id as this CRM makes them. */
  protected personId(n: number): string {
    return String(n);
  }

  /** A request that this server cannot make sense of fails at once, and says so. */
  async #work(seen: Seen): Promise<Reply> {
    try {
      return await this.work(seen);
    } catch (error) {
      console.error(seen.method, seen.path, error);
      return { status: 500, body: { message: `the test's server failed: ${error}` } };
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return; // the browser went away in the middle of its request
    }
    const seen = read(request, Buffer.concat(chunks).toString());
    this.seen.push(seen);
    const fault = this.faults.find(({ on = (each: Seen) => this.writes(each) }) => on(seen));
    if (fault) this.faults.splice(this.faults.indexOf(fault), 1);
    if (fault && !fault.after) return this.#play(fault, response);
    const reply = await this.#work(seen);
    if (fault?.reply === 'again') return send(response, await this.#work(seen));
    if (fault) return this.#play(fault, response);
    send(response, reply);
  }

  #play({ reply }: Fault, response: ServerResponse): void {
    if (reply === 'hang' || reply === 'again') return;
    if (typeof reply === 'function') reply(response);
    else if (reply) send(response, reply);
    // A connection of HTTP/2 carries all requests.
    else if (response.req.httpVersionMajor > 1) for (const socket of this.#sockets) socket.destroy();
    else response.destroy();
  }
}

function read(request: IncomingMessage, text: string): Seen {
  const url = new URL(request.url ?? '/', 'http://crm.invalid');
  const type = request.headers['content-type'] ?? '';
  const body = /json/.test(type)
    ? (JSON.parse(text || 'null') as unknown)
    : /form-urlencoded/.test(type)
      ? Object.fromEntries(new URLSearchParams(text))
      : undefined;
  const { method = 'GET', headers } = request;
  return { method, path: url.pathname, query: url.searchParams, headers, body };
}

function send(response: ServerResponse, { status = 200, body, type = 'application/json', headers = {} }: Reply): void {
  const text = body === undefined ? '' : typeof body === 'string' && !/json/.test(type) ? body : JSON.stringify(body);
  response.writeHead(status, { ...(body !== undefined && { 'content-type': type }), ...headers }).end(text);
}

/** 10 MB of JSON. */
export function tenMegabytes(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const block = ' '.repeat(1024 * 1024);
  for (let n = 0; n < 10 && !response.destroyed; n++) response.write(block);
  response.end('{}');
}

/** SQL's LIKE with % only. */
export function like(text: string, pattern: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split('%')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(text.toLowerCase());
}

export type Data = Record<string, unknown>;
export const asData = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});
export const words = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
/** "2026-01-02 03:04:05" as UTC. */
export const utc = (text: unknown): number => Date.parse(`${words(text).replace(' ', 'T').replace(/Z$/, '')}Z`);
