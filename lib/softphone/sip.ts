/** The connector for any PBX that speaks SIP over WebSocket (RFC 7118), with audio over WebRTC. */
import type { EventEmitter } from 'node:events';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRequest } from 'jssip/lib/SIPMessage';
import { AppError, asFailure } from '../errors';
import { plainText } from './plain-text';
import { answerAfterOf } from './sip-auto-answer';
import { SipCall } from './sip-call';
import { callerOf } from './sip-identity';
import { SipRegistration } from './sip-registration';
import type { CallControl, CommandResult, Connector, ConnectorHost, DialOrder, LineConfig } from './softphone';

type SipConfig = Extract<LineConfig, { connector: 'sip' }>;

/** Brings up the line; a wrong address shows as its state, not as an exception. */
export function createSip(config: SipConfig, host: ConnectorHost, signal: AbortSignal): Connector {
  try {
    return new SipLine(config, host, signal);
  } catch (error) {
    const { code, detail } = asFailure(error);
    if (code === 'internal') throw error;
    host.sink.line({ phase: 'lost', reason: code, detail });
    return deadLine(new AppError(code, detail));
  }
}

class SipLine implements Connector {
  readonly needsMicrophone = true;
  readonly closed: Promise<void>;
  readonly #registration: SipRegistration;
  readonly #calls = new Map<string, SipCall>();

