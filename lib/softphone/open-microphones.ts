/** Microphone streams by call: opened before a call needs them, stopped when it is over or never came. */
import { AppError } from '../errors';
import { stopTracks } from './microphone';
import { after } from './timers';

/** How long a prepared microphone waits for its call. */
const KEPT_MS = 15_000;

export class OpenMicrophones {
  readonly #prepared = new Map<string, { stream: Promise<MediaStream>; waiting: AbortController }>();
  readonly #inCall = new Map<string, MediaStream>();

  constructor(
    private readonly openMicrophone: () => Promise<MediaStream>,
    private readonly signal: AbortSignal,
  ) {}

  /** Opens the microphone for this call; asking twice opens it once. Rejects with an AppError. */
  async prepare(callId: string): Promise<void> {
    const known = this.#prepared.get(callId);
    if (known) return void (await known.stream);
    const entry = { stream: this.openMicrophone(), waiting: new AbortController() };
    this.#prepared.set(callId, entry);
    try {
      await entry.stream;
    } catch (error) {
      this.#prepared.delete(callId);
      throw error;
    }
    after(KEPT_MS, AbortSignal.any([this.signal, entry.waiting.signal]), () => this.release(callId));
  }

  /** Hands the prepared stream to its call, which keeps it until `release`. */
  async take(callId: string): Promise<MediaStream> {
    await this.prepare(callId);
    const entry = this.#prepared.get(callId);
    if (!entry) throw new AppError('callUnknown', 'it ended while the microphone was being opened');
    this.#prepared.delete(callId);
    entry.waiting.abort();
    const stream = await entry.stream;
    this.#inCall.set(callId, stream);
    return stream;
  }

  /** The call is over or never came: its microphone goes off. */
  release(callId: string): void {
    const entry = this.#prepared.get(callId);
    this.#prepared.delete(callId);
    entry?.waiting.abort();
    entry?.stream.then(stopTracks, () => undefined);
    stopTracks(this.#inCall.get(callId));
    this.#inCall.delete(callId);
  }

  releaseAll(): void {
    for (const callId of [...this.#prepared.keys(), ...this.#inCall.keys()]) this.release(callId);
  }
}
