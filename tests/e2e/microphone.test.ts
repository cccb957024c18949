import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const NUMBER = '+493012345307';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><label>Telefon <input value="030 12345307"></label></html>`;

let stage: Stage | undefined;
let server: TestServer | undefined;
afterEach(() => stage?.errors.assertClean());
afterAll(() => server?.close());

/** A stage whose browser has this microphone; the tests run without any flag that answers its question. */
async function withMicrophone(microphone: 'blocked' | 'prompt' | 'missing'): Promise<{ stage: Stage; page: Page }> {
  server ??= await startServer({ pages: { '/': MASK } });
  stage = await Stage.start({ pbx: true, browser: { microphone } });
  await stage.addCrmAddress(server.url);
  const page = await stage.test.openPage(server.url);
  await iconIs(page, NUMBER, 'ready');
  return { stage, page };
}

const CASES = [
  ['blocked', 'The browser does not allow the microphone'],
  ['prompt', 'The microphone is not allowed yet'],
  ['missing', 'No microphone found'],
] as const;

describe.each(CASES)('a microphone that is %s', (microphone, words) => {
  let scene: { stage: Stage; page: Page };
  afterAll(() => stage?.stop());

  beforeAll(async () => {
    scene = await withMicrophone(microphone);
  });

  it('is told before the 200 goes out: the caller goes on hearing it ring', async () => {
    const ring = await scene.stage.pbx.ring({ number: NUMBER });
    const { id } = await scene.stage.callIs('ringing');
    const window = await scene.stage.callWindow();
    await window.bringToFront();
    // A click in the first 300 ms of a state has no effect, and each new one takes the old message away.
    await until(
      'the message in the call window',
      async () => {
        await window.click('.btn.go').catch(() => {});
        return window.waitForSelector(`text/${words}`, { timeout: 2000 });
      },
      { timeoutMs: 10_000 },
    );
    expect((await scene.stage.log()).find((call) => call.id === id)?.state).toBe('ringing');
    await ring.hangUp();
    await scene.stage.callIs('missed');
  });

  it('is told before an INVITE goes out, on the page and in the panel, with one click to mend it', async () => {
    const panel = await scene.stage.test.openPanel(scene.page);
    await scene.page.bringToFront();
    await clickIcon(scene.page, NUMBER);
    const banner = await panel.waitForSelector(`text/${words}`);
    expect(banner).not.toBeNull();
    expect(scene.stage.pbx.invites('agent1')).toEqual([]);
    expect((await scene.stage.log()).filter(({ direction }) => direction === 'outgoing')).toEqual([]);
    if (microphone !== 'missing') {
      const mend = await panel.waitForSelector('.banner .act');
      // Where nobody was asked yet, the page that asks opens by itself.
      if (microphone === 'blocked') await mend?.click();
      const asks = await until('the page that asks for the microphone', () =>
        scene.stage.test.browser.targets().find((target) => target.url().endsWith('/microphone.html')),
      );
      // Headless nobody can answer the browser's question, and open it would hold back every other click.
      await (await asks.page())?.close();
    }
  });
});
