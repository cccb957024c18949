/**
 * How much of the samples' energy lies at one frequency: 1 for a pure tone, near 0 for silence, speech or
 * another tone (Goertzel, Hann window). The best stretch of `windowMs` counts, so that a tone which starts late is found.
 * @param rate samples per second
 */
export function toneLevel(samples: ArrayLike<number>, rate: number, hz: number, windowMs = 200): number {
  const size = Math.round((rate * windowMs) / 1000);
  let best = 0;
  for (let from = 0; from + size <= samples.length; from += size) {
    best = Math.max(best, levelOfWindow(samples, from, size, (2 * Math.PI * hz) / rate));
  }
  return best;
}

/** Is the tone there, clearly, in at least `atLeastMs` of the samples? */
export function hasTone(samples: ArrayLike<number>, rate: number, hz: number, atLeastMs = 600): boolean {
  const windowMs = 200;
  const size = Math.round((rate * windowMs) / 1000);
  let heardMs = 0;
  for (let from = 0; from + size <= samples.length; from += size) {
    if (levelOfWindow(samples, from, size, (2 * Math.PI * hz) / rate) > 0.5) heardMs += windowMs;
  }
  return heardMs >= atLeastMs;
}

/** `ms` of a sine at half loudness, 16 bit: what hasTone recognises. */
export function sine(hz: number, rate: number, ms: number): Int16Array {
  return Int16Array.from({ length: Math.round((rate * ms) / 1000) }, (_, i) =>
    Math.round(16_000 * Math.sin((2 * Math.PI * hz * i) / rate)),
  );
}

function levelOfWindow(samples: ArrayLike<number>, from: number, size: number, step: number): number {
  const factor = 2 * Math.cos(step);
  let [before, last, energy] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    const sample = (samples[from + i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
    [before, last] = [last, sample + factor * last - before];
    energy += sample * sample;
  }
  if (energy === 0) return 0;
  const power = last * last + before * before - factor * last * before;
  // A Hann-windowed sine puts 2/3 of (size / 2 x energy) into its own bin.
  return Math.min(1, power / ((energy * size) / 3));
}
