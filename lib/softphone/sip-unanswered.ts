/**
 * Requests that a lost connection has swallowed, or that are sent while there is none. JsSIP never learns of the loss, so
 * that a call outlives it: what belongs to a call goes out again on the next connection, as the retransmission that it
 * then is (RFC 3261 section 17.1.2: same branch, same CSeq); what belongs to the connection is answered as a transport
 * error is to be treated (section 8.1.3.1: 503).
 */

/** After so long JsSIP has given up the transaction (timer F). */
const REQUEST_LIFE_MS = 32_000;
/** The server should hear that a call is over, however late. */
const GOODBYE_LIFE_MS = 600_000;
const MOST = 100;

interface Kept {
  message: string;
  method: string;
  at: number;
}

export class UnansweredRequests {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly now: () => number) {}

  /** A message goes out, or waits for the next connection. */
  sent(message: string): void {
    const method = /^([A-Z]+) /.exec(message)?.[1];
    // An INVITE that begins a call ends with its connection; an ACK is never answered, and repeated when asked for.
    if (!method || method === 'ACK' || (method === 'INVITE' && !inDialog(message))) return;
    this.#kept.set(key(message, method), { message, method, at: this.now() });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** A message came: a final answer settles its request. */
  received(message: string): void {
    if (!/^SIP\/2\.0 [2-6]/.test(message)) return;
    const method = /^CSeq:[ \t]*\d+[ \t]+(\w+)/im.exec(message)?.[1] ?? '';
    this.#kept.delete(key(message, method));
  }

  /** The answers to all requests that belong to the connection that is gone. */
  refusals(): string[] {
    const gone = [...this.#kept].filter(([, { method, message }]) => method !== 'CANCEL' && !inDialog(message));
    for (const [id] of gone) this.#kept.delete(id);
    return gone.map(([, { message }]) => refusal(message));
  }

  /** What a new connection has to carry first, oldest first. They stay kept until they are answered. */
  waiting(): string[] {
    for (const [id, { method, at }] of this.#kept) {
      const life = method === 'BYE' || method === 'CANCEL' ? GOODBYE_LIFE_MS : REQUEST_LIFE_MS;
      if (this.now() - at > life) this.#kept.delete(id);
    }
    return [...this.#kept.values()].map(({ message }) => message);
  }

  clear(): void {
    this.#kept.clear();
  }
}

function key(message: string, method: string): string {
  return `${method} ${/^(?:Via|v):[^\r\n]*;branch=([^;,\s]+)/im.exec(message)?.[1] ?? ''}`;
}

function inDialog(message: string): boolean {
  return /^(?:To|t):[^\r\n]*;tag=/im.test(message);
}

function refusal(request: string): string {
  const copied = request.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));
  return ['SIP/2.0 503 Connection Lost', ...copied, 'Content-Length: 0', '', ''].join('\r\n');
}
