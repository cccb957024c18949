/** Tells the background how the line is: again and again until it has heard it, or the line has changed once more. */
import type { LineState } from './softphone';
import { after } from './timers';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

export class LineAnnouncement {
  #current = new AbortController();

  constructor(
    private readonly tell: (line: LineState) => Promise<unknown>,
    private readonly signal: AbortSignal,
  ) {}

  announce(line: LineState): void {
    this.#current.abort();
    this.#current = new AbortController();
    this.#try(line, FIRST_DELAY_MS, AbortSignal.any([this.signal, this.#current.signal]));
  }

  #try(line: LineState, delay: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.tell(line).catch(() => {
      after(delay, signal, () => this.#try(line, Math.min(LONGEST_DELAY_MS, delay * 2), signal));
    });
  }
}
