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
import { DEFAULT_AUDIO } from './audio-settings';
import { EventPost } from './event-post';
import { Foremost } from './foremost';
import type { LineHost, LineHostParts } from './host-parts';
import type { LiveRow } from './journal';
import { LineAnnouncement } from './line-announcement';
import { callWords, LineLog, type LineLogEntry, lineWords } from './line-log';
import { OpenMicrophones } from './open-microphones';
import { outcome } from './outcome';
import { Ringing } from './ringing';
import {
  type CallControl,
  type CommandResult,
  type Connector,
  type ConnectorHost,
  type DialOrder,
  type HostChoices,
  type LineConfig,
  type LineState,
  type LineWord,
  lineOf,
  type SipAccount,
  type Snapshot,
} from './softphone';
import { every, within } from './timers';
import { Unattended } from './unattended';

const HEARTBEAT_MS = 4000;
/** A connector that promises to be closed within 2 s is not waited for any longer than this. */
const CLOSE_LIMIT_MS = 3000;

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
  readonly #post: EventPost;
  readonly #ringing: Ringing;
  readonly #microphones: OpenMicrophones;
  readonly #log: LineLog;
  readonly #foremost: Foremost;
  readonly #now: () => number;
  #line: LineState;
  readonly #announcement: LineAnnouncement;
  #life: Life | undefined;
  #choices: HostChoices = { ringtone: { on: false, volume: 0 } };
  readonly #unattended: Unattended;
  /** What the running connector was configured with; choices are no part of it. */
  #configured = '';
  #configuring: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: LineHostParts,
    private readonly signal: AbortSignal,
  ) {
    this.#now = parts.now ?? Date.now;
    this.#log = new LineLog(this.#now);
    this.#line = { phase: 'off', connector: 'none', since: this.#now() };
    this.#post = new EventPost(parts, this.#now, signal);
    this.#announcement = new LineAnnouncement((line) => parts.onLine(line), signal);
    this.#ringing = new Ringing(parts.tone, signal);
    const open: LineHostParts['openMicrophone'] = (use) => {
      const { audio } = this.#choices;
      return parts.openMicrophone({ ...use, ...(audio && { audio }) });
    };
    const lost = (id: string, unplugged: boolean) => void this.#restoreVoice(id, unplugged);
    this.#microphones = new OpenMicrophones(open, signal, lost);
    const hold = (id: string) => this.#connectorOf(id).control(id, { kind: 'hold' });
    this.#foremost = new Foremost(() => this.#facts, this.#taken, hold);
    this.#unattended = new Unattended(
      {
        choices: () => this.#choices,
        reject: async (id) => this.#life?.connector.reject(id, 'unavailable'),
        rings: (id) => this.#calls.get(id)?.facts.phase === 'ringing' && !this.#taken.has(id),
        alone: () => this.#calls.size === 1 && this.#ordered.size === 0,
        announce: () => this.#ringing.announce(),
        accept: (id) => this.accept(id),
        failed: (error) => parts.onVoiceLost?.(error),
      },
      signal,
    );
    this.#post.recover((row) => this.#endOf(row));
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
      return this.#foremost
        .give(order.callId, () => this.#withMicrophone(order.callId, connector, dial))
        .finally(() => this.#ordered.delete(order.callId));
    });
  }

  accept(callId: string): Promise<CommandResult> {
    return outcome('accepting a call', async () => {
      const connector = this.#connectorOf(callId);
      if (this.#taken.has(callId)) return { ok: true };
      const accept = (microphone: MediaStream | null) => connector.accept(callId, microphone);
      return this.#take(callId, () =>
        this.#foremost.give(callId, () => this.#withMicrophone(callId, connector, accept)),
      );
    });
  }

  reject(callId: string): Promise<CommandResult> {
    return outcome('declining a call', () => {
      const connector = this.#connectorOf(callId);
      return this.#take(callId, () => connector.reject(callId, 'busy'));
    });
  }

  hangUp(callId: string): Promise<CommandResult> {
    return outcome('hanging up', () => this.#connectorOf(callId).hangUp(callId));
  }

  control(callId: string, control: CallControl): Promise<CommandResult> {
    return outcome(`call control: ${control.kind}`, () => {
      const command = () => this.#connectorOf(callId).control(callId, control);
      return control.kind === 'resume' ? this.#foremost.give(callId, command) : command();
    });
  }

  async snapshot(): Promise<Snapshot> {
    await this.#post.recovered;
    const live = [...this.#calls.values()];
    return { line: this.#line, live, ordered: [...this.#ordered], unacknowledged: this.#post.waiting };
  }

  async acknowledge(keys: number[]): Promise<void> {
    this.#post.acknowledge(keys);
  }

  testLine(account: SipAccount): Promise<LineTestStep[]> {
    if (!this.parts.testSip) throw new Error('no SIP line lives in this host');
    return this.parts
      .testSip(account, () => this.parts.openMicrophone({}), this.signal)
      .finally(() => {
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

  /** How a call of an earlier life has ended. */
  #endOf({ event, line, heartbeatAt }: LiveRow): CallEvent | undefined {
    const { facts, seq } = event;
    // The softphone on the desk may have carried it on.
    if (line === 'desktop') {
      this.#calls.set(facts.id, event);
      return undefined;
    }
    this.#ended.add(facts.id);
    const end = { at: Math.max(heartbeatAt, facts.startedAt), reason: 'lost' } as const;
    return { seq: seq + 1, facts: { ...facts, phase: 'ended', end } };
  }

  async #apply(config: LineConfig | null): Promise<void> {
    const before = JSON.stringify(this.#choices.audio);
    this.#choices = config ?? { ringtone: { on: false, volume: 0 } };
    if (JSON.stringify(this.#choices.audio) !== before) this.#microphones.renew();
    this.#ringing.ringtone = this.#choices.ringtone;
    this.parts.chooseAudio?.(this.#choices.audio ?? DEFAULT_AUDIO);
    const wanted = config ? JSON.stringify(lineOf(config)) : '';
    if (wanted !== this.#configured) {
      this.#configured = wanted;
      await this.#post.recovered;
      await this.#stopLine();
      if (config?.connector !== 'desktop') this.#endAll('desktop');
      if (config) this.#startLine(config);
      else this.#lineChanged('none', { phase: 'off' });
    }
    this.#updateRinging();
    await this.#post.journalled();
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
      reach: this.parts.reach,
      earlier: this.#facts,
      trace: (direction, message) => this.#log.message(direction, message),
    };
    this.#lineChanged(name, { phase: 'connecting' });
    const create = this.parts.connectors[name] as (
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
    this.#endAll(life.name);
    this.#life = undefined;
    this.#microphones.releaseAll();
    const late = () => new Error('the line did not close in time');
    await within(CLOSE_LIMIT_MS, life.connector.closed, late).catch((error) => report(error, 'closing the line'));
  }

  #endAll(line: string): void {
    const end = () => ({ at: this.#now(), reason: 'lost' as const });
    for (const facts of this.#facts) this.#callChanged({ ...facts, phase: 'ended', end: end() }, line);
  }

  #callChanged(facts: CallFacts, line: string): void {
    if (this.#ended.has(facts.id)) {
      report(new Error(`${facts.phase} after the end of call ${facts.id}`), 'numbering an event');
      return;
    }
    const before = this.#calls.get(facts.id);
    const told = this.#unattended.turnedAway(facts, before !== undefined);
    if (!told) return;
    const event: CallEvent = { seq: (before?.seq ?? 0) + 1, facts: told };
    if (facts.phase === 'ended') {
      this.#calls.delete(facts.id);
      this.#taken.delete(facts.id);
      this.#ended.add(facts.id);
      this.#microphones.release(facts.id);
    } else {
      this.#calls.set(facts.id, event);
    }
    // On its way first: a sound takes its time to begin.
    this.#post.send(event, line);
    this.#log.add('call', callWords(facts));
    this.#updateRinging();
    if (!before) this.#unattended.answer(facts);
  }

  #lineChanged(connector: LineState['connector'], state: LineWord): void {
    const unchanged = connector === this.#line.connector && state.phase === this.#line.phase;
    const line: LineState = { ...state, connector, since: unchanged ? this.#line.since : (state.since ?? this.#now()) };
    if (JSON.stringify(line) === JSON.stringify(this.#line)) return;
    this.#line = line;
    this.#log.add('line', lineWords(line));
    this.#announcement.announce(line);
  }

  get #facts(): CallFacts[] {
    return [...this.#calls.values()].map(({ facts }) => facts);
  }

  #updateRinging(): void {
    this.#ringing.update(this.#facts, this.#taken);
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
  async #restoreVoice(callId: string, unplugged: boolean): Promise<void> {
    try {
      const connector = this.#connectorOf(callId);
      const replace = async (microphone: MediaStream | null) =>
        microphone ? connector.replaceMicrophone(callId, microphone) : { ok: true as const };
      const result = await this.#withMicrophone(callId, connector, replace);
      if (!result.ok) throw new AppError(result.error, result.detail);
      if (unplugged) this.parts.onVoiceLost?.(new AppError('microphoneUnplugged'));
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
