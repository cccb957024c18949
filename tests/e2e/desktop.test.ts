import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Pbx } from '../parts/asterisk.ts';
import { Desk } from '../parts/desk.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const HANGS_UP = '+493012345303';

let pbx: Pbx;
let desk: Desk;
let server: TestServer;
let stage: Stage;
let page: Page;

beforeAll(async () => {
  pbx = await Pbx.start();
  desk = await Desk.install(pbx, { start: true });
  stage = await Stage.start({ browser: desk.browser });
  server = await startServer({ pages: { '/': PAGE } });
  await stage.addCrmAddress(server.url);
  page = await stage.test.openPage(server.url);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await desk?.remove();
  await Promise.all([server?.close(), pbx?.stop()]);
});

const PAGE = `<!doctype html><html lang="de"><title>CRM</title><form>
  <label>Telefon <input type="tel" value="+49 30 12345303"></label>
</form>`;

/** Waits until the line says this of itself. */
async function lineIs(expected: Record<string, string>): Promise<void> {
  const line = async () => {
    const rows = await stage.rows<{ id: string; line?: Record<string, unknown> }>('status');
    return rows.find(({ id }) => id === 'line')?.line ?? {};
  };
  const is = async () => {
    const now = await line();
    return Object.entries(expected).every(([key, value]) => now[key] === value);
  };
  await until(`the line to be ${JSON.stringify(expected)}`, is, { timeoutMs: 15_000 });
}

describe('the softphone on the desk', () => {
  it('is chosen on the options page, which asks the browser, starts the program and baresip, and registers', async () => {
    const options = await stage.test.openExtensionPage('options.html#line');
    await (await options.waitForSelector('input[name="connector"][value="desktop"]'))?.click();
    await (await options.waitForSelector('.foot button[type="submit"][aria-disabled="false"]'))?.click();
    await pbx.registered('agent2', 20_000);
    await lineIs({ phase: 'ready', connector: 'desktop' });
    expect(desk.helpers()).toHaveLength(1);
  });

  it('dials by a click on the icon; the far side hangs up', async () => {
    await page.bringToFront();
    await clickIcon(page, HANGS_UP);
    await until('the INVITE', () => pbx.invites('agent2').at(-1)?.dialled === HANGS_UP);
    await stage.callIs('connected');
    await iconIs(page, HANGS_UP, 'active');
    expect((await stage.callIs('hungUp')).endReason).toBe('remoteHangUp');
  });
});
