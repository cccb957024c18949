/**
 * The line host: owns the line, its media, its sounds and the numbers of its events. Lives in a document that outlives
 * the background worker (Chrome: offscreen document) or in the background page itself (Firefox).
 *
 *   connector --facts--> number them --> journal --> deliver until acknowledged --> background
 *   background --commands--> microphone first, then connector
 */
import type { CallEvent, CallFacts } from '../call';
import { AppError, asFailure, report } from '../errors';
import type { LineTestStep } from '../messages';
import { CONNECTORS, type Connectors } from './connectors';
import { Delivery } from './delivery';
import type { Journal } from './journal';
import { LineLog, type LineLogEntry, lineWords } from './line-log';
import { testSipLine } from './line-test';
import { type MicrophoneUse, OpenMicrophones } from './open-microphones';
import { type PlayTone, Ringing } from './ringing';
import type {
  CommandResult,
  Connector,
  ConnectorHost,
  DialOrder,
  JournalEntry,
  LineConfig,
  LineState,
  LineWord,
  SipAccount,
  Snapshot,
  Softphone,
} from './softphone';
import { after, every, within } from './timers';

const HEARTBEAT_MS = 4000;
const LONGEST_LINE_RETRY_MS = 10_000;
/** A connector that promises to be closed within 2 s is not waited for any longer than this. */
const CLOSE_LIMIT_MS = 3000;

export interface LineHostParts {
  /** @throws AppError microphoneRefused | microphoneNotAsked | microphoneMissing | microphoneBusy */
  openMicrophone(use: MicrophoneUse): Promise<MediaStream>;
  /** A call goes on without our voice: its microphone is gone, and no other could be opened. */
  onVoiceLost?(error: unknown): void;
  /** Plays the far side's audio until the signal aborts. */
  play(stream: MediaStream, signal: AbortSignal): void;
  tone: PlayTone;
  journal: Journal;
  /** Delivers events to the background; resolves with the keys that are stored there. */
  onEvents(entries: JournalEntry[]): Promise<number[]>;
  /** Tells the background about the line. */
  onLine(line: LineState): Promise<unknown>;
  now?(): number;
  /** The connectors to choose from; all there are unless a test brings its own. */
  connectors?: Connectors;
}

export interface LineHost extends Softphone {
  /** Tries these settings beside the line and reports step by step; changes nothing. */
  testLine(account: SipAccount): Promise<LineTestStep[]>;
  retryNow(): Promise<void>;
  /** What happened on the line in the last hour, without credentials. */
  lineLog(): Promise<LineLogEntry[]>;
  /** Plays the ringtone for 3 s. @param volume 0..1 */
  previewRingtone(volume: number): Promise<void>;
}

/** One connector from configure to configure. */
interface Life {
  name: LineConfig['connector'];
  connector: Connector;
  stop: AbortController;
}

/** Starts the host: reads its journal, ends what died with its earlier life, then waits to be configured. */
export function createLineHost(parts: LineHostParts, signal: AbortSignal): LineHost {
  return new Host(parts, signal);
}

class Host implements LineHost {
  readonly #calls = new Map<string, CallEvent>();
  /** Ids of calls that were ordered and are not live yet. */
  readonly #ordered = new Set<string>();
  /** Ids of calls that have ended: nothing may come after. */
  readonly #ended = new Set<string>();
  /** Calls the user has just accepted or declined: they ring no more. */
  readonly #taken = new Set<string>();
  readonly #delivery: Delivery;
  readonly #ringing: Ringing;
  readonly #microphones: OpenMicrophones;
  readonly #log: LineLog;
  readonly #now: () => number;
  #line: LineState;
  #announcing: AbortController | undefined;
  #life: Life | undefined;
  /** What the running connector was configured with; the ringtone is no part of it. */
  #configured = '';
  #configuring: Promise<void> = Promise.resolve();
  /** Events are journalled one after the other, in the order they happened. */
  #journalling: Promise<void>;

