/**
 * Keeps an account registered (RFC 3261 section 10) and says how the line is.
 *
 *   connecting --200--> ready --socket lost--> lost(serverUnreachable) --200--> ready
 *       |--401 again, 403--> lost(wrongPassword): nothing more until settings change or the user tries again
 *       |--other answers---> lost(registrationRefused), again after 30 s
 */
import type { UA } from 'jssip';
import type { ErrorCode } from '../errors';
import { plainText } from './plain-text';
import { createSipAgent, type SipAgent } from './sip-agent';
import type { ConnectorHost, LineWord, SipAccount } from './softphone';
import { after, every } from './timers';

const REGISTER_LIMIT_MS = 10_000;
/** A server that is only starting takes connections and swallows what comes over them (Asterisk 22): asked again, it answers. */
const REGISTER_AGAIN_MS = [1500, 4000];
const REFUSED_RETRY_MS = 30_000;
/** With its limit under 10 s: that soon a half-open connection is noticed. */
const KEEP_ALIVE_MS = 4000;
const KEEP_ALIVE_LIMIT_MS = 5000;
/** A timer that comes so much too late says that this computer is busy, not that the server is silent. */
const BUSY_MS = 1000;
/** A clock that jumps so far has stood still: the computer was asleep. */
const ASLEEP_MS = 15_000;
const GOODBYE_LIMIT_MS = 1500;

/** JsSIP types the answer as always there; there is none when the server kept silent. */
type RegisterAnswer = {
  status_code: number;
  reason_phrase: string;
  getHeader(name: string): string | undefined;
} | null;

export interface SipRegistrationParts {
  account: SipAccount;
  instanceId: string;
  host: ConnectorHost;
  signal: AbortSignal;
  /** Registered, on a new connection. */
  onReady(): void;
  /** The connection is gone. */
  onLost(): void;
  /** Is no call up that still needs the connection and its server? */
  idle(): boolean;
}

/** Starts at once and goes on until the signal aborts; then call `close`. */
export class SipRegistration {
  readonly #agent: SipAgent;
  /** Ends with the connection it belongs to: keep-alive and waiting for answers. */
  #connection: AbortController | undefined;
  /** Our newest REGISTER on this connection was answered. */
  #answered = false;
  /** It was answered with 200. */
  #ready = false;
  #registeredBefore = false;
  /** Whether the server answers OPTIONS at all: only then does its silence mean anything. */
  #answersPings = false;
  #refused = false;
  #state: LineWord = { phase: 'connecting' };
  #badMessageReported = false;
  /** When the last sign of life was asked for: a timer that comes far too late has slept. */
  #lastBeat = 0;

