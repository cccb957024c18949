/**
 * The WebSocket to the SIP server (RFC 7118) as JsSIP's Socket, and all of its life: several servers, fail-over and the
 * way back, reconnecting, forced close, trace. JsSIP takes it for one connection that lasts: it would end every call
 * with a request under way at a loss. What it sends meanwhile is kept (sip-unanswered.ts).
 *
 *   round: server 1 -> 2 -> ... -> n, each at once after the other   all failed -> wait (growing, jittered) -> round
 *   a proven connection is lost -> round, from server 1              an unproven one is lost -> next server, as if refused
 *   connected to any but server 1 -> once a minute, between calls, try those before it -> the first that opens takes over
 */
import type { Socket } from 'jssip';
import { reconnectPause } from './reconnect-pause';
import { redact } from './sip-trace';
import { UnansweredRequests } from './sip-unanswered';
import { after } from './timers';

const OPEN_LIMIT_MS = 5000;
/** How often the servers before the connected one are tried. */
const WAY_BACK_MS = 60_000;
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
  /** There is a new connection, on which the server does not know us yet. @param server for people */
  onOpen(server: string): void;
  /** The connection is gone. */
  onLost(why: string): void;
  /** Is there no call that needs the server we are connected to? */
  idle(): boolean;
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
  readonly #unanswered: UnansweredRequests;
  #server: Server;
  #open: WebSocket | undefined;
  /** Ends the current attempt, connection or waiting. */
  #current: AbortController | undefined;
  #running = false;
  /** JsSIP has been told that it is connected. */
  #told = false;
  /** Place of the connected server in the list, for going on behind it. */
  #index = 0;
  #openedAt = 0;
  #heardAt = 0;
  #proven = false;
  #waiting = false;
  /** Since when nothing good has been there; undefined while it is. */
  #downSince: number | undefined;

  /** @param addresses in order of preference; @throws TypeError when none of them is a ws: or wss: URL */
  constructor(
    addresses: string[],
    private readonly parts: SipSocketParts,
  ) {
    this.#servers = addresses.map(parseServer).filter((server) => server !== undefined);
    const [first] = this.#servers;
    if (!first) throw new TypeError('no ws: or wss: address');
    this.#server = first;
    this.#unanswered = new UnansweredRequests(parts.now);
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

  /** When the server last sent anything, by the clock we were given. */
  get heardAt(): number {
    return this.#heardAt;
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
    this.#told = false;
    this.#downSince = undefined;
    this.#unanswered.clear();
    removeEventListener('online', this.#retry);
    this.#close();
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (!this.#running) return false;
    if (typeof message === 'string') this.#unanswered.sent(message);
    if (this.#open?.readyState === WebSocket.OPEN) this.#put(this.#open, message);
    // Answered once JsSIP has finished sending.
    else queueMicrotask(() => this.#refuse());
    return true;
  }

  /** The server has taken our registration: this connection is good. */
  proven(): void {
    this.#proven = true;
    this.#downSince = undefined;
  }

  /** Gives up a connection that only looks alive and goes on to the next try. */
  drop(why: string): void {
    if (this.#open) this.#lost(why);
  }

  /** Does not wait for the next round any longer. */
  retryNow(): void {
    if (!this.#running || !this.#waiting) return;
    this.#downSince = undefined;
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
    openSocket(server.url, current.signal, {
      opened: (socket) => this.#opened(socket, index, current),
      failed: (why) => this.#try(index + 1, [...failures, `${server.shown}: ${why}`]),
    });
  }

  #opened(socket: WebSocket, index: number, { signal }: AbortController): void {
    socket.addEventListener('message', ({ data }) => this.#received(data), { signal });
    socket.addEventListener('close', ({ code }) => this.#lost(`closed (${code})`), { signal });
    this.#open = socket;
    this.#index = index;
    this.#openedAt = this.parts.now();
    this.#proven = false;
    if (!this.#told) {
      this.#told = true;
      this.onconnect();
    }
    for (const message of this.#unanswered.waiting()) this.#put(socket, message);
    this.parts.onOpen(this.#server.shown);
    this.#planWayBack(signal);
  }

  /** Looks for a better server as long as this connection lasts. */
  #planWayBack(signal: AbortSignal): void {
    if (this.#index === 0) return;
    after(WAY_BACK_MS * (0.75 + Math.random() / 2), signal, () => this.#findWayBack(0, signal));
  }

  #findWayBack(index: number, signal: AbortSignal): void {
    const server = this.#servers[index];
    if (!server || index >= this.#index || !this.parts.idle()) {
      this.#planWayBack(signal);
      return;
    }
    const next = new AbortController();
    const giveUp = () => next.abort();
    signal.addEventListener('abort', giveUp, { once: true });
    openSocket(server.url, next.signal, {
      opened: (socket) => {
        signal.removeEventListener('abort', giveUp);
        if (!this.parts.idle()) {
          next.abort();
          this.#planWayBack(signal);
          return;
        }
        this.#close();
        this.#refuse();
        this.#current = next;
        this.#server = server;
        this.#opened(socket, index, next);
      },
      failed: () => this.#findWayBack(index + 1, signal),
    });
  }

  #put(socket: WebSocket, message: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    socket.send(message as string);
    if (typeof message === 'string') this.parts.trace?.('sent', redact(message));
  }

  /** Answers what the server cannot answer any more. */
  #refuse(): void {
    if (this.#open) return;
    for (const answer of this.#unanswered.refusals()) this.ondata(answer);
  }

  #received(data: unknown): void {
    this.#heardAt = this.parts.now();
    const size = typeof data === 'string' ? data.length : ((data as ArrayBuffer).byteLength ?? 0);
    if (size > LONGEST_MESSAGE) return;
    if (typeof data === 'string') {
      this.#unanswered.received(data);
      this.parts.trace?.('received', redact(data));
    }
    try {
      this.ondata(data);
    } catch (error) {
      this.parts.onBadMessage(error);
    }
  }

  #lost(why: string): void {
    const failures = [`${this.#server.shown}: ${why}`];
    this.#close();
    this.#refuse();
    this.parts.onLost(why);
    if (!this.#running) return;
    if (!this.#proven) this.#try(this.#index + 1, failures);
    else if (this.parts.now() - this.#openedAt >= STABLE_MS) this.#round();
    else this.#wait(failures);
  }

  #wait(failures: string[]): void {
    const now = this.parts.now();
    this.#downSince ??= now;
    const wait = reconnectPause(now - this.#downSince, Math.random());
    this.#waiting = true;
    this.#current = new AbortController();
    this.parts.onWaiting(now + wait, failures.join(', '));
    after(wait, this.#current.signal, () => this.#round());
  }

  #close(): void {
    this.#open = undefined;
    this.#waiting = false;
    this.#current?.abort();
  }
}

/** Opens a WebSocket; `signal` closes it, at whatever stage. One of the two is called, unless the signal aborts before. */
function openSocket(
  url: string,
  signal: AbortSignal,
  { opened, failed }: { opened(socket: WebSocket): void; failed(why: string): void },
): void {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, 'sip');
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
    return;
  }
  const opening = new AbortController();
  const listening = { signal: AbortSignal.any([signal, opening.signal]) };
  // Closing must not wait for a server that does not answer any more, so our listeners go first.
  signal.addEventListener('abort', () => socket.close(), { once: true });
  const fail = (why: string) => {
    opening.abort();
    socket.close();
    failed(why);
  };
  socket.binaryType = 'arraybuffer';
  socket.addEventListener(
    'open',
    () => {
      opening.abort();
      opened(socket);
    },
    listening,
  );
  socket.addEventListener('close', ({ code }) => fail(`closed (${code})`), listening);
  after(OPEN_LIMIT_MS, listening.signal, () => fail('no answer'));
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