  constructor(
    private readonly parts: LineHostParts,
    private readonly signal: AbortSignal,
  ) {
    this.#now = parts.now ?? Date.now;
    this.#log = new LineLog(this.#now);
    this.#line = { phase: 'off', connector: 'none', since: this.#now() };
    this.#delivery = new Delivery(parts.onEvents, (keys) => void parts.journal.forget(keys), signal);
    this.#ringing = new Ringing(parts.tone, signal);
    this.#microphones = new OpenMicrophones(parts.openMicrophone, signal, (id) => void this.#restoreVoice(id));
    this.#journalling = this.#recover().catch((error) => report(error, 'reading the journal of the line'));
    every(HEARTBEAT_MS, signal, () => {
      if (this.#calls.size > 0) void parts.journal.beat(this.#now());
    });
    signal.addEventListener('abort', () => void this.#stopLine(), { once: true });
  }

  configure(config: LineConfig | null): Promise<void> {
    const applied = this.#configuring.then(() => this.#apply(config));
    this.#configuring = applied.catch((error) => report(error, 'configuring the line'));
    return applied;
  }

  prepare(callId: string): Promise<CommandResult> {
    return outcome('preparing a call', async () => {
      if (this.#readyLine().connector.needsMicrophone) await this.#microphones.prepare(callId);
      return { ok: true };
    });
  }

  dial(order: DialOrder): Promise<CommandResult> {
    return outcome('dialling', async () => {
      const { connector } = this.#readyLine();
      if (this.#calls.has(order.callId) || this.#ended.has(order.callId)) throw new AppError('callInProgress');
      this.#ordered.add(order.callId);
      const dial = (microphone: MediaStream | null) => connector.dial(order, microphone);
      return this.#withMicrophone(order.callId, connector, dial).finally(() => this.#ordered.delete(order.callId));
    });
  }

  accept(callId: string): Promise<CommandResult> {
    return outcome('accepting a call', async () => {
      const connector = this.#connectorOf(callId);
      if (this.#taken.has(callId)) return { ok: true };
      return this.#take(callId, () =>
        this.#withMicrophone(callId, connector, (microphone) => connector.accept(callId, microphone)),
      );
    });
  }

  reject(callId: string): Promise<CommandResult> {
    return outcome('declining a call', () => {
      const connector = this.#connectorOf(callId);
      return this.#take(callId, () => connector.reject(callId));
    });
  }

  hangUp(callId: string): Promise<CommandResult> {
    return outcome('hanging up', () => this.#connectorOf(callId).hangUp(callId));
  }

  async snapshot(): Promise<Snapshot> {
    await this.#journalling;
    const live = [...this.#calls.values()];
    return { line: this.#line, live, ordered: [...this.#ordered], unacknowledged: this.#delivery.waiting };
  }

  async acknowledge(keys: number[]): Promise<void> {
    this.#delivery.acknowledge(keys);
  }

  testLine(account: SipAccount): Promise<LineTestStep[]> {
    return testSipLine(account, () => this.parts.openMicrophone({}), this.signal).finally(() => {
      // A PBX that keeps one registration per user has dropped ours for the test's: register again.
      if (this.#line.phase === 'ready') this.#life?.connector.retryNow();
    });
  }

  async retryNow(): Promise<void> {
    this.#life?.connector.retryNow();
  }

  async lineLog(): Promise<LineLogEntry[]> {
    return this.#log.entries;
  }

  async previewRingtone(volume: number): Promise<void> {
    this.#ringing.preview(volume);
  }

  async #recover(): Promise<void> {
    const { entries, live } = await this.parts.journal.open();
    this.#delivery.add(entries);
    for (const row of live) {
      const { facts, seq } = row.event;
      const end = { at: Math.max(row.heartbeatAt, facts.startedAt), reason: 'lost' } as const;
      const event: CallEvent = { seq: seq + 1, facts: { ...facts, phase: 'ended', end } };
      this.#ended.add(facts.id);
      this.#delivery.add([await this.parts.journal.append(event, row.line, this.#now())]);
    }
  }

  async #apply(config: LineConfig | null): Promise<void> {
    this.#ringing.ringtone = config?.ringtone ?? { on: false, volume: 0 };
    const wanted = config ? JSON.stringify({ ...config, ringtone: undefined }) : '';
    if (wanted !== this.#configured) {
      this.#configured = wanted;
      await this.#stopLine();
      if (config) this.#startLine(config);
      else this.#lineChanged('none', { phase: 'off' });
    }
    this.#updateRinging();
    await this.#journalling;
  }

  #startLine(config: LineConfig): void {
    const stop = new AbortController();
    const name = config.connector;
    const host: ConnectorHost = {
      sink: {
        call: (facts) => this.#callChanged(facts, name),
        line: (state) => {
          if (!stop.signal.aborted) this.#lineChanged(name, state);
        },
        report,
      },
      openMicrophone: () => this.parts.openMicrophone({}),
      play: this.parts.play,
      tone: (tone, signal) => this.parts.tone(tone, 1, signal),
      now: this.#now,
      trace: (direction, message) => this.#log.message(direction, message),
    };
    this.#lineChanged(name, { phase: 'connecting' });
    const create = (this.parts.connectors ?? CONNECTORS)[name] as (
      config: LineConfig,
      host: ConnectorHost,
      signal: AbortSignal,
    ) => Connector;
    try {
      this.#life = { name, stop, connector: create(config, host, stop.signal) };
    } catch (error) {
      report(error, 'bringing up the line');
      this.#lineChanged(name, { phase: 'lost', reason: 'internal', detail: asFailure(error).detail });
    }
  }

  /** Ends the line and every call on it; returns when no socket is open any more. */
  async #stopLine(): Promise<void> {
    const life = this.#life;
    if (!life) return;
    life.stop.abort();
    for (const { facts } of this.#calls.values()) {
      this.#callChanged({ ...facts, phase: 'ended', end: { at: this.#now(), reason: 'lost' } }, life.name);
    }
    this.#life = undefined;
    this.#microphones.releaseAll();
    const late = () => new Error('the line did not close in time');
    await within(CLOSE_LIMIT_MS, life.connector.closed, late).catch((error) => report(error, 'closing the line'));
  }

  #callChanged(facts: CallFacts, line: string): void {
    if (this.#ended.has(facts.id)) {
      report(new Error(`${facts.phase} after the end of call ${facts.id}`), 'numbering an event');
      return;
    }
    const event: CallEvent = { seq: (this.#calls.get(facts.id)?.seq ?? 0) + 1, facts: structuredClone(facts) };
    if (facts.phase === 'ended') {
      this.#calls.delete(facts.id);
      this.#taken.delete(facts.id);
      this.#ended.add(facts.id);
      this.#microphones.release(facts.id);
    } else {
      this.#calls.set(facts.id, event);
    }
    this.#log.add('call', callWords(facts));
    this.#updateRinging();
    const at = this.#now();
    this.#journalling = this.#journalling
      .then(async () => this.#delivery.add([await this.parts.journal.append(event, line, at)]))
      .catch((error) => report(error, 'journalling an event'));
  }

  #lineChanged(connector: LineState['connector'], state: LineWord): void {
    const unchanged = connector === this.#line.connector && state.phase === this.#line.phase;
    const since = unchanged ? this.#line.since : (state.since ?? this.#now());
    const line: LineState = { ...state, connector, since };
    if (JSON.stringify(line) === JSON.stringify(this.#line)) return;
    this.#line = line;
    this.#log.add('line', lineWords(line));
    this.#announcing?.abort();
    this.#announcing = new AbortController();
    this.#announceLine(500, AbortSignal.any([this.signal, this.#announcing.signal]));
  }

  /** Tells the background until it has heard it or the line has changed again. */
  #announceLine(delay: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.parts.onLine(this.#line).catch(() => {
      after(delay, signal, () => this.#announceLine(Math.min(LONGEST_LINE_RETRY_MS, delay * 2), signal));
    });
  }

  #updateRinging(): void {
    const calls = [...this.#calls.values()].map((event) => event.facts);
    this.#ringing.update(calls, this.#taken);
  }

  /** The running line. @throws AppError why no call can be made now */
  #readyLine(): Life {
    if (!this.#life) throw new AppError('lineNotSetUp');
    if (this.#line.phase === 'ready') return this.#life;
    if (this.#line.phase === 'lost') throw new AppError(this.#line.reason ?? 'serverUnreachable', this.#line.detail);
    throw new AppError('lineConnecting');
  }

  #connectorOf(callId: string): Connector {
    if (!this.#life || !this.#calls.has(callId)) throw new AppError('callUnknown');
    return this.#life.connector;
  }

  /** The user deals with this call now: it stops ringing at once, and rings on should the command fail. */
  async #take(callId: string, command: () => Promise<CommandResult>): Promise<CommandResult> {
    let done = false;
    this.#taken.add(callId);
    this.#updateRinging();
    try {
      const result = await command();
      done = result.ok;
      return result;
    } finally {
      if (!done) {
        this.#taken.delete(callId);
        this.#updateRinging();
      }
    }
  }

  /** The document that lent its microphone has gone in a call: another one lends its own. */
  async #restoreVoice(callId: string): Promise<void> {
    try {
      const connector = this.#connectorOf(callId);
      const replace = async (microphone: MediaStream | null) =>
        microphone ? connector.replaceMicrophone(callId, microphone) : { ok: true as const };
      const result = await this.#withMicrophone(callId, connector, replace);
      if (!result.ok) throw new AppError(result.error, result.detail);
    } catch (error) {
      // A call that has ended meanwhile needs no voice.
      if (this.#calls.has(callId)) this.parts.onVoiceLost?.(error);
    }
  }

  /** MUST NOT send an INVITE or a 200 before the microphone is open: so it comes first, whatever is asked. */
  async #withMicrophone(
    callId: string,
    connector: Connector,
    command: (microphone: MediaStream | null) => Promise<CommandResult>,
  ): Promise<CommandResult> {
    const microphone = connector.needsMicrophone ? await this.#microphones.take(callId) : null;
    let done = false;
    try {
      if (this.#life?.connector !== connector) throw new AppError('lineConnecting');
      const result = await command(microphone);
      done = result.ok;
      return result;
    } finally {
      if (!done) this.#microphones.release(callId);
    }
  }
}

/** A change of a call in technical words. */
function callWords({ id, direction, phase, number, end, sipCallId = '' }: CallFacts): string {
  const why = end && [end.reason, end.text].filter(Boolean).join(' ');
  return [id, direction, number, phase, why, sipCallId].filter(Boolean).join(' ');
}

/** Runs a command; what goes wrong becomes its result. Bugs are reported besides. */
async function outcome(when: string, command: () => Promise<CommandResult> | CommandResult): Promise<CommandResult> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof AppError)) report(error, when);
    const { code, detail } = asFailure(error);
    return { ok: false, error: code, detail };
  }
}
