/**
 * The demonstration line: plays the far side by a script and needs nothing, not even a microphone. Its numbers are
 * reserved for fiction; no call leaves this machine.
 */
import type { CallEnd, CallFacts } from '../call';
import type { CallControl, CommandResult, Connector, ConnectorHost, DialOrder } from './softphone';
import { after } from './timers';

/** Milliseconds. */
export interface DemoTimes {
  /** How long a call is being dialled before the far side rings. */
  untilAlerting: number;
  /** Ringing before the far side answers. */
  untilAnswer: number;
  /** Before a call is refused: busy, unknown number, or by the one who calls back. */
  untilRefusal: number;
  untilCallBack: number;
  /** How long the caller lets it ring. */
  callerPatience: number;
  untilDrop: number;
  untilNoAnswer: number;
  longestTalk: number;
}

export const DEMO_TIMES: DemoTimes = {
  untilAlerting: 300,
  untilAnswer: 1500,
  untilRefusal: 1500,
  untilCallBack: 5000,
  callerPatience: 20_000,
  untilDrop: 4000,
  untilNoAnswer: 20_000,
  longestTalk: 60_000,
};

/** What a demo number does, by its last digits; see `behaviourOf`. */
type Behaviour = 'answers' | 'busy' | 'callsBack' | 'drops' | 'noAnswer' | 'invalidNumber';

const BEHAVIOURS: Record<string, Behaviour> = {
  '001': 'answers',
  '002': 'busy',
  '003': 'callsBack',
  '004': 'drops',
  '005': 'noAnswer',
  '006': 'invalidNumber',
};

/** Berlin numbers reserved for fiction, also as people write them: the demo must work whatever the country setting. */
const DEMO_NUMBER = /^(?:(?:\+|00)?49|0)30 ?23125(\d{3})$/;

/** Any other number answers. */
function behaviourOf(number: string): Behaviour {
  return BEHAVIOURS[keyOf(number)] ?? 'answers';
}

/** The last digits of a demo number, however it is written; else the number itself. */
function keyOf(number: string): string {
  return DEMO_NUMBER.exec(number)?.[1] ?? number;
}

interface DemoCall {
  facts: CallFacts;
  /** Aborts when the call ends: its timers and sounds go with it. */
  over: AbortController;
  /** Aborts when the call is answered: what would have ended the ringing is off. */
  answered: AbortController;
  /** Aborts when the far side falls silent: held, or gone. */
  talk?: AbortController;
}

/** The demo line with its usual times. */
export function createDemo(_config: unknown, host: ConnectorHost, signal: AbortSignal): Connector {
  return demoLine(DEMO_TIMES, host, signal);
}

/** The demo line with times of one's own. */
export function demoLine(times: DemoTimes, host: ConnectorHost, signal: AbortSignal): Connector {
  const line = new DemoLine(times, host, signal);
  host.sink.line({ phase: 'ready' });
  return line;
}

class DemoLine implements Connector {
  readonly needsMicrophone = false;
  readonly closed: Promise<void>;
  readonly #calls = new Map<string, DemoCall>();
  /** Numbers that have rung the user in vain: they wait beside the telephone, and answer when they are called back. */
  readonly #waiting = new Set<string>();

  constructor(
    private readonly times: DemoTimes,
    private readonly host: ConnectorHost,
    private readonly signal: AbortSignal,
  ) {
    this.closed = new Promise((resolve) => {
      const close = () => {
        for (const call of this.#calls.values()) this.#end(call, 'lost');
        resolve();
      };
      signal.addEventListener('abort', close, { once: true });
    });
  }

  async dial(order: DialOrder): Promise<CommandResult> {
    const { callId, number } = order;
    const call = this.#add({ id: callId, direction: 'outgoing', phase: 'dialling', number });
    const behaviour = this.#waiting.delete(keyOf(number)) ? 'answers' : behaviourOf(number);
    if (behaviour === 'invalidNumber') {
      this.#later(call, this.times.untilRefusal, () => this.#end(call, 'invalidNumber', '404 Not Found'));
    } else if (behaviour === 'busy') {
      this.#later(call, this.times.untilRefusal, () => this.#end(call, 'busy', '486 Busy Here'));
    } else {
      this.#later(call, this.times.untilAlerting, () => this.#alert(call, behaviour));
    }
    return { ok: true };
  }

  async accept(callId: string): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    if (call?.facts.phase !== 'ringing') return { ok: false, error: 'callUnknown' };
    this.#waiting.delete(keyOf(call.facts.number));
    this.#connect(call);
    return { ok: true };
  }

