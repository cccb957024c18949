import type { Page } from 'puppeteer-core';
import type { Sound } from './wav.ts';

/** The part of the browser's MediaStreamTrackProcessor that is used here; TypeScript's own library lacks it. */
interface AudioFrame {
  sampleRate: number;
  numberOfFrames: number;
  copyTo(samples: Float32Array, options: { planeIndex: number; format: 'f32-planar' }): void;
  close(): void;
}
type TrackReader = new (options: { track: MediaStreamTrack }) => { readable: ReadableStream<AudioFrame> };

/**
 * What comes in from the far side during the next `ms` in this document's calls (the newest live connection), whatever
 * the document does with it. Found in the document's memory: nothing of ours has to stand ready there.
 */
export async function heardInBrowser(page: Page, ms = 1000): Promise<Sound> {
  const prototype = await page.evaluateHandle(() => RTCPeerConnection.prototype);
  const connections = await page.queryObjects(prototype);
  const heard = await page.evaluate(
    async (list, duration) => {
      const live = (list as RTCPeerConnection[]).filter(({ connectionState }) => connectionState === 'connected');
      const tracks = live.flatMap((one) => one.getReceivers().map(({ track }) => track));
      const track = tracks.filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live').at(-1);
      if (!track) throw new Error('No connected call with incoming audio in this document.');
      const Reader = (globalThis as unknown as { MediaStreamTrackProcessor: TrackReader }).MediaStreamTrackProcessor;
      const copy = track.clone();
      const reader = new Reader({ track: copy }).readable.getReader();
      const samples: number[] = [];
      let rate = 48_000;
      const end = performance.now() + duration;
      while (performance.now() < end) {
        const { value } = await reader.read();
        if (!value) break;
        const part = new Float32Array(value.numberOfFrames);
        value.copyTo(part, { planeIndex: 0, format: 'f32-planar' });
        rate = value.sampleRate;
        value.close();
        for (const sample of part) samples.push(Math.round(sample * 32_767));
      }
      await reader.cancel();
      copy.stop();
      return { rate, samples };
    },
    connections,
    ms,
  );
  await Promise.all([prototype.dispose(), connections.dispose()]);
  return { rate: heard.rate, samples: Int16Array.from(heard.samples) };
}

/** A sound that runs. */
export interface Sounding {
  /** Where it is, seconds from its beginning. */
  position: number;
  /** Of the whole sound, seconds; Number.MAX_VALUE for the voice of a call, which has no end. */
  length: number;
  volume: number;
}

/** What this document's audio elements play right now; a sound the browser does not let play is not among it. */
export async function soundsInBrowser(page: Page): Promise<Sounding[]> {
  const prototype = await page.evaluateHandle(() => HTMLAudioElement.prototype);
  const elements = await page.queryObjects(prototype);
  const sounds = await page.evaluate(
    (all) =>
      (all as HTMLAudioElement[])
        .filter(({ paused }) => !paused)
        .map(({ currentTime, duration, volume }) => ({
          position: currentTime,
          length: Number.isFinite(duration) ? duration : Number.MAX_VALUE,
          volume,
        })),
    elements,
  );
  await Promise.all([prototype.dispose(), elements.dispose()]);
  return sounds;
}
