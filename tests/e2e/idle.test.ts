/**
 * What the browser itself does with a background that has nothing to do: it ends the worker. Nothing here attaches to the
 * worker (that would keep it awake), and no switch changes how the browser treats what nobody looks at.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const TONE = '+493012345309';
const CALLER = '+493023125001';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><label>Telefon <input value="030 12345309"></label></html>`;
/** Browsers end a worker 30 s after its last event; here something else may still be going on. */
const IDLE_LIMIT_MS = 120_000;

let stage: Stage;
let server: TestServer;
let browser: TestBrowser;
let mask: Page;

beforeAll(async () => {
  server = await startServer({ pages: { '/': MASK } });
  stage = await Stage.start({ pbx: true, crm: true });
  browser = stage.test as TestBrowser;
  await stage.save({ callWindowOpens: false });
  await stage.addCrmAddress(server.url);
  mask = await browser.openPage(server.url);
  await iconIs(mask, TONE, 'ready');
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

/** The watchdog's alarm comes every 30 s, just when the browser would end the worker: rarer, it lets the browser do it. */
async function workerIdledOut(): Promise<void> {
  await browser.evaluateInWorker("browser.alarms.create('watchdog', { periodInMinutes: 30 })");
  await until('the browser to end the idle worker', () => !browser.workerRuns(), { timeoutMs: IDLE_LIMIT_MS });
}

it('a call that comes in while the worker sleeps rings at once, in the mask too, and is recorded once', async () => {
  await workerIdledOut();
  const caller = await stage.pbx.ring({ number: CALLER, whenAnswered: 'tone440' });
  const { id, startedAt } = await stage.callIs('ringing');
  expect(Date.now() - startedAt).toBeLessThan(5000);
  await caller.hangUp();
  await stage.callIs('missed');
  await stage.checkRecords();
  await stage.tell('remove', { callId: id });
}, 180_000);

it('a click on an icon wakes the worker and dials; the talk outlives its sleep, and so does its end', async () => {
  await workerIdledOut();
  await mask.bringToFront();
  await clickIcon(mask, TONE);
  const { id } = await stage.callIs('connected');
  await workerIdledOut();
  expect(await stage.callIs('connected')).toMatchObject({ id });
  await stage.pbx.hangUpAll();
  expect(await stage.callIs('hungUp')).toMatchObject({ id, endReason: 'remoteHangUp' });
  await iconIs(mask, TONE, 'ready');
  await stage.checkRecords();
}, 300_000);
