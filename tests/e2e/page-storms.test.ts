/** Hostile pages slow us down at most: the page answers, nothing of ours fails, and the ordinary field has its icon. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOSTILE_PAGES, NUMBER } from '../fixtures/hostile-pages.ts';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { until } from '../parts/wait.ts';
import { stage } from './page-stage.ts';

/** No task of ours may keep the page from answering for so long, on a machine that tests share. */
const LONGEST_SILENCE_MS = 2000;

let test: TestBrowser;
let server: TestServer;

beforeAll(async () => {
  const html = (body: string) => `<!doctype html><html lang="de"><title>Feindlich</title><body>${body}</body></html>`;
  const pages = Object.fromEntries(HOSTILE_PAGES.map(([, body], i) => [`/${i}.html`, html(body)]));
  test = await launchBrowser({ extensionDir: null });
  server = await startServer({ pages });
});
afterAll(async () => {
  await test?.close();
  await server?.close();
});

it.each(HOSTILE_PAGES.map(([name], i) => [name, i] as const))('%s', async (_name, i) => {
  const page = await test.openPage(`${server.url}/${i}.html`);
  const staged = await stage(page);
  const session = await page.createCDPSession();
  // The page's own functions may be broken: what stands there is asked of the browser.
  const icon = async () => {
    const { root } = await session.send('DOM.getDocument', { depth: 0 });
    const selector = `ringside-call[data-number="${NUMBER}"]`;
    return (await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })).nodeId !== 0;
  };
  await until('the icon of the ordinary field', icon, { timeoutMs: 15_000 });
  for (let ask = 0; ask < 10; ask++) {
    const asked = performance.now();
    await session.send('Runtime.evaluate', { expression: '1' });
    expect(performance.now() - asked).toBeLessThan(LONGEST_SILENCE_MS);
  }
  expect((await staged.asked()).logged).toEqual([]);
  expect(await icon()).toBe(true);
  await staged.call('stop');
  await until('our hosts to be gone', async () => !(await icon()));
  await page.close();
});
