/** A new version of the extension, brought by the browser itself from a store; and a reload of the one there is. */
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { TestBrowser } from '../parts/browser.ts';
import { ExtensionStore } from '../parts/extension-store.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs, icons } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';
import { ROOT } from '../setup/ensure.ts';

const TONE = '+493012345309';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><body><label>Telefon <input value="030 12345309"></label>
<p>Zentrale: <a href="tel:+493012345309">030 12345-309</a></p></body></html>`;

let stage: Stage;
let server: TestServer;
let store: ExtensionStore;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  server = await startServer({ pages: { '/': MASK } });
  store = await ExtensionStore.start(join(ROOT, '.output', 'chrome-mv3'));
  store.publish('1.0');
  stage = await Stage.start({ pbx: true, browser: { store } });
  browser = stage.test as TestBrowser;
  await stage.save({ callWindowOpens: false });
  await stage.addCrmAddress(server.url);
  page = await browser.openPage(server.url);
  await iconIs(page, TONE, 'ready');
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await store?.close();
  await server?.close();
});

const version = () => browser.evaluateInWorker('browser.runtime.getManifest().version');
const waiting = () =>
  browser.evaluateInWorker("browser.storage.session.get('updateWaiting').then((all) => all.updateWaiting)");
const mark = async () => (await browser.offscreen()).evaluate('void (globalThis.sameLife = true)');
const sameLife = async () => (await browser.offscreen()).evaluate('globalThis.sameLife === true');
const newLife = () => until('a new life', async () => !(await sameLife()), { timeoutMs: 90_000 });

/** Our elements aside, the page is as it was without us; and each number has one icon that works. */
async function freshIcons(): Promise<void> {
  await iconIs(page, TONE, 'ready', 20_000);
  expect((await icons(page)).length).toBe(2);
  expect(await stripped(page)).toBe(await untouched());
  await page.bringToFront();
  await clickIcon(page, TONE);
  const { id } = await stage.callIs('connected');
  await iconIs(page, TONE, 'active');
  await stage.pbx.hangUpAll();
  expect((await stage.callIs('hungUp')).id).toBe(id);
  await iconIs(page, TONE, 'ready');
}

const stripped = (tab: Page) =>
  tab.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as Element;
    for (const ours of copy.querySelectorAll('ringside-call, ringside-mask-call, ringside-layer')) ours.remove();
    return copy.outerHTML;
  });

/** The page in a tab that none of our code has ever reached: another name of the same server. */
async function untouched(): Promise<string> {
  const other = await browser.openPage(server.otherUrl);
  const html = await stripped(other);
  await other.close();
  return html;
}

it('waits for the end of a call, and then for nobody; open tabs get fresh icons, settings and log stay', async () => {
  expect(await version()).toBe('1.0');
  expect(await stage.tell('dial', { text: TONE })).toEqual({ ok: true });
  const { id } = await stage.callIs('connected');
  await mark();
  store.publish('2.0');
  await browser.evaluateInWorker('browser.runtime.requestUpdateCheck()');
  await until('the browser to have the new version', async () => (await waiting()) === '2.0', { timeoutMs: 30_000 });
  // What applies it when all is quiet, now, in the call.
  await browser.evaluateInWorker("browser.alarms.create('watchdog', { when: Date.now() })");
  const hasRun = "browser.alarms.get('watchdog').then((alarm) => alarm?.periodInMinutes !== undefined)";
  await until('the watchdog to have run', () => browser.evaluateInWorker(hasRun));
  expect(await sameLife()).toBe(true);
  expect(await version()).toBe('1.0');
  expect(await stage.callIs('connected')).toMatchObject({ id });

  await stage.pbx.hangUpAll();
  await stage.callIs('hungUp');
  await newLife();
  expect(await version()).toBe('2.0');
  await stage.lineIs('ready', 30_000);
  await freshIcons();
  expect((await stage.log()).map((call) => call.state)).toEqual(['hungUp', 'hungUp']);
}, 180_000);

it('reloaded by hand: open tabs get fresh icons', async () => {
  await mark();
  const id = JSON.stringify(browser.extensionId);
  await browser.onExtensionsPage(`chrome.developerPrivate.reload(${id}, { failQuietly: true })`);
  await newLife();
  await stage.lineIs('ready', 30_000);
  await freshIcons();
}, 180_000);
