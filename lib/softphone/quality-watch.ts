/** Follows the quality of one call: tells it when it becomes better or worse, and what it was over all at the end. */
import { type CallQuality, levelOf, qualityOf, type Reading } from './call-quality';
import { every } from './timers';

const EVERY_MS = 5000;

export class QualityWatch {
  #before: Reading | undefined;
  #told: CallQuality | undefined;

  /**
   * @param read the audio so far
   * @param changed is told the first quality, and each that is of another level than the one told before
   */
  constructor(
    private readonly read: () => Promise<Reading | undefined>,
    private readonly changed: (quality: CallQuality) => void,
    signal: AbortSignal,
  ) {
    every(EVERY_MS, signal, () => void this.#look(signal));
  }

  /** Of the whole call, as far as it was measured. */
  get overall(): CallQuality | undefined {
    return this.#before && qualityOf(this.#before);
  }

  async #look(signal: AbortSignal): Promise<void> {
    const reading = await this.read();
    if (!reading || signal.aborted) return;
    const quality = qualityOf(reading, this.#before);
    this.#before = reading;
    if (this.#told && levelOf(this.#told) === levelOf(quality)) return;
    this.#told = quality;
    this.changed(quality);
  }
}
