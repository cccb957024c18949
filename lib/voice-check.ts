/** "How do I sound?": the microphone's level, and some seconds recorded and played back. Nothing leaves this page. */
import { type AudioSettings, microphoneConstraints } from './softphone/audio-settings';
import { microphoneError, stopTracks } from './softphone/microphone';
import { every } from './softphone/timers';

const LEVEL_EVERY_MS = 60;
/** Speech peaks at about a third of full scale; the meter is full there. */
const FULL = 0.35;

export interface VoiceCheckEvents {
  /** 0..1 */
  level(level: number): void;
  /** The recording is being played back. */
  playing(): void;
}

/**
 * Records for so long, then plays it back on the chosen loudspeaker; resolves when that is over.
 * @throws AppError what is wrong with the microphone
 */
export async function checkVoice(
  audio: AudioSettings,
  ms: number,
  events: VoiceCheckEvents,
  signal: AbortSignal,
): Promise<void> {
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: microphoneConstraints(audio) })
    .catch(async (error) => {
      throw await microphoneError(error);
    });
  let recording: Blob;
  try {
    recording = await record(stream, ms, events, signal);
  } finally {
    stopTracks(stream);
  }
  if (signal.aborted) return;
  events.playing();
  await play(recording, audio.speaker.id, signal);
}

async function record(stream: MediaStream, ms: number, events: VoiceCheckEvents, signal: AbortSignal): Promise<Blob> {
  const over = new AbortController();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  every(LEVEL_EVERY_MS, AbortSignal.any([over.signal, signal]), () => {
    analyser.getFloatTimeDomainData(samples);
    events.level(Math.min(1, samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / FULL));
  });
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  const stop = () => recorder.state === 'recording' && recorder.stop();
  recorder.start();
  const timer = setTimeout(stop, ms);
  signal.addEventListener('abort', stop, { once: true });
  await stopped;
  clearTimeout(timer);
  over.abort();
  events.level(0);
  await context.close();
  return new Blob(parts, { type: recorder.mimeType });
}

async function play(recording: Blob, speaker: string, signal: AbortSignal): Promise<void> {
  const address = URL.createObjectURL(recording);
  const element = new Audio(address);
  // The system's own where the chosen one is not there.
  if (speaker && 'setSinkId' in element) await element.setSinkId(speaker).catch(() => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      for (const name of ['ended', 'pause', 'error']) element.addEventListener(name, () => resolve(), { once: true });
      signal.addEventListener('abort', () => element.pause(), { once: true });
      element.play().catch(reject);
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
