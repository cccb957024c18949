/**
 * What the line host must not forget: events that the background has not stored yet, and the calls that are live, with
 * a heartbeat, so that the next life of the host can end what died with this one. A database of its own, since
 * the background is the only writer of the other one.
 */
import Dexie, { type Table } from 'dexie';
import type { CallEvent } from '../call';
import { report } from '../errors';
import type { JournalEntry } from './softphone';
import { within } from './timers';

/** A call that was live when it was last written. */
export interface LiveRow {
  id: string;
  /** Its newest event. */
  event: CallEvent;
  line: string;
  /** Epoch ms when the host was last known to be alive; at most 5 s old while it is. */
  heartbeatAt: number;
}

/** Never rejects: where the database fails, the journal goes on in memory and writes it all back when it can. */
export interface Journal {
  /** Reads what an earlier life left. MUST come before all else. */
  open(): Promise<{ entries: JournalEntry[]; live: LiveRow[] }>;
  /**
   * Numbers an event, and stores it with the call's newest state in one transaction, in the order of calls. `stored`
   * resolves when it is stored or cannot be.
   */
  append(event: CallEvent, line: string, at: number): { entry: JournalEntry; stored: Promise<void> };
  /** These entries are stored elsewhere. */
  forget(keys: number[]): Promise<void>;
  /** The host is alive: the live calls end no earlier than at `at`. */
  beat(at: number): Promise<void>;
}

type Write = (db: JournalDb) => Promise<unknown>;

class JournalDb extends Dexie {
  events!: Table<JournalEntry, number>;
  live!: Table<LiveRow, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ events: 'key', live: 'id' });
  }
}

/** A database that neither works nor fails must not hold up a call's events for longer. */
const LIMIT_MS = 2000;
/** How long after a failure it is tried again, where nothing else does. */
const RETRY_MS = 5000;

class DexieJournal implements Journal {
  readonly #db: JournalDb;
  /** Writes not in the database yet, oldest first. */
  #waiting: Write[] = [];
  /** The last waiting write when that is a heartbeat: the next heartbeat replaces it. */
  #waitingBeat: Write | undefined;
  #writing: Promise<void> | undefined;
  /** The database has not answered in time: nobody waits for it until it does. */
  #stuck = false;
  #fails = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #lastKey = 0;

  constructor(
    private readonly stores: (works: boolean) => void,
    name: string,
  ) {
    this.#db = new JournalDb(name);
  }

  async open(): Promise<{ entries: JournalEntry[]; live: LiveRow[] }> {
    try {
      const read = Promise.all([this.#db.events.orderBy('key').toArray(), this.#db.live.toArray()]);
      const [entries, live] = await within(LIMIT_MS, read, tooSlow);
      this.#lastKey = entries.at(-1)?.key ?? 0;
      return { entries, live };
    } catch (error) {
      this.#failed(error);
      return { entries: [], live: [] };
    }
  }

  append(event: CallEvent, line: string, at: number): { entry: JournalEntry; stored: Promise<void> } {
    // Keys from the clock: a late acknowledgement of an earlier life can never name an entry of this one.
    this.#lastKey = Math.max(this.#lastKey + 1, at * 1000);
    const entry: JournalEntry = { key: this.#lastKey, event, line };
    const { id, phase } = event.facts;
    const stored = this.#write((db) =>
      db.transaction('rw', db.events, db.live, async () => {
        const live = phase === 'ended' ? db.live.delete(id) : db.live.put({ id, event, line, heartbeatAt: at });
        await Promise.all([db.events.put(entry), live]);
      }),
    );
    return { entry, stored };
  }

  async forget(keys: number[]): Promise<void> {
    await this.#write((db) => db.events.bulkDelete(keys));
  }

  async beat(at: number): Promise<void> {
    if (this.#waitingBeat && this.#waiting.at(-1) === this.#waitingBeat) this.#waiting.pop();
    const write: Write = (db) => db.live.toCollection().modify({ heartbeatAt: at });
    this.#waitingBeat = write;
    await this.#write(write);
  }

  async #write(write?: Write): Promise<void> {
    if (write) this.#waiting.push(write);
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
      this.#stuck = false;
    });
    if (this.#stuck) return;
    await within(LIMIT_MS, this.#writing, tooSlow).catch((error) => {
      this.#stuck = true;
      this.#failed(error);
    });
  }

  async #drain(): Promise<void> {
    try {
      for (let write = this.#waiting[0]; write; write = this.#waiting[0]) {
        await write(this.#db);
        // A heartbeat may have been replaced while it was written.
        if (this.#waiting[0] === write) this.#waiting.shift();
      }
      this.#worksAgain();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      if (this.#waiting.length > 0) void this.#write();
    }, RETRY_MS);
    if (this.#fails) return;
    this.#fails = true;
    report(error, 'the journal of the line works in memory only');
    this.stores(false);
  }

  #worksAgain(): void {
    if (!this.#fails) return;
    this.#fails = false;
    this.stores(true);
  }
}

function tooSlow(): Error {
  return new Error(`the database gave no answer within ${LIMIT_MS / 1000} s`);
}

/**
 * The journal in this extension's IndexedDB.
 * @param stores is told when it begins to fail and when it works again
 * @param name each line host has a database of its own
 */
export function openJournal(
  stores: (works: boolean) => void = () => undefined,
  name: 'ringside-journal' | 'ringside-journal-elsewhere' = 'ringside-journal',
): Journal {
  return new DexieJournal(stores, name);
}
