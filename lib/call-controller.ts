/**
 * The only one that starts or ends a call and the only writer of the call log. It keeps nothing that it cannot lose:
 * a worker that dies between two lines finds everything again in the log and in the line host's snapshot.
 */
import { type Call, type CallContact, type CallEvent, isLive } from './call';
import { type Applied, applyEvent, beginCall, callById, endFailed, endLost, liveCalls } from './call-log';
import type { Asked, DialCheck } from './dial-check';
import { asFailure, report } from './errors';
import type { PlainControl } from './messages';
import type { Settings } from './settings';
import type { CommandResult, JournalEntry, Snapshot, Softphone } from './softphone/softphone';
import { within } from './softphone/timers';

/** A second press on the same number within this time is the same press (R3). */
export const DOUBLE_CLICK_MS = 1000;

/** Whoever calls for help waits no longer than this for a far side to be held. */
const WAY_LIMIT_MS = 2000;

export interface Dialled extends Asked {
  /** E.164 or internal digits, as the log keeps it. */
  number: string;
  contact?: CallContact | undefined;
  /** The call that may be given to whoever is dialled, if they take it. */
  consultFor?: string | undefined;
}

export interface ControllerParts {
  softphone: Softphone;
  settings(): Promise<Settings>;
  /** What is dialled for a number, or why it is not, or not before a question. */
  checkDial(number: string, settings: Settings, asked: Asked): DialCheck;
  /** Caller id as the network sent it -> as the log keeps it. */
  normaliseCaller(raw: string, settings: Settings): string;
  /** Every change of a call, after it was kept. */
  announce(change: Applied): void;
  now(): number;
}

export class CallController {
  /** Calls whose row exists but whose order may not have reached the host yet: reconcile leaves them alone. */
  readonly #underway = new Set<string>();
  #dialling: { number: string; at: number; done: Promise<CommandResult> } | undefined;
  #events: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ControllerParts) {}

  /** Starts a call, or says why not; a refusal leaves no trace in the log. A double click dials once. */
  dial(dialled: Dialled): Promise<CommandResult> {
    const at = this.parts.now();
    const last = this.#dialling;
    // An answer to a question is no second press.
    const again = last?.number === dialled.number && !dialled.confirmed?.length;
    if (last && again && at - last.at < DOUBLE_CLICK_MS) return last.done;
    const place = () => this.#place(dialled);
    const done = (last?.done ?? Promise.resolve()).then(place, place);
    this.#dialling = { number: dialled.number, at, done };
    return done;
  }

  /** Accepts a ringing call; the line host holds the one that is connected. */
  async accept(callId: string): Promise<CommandResult> {
    const call = await callById(callId);
    if (call?.state !== 'ringing') return { ok: false, error: 'callUnknown' };
    if (await isDialling()) return { ok: false, error: 'callInProgress' };
    const ready = await this.parts.softphone.prepare(callId);
    return ready.ok ? this.parts.softphone.accept(callId) : ready;
  }

  /** Ends a call by our user: declines it while it rings, cancels or hangs up otherwise. */
  async hangUp(callId: string): Promise<CommandResult> {
    const call = await callById(callId);
    if (!call || !isLive(call)) return { ok: false, error: 'callUnknown' };
    const { softphone } = this.parts;
    return call.state === 'ringing' ? softphone.reject(callId) : softphone.hangUp(callId);
  }

  /** Hold, resume, mute, keys, and connecting two calls. What a call is doing is the line's to know. */
  async control(callId: string, control: PlainControl): Promise<CommandResult> {
    const call = await callById(callId);
    if (!call || !isLive(call)) return { ok: false, error: 'callUnknown' };
    if (control.kind !== 'digits') return this.parts.softphone.control(callId, control);
    if (!/^[0-9*#]{1,64}$/.test(control.digits)) return { ok: false, error: 'numberInvalid', detail: control.digits };
    const { calls } = await this.parts.settings();
    return this.parts.softphone.control(callId, { ...control, as: calls.digits });
  }

  /** Gives a connected call away unannounced; the rules of dialling hold for whom it goes to. */
  async transfer(callId: string, { number, ...asked }: Pick<Dialled, 'number' | 'confirmed'>): Promise<CommandResult> {
    if ((await callById(callId))?.state !== 'connected') return { ok: false, error: 'callUnknown' };
    const check = this.parts.checkDial(number, await this.parts.settings(), asked);
    return check.ok ? this.parts.softphone.control(callId, { kind: 'transfer', target: check.target }) : check;
  }

  /** Takes events of the line in their order; resolves with the journal keys that nobody else need keep any more. */
  takeEvents(entries: JournalEntry[]): Promise<number[]> {
    return this.#inOrder(async () => {
      const stored: number[] = [];
      for (const { key, event, line } of entries) {
        if (await this.#store(event, line)) stored.push(key);
      }
      return stored;
    });
  }

  /**
   * Brings the log and what the line host knows together: a call the host no longer knows ends as lost by R5/R7,
   * one the log does not know is added. @returns what the host said
   */
  async reconcile(): Promise<Snapshot> {
    // Only what the log had before we asked can be lost: a call that rings while the answer is on its way is in the log
    // and not in the answer.
    const before = (await liveCalls()).filter(({ id }) => !this.#underway.has(id)).map(({ id }) => id);
    const snapshot = await this.parts.softphone.snapshot();
    await this.parts.softphone.acknowledge(await this.takeEvents(snapshot.unacknowledged));
    await this.#inOrder(async () => {
      for (const event of snapshot.live) await this.#store(event, snapshot.line.connector);
      const settings = await this.parts.settings();
      const carried = new Set([...snapshot.live.map((event) => event.facts.id), ...snapshot.ordered]);
      const lost = new Set(before.filter((id) => !carried.has(id)));
      for (const call of await liveCalls()) {
        if (!lost.has(call.id)) continue;
        const lastSeen = Math.max(call.startedAt, call.alertingAt ?? 0, call.answeredAt ?? 0);
        const ended = await endLost(call.id, lastSeen, settings);
        if (ended) this.parts.announce(ended);
      }
    });
    return snapshot;
  }

