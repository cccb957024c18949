import type { Page } from 'puppeteer-core';
import type { Sounding } from './page-audio.ts';
import type { Sound } from './wav.ts';

/**
 * What the tests see of Firefox's background page. It is no target of the remote protocol, but a page of ours shares its
 * process and may touch its window. The page these run in must stay open: its functions die with it.
 */
interface Watching {
  browser: {
    runtime: { getBackgroundPage(): Promise<Background> };
  };
  connections: RTCPeerConnection[];
  audio: HTMLAudioElement[];
  shownNotifications: Set<string>;
}
interface Background {
  RTCPeerConnection: typeof RTCPeerConnection;
  Audio: typeof Audio;
  browser: { notifications: Notifications };
}
interface Notifications {
  create(id: string, options: object): Promise<string>;
  clear(id: string): Promise<boolean>;
}

/** From now on the page knows every connection the background opens, and every sound it plays. */
export async function watchMedia(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const world = globalThis as unknown as Watching;
    const background = await world.browser.runtime.getBackgroundPage();
    world.connections = [];
    world.audio = [];
    background.Audio = new Proxy(background.Audio, {
      construct(Real, [address]) {
        const audio = address === undefined ? new Real() : new Real(address as string);
        world.audio.push(audio);
        return audio;
      },
    });
    background.RTCPeerConnection = new Proxy(background.RTCPeerConnection, {
      construct(Real, [configuration]) {
        const connection = new Real(configuration as RTCConfiguration);
        world.connections.push(connection);
        return connection;
      },
    });
  });
}

/** From now on the page knows which notifications are up: headless, Firefox's own list stays empty (measured). */
export async function watchNotifications(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const world = globalThis as unknown as Watching;
    const { notifications } = (await world.browser.runtime.getBackgroundPage()).browser;
    world.shownNotifications = new Set();
    const { create, clear } = notifications;
    notifications.create = async (id, options) => {
      const shown = await create.call(notifications, id, options);
      world.shownNotifications.add(shown);
      return shown;
    };
    notifications.clear = (id) => {
      world.shownNotifications.delete(id);
      return clear.call(notifications, id);
    };
  });
}

/**
 * What comes in from the far side during the next `ms` in the newest live connection, whatever the background does with
 * it. Recorded and decoded: Firefox hands out no raw samples of a track.
 */
export async function heardInFirefox(page: Page, ms: number): Promise<Sound> {
  const samples = await page.evaluate(async (duration) => {
    const { connections } = globalThis as unknown as Watching;
    const live = connections.filter(({ connectionState }) => connectionState === 'connected');
    const track = live.at(-1)?.getReceivers()[0]?.track;
    if (!track) throw new Error('No connected call with incoming audio in the background page.');
    const recorder = new MediaRecorder(new MediaStream([track]));
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.start();
    await new Promise((done) => setTimeout(done, duration));
    recorder.stop();
    await stopped;
    const decoder = new OfflineAudioContext(1, 1, 48_000);
    const sound = await decoder.decodeAudioData(await new Blob(parts).arrayBuffer());
    return Array.from(sound.getChannelData(0), (sample) => Math.round(sample * 32_767));
  }, ms);
  return { rate: 48_000, samples: Int16Array.from(samples) };
}

/** What the background plays right now; a sound the browser does not let play is not among it. */
export async function soundsInFirefox(page: Page): Promise<Sounding[]> {
  return page.evaluate(() =>
    (globalThis as unknown as Watching).audio
      .filter(({ paused }) => !paused)
      .map(({ currentTime, duration, volume }) => ({
        position: currentTime,
        length: Number.isFinite(duration) ? duration : Number.MAX_VALUE,
        volume,
      })),
  );
}