  /** @throws AppError serverAddressInvalid */
  constructor(private readonly parts: SipRegistrationParts) {
    const { account, instanceId, host, signal } = parts;
    this.#agent = createSipAgent(account, instanceId, {
      now: host.now,
      trace: host.trace?.bind(host),
      onTrying: () => this.#trying(),
      onWaiting: (nextTry, detail) => this.#unreachable(detail, nextTry),
      onBadMessage: (error) => this.#badMessage(error),
      onOpen: () => this.#connected(),
      onLost: (why) => this.#disconnected(why),
      idle: () => parts.idle(),
    });
    const { ua } = this.#agent;
    ua.on('registered', () => this.#registered());
    ua.on('registrationFailed', ({ response }) => this.#failed(response));
    for (const change of ['online', 'offline']) addEventListener(change, () => this.#ping(), { signal });
  }

  get ua(): UA {
    return this.#agent.ua;
  }

  get online(): boolean {
    return this.#agent.socket.isConnected();
  }

  start(): void {
    this.#say({ phase: 'connecting' });
    this.ua.start();
  }

  /** Tries to connect now; where we are connected, registers anew. */
  retryNow(): void {
    if (this.#refused) {
      this.#refused = false;
      this.#say({ phase: 'connecting' });
      this.ua.start();
    }
    if (this.online) this.#agent.registerAnew();
    else this.#agent.socket.retryNow();
  }

  /** Says goodbye to the server where possible and closes the socket for good. */
  async close(): Promise<void> {
    this.#connection?.abort();
    if (this.online && this.ua.isRegistered()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, GOODBYE_LIMIT_MS);
        this.ua.on('unregistered', () => {
          clearTimeout(timer);
          resolve();
        });
        this.ua.unregister();
      });
    }
    this.ua.stop();
    this.#agent.socket.disconnect();
  }

  #connected(): void {
    this.#connection?.abort();
    const connection = new AbortController();
    this.#connection = connection;
    this.#answered = false;
    const signal = AbortSignal.any([connection.signal, this.parts.signal]);
    after(REGISTER_LIMIT_MS, signal, () => {
      if (!this.#answered && !this.#refused) this.#agent.socket.drop('no answer to REGISTER');
    });
    for (const ms of REGISTER_AGAIN_MS) {
      after(ms, signal, () => {
        if (!this.#answered && !this.#refused) this.#agent.registerAnew();
      });
    }
    this.#lastBeat = this.parts.host.now();
    every(KEEP_ALIVE_MS, signal, () => this.#beat());
    if (!this.#refused) this.#agent.registerAnew();
  }

  #beat(): void {
    const last = this.#lastBeat;
    this.#lastBeat = this.parts.host.now();
    if (this.#lastBeat - last > ASLEEP_MS && this.#ready) this.#wokeUp(last);
    this.#ping();
  }

  /** The registration may have run out, and the connection may be dead without a word. */
  #wokeUp(asleepSince: number): void {
    this.#say({ phase: 'lost', reason: 'computerSlept', since: asleepSince });
    this.#agent.registerAnew();
  }

  #registered(): void {
    this.#agent.socket.proven();
    this.#registeredBefore = true;
    this.#answered = true;
    this.#ready = true;
    this.#say({ phase: 'ready' });
    this.#ping();
    this.parts.onReady();
  }

  #failed(response: RegisterAnswer): void {
    // What the end of a connection failed is tried again on the next one.
    if (this.parts.signal.aborted || !this.online) return;
    if (!response) {
      this.#agent.socket.drop('no answer to REGISTER');
      return;
    }
    this.#answered = true;
    this.#ready = false;
    const { reason, detail } = refusalOf(response, this.#registeredBefore);
    if (reason === 'wrongPassword') {
      this.#giveUp(detail);
    } else if (response.status_code >= 500 && this.parts.account.servers.length > 1) {
      this.#agent.socket.drop(detail);
    } else {
      this.#say({ phase: 'lost', reason, detail, nextTry: this.parts.host.now() + REFUSED_RETRY_MS });
      const signals = [this.parts.signal, ...(this.#connection ? [this.#connection.signal] : [])];
      after(REFUSED_RETRY_MS, AbortSignal.any(signals), () => this.ua.register());
    }
  }

  /** The same credentials again would be refused again, and may lock the account. */
  #giveUp(detail: string): void {
    this.#refused = true;
    this.#say({ phase: 'lost', reason: 'wrongPassword', detail });
    // Also tells JsSIP not to register by itself after the next connection.
    this.ua.unregister();
    if (this.parts.idle()) this.ua.stop();
  }

  #disconnected(why: string): void {
    this.#connection?.abort();
    this.#ready = false;
    if (this.parts.signal.aborted) return;
    this.parts.onLost();
    this.#unreachable(why, this.parts.host.now());
  }

  #trying(): void {
    if (this.#state.phase === 'lost') this.#unreachable(this.#state.detail ?? '');
  }

  #unreachable(detail: string, nextTry?: number): void {
    if (this.#refused) return;
    const text = plainText(detail, 200) || undefined;
    const reason = unreachable(this.parts.account, this.#registeredBefore);
    this.#say({ phase: 'lost', reason, detail: text, nextTry });
  }

  /** A half-open connection swallows all without an error: only an answer shows that it lives. */
  #ping(): void {
    const { socket } = this.#agent;
    if (!this.#ready || !this.#connection || !this.online) return;
    const { now } = this.parts.host;
    const asked = now();
    this.#agent.ping(() => {
      this.#answersPings = true;
    });
    after(KEEP_ALIVE_LIMIT_MS, AbortSignal.any([this.#connection.signal, this.parts.signal]), () => {
      // Whatever came since then shows that it lives; and where we were too busy to look, it may only wait to be read.
      const busy = now() - asked > KEEP_ALIVE_LIMIT_MS + BUSY_MS;
      if (this.#answersPings && !busy && socket.heardAt < asked) socket.drop('no answer to a sign of life');
    });
  }

  #badMessage(error: unknown): void {
    if (this.#badMessageReported) return;
    this.#badMessageReported = true;
    this.parts.host.sink.report(error, 'reading a message of the SIP server');
  }

  #say(state: LineWord): void {
    this.#state = state;
    if (!this.parts.signal.aborted) this.parts.host.sink.line(state);
  }
}

/**
 * What a server means that cannot be reached. Browsers do not tell a certificate they do not trust from a server that is
 * not there, so the words for wss: name both. @param registeredBefore the certificate was good earlier
 */
export function unreachable({ servers }: SipAccount, registeredBefore: boolean): ErrorCode {
  const secure = servers.some((address) => /^\s*wss:/i.test(address));
  return secure && !registeredBefore ? 'secureServerUnreachable' : 'serverUnreachable';
}

/** What a refused REGISTER means. @param registeredBefore these credentials were good earlier */
export function refusalOf(
  response: NonNullable<RegisterAnswer>,
  registeredBefore: boolean,
): { reason: ErrorCode; detail: string } {
  const { status_code: status, reason_phrase: phrase } = response;
  const detail = plainText(`${status} ${phrase}`, 100);
  if (status === 401 || status === 407) {
    const challenge = response.getHeader(status === 401 ? 'www-authenticate' : 'proxy-authenticate') ?? '';
    const algorithm = /algorithm\s*=\s*"?([\w-]+)/i.exec(challenge)?.[1];
    // JsSIP knows MD5 only (RFC 8760 adds others): the password was never tried.
    if (algorithm && !/^md5$/i.test(algorithm))
      return { reason: 'registrationRefused', detail: `${detail}: ${algorithm}` };
    return { reason: 'wrongPassword', detail };
  }
  // Many PBXs say 403 to a wrong password; some say it to one registration too many, which passes.
  if (status === 403 && !registeredBefore) return { reason: 'wrongPassword', detail };
  return { reason: 'registrationRefused', detail };
}
