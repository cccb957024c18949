/** What holds for the pages of an address, in both browsers: own rules, icons off and on. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { iconsAre } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';

const NUMBER = '+493023125001';
const PAGE = `<!doctype html><html lang="de"><title>CRM</title><label>Telefon <input value="030 23125001"></label>
  <label>Ablage <input name="ablage" value="418"></label></html>`;

let stage: Stage;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  server = await startServer({ pages: { '/': PAGE } });
  stage = await Stage.start();
  await stage.addCrmAddress(server.url);
  page = await stage.test.openPage(server.url);
  await iconsAre(page, [NUMBER]);
});
afterEach(async () => void (await stage.errors.assertClean()));
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

const choose = async (patch: object) =>
  expect(await stage.tell('choosePages', { pattern: stage.test.patternOf(server.url), patch })).toEqual({ ok: true });

it('own rules go before what Ringside knows, at once in open tabs', async () => {
  await choose({ profile: { name: 'own', fields: [{ at: 'input[name="ablage"]', is: 'phone' }] } });
  await iconsAre(page, [NUMBER, '418']);
  await choose({ profile: { name: 'own', fields: [{ labelled: 'Telefon', is: 'never' }] } });
  await iconsAre(page, []);
  await choose({ profile: { name: 'own', fields: [] } });
  await iconsAre(page, [NUMBER]);
});

it('icons are off and on again, at once in open tabs', async () => {
  await choose({ iconsOff: true });
  await iconsAre(page, []);
  expect(await page.$('ringside-call, ringside-mask-call, ringside-layer')).toBeNull();
  await choose({ iconsOff: false });
  await iconsAre(page, [NUMBER]);
});
