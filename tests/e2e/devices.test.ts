import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { TestBrowser } from '../parts/browser.ts';
import { Stage } from '../parts/stage.ts';
import { hasTone } from '../parts/tone.ts';
import { until } from '../parts/wait.ts';

/** Microphone, loudspeaker and ring device: chosen and kept, tried on the options page, unplugged in a call. */

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true });
  page = await stage.test.openPage('about:blank');
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

it('devices and switches are chosen and kept; the voice check records and plays back', async () => {
  const options = await stage.test.openExtensionPage('options.html#sound');
  const named = 'select[name="microphone"] option:not([value=""])';
  await options.waitForSelector(named);
  const device = await options.$eval(named, (option) => ({
    id: (option as HTMLOptionElement).value,
    label: option.textContent ?? '',
  }));
  await options.select('select[name="microphone"]', device.id);
  await options.click('input[name="noiseSuppression"]');
  const audio = async () => {
    const [row] = (await stage.rows<{ id: string; value?: { audio?: unknown } }>('settings')).filter(
      ({ id }) => id === 'settings',
    );
    return row?.value?.audio as { microphone: unknown; noiseSuppression: boolean } | undefined;
  };
  await until('the choice to be kept', async () => (await audio())?.noiseSuppression === false);
  expect((await audio())?.microphone).toEqual(device);
  await options.click('.voicecheck button');
  await options.waitForSelector('[data-voice="recording"]');
  await until('the microphone’s level', () => options.$eval('meter', (meter) => meter.value > 0.2));
  await options.waitForSelector('[data-voice="playing"]', { timeout: 10_000 });
  await options.waitForSelector('[data-voice="idle"]', { timeout: 10_000 });
  await options.close();
});

it('a microphone that is unplugged in a call gives way to another one, and that is told', async () => {
  const panel = await stage.test.openPanel(page);
  const ring = await stage.pbx.ring({ whenAnswered: 'tone440' });
  const { id } = await stage.callIs('ringing');
  await stage.press(panel, `.call[data-call="${id}"] .btn.go`);
  await ring.answered();
  const hears = (from: number) => () => {
    const { samples, rate } = stage.pbx.recording(ring.id);
    return hasTone(samples.slice(from), rate, stage.test.microphoneHz);
  };
  await until('our voice at the caller', hears(0));
  const offscreen = await (stage.test as TestBrowser).offscreen();
  const prototype = await offscreen.evaluateHandle(() => RTCPeerConnection.prototype);
  const connections = await offscreen.queryObjects(prototype);
  // What a browser does to the track of a device that is pulled out.
  await offscreen.evaluate((all) => {
    for (const connection of all as RTCPeerConnection[]) {
      const track = connection.getSenders()[0]?.track;
      if (connection.connectionState !== 'connected' || !track) continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }, connections);
  await panel.waitForSelector('.banner ::-p-text(unplugged)');
  await until('our voice again', hears(stage.pbx.recording(ring.id).samples.length));
  expect((await stage.log()).at(-1)?.state).toBe('connected');
  await ring.hangUp();
  await stage.callIs('hungUp');
});
