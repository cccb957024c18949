import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FirefoxBrowser } from '../parts/firefox.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { BROWSER } from '../parts/scene-browser.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const NUMBER = '+493023125001';

let stage: Stage;
let server: TestServer;

beforeAll(async () => {
  const html = (body: string) => `<!doctype html><html lang="en"><title>Elsewhere</title>${body}</html>`;
  server = await startServer({
    pages: {
      '/': html(`<a href="tel:${NUMBER}">Call us</a>`),
      // No click of anybody, over and over.
      '/hostile': html(`<script>setTimeout(() => { location.href = 'tel:${NUMBER}'; }, 50)</script>`),
    },
  });
  stage = await Stage.start();
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

describe('tel: links outside the CRM', () => {
  it('open Ringside once it is the program for them, and dial only by a click there that had time to be meant', async () => {
    await becomeProgram();
    const page = await stage.test.openPage(server.url);
    await page.click('a');
    const asks = await confirmation();
    // Too early: meant for what stood there before.
    await asks.click('.btn.go');
    expect(await stage.log()).toEqual([]);
    await asks.waitForSelector('.btn.go[aria-disabled="false"]');
    await asks.click('.btn.go');
    const call = await stage.callIs('connected');
    expect(call).toMatchObject({ direction: 'outgoing', number: NUMBER });
    await stage.tell('hangUp', { callId: call.id });
    await stage.callIs('ended');
    await page.close();
  });

  it('opened by a page itself dial nothing: there stands a question, and Cancel', async () => {
    const before = (await stage.log()).length;
    const page = await stage.test.openPage(`${server.url}/hostile`);
    const asks = await confirmation();
    await asks.waitForSelector('.btn.go[aria-disabled="false"]');
    expect(await asks.$eval('h1', (one) => one.textContent)).toContain('23125001');
    expect((await stage.log()).length).toBe(before);
    await asks.click('.btn.quiet');
    await page.close();
    expect((await stage.log()).length).toBe(before);
  });
});

// Firefox lets no page put ours into a frame at all, and fires no event for it.
if (BROWSER === 'chromium')
  describe('the question about a link', () => {
    it('shows nothing in a frame, where another page could lay itself over it', async () => {
      const page = await stage.test.openPage(server.url);
      const frame = await page.evaluateHandle(
        (src) => {
          const one = document.createElement('iframe');
          one.src = src;
          return new Promise<HTMLIFrameElement>((done) => {
            one.onload = () => done(one);
            document.body.append(one);
          });
        },
        stage.test.ownUrl(`dial.html?link=tel:${NUMBER}`),
      );
      const inside = await (frame.asElement() as ElementHandle<HTMLIFrameElement>).contentFrame();
      expect(await inside.evaluate(() => document.body.innerText.trim())).toBe('');
      await page.close();
    });
  });

/** Firefox knows us from the manifest and lets its user choose; Chromium asks after a click on our options page. */
async function becomeProgram(): Promise<void> {
  if (BROWSER === 'firefox') return (stage.test as FirefoxBrowser).chooseForTel(server.url);
  const options = await stage.test.openExtensionPage('options.html#calls');
  const session = await options.createCDPSession();
  // Headless nobody can answer the browser's question.
  await session.send('Page.setRPHRegistrationMode', { mode: 'autoAccept' });
  await (await options.waitForSelector('button[name=telLinks]'))?.click();
  await options.close();
}

/** The page that asks, in whichever tab. */
async function confirmation(): Promise<Page> {
  const page = await until('the question', () => stage.test.findOwn('dial.html'));
  await page.waitForSelector('[data-number]');
  return page;
}
