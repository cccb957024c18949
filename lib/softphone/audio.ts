/**
 * What is heard: the far side's voice and our generated tones, through audio elements (they play in an offscreen document
 * and in Firefox's background page without a gesture: measured), each on the device that was chosen for it.
 */
import { AppError, report } from '../errors';
import { type AudioSettings, DEFAULT_AUDIO } from './audio-settings';
import type { ToneName } from './softphone';
import { every } from './timers';
import { toneWav } from './tones';

const FADE_MS = 400;
const FADE_STEPS = 10;

/** The ringtone has a device of its own; everything else is heard where our user talks. */
type Place = 'speaker' | 'ring';

export class Loudspeakers {
  readonly #playing = new Map<HTMLAudioElement, Place>();
  #audio = DEFAULT_AUDIO;

  /** @param unplugged a chosen device is gone while something sounds on it; it goes on with the system's */
  constructor(private readonly unplugged: (error: AppError) => void) {
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#place());
  }

  /** From which devices sound comes from now on, also what sounds already. */
  choose(audio: AudioSettings): void {
    this.#audio = audio;
    this.#place();
  }

  /** Plays the far side's audio until the signal aborts. */
  playStream(stream: MediaStream, signal: AbortSignal): void {
    if (signal.aborted) return;
    const element = new Audio();
    element.srcObject = stream;
    this.#start(element, 'speaker', signal, () => {
      element.srcObject = null;
    });
  }

  /** Plays a tone over and over until the signal aborts, then falls silent at once. @param volume 0..1 */
  playTone(name: ToneName, volume: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    const address = URL.createObjectURL(toneWav(name));
    const element = new Audio(address);
    element.loop = true;
    const loudness = Math.min(1, Math.max(0, volume));
    if (name === 'ringtone') fadeIn(element, loudness, signal);
    else element.volume = loudness;
    this.#start(element, name === 'ringtone' ? 'ring' : 'speaker', signal, () => {
      element.removeAttribute('src');
      URL.revokeObjectURL(address);
    });
  }

  #start(element: HTMLAudioElement, place: Place, signal: AbortSignal, release: () => void): void {
    this.#playing.set(element, place);
    signal.addEventListener(
      'abort',
      () => {
        this.#playing.delete(element);
        element.pause();
        release();
      },
      { once: true },
    );
    void this.#put(element, place, false);
    element.play().catch((error: unknown) => {
      // A sound that is stopped before it began rejects too: that is no failure.
      if (!signal.aborted) report(error, 'playing a sound');
    });
  }

  #place(): void {
    for (const [element, place] of this.#playing) void this.#put(element, place, true);
  }

  /** @param told say it when the device is gone: not of one that was not there to begin with */
  async #put(element: HTMLAudioElement, place: Place, told: boolean): Promise<void> {
    const { id, label } = this.#audio[place];
    if (!('setSinkId' in element) || (id === '' && element.sinkId === '')) return;
    try {
      await element.setSinkId(id);
    } catch {
      // Not there: the system's device, until another one is chosen or plugged in.
      const moves = element.sinkId !== '';
      await element.setSinkId('').catch((error: unknown) => report(error, 'choosing a loudspeaker'));
      if (told && moves) this.unplugged(new AppError('speakerUnplugged', label));
    }
  }
}

function fadeIn(element: HTMLAudioElement, loudness: number, signal: AbortSignal): void {
  element.volume = 0;
  const fading = new AbortController();
  let step = 0;
  every(FADE_MS / FADE_STEPS, AbortSignal.any([signal, fading.signal]), () => {
    step += 1;
    element.volume = Math.min(1, (loudness * step) / FADE_STEPS);
    if (step >= FADE_STEPS) fading.abort();
  });
}
