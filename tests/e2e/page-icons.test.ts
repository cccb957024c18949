/** Icons on pages of every shape, by lib/page in a real Chromium. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { until } from '../parts/wait.ts';
import { type StagedPage, stage } from './page-stage.ts';

let test: TestBrowser;
let server: TestServer;
const pages: Record<string, string> = {};

beforeAll(async () => {
  test = await launchBrowser({ extensionDir: null });
  server = await startServer({ pages });
});
afterAll(async () => {
  await test?.close();
  await server?.close();
});

/** Serves `body` in a German page and runs lib/page in it. */
async function show(body: string, lang = 'de'): Promise<StagedPage> {
  const path = `/page-${Object.keys(pages).length}.html`;
  pages[path] =
    `<!doctype html><html lang="${lang}"><title>Seite</title><body style="margin:20px">${body}</body></html>`;
  const page = await test.openPage(server.url + path);
  return stage(page);
}

/** The numbers that have icons, once there are that many and all can be hit. */
async function numbers(staged: StagedPage, count: number): Promise<string[]> {
  const icons = await until(`${count} icons that can be hit`, async () => {
    const seen = await staged.icons();
    if (seen.length === count && seen.every(({ hit }) => hit)) return seen;
    throw new Error(JSON.stringify(seen.map(({ number, hit, near }) => [number, hit, near])));
  });
  return icons.map(({ number }) => number).sort();
}

describe('where numbers stand', () => {
  it('labelled inputs, but not fax, search or others', async () => {
    const staged = await show(`<form>
      <p><label>Telefon <input value="030 23125418"></label></p>
      <p><label for=m>Mobil</label> <input id=m value="+49 170 1234567"></p>
      <p><label for=f>Fax</label> <input id=f value="030 23125419"></p>
      <p><label for=d>Durchwahl</label> <input id=d value="418"></p>
      <p><label for=k>Kunden-Nr.</label> <input id=k value="0304711234"></p>
      <p><input type=search value="030 23125418"></p><p><input type=tel value="040 66969530" disabled></p>
      <p><label>Datum <input value="12.03.2024"></label></p><textarea>030 23125418</textarea></form>`);
    expect(await numbers(staged, 4)).toEqual(['+491701234567', '+493023125418', '+494066969530', '418']);
    await staged.page.close();
  });
});
