/**
 * The sounds of the line host as WAV data: generated, since a tone needs no file and an AudioContext may stay suspended
 * in Firefox's background page (measured), while an audio element plays there.
 */
import type { ToneName } from './softphone';

const RATE = 16_000;
/** Soft edges of each beep, seconds: without them every beep begins and ends with a click. */
const EDGE_S = 0.012;

/** One stretch of a tone; no frequencies is silence. */
interface Stretch {
  hz: number[];
  seconds: number;
}

interface Pattern {
  stretches: Stretch[];
  /** Share of full loudness, so that all sounds are about as loud as each other. */
  level: number;
}

const chirp: Stretch[] = [880, 1108, 1318].flatMap((hz) => [{ hz: [hz, hz * 2], seconds: 0.11 }]);
const pause = (seconds: number): Stretch => ({ hz: [], seconds });

const PATTERNS: Record<ToneName, Pattern> = {
  ringtone: { stretches: [...chirp, pause(0.12), ...chirp, pause(1.9)], level: 0.6 },
  callWaiting: { stretches: [{ hz: [425], seconds: 0.2 }, pause(3.8)], level: 0.15 },
  answered: { stretches: [{ hz: [660], seconds: 0.15 }, { hz: [880], seconds: 0.25 }, pause(1)], level: 0.3 },
  // ETSI TR 101 041: the European ringing tone is 425 Hz, 1 s on and 4 s off.
  ringBack: { stretches: [{ hz: [425], seconds: 1 }, pause(4)], level: 0.2 },
  talk: {
    stretches: [{ hz: [262, 330], seconds: 0.6 }, pause(0.4), { hz: [294, 349], seconds: 0.6 }, pause(2.4)],
    level: 0.12,
  },
};

const made = new Map<ToneName, Blob>();

/** The tone as a WAV file (16-bit mono) whose end joins its beginning, to be looped. Made once. */
export function toneWav(name: ToneName): Blob {
  const wav = made.get(name) ?? makeWav(name);
  made.set(name, wav);
  return wav;
}

function makeWav(name: ToneName): Blob {
  const { stretches, level } = PATTERNS[name];
  const total = stretches.reduce((sum, stretch) => sum + samplesIn(stretch), 0);
  const data = new DataView(new ArrayBuffer(44 + total * 2));
  writeHeader(data, total);
  let offset = 44;
  for (const stretch of stretches) {
    for (let i = 0; i < samplesIn(stretch); i++, offset += 2) {
      data.setInt16(offset, Math.round(32_767 * level * sampleOf(stretch, i)), true);
    }
  }
  return new Blob([data.buffer as ArrayBuffer], { type: 'audio/wav' });
}

function samplesIn({ seconds }: Stretch): number {
  return Math.round(seconds * RATE);
}

function sampleOf(stretch: Stretch, index: number): number {
  if (stretch.hz.length === 0) return 0;
  const at = index / RATE;
  const edge = Math.min(1, at / EDGE_S, (stretch.seconds - at) / EDGE_S);
  const sum = stretch.hz.reduce((value, hz) => value + Math.sin(2 * Math.PI * hz * at), 0);
  return (edge * sum) / stretch.hz.length;
}

function writeHeader(data: DataView, samples: number): void {
  const text = (offset: number, value: string) => {
    for (let i = 0; i < value.length; i++) data.setUint8(offset + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  data.setUint32(4, 36 + samples * 2, true);
  text(8, 'WAVEfmt ');
  data.setUint32(16, 16, true); // size of the format block
  data.setUint16(20, 1, true); // PCM
  data.setUint16(22, 1, true); // mono
  data.setUint32(24, RATE, true);
  data.setUint32(28, RATE * 2, true); // bytes per second
  data.setUint16(32, 2, true); // bytes per sample
  data.setUint16(34, 16, true); // bits per sample
  text(36, 'data');
  data.setUint32(40, samples * 2, true);
}
