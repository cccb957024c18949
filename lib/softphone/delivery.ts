/**
 * The way of events to the background: in order, again and again until the background says they are stored. It may be
 * asleep, just starting or dead at any moment, so a missing answer is the normal case here, not an error to report.
 */
import type { JournalEntry } from './softphone';
import { after, within } from './timers';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
/** A background killed in mid-answer may leave the question open for ever. */
const ANSWER_LIMIT_MS = 10_000;

export class Delivery {
  readonly #waiting = new Map<number, JournalEntry>();
  #delay = FIRST_DELAY_MS;
  #running = false;
  #again = false;
  #retry: AbortController | undefined;

  /**
   * @param send delivers these entries and answers the keys that are stored
   * @param stored is told the keys that need not be kept any more
   */
  constructor(
    private readonly send: (entries: JournalEntry[]) => Promise<number[]>,
    private readonly stored: (keys: number[]) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** What nobody has acknowledged, oldest first. */
  get waiting(): JournalEntry[] {
    return [...this.#waiting.values()].sort((a, b) => a.key - b.key);
  }

  add(entries: JournalEntry[]): void {
    for (const entry of entries) this.#waiting.set(entry.key, entry);
    if (entries.length > 0) this.#deliver();
  }

  acknowledge(keys: number[]): void {
    const known = keys.filter((key) => this.#waiting.delete(key));
    if (known.length > 0) this.stored(known);
    if (this.#waiting.size === 0) this.#retry?.abort();
  }

  #deliver(): void {
    this.#retry?.abort();
    if (this.#running) this.#again = true;
    else void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    do {
      this.#again = false;
      if (await this.#once()) this.#delay = FIRST_DELAY_MS;
    } while (this.#again && this.#waiting.size > 0 && !this.signal.aborted);
    this.#running = false;
    if (this.#waiting.size > 0 && !this.signal.aborted) this.#later();
  }

  /** One try; true when everything that was sent is stored. */
  async #once(): Promise<boolean> {
    const entries = this.waiting;
    if (entries.length === 0) return true;
    try {
      const late = () => new Error('no answer from the background');
      const keys = await within(ANSWER_LIMIT_MS, this.send(entries), late);
      if (!Array.isArray(keys)) return false;
      this.acknowledge(keys);
      return entries.every((entry) => !this.#waiting.has(entry.key));
    } catch {
      return false;
    }
  }

  #later(): void {
    this.#retry = new AbortController();
    after(this.#delay, AbortSignal.any([this.signal, this.#retry.signal]), () => this.#deliver());
    this.#delay = Math.min(LONGEST_DELAY_MS, this.#delay * 2);
  }
}
