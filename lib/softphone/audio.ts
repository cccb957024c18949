/** What is heard: the far side's voice and our generated tones, through audio elements (they play in an offscreen document and in Firefox's background page without a gesture: measured). */
import { report } from '../errors';
import type { ToneName } from './softphone';
import { every } from './timers';
import { toneWav } from './tones';

const FADE_MS = 400;
const FADE_STEPS = 10;

/** Plays the far side's audio until the signal aborts. */
export function playStream(stream: MediaStream, signal: AbortSignal): void {
  if (signal.aborted) return;
  const audio = new Audio();
  audio.srcObject = stream;
  start(audio, signal, () => {
    audio.srcObject = null;
  });
}

/** Plays a tone over and over until the signal aborts, then falls silent at once. @param volume 0..1 */
export function playTone(name: ToneName, volume: number, signal: AbortSignal): void {
  if (signal.aborted) return;
  const address = URL.createObjectURL(toneWav(name));
  const audio = new Audio(address);
  audio.loop = true;
  const loudness = Math.min(1, Math.max(0, volume));
  if (name === 'ringtone') fadeIn(audio, loudness, signal);
  else audio.volume = loudness;
  start(audio, signal, () => {
    audio.removeAttribute('src');
    URL.revokeObjectURL(address);
  });
}

function start(audio: HTMLAudioElement, signal: AbortSignal, release: () => void): void {
  signal.addEventListener(
    'abort',
    () => {
      audio.pause();
      release();
    },
    { once: true },
  );
  audio.play().catch((error: unknown) => {
    // A sound that is stopped before it began rejects too: that is no failure.
    if (!signal.aborted) report(error, 'playing a sound');
  });
}

function fadeIn(audio: HTMLAudioElement, loudness: number, signal: AbortSignal): void {
  audio.volume = 0;
  const fading = new AbortController();
  let step = 0;
  every(FADE_MS / FADE_STEPS, AbortSignal.any([signal, fading.signal]), () => {
    step += 1;
    audio.volume = Math.min(1, (loudness * step) / FADE_STEPS);
    if (step >= FADE_STEPS) fading.abort();
  });
}
