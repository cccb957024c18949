/**
 * What our content script costs on a list of 2,000 rows with 12 columns: all its script time from the page's load until
 * nothing of it runs any more, against one bare pass over the same text nodes that only reads them.
 */
import type { CDPSession, Page } from 'puppeteer-core';
import type { TestBrowser } from '../parts/browser.ts';
import type { TestServer } from '../parts/http-server.ts';
import { until } from '../parts/wait.ts';
import type { Figure } from './figure.ts';

const ROWS = 2000;
const RUNS = 5;
const TARGET = 8;
/** Script time that has not moved for this long has come to its end. */
const QUIET_MS = 1500;

/** Page B of the measured peers: two columns of phones, ten of other numbers; 24,000 cells. */
export function listPage(): string {
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const others = Array.from({ length: 10 }, (_, column) => `<td>${(row * 7919 + column * 104_729) % 9_999_999}</td>`);
    return `<tr><td>030 2312${5000 + row}</td>${others.join('')}<td>+49 170 ${1_000_000 + row}</td></tr>`;
  });
  const heads = ['Telefon', ...Array.from({ length: 10 }, (_, column) => `Kd.-Nr. ${column}`), 'Mobil'];
  const head = heads.map((text) => `<th>${text}</th>`).join('');
  return `<!doctype html><html lang="de"><title>Liste</title><body><table cellpadding="8"><thead><tr>${head}</tr></thead>
<tbody>${rows.join('')}</tbody></table></body></html>`;
}

/** @param server shows listPage() at /list.html; its address is a CRM address, its other one is none */
export async function benchPageScan(test: TestBrowser, server: TestServer): Promise<Figure> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await measure(test, `${server.url}/list.html`, scanned));
    bare.push(await measure(test, `${server.otherUrl}/list.html`, barePass));
  }
  const [value, floor] = [median(ours), median(bare)];
  const met = value <= TARGET * floor;
  return { id: 'page-scan-2000x12', value, unit: 'ms', floor, peers: {}, target: `<= ${TARGET} x floor`, met };
}

/** What `work` measures in a fresh tab with the list in front, ms. */
async function measure(test: TestBrowser, url: string, work: (page: Page) => Promise<number>): Promise<number> {
  const page = await test.browser.newPage();
  try {
    await page.bringToFront();
    await page.goto(url);
    return await work(page);
  } finally {
    await page.close();
  }
}

/** All script time of the tab, which has no script but ours, from its beginning until nothing runs any more. */
async function scanned(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  let [last, since] = [0, performance.now()];
  const quiet = async () => {
    const now = await scriptSeconds(session);
    if (now !== last) [last, since] = [now, performance.now()];
    return last > 0 && performance.now() - since > QUIET_MS;
  };
  await until('the content script to come to rest', quiet, { timeoutMs: 60_000, intervalMs: 100 });
  if ((await page.$('ringside-call')) === null) throw new Error('There are no icons on the list.');
  return 1000 * last;
}

/** Every text node is read once, cold, and nothing is done with it: no finder can do less. */
async function barePass(page: Page): Promise<number> {
  const { ms, length } = await page.evaluate(() => {
    const start = performance.now();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let length = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) length += node.nodeValue?.length ?? 0;
    return { ms: performance.now() - start, length };
  });
  if (length < ROWS * 12) throw new Error('The bare pass has not seen the list.');
  return ms;
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10;
}