  constructor(
    private readonly config: SipConfig,
    private readonly host: ConnectorHost,
    signal: AbortSignal,
  ) {
    const { account, instanceId } = config;
    this.#registration = new SipRegistration({
      ...{ account, instanceId, host, signal },
      onReady: () => this.#each((call) => call.verify()),
      onLost: () => this.#connectionLost(),
      idle: () => this.#calls.size === 0,
    });
    this.#registration.ua.on(
      'newRTCSession',
      (event: { originator: string; session: RTCSession; request: unknown }) => {
        if (event.originator === 'remote') this.#incoming(event.session, event.request as IncomingRequest);
      },
    );
    this.closed = new Promise((resolve, reject) => {
      const close = () => {
        this.#each((call) => call.lose());
        this.#registration.close().then(resolve, reject);
      };
      signal.addEventListener('abort', close, { once: true });
    });
    this.#registration.start();
  }

  async dial(order: DialOrder, microphone: MediaStream | null): Promise<CommandResult> {
    const { callId, number, target, withheld } = order;
    if (!microphone) return { ok: false, error: 'microphoneMissing' };
    const address = dialAddress(target, this.config.account.domain);
    if (!address || !/^[\w-]{1,100}$/.test(callId)) return { ok: false, error: 'numberInvalid', detail: target };
    const call = this.#add(callId, { direction: 'outgoing', phase: 'dialling', number });
    try {
      const session = this.#registration.ua.call(address, {
        mediaStream: microphone,
        mediaConstraints: { audio: true, video: false },
        pcConfig: { iceServers: this.config.account.iceServers },
        extraHeaders: [`X-Ringside-Call-Id: ${callId}`, ...(withheld ? this.#withheld() : [])],
        ...(withheld && { fromDisplayName: 'Anonymous' }),
        eventHandlers: call.handlers,
      });
      call.attach(session);
      return { ok: true };
    } catch (error) {
      this.#calls.delete(callId);
      return { ok: false, error: 'callFailed', detail: asFailure(error).detail };
    }
  }

  async accept(callId: string, microphone: MediaStream | null): Promise<CommandResult> {
    if (!microphone) return { ok: false, error: 'microphoneMissing' };
    return this.#command(callId, (call) => call.answer(microphone, this.config.account.iceServers));
  }

  async reject(callId: string, as: 'busy' | 'unavailable'): Promise<CommandResult> {
    return this.#command(callId, (call) => call.decline(as));
  }

  async hangUp(callId: string): Promise<CommandResult> {
    return this.#command(callId, (call) => call.hangUp());
  }

  async control(callId: string, control: CallControl): Promise<CommandResult> {
    return this.#command(callId, async (call) => {
      if (control.kind === 'connect') {
        const other = this.#calls.get(control.with);
        if (!other || other === call) throw new AppError('callUnknown');
        return call.connectWith(other);
      }
      if (control.kind !== 'transfer') return call.control(control);
      const target = dialAddress(control.target, this.config.account.domain);
      if (!target) throw new AppError('numberInvalid', control.target);
      return call.transfer(control.target, target);
    });
  }

  async replaceMicrophone(callId: string, microphone: MediaStream): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    if (!call) return { ok: false, error: 'callUnknown' };
    await call.speakThrough(microphone);
    return { ok: true };
  }

  retryNow(): void {
    this.#registration.retryNow();
  }

  #incoming(session: RTCSession, request: IncomingRequest): void {
    const caller = callerOf({
      from: request.getHeader('from') ?? '',
      assertedIdentity: request.getHeaders('p-asserted-identity'),
      privacy: request.getHeaders('privacy'),
    });
    const sipCallId = plainText(request.getHeader('call-id'), 200);
    const answerAfter = answerAfterOf(request.getHeaders('call-info'), request.getHeaders('alert-info'));
    const facts = { direction: 'incoming', phase: 'ringing', ...caller, sipCallId, answerAfter } as const;
    const call = this.#add(crypto.randomUUID(), facts);
    for (const [name, handler] of Object.entries(call.handlers)) (session as EventEmitter).on(name, handler);
    call.attach(session);
  }

  #add(
    id: string,
    facts: Pick<SipCall['facts'], 'direction' | 'phase' | 'number'> & Partial<SipCall['facts']>,
  ): SipCall {
    const call = new SipCall(
      { displayName: '', withheld: false, startedAt: this.host.now(), ...facts, id },
      this.host,
      () => this.#registration.online,
      () => this.#calls.delete(id),
    );
    this.#calls.set(id, call);
    return call;
  }

  /** RFC 3325: the network may know who calls, the called side may not. Servers that trust us take the asserted form. */
  #withheld(): string[] {
    const { user, domain } = this.config.account;
    const identity = `<sip:${encodeURIComponent(user)}@${domain.trim()}>`;
    return ['Privacy: id', `P-Preferred-Identity: ${identity}`, `P-Asserted-Identity: ${identity}`];
  }

  async #command(callId: string, command: (call: SipCall) => unknown): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    if (!call) return { ok: false, error: 'callUnknown' };
    try {
      await command(call);
      return { ok: true };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, error: error.code, detail: error.detail };
    }
  }

  /** Without signalling nobody can answer or give up a call that rings; one that is talking goes on. */
  #connectionLost(): void {
    this.#each((call) => {
      if (call.facts.phase !== 'connected') call.lose();
    });
  }

  #each(action: (call: SipCall) => void): void {
    for (const call of [...this.#calls.values()]) action(call);
  }
}

/** The SIP address to dial, or undefined when the target is none. */
export function dialAddress(target: string, domain: string): string | undefined {
  if (/^sips?:[^\s<>"@]{1,100}@[\w.:[\]-]{1,200}$/i.test(target)) return target.replace(/^sips:/i, 'sip:');
  if (!/^\+?[\w*#.-]{1,64}$/.test(target)) return undefined;
  // A # would begin a URI's fragment and must be escaped in SIP (RFC 3261 section 25.1, user-unreserved).
  return `sip:${target.replaceAll('#', '%23')}@${domain.trim()}`;
}

function deadLine(why: AppError): Connector {
  const refuse = async (): Promise<CommandResult> => ({ ok: false, error: why.code, detail: why.detail });
  return {
    needsMicrophone: false,
    dial: refuse,
    accept: refuse,
    reject: refuse,
    hangUp: refuse,
    control: refuse,
    replaceMicrophone: refuse,
    retryNow: () => undefined,
    closed: Promise.resolve(),
  };
}
