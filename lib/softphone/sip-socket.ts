/**
 * The WebSocket to the SIP server (RFC 7118) as JsSIP's Socket, and all of its life: several servers, fail-over,
 * reconnecting, forced close, trace. JsSIP's own recovery never gets to act: it hears of a loss once, and of
 * the next connection when there is one.
 *
 *   round: server 1 -> 2 -> ... -> n, each at once after the other   all failed -> wait (growing, jittered) -> round
 *   a proven connection is lost -> round, from server 1              an unproven one is lost -> next server, as if refused
 */
import type { Socket } from 'jssip';
import { redact } from './sip-trace';
import { after } from './timers';

const OPEN_LIMIT_MS = 5000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** A connection that was good but short is not renewed at once: the server may throw us out each time. */
const STABLE_MS = 5000;
/** No SIP message is nearly this long; what is longer is not looked at. */
const LONGEST_MESSAGE = 256 * 1024;

export interface SipSocketParts {
  now(): number;
  /** A round begins. */
  onTrying(): void;
  /** All servers failed; the next round is at `nextTry` (epoch ms). */
  onWaiting(nextTry: number, detail: string): void;
  /** JsSIP could not digest a message; the connection goes on. */
  onBadMessage(error: unknown): void;
  trace?: ((direction: 'sent' | 'received', message: string) => void) | undefined;
}

interface Server {
  url: string;
  sip_uri: string;
  via_transport: 'WS' | 'WSS';
  /** For people: never the whole address, which may carry a token. */
  shown: string;
}

export class SipSocket implements Socket {
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: <T>(data: T) => void = () => undefined;

  readonly #servers: Server[];
  #server: Server;
  #open: WebSocket | undefined;
  /** Ends the current attempt, connection or waiting. */
  #current: AbortController | undefined;
  #running = false;
  /** Place of the connected server in the list, for going on behind it. */
  #index = 0;
  #openedAt = 0;
  #proven = false;
  #waiting = false;
  #failedRounds = 0;

  /** @param addresses in order of preference; @throws TypeError when none of them is a ws: or wss: URL */
  constructor(
    addresses: string[],
    private readonly parts: SipSocketParts,
  ) {
    this.#servers = addresses.map(parseServer).filter((server) => server !== undefined);
    const [first] = this.#servers;
    if (!first) throw new TypeError('no ws: or wss: address');
    this.#server = first;
  }

  get url(): string {
    return this.#server.url;
  }

  get sip_uri(): string {
    return this.#server.sip_uri;
  }

  get via_transport(): string {
    return this.#server.via_transport;
  }

  isConnected(): boolean {
    return this.#open !== undefined;
  }

  isConnecting(): boolean {
    return this.#running && !this.#open;
  }

  /** Starts to connect and stays connected until `disconnect`. Called again by JsSIP after a loss: changes nothing then. */
  connect(): void {
    if (this.#running) return;
    this.#running = true;
    addEventListener('online', this.#retry);
    this.#round();
  }

  /** Closes for good (until `connect`). */
  disconnect(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#failedRounds = 0;
    removeEventListener('online', this.#retry);
    this.#close();
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (this.#open?.readyState !== WebSocket.OPEN) return false;
    this.#open.send(message as string);
    if (typeof message === 'string') this.parts.trace?.('sent', redact(message));
    return true;
  }

  /** The server has taken our registration: this connection is good. */
  proven(): void {
    this.#proven = true;
    this.#failedRounds = 0;
  }

  /** Gives up a connection that only looks alive and goes on to the next try. */
  drop(why: string): void {
    if (this.#open) this.#lost(why);
  }

  /** Does not wait for the next round any longer. */
  retryNow(): void {
    if (!this.#running || !this.#waiting) return;
    this.#failedRounds = 0;
    this.#round();
  }

  readonly #retry = () => this.retryNow();

  #round(): void {
    this.parts.onTrying();
    this.#try(0, []);
  }

  #try(index: number, failures: string[]): void {
    const server = this.#servers[index];
    this.#close();
    if (!server) {
      this.#wait(failures);
      return;
    }
    const current = new AbortController();
    this.#current = current;
    this.#server = server;
    const failed = (why: string) => this.#try(index + 1, [...failures, `${server.shown}: ${why}`]);
    let socket: WebSocket;
    try {
      socket = new WebSocket(server.url, 'sip');
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
      return;
    }
    // Closing must not wait for a server that does not answer any more, so our listeners go first.
    current.signal.addEventListener('abort', () => socket.close(), { once: true });
    const opening = new AbortController();
    const { signal } = current;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.#opened(socket, opening, index), { signal });
    socket.addEventListener('message', ({ data }) => this.#received(data), { signal });
    socket.addEventListener(
      'close',
      ({ code }) => (this.#open === socket ? this.#lost(`closed (${code})`) : failed(`closed (${code})`)),
      { signal },
    );
    after(OPEN_LIMIT_MS, AbortSignal.any([signal, opening.signal]), () => failed('no answer'));
  }

  #opened(socket: WebSocket, opening: AbortController, index: number): void {
    opening.abort();
    this.#open = socket;
    this.#index = index;
    this.#openedAt = this.parts.now();
    this.#proven = false;
    this.onconnect();
  }

  #received(data: unknown): void {
    const size = typeof data === 'string' ? data.length : ((data as ArrayBuffer).byteLength ?? 0);
    if (size > LONGEST_MESSAGE) return;
    if (typeof data === 'string') this.parts.trace?.('received', redact(data));
    try {
      this.ondata(data);
    } catch (error) {
      this.parts.onBadMessage(error);
    }
  }

  #lost(why: string): void {
    const failures = [`${this.#server.shown}: ${why}`];
    this.#close();
    this.ondisconnect(true, undefined, why);
    if (!this.#running) return;
    if (!this.#proven) this.#try(this.#index + 1, failures);
    else if (this.parts.now() - this.#openedAt >= STABLE_MS) this.#round();
    else this.#wait(failures);
  }

  #wait(failures: string[]): void {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failedRounds);
    // Jitter, so that a company's browsers do not all come back in the same moment.
    const wait = longest * (0.5 + Math.random() / 2);
    this.#failedRounds += 1;
    this.#waiting = true;
    this.#current = new AbortController();
    this.parts.onWaiting(this.parts.now() + wait, failures.join(', '));
    after(wait, this.#current.signal, () => this.#round());
  }

  #close(): void {
    this.#open = undefined;
    this.#waiting = false;
    this.#current?.abort();
  }
}

function parseServer(address: string): Server | undefined {
  const url = URL.parse(address.trim());
  if (!url || (url.protocol !== 'ws:' && url.protocol !== 'wss:') || url.hostname === '') return undefined;
  url.hash = '';
  return {
    url: url.href,
    sip_uri: `sip:${url.host};transport=ws`,
    via_transport: url.protocol === 'wss:' ? 'WSS' : 'WS',
    shown: url.host,
  };
}