  async #place({ number, contact, consultFor, ...asked }: Dialled): Promise<CommandResult> {
    const before = await this.parts.settings();
    if (!before.moduleOn) return { ok: false, error: 'moduleOff' };
    const check = this.parts.checkDial(number, before, asked);
    if (!check.ok) return check;
    const { target } = check;
    // A connected call is held by the line host; one that still dials cannot be.
    if (check.emergency) await this.#makeWay();
    else if (await isDialling()) return { ok: false, error: 'callInProgress' };
    const callId = crypto.randomUUID();
    const ready = await this.parts.softphone.prepare(callId);
    if (!ready.ok) return ready;
    const settings = await this.parts.settings();
    const dialled = { id: callId, number, dialled: target, line: settings.connector, contact, consultFor };
    const call = newCall(dialled, this.parts.now());
    this.#underway.add(callId);
    try {
      // Kept before anything is sent: a call that the PBX knows is never unknown to us.
      this.parts.announce(await beginCall(call));
      const withheld = settings.calls.callerId === 'withheld';
      const result = await this.parts.softphone.dial({ callId, number, target, ...(withheld && { withheld }) });
      if (!result.ok) {
        const text = result.detail ?? '';
        this.parts.announce(await endFailed(callId, this.parts.now(), text, settings));
      }
      return result;
    } catch (error) {
      // The order or its reply got lost on the way: only the host knows whether there is a call.
      this.#underway.delete(callId);
      const { code, detail } = asFailure(error);
      await this.reconcile();
      return { ok: false, error: code, detail };
    } finally {
      this.#underway.delete(callId);
    }
  }

  /** For a call for help: what talks is held, and whatever cannot be held ends. */
  async #makeWay(): Promise<void> {
    const { softphone } = this.parts;
    const late = () => new Error('no answer to a hold');
    const isHeld = async (id: string) => {
      try {
        return (await within(WAY_LIMIT_MS, softphone.control(id, { kind: 'hold' }), late)).ok;
      } catch {
        // A line that gives no answer has not held it either: help does not wait for it.
        return false;
      }
    };
    for (const { id, state } of await liveCalls()) {
      if (state === 'ringing') continue;
      if (state !== 'connected' || !(await isHeld(id))) await softphone.hangUp(id);
    }
  }

  /** @returns whether the database has it; else it is in memory only, as long as it is not stored */
  async #store(event: CallEvent, line: string): Promise<boolean> {
    const settings = await this.parts.settings();
    const { facts } = event;
    const foreign = facts.direction === 'incoming' && !facts.withheld;
    const number = foreign ? this.parts.normaliseCaller(facts.number, settings) : facts.number;
    const applied = await applyEvent({ ...event, facts: { ...facts, number } }, line, settings);
    if (applied.problem) report(new Error(applied.problem), 'an event that cannot happen');
    if (applied.changed) this.parts.announce(applied);
    return applied.stored;
  }

  /** One after the other: announcements come in the order of events. */
  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#events.then(work, work);
    this.#events = result.catch(() => undefined);
    return result;
  }
}

async function isDialling(): Promise<boolean> {
  return (await liveCalls()).some(({ state }) => state === 'dialling');
}

type Ordered = Pick<Call, 'id' | 'number' | 'dialled' | 'line' | 'contact' | 'consultFor'>;

function newCall(call: Ordered, startedAt: number): Call {
  return {
    ...call,
    direction: 'outgoing',
    state: 'dialling',
    displayName: '',
    withheld: false,
    startedAt,
    seq: 0,
    removed: 0,
    note: '',
  };
}
