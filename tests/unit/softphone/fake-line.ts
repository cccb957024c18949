/** A line host with a connector, microphone, sounds and background that tests hold in their hands. */
import type { CallFacts } from '../../../lib/call';
import { createLineHost } from '../../../lib/softphone/host';
import type { LineHost } from '../../../lib/softphone/host-parts';
import type { Journal, LiveRow } from '../../../lib/softphone/journal';
import type { MicrophoneUse } from '../../../lib/softphone/open-microphones';
import type {
  CallControl,
  Connector,
  ConnectorHost,
  JournalEntry,
  LineConfig,
  LineState,
} from '../../../lib/softphone/softphone';

export const ON = { on: true, volume: 0.5 };

export const DEMO: LineConfig = { connector: 'demo', ringtone: ON };

export function ringing(id: string, changed: Partial<CallFacts> = {}): CallFacts {
  return {
    ...{ id, direction: 'incoming', phase: 'ringing', number: '+493023125001' },
    ...{ displayName: '', withheld: false, startedAt: 1000 },
    ...changed,
  };
}

export function ended(facts: CallFacts, reason: 'callerGaveUp' | 'localHangUp' | 'lost' = 'callerGaveUp'): CallFacts {
  return { ...facts, phase: 'ended', end: { at: 2000, reason } };
}

/** Writes down what it is asked to do; its far side is the test, through `host.sink`. */
export class FakeConnector implements Connector {
  needsMicrophone = true;
  closed = Promise.resolve();
  readonly asked: string[] = [];
  answer: { ok: true } | { ok: false; error: 'callFailed' } = { ok: true };

  constructor(
    readonly host: ConnectorHost,
    readonly signal: AbortSignal,
  ) {}

  async dial({ callId }: { callId: string }, microphone: MediaStream | null) {
    return this.#note('dial', callId, microphone);
  }
  async accept(callId: string, microphone: MediaStream | null) {
    return this.#note('accept', callId, microphone);
  }
  async reject(callId: string, as: string) {
    return this.#note(`reject ${as}`, callId);
  }
  async hangUp(callId: string) {
    return this.#note('hangUp', callId);
  }
  async control(callId: string, { kind }: CallControl) {
    return this.#note(kind, callId);
  }
  async replaceMicrophone(callId: string, microphone: MediaStream) {
    return this.#note('replaceMicrophone', callId, microphone);
  }
  retryNow() {
    this.asked.push('retryNow');
  }
  #note(what: string, callId: string, microphone?: MediaStream | null) {
    this.asked.push(`${what} ${callId}${microphone ? ' with microphone' : ''}`);
    return this.answer;
  }
}

/** A journal that outlives its host, as the database does. */
export class MemoryJournal implements Journal {
  readonly entries = new Map<number, JournalEntry>();
  readonly live = new Map<string, LiveRow>();
  #key = 0;

  async open() {
    return { entries: [...this.entries.values()], live: [...this.live.values()] };
  }
  append(event: JournalEntry['event'], line: string, at: number) {
    const entry = { key: ++this.#key, event, line };
    this.entries.set(entry.key, entry);
    if (event.facts.phase === 'ended') this.live.delete(event.facts.id);
    else this.live.set(event.facts.id, { id: event.facts.id, event, line, heartbeatAt: at });
    return { entry, stored: Promise.resolve() };
  }
  async forget(keys: number[]) {
    for (const key of keys) this.entries.delete(key);
  }
  async beat(at: number) {
    for (const row of this.live.values()) row.heartbeatAt = at;
  }
}

export interface FakeStream extends MediaStream {
  readonly on: () => boolean;
}

export function fakeStream(): FakeStream {
  let on = true;
  const track = {
    stop: () => {
      on = false;
    },
  };
  return { getTracks: () => [track], on: () => on } as unknown as FakeStream;
}

export class FakeLine {
  readonly host: LineHost;
  readonly connectors: FakeConnector[] = [];
  readonly streams: FakeStream[] = [];
  /** What each microphone was opened for. */
  readonly uses: MicrophoneUse[] = [];
  readonly voiceLost: unknown[] = [];
  readonly sounds: { tone: string; volume: number; signal: AbortSignal }[] = [];
  readonly lines: LineState[] = [];
  /** What reached the background, batch by batch, with what was already in the journal by then. */
  readonly delivered: { entries: JournalEntry[]; journalled: number[] }[] = [];
  /** The background: answers the keys it has stored, or fails. */
  background: (entries: JournalEntry[]) => Promise<number[]> = async (entries) => entries.map(({ key }) => key);
  microphone: () => Promise<MediaStream> = async () => this.#stream();
  readonly stop = new AbortController();

  constructor(
    readonly journal: Journal = new MemoryJournal(),
    now: () => number = Date.now,
  ) {
    const create = (_config: unknown, host: ConnectorHost, signal: AbortSignal) => {
      const connector = new FakeConnector(host, signal);
      this.connectors.push(connector);
      host.sink.line({ phase: 'ready' });
      return connector;
    };
    this.host = createLineHost(
      {
        now,
        journal,
        openMicrophone: (use) => {
          this.uses.push(use);
          return this.microphone();
        },
        onVoiceLost: (error) => this.voiceLost.push(error),
        play: () => undefined,
        tone: (tone, volume, signal) => this.sounds.push({ tone, volume, signal }),
        onLine: async (line) => this.lines.push(line),
        onEvents: (entries) => {
          const journalled = journal instanceof MemoryJournal ? [...journal.entries.keys()] : [];
          this.delivered.push({ entries, journalled });
          return this.background(entries);
        },
        connectors: { demo: create, sip: create, desktop: create },
      },
      this.stop.signal,
    );
  }

  get connector(): FakeConnector {
    const connector = this.connectors.at(-1);
    if (!connector) throw new Error('no line is configured');
    return connector;
  }

  /** The connector reports this. */
  says(facts: CallFacts): void {
    this.connector.host.sink.call(facts);
  }

  /** What sounds right now. */
  get sounding(): string[] {
    return this.sounds.filter(({ signal }) => !signal.aborted).map(({ tone }) => tone);
  }

  /** Events in the order the background first got them. */
  get events(): string[] {
    const seen = new Set<number>();
    return this.delivered
      .flatMap(({ entries }) => entries)
      .filter(({ key }) => !seen.has(key) && seen.add(key))
      .map(({ event }) => `${event.facts.id} ${event.seq} ${event.facts.phase}`);
  }

  #stream(): MediaStream {
    const stream = fakeStream();
    this.streams.push(stream);
    return stream;
  }
}
