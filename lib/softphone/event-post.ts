/**
 * The way of the line's events out of the host: numbered, then journalled and sent at the same time. Whoever has an event
 * first, journal or background, it is kept; it leaves the journal when the background has stored it, and not before it is in.
 */
import type { CallEvent } from '../call';
import { report } from '../errors';
import { Delivery } from './delivery';
import type { LineHostParts } from './host-parts';
import type { LiveRow } from './journal';
import type { JournalEntry } from './softphone';

export class EventPost {
  readonly #delivery: Delivery;
  /** Undefined as soon as it is known what an earlier life left: that goes before everything new. */
  #recovering: Promise<void> | undefined;
  #journalled: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: Pick<LineHostParts, 'journal' | 'onEvents'>,
    private readonly now: () => number,
    signal: AbortSignal,
  ) {
    this.#delivery = new Delivery(parts.onEvents, (keys) => void parts.journal.forget(keys), signal);
  }

  /**
   * Reads what an earlier life left. MUST be called before all else.
   * @param endOf the event that ends a call which was live then; undefined where something carries it on
   */
  recover(endOf: (row: LiveRow) => CallEvent | undefined): void {
    const read = async () => {
      const { entries, live } = await this.parts.journal.open();
      this.#delivery.add(entries);
      for (const row of live) {
        const end = endOf(row);
        if (end) this.#send(end, row.line, this.now());
      }
    };
    this.#recovering = read()
      .catch((error) => report(error, 'reading the journal of the line'))
      .then(() => {
        this.#recovering = undefined;
      });
  }

  get recovered(): Promise<void> {
    return this.#recovering ?? Promise.resolve();
  }

  /** Resolves when everything up to now is in the journal, or cannot be. */
  async journalled(): Promise<void> {
    await this.recovered;
    await this.#journalled;
  }

  send(event: CallEvent, line: string): void {
    const send = this.#send.bind(this, event, line, this.now());
    if (this.#recovering) this.#recovering = this.#recovering.then(send);
    else send();
  }

  /** What nobody has acknowledged, oldest first. */
  get waiting(): JournalEntry[] {
    return this.#delivery.waiting;
  }

  acknowledge(keys: number[]): void {
    this.#delivery.acknowledge(keys);
  }

  #send(event: CallEvent, line: string, at: number): void {
    const { entry, stored } = this.parts.journal.append(event, line, at);
    this.#journalled = stored;
    this.#delivery.add([entry]);
  }
}