  async reject(callId: string): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    if (call?.facts.phase !== 'ringing') return { ok: false, error: 'callUnknown' };
    this.#end(call, 'declined');
    return { ok: true };
  }

  async hangUp(callId: string): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    if (!call) return { ok: false, error: 'callUnknown' };
    if (call.facts.phase === 'ringing') this.#end(call, 'declined');
    else this.#end(call, call.facts.phase === 'dialling' ? 'cancelled' : 'localHangUp');
    return { ok: true };
  }

  async control(callId: string, control: CallControl): Promise<CommandResult> {
    const call = this.#calls.get(callId);
    const early = control.kind === 'mute' || control.kind === 'digits';
    const phase = call?.facts.phase;
    if (!call || (phase !== 'connected' && !(early && phase === 'dialling')))
      return { ok: false, error: 'callUnknown' };
    if (control.kind === 'mute') this.#change(call, { muted: control.on });
    else if (control.kind === 'hold') this.#hold(call, true);
    else if (control.kind === 'resume') this.#hold(call, false);
    else if (control.kind === 'transfer') this.#transfer(call, control.target);
    else if (control.kind === 'connect') return this.#connectTwo(call, control.with);
    return { ok: true };
  }

  async replaceMicrophone(callId: string): Promise<CommandResult> {
    return this.#calls.has(callId) ? { ok: true } : { ok: false, error: 'callUnknown' };
  }

  retryNow(): void {
    // Never lost, so nothing to try.
  }

  #alert(call: DemoCall, behaviour: Behaviour): void {
    this.#change(call, { alertingAt: this.host.now() });
    this.host.tone('ringBack', AbortSignal.any([call.over.signal, call.answered.signal]));
    const { untilAnswer, untilDrop, untilNoAnswer, untilRefusal, untilCallBack } = this.times;
    if (behaviour === 'noAnswer') {
      this.#later(call, untilNoAnswer, () => this.#end(call, 'noAnswer', '480 Temporarily Unavailable'));
    } else if (behaviour === 'callsBack') {
      this.#later(call, untilRefusal, () => {
        this.#end(call, 'noAnswer', '480 Temporarily Unavailable');
        after(untilCallBack, this.signal, () => this.#ring(call.facts.number));
      });
    } else {
      this.#later(call, untilAnswer, () => {
        this.#connect(call);
        if (behaviour === 'drops') this.#later(call, untilDrop, () => this.#end(call, 'remoteHangUp'));
      });
    }
  }

  #ring(number: string): void {
    this.#waiting.add(keyOf(number));
    const call = this.#add({ id: crypto.randomUUID(), direction: 'incoming', phase: 'ringing', number });
    after(this.times.callerPatience, AbortSignal.any([call.over.signal, call.answered.signal]), () =>
      this.#end(call, 'callerGaveUp'),
    );
  }

  #connect(call: DemoCall): void {
    call.answered.abort();
    this.#change(call, { phase: 'connected', answeredAt: this.host.now() });
    this.#talk(call);
    this.#later(call, this.times.longestTalk, () => this.#end(call, 'remoteHangUp'));
  }

  #talk(call: DemoCall): void {
    call.talk = new AbortController();
    this.host.tone('talk', AbortSignal.any([call.over.signal, call.talk.signal]));
  }

  #hold(call: DemoCall, on: boolean): void {
    if ((call.facts.heldByUs ?? false) === on) return;
    if (on) call.talk?.abort();
    else this.#talk(call);
    this.#change(call, { heldByUs: on });
  }

  /** The far side of the transfer does what a demo number does when it is dialled. */
  #transfer(call: DemoCall, target: string): void {
    const transfer = { target, state: 'underWay' } as const;
    this.#change(call, { transfer });
    const refusals: Partial<Record<Behaviour, string>> = { busy: '486 Busy Here', invalidNumber: '404 Not Found' };
    const text = refusals[behaviourOf(target)];
    this.#later(call, this.times.untilRefusal, () => {
      if (text === undefined) this.#end(call, 'transferred');
      else this.#change(call, { transfer: { ...transfer, state: 'failed', text } });
    });
  }

  #connectTwo(call: DemoCall, otherId: string): CommandResult {
    const other = this.#calls.get(otherId);
    if (other?.facts.phase !== 'connected' || other === call) return { ok: false, error: 'callUnknown' };
    this.#end(other, 'transferred');
    this.#end(call, 'transferred');
    return { ok: true };
  }

  #add(facts: Pick<CallFacts, 'id' | 'direction' | 'phase' | 'number'>): DemoCall {
    const call: DemoCall = {
      facts: { ...facts, displayName: '', withheld: false, startedAt: this.host.now() },
      over: new AbortController(),
      answered: new AbortController(),
    };
    this.#calls.set(facts.id, call);
    this.host.sink.call(call.facts);
    return call;
  }

  #change(call: DemoCall, changed: Partial<CallFacts>): void {
    call.facts = { ...call.facts, ...changed };
    this.host.sink.call(call.facts);
  }

  #end(call: DemoCall, reason: CallEnd['reason'], text?: string): void {
    this.#calls.delete(call.facts.id);
    call.over.abort();
    this.#change(call, { phase: 'ended', end: { at: this.host.now(), reason, text } });
  }

  /** Runs `action` unless the call has ended before. */
  #later(call: DemoCall, ms: number, action: () => void): void {
    after(ms, call.over.signal, action);
  }
}
