/** Microphone streams by call: opened before a call needs them, stopped when it is over or never came. */
import { AppError } from '../errors';
import type { AudioSettings } from './audio-settings';
import { stopTracks } from './microphone';
import { after } from './timers';

/** How long a prepared microphone waits for its call. */
const KEPT_MS = 15_000;

/** What a microphone is opened for. */
export interface MicrophoneUse {
  /** The call; none in a test of the line. */
  callId?: string;
  /** With which device, and what is done to the voice. */
  audio?: AudioSettings;
  /** To be called once when the stream dies though nobody stopped it. @param unplugged its device is gone */
  lost?(unplugged: boolean): void;
}

interface Entry {
  stream: Promise<MediaStream>;
  waiting: AbortController;
  /** The stream, once a call has taken it. */
  taken?: MediaStream;
}

export class OpenMicrophones {
  readonly #prepared = new Map<string, Entry>();
  readonly #inCall = new Map<string, Entry>();

  /** @param lost the microphone of this call has died under it: it needs another one */
  constructor(
    private readonly openMicrophone: (use: MicrophoneUse) => Promise<MediaStream>,
    private readonly signal: AbortSignal,
    private readonly lost: (callId: string, unplugged: boolean) => void,
  ) {}

  /** Opens the microphone for this call; asking twice opens it once. Rejects with an AppError. */
  async prepare(callId: string): Promise<void> {
    const known = this.#prepared.get(callId);
    if (known) return void (await known.stream);
    const stream = this.openMicrophone({ callId, lost: (unplugged) => this.#died(callId, entry, unplugged) });
    const entry: Entry = { stream, waiting: new AbortController() };
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
    entry.taken = stream;
    this.#inCall.set(callId, entry);
    return stream;
  }

  /** The call is over or never came: its microphone goes off. */
  release(callId: string): void {
    const entry = this.#prepared.get(callId);
    this.#prepared.delete(callId);
    entry?.waiting.abort();
    entry?.stream.then(stopTracks, () => undefined);
    const taken = this.#inCall.get(callId);
    this.#inCall.delete(callId);
    stopTracks(taken?.taken);
  }

  /** Another device was chosen: the calls that are up go on with it. */
  renew(): void {
    for (const [callId, entry] of [...this.#inCall]) {
      this.#inCall.delete(callId);
      stopTracks(entry.taken);
      this.lost(callId, false);
    }
  }

  releaseAll(): void {
    for (const callId of [...this.#prepared.keys(), ...this.#inCall.keys()]) this.release(callId);
  }

  /** Nothing is told of a stream that a call has given back; one that still waits is simply opened anew when wanted. */
  #died(callId: string, entry: Entry, unplugged: boolean): void {
    if (this.#prepared.get(callId) === entry) {
      this.#prepared.delete(callId);
      entry.waiting.abort();
    }
    if (this.#inCall.get(callId) !== entry) return;
    this.#inCall.delete(callId);
    this.lost(callId, unplugged);
  }
}
