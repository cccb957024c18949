/**
 * A softphone on the desk under remote control, through the program beside the browser. Its calls live in the softphone:
 * they go on when the program or we are gone, and are taken up again by their SIP Call-ID.
 *
 *   program gone --back within 20 s--> each call that the softphone still has goes on, every other one was lost
 *                --not back--> all calls lost             softphone gone --> all calls lost
 */
import type { CallFacts } from '../call';
import { DesktopLink, reachOf } from './desktop-link';
import { type DesktopCall, type DesktopMessage, endOfDesktop } from './desktop-messages';
import type { CallControl, CommandResult, Connector, ConnectorHost, DialOrder } from './softphone';
import { after } from './timers';

/** How long a call may be out of sight before it counts as lost. */
const UNSEEN_MS = 20_000;

export function createDesktop(_config: unknown, host: ConnectorHost, signal: AbortSignal): Connector {
  return new DesktopLine(host, signal);
}

class DesktopLine implements Connector {
  readonly needsMicrophone = false;
  readonly closed: Promise<void>;
  readonly #calls = new Map<string, CallFacts>();
  readonly #link: DesktopLink;
  #unseen: AbortController | undefined;

  constructor(
    private readonly host: ConnectorHost,
    private readonly signal: AbortSignal,
  ) {
    for (const facts of host.earlier ?? []) this.#calls.set(facts.id, facts);
    this.closed = new Promise((resolve) => {
      const close = () => {
        this.#link.quit();
        this.#loseAll();
        resolve();
      };
      signal.addEventListener('abort', close, { once: true });
    });
    this.#outOfSight();
    this.#link = new DesktopLink(
      {
        reach: reachOf(host),
        now: () => host.now(),
        heard: (message) => this.#heard(message),
        lost: (reason, detail, nextTry) => {
          host.sink.line({ phase: 'lost', reason, ...(detail && { detail }), nextTry });
          this.#outOfSight();
        },
        trace: (direction, message) => host.trace?.(direction, message),
      },
      signal,
    );
  }

  async dial({ callId, number, target, withheld }: DialOrder): Promise<CommandResult> {
    // Said before anything is sent: the softphone would show our number.
    if (withheld) return { ok: false, error: 'lineCannot' };
    const startedAt = this.host.now();
    const facts = { direction: 'outgoing', phase: 'dialling', number, displayName: '', withheld: false } as const;
    this.#tell({ id: callId, ...facts, startedAt });
    const result = await this.#link.command('dial', { order: callId, target: target.replaceAll('#', '%23') });
    const call = this.#calls.get(callId);
    if (!result.ok && call) this.#end(call, { reason: 'failed', ...(result.detail && { text: result.detail }) });
    return { ok: true };
  }

  async accept(callId: string): Promise<CommandResult> {
    return this.#calls.get(callId)?.phase === 'ringing' ? this.#order('accept', callId) : unknown();
  }

  async reject(callId: string): Promise<CommandResult> {
    return this.#calls.get(callId)?.phase === 'ringing' ? this.#order('hangUp', callId) : unknown();
  }

  async hangUp(callId: string): Promise<CommandResult> {
    return this.#order('hangUp', callId);
  }

  async control(callId: string, control: CallControl): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    const early = control.kind === 'mute' || control.kind === 'digits';
    if (!call || !(call.phase === 'connected' || (early && call.phase === 'dialling'))) return unknown();
    switch (control.kind) {
      case 'hold':
      case 'resume':
        if ((call.heldByUs ?? false) === (control.kind === 'hold')) return { ok: true };
        return as('holdFailed', this.#order(control.kind, callId));
      case 'mute':
        if ((call.muted ?? false) === control.on) return { ok: true };
        return this.#order('mute', callId, { on: control.on });
      case 'digits':
        return as('digitsFailed', this.#order('digits', callId, { digits: control.digits }));
      case 'transfer':
        return this.#transfer(call, control.target);
      case 'connect':
        return { ok: false, error: 'lineCannot' };
    }
  }

  async replaceMicrophone(callId: string): Promise<CommandResult> {
    return this.#calls.has(callId) ? { ok: true } : unknown();
  }

  retryNow(): void {
    this.#link.open();
  }

  async #transfer(call: CallFacts, target: string): Promise<CommandResult> {
    this.#tell({ ...call, transfer: { target, state: 'underWay' } });
    const result = await as(
      'transferFailed',
      this.#order('transfer', call.id, { target: target.replaceAll('#', '%23') }),
    );
    const now = this.#calls.get(call.id);
    if (!result.ok && now) this.#tell({ ...now, transfer: { target, state: 'failed', text: result.detail } });
    return result;
  }

  async #order(type: string, callId: string, more: object = {}): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    // Without an id of the softphone it is only being dialled: its name is ours, then.
    return call ? this.#link.command(type, { call: call.sipCallId ?? '', order: callId, ...more }) : unknown();
  }

  #heard(message: DesktopMessage): void {
    if (message.type === 'phone') {
      const { phase } = message.word;
      this.host.sink.line(message.word);
      const gone = message.word.reason === 'softphoneUnreachable' || message.word.reason === 'softphoneMissing';
      if (phase === 'lost' && gone) this.#loseAll();
    } else if (message.type === 'calls') {
      this.#unseen?.abort();
      for (const call of message.calls) this.#changed(call);
      for (const call of this.#calls.values())
        if (!message.calls.some((one) => isSame(one, call))) this.#end(call, { reason: 'lost' });
    } else if (message.type === 'call') {
      this.#changed(message.call);
    }
  }

  #changed(call: DesktopCall): void {
    const before = [...this.#calls.values()].find((facts) => isSame(call, facts)) ?? this.#newFacts(call);
    if (!before) return;
    if (call.phase === 'ended') {
      if (call.end) this.#end({ ...before, sipCallId: call.id }, endOfDesktop(call.end, before));
      return;
    }
    const now = this.host.now();
    const connected = call.phase === 'connected' || before.phase === 'connected';
    const failed = before.transfer && call.transferFailed !== undefined;
    this.#tell({
      ...before,
      phase: connected ? 'connected' : before.phase,
      sipCallId: before.sipCallId ?? call.id,
      ...(call.alerting && { alertingAt: before.alertingAt ?? now }),
      ...(connected && { answeredAt: before.answeredAt ?? now }),
      ...{ heldByUs: call.heldByUs, heldByThem: call.heldByThem, muted: call.muted ?? before.muted },
      ...(failed && { transfer: { ...before.transfer, state: 'failed' as const, text: call.transferFailed } }),
    } as CallFacts);
  }

  /** A call that came in, or that was dialled at the softphone itself. */
  #newFacts({ direction, phase, who }: DesktopCall): CallFacts | undefined {
    if (phase === 'ended') return undefined;
    const early = direction === 'incoming' ? ('ringing' as const) : ('dialling' as const);
    return { id: crypto.randomUUID(), direction, phase: early, ...who, startedAt: this.host.now() };
  }

  /** Tells what is new of a call. */
  #tell(facts: CallFacts): void {
    const before = this.#calls.get(facts.id);
    if (before && JSON.stringify(before) === JSON.stringify(facts)) return;
    this.#calls.set(facts.id, facts);
    this.host.sink.call(facts);
  }

  #end(call: CallFacts, end: Omit<NonNullable<CallFacts['end']>, 'at'>): void {
    if (!this.#calls.delete(call.id)) return;
    this.host.sink.call({ ...call, phase: 'ended', end: { at: this.host.now(), ...end } });
  }

  #loseAll(): void {
    for (const call of [...this.#calls.values()]) this.#end(call, { reason: 'lost' });
  }

  /** From now on nothing is heard of the calls there are. */
  #outOfSight(): void {
    if (this.#unseen && !this.#unseen.signal.aborted) return;
    this.#unseen = new AbortController();
    after(UNSEEN_MS, AbortSignal.any([this.signal, this.#unseen.signal]), () => this.#loseAll());
  }
}

function isSame(call: DesktopCall, facts: CallFacts): boolean {
  return facts.sipCallId === undefined ? call.order === facts.id : call.id === facts.sipCallId;
}

function unknown(): CommandResult {
  return { ok: false, error: 'callUnknown' };
}

/** The softphone says only that it failed: what did, we know. */
async function as(error: 'holdFailed' | 'digitsFailed' | 'transferFailed', result: Promise<CommandResult>) {
  const done = await result;
  return !done.ok && done.error === 'callFailed' ? { ...done, error } : done;
}
