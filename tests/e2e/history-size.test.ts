/**
 * 50,000 calls in the panel: what `npm run bench` measures with a million, short, and beside the same panel with few calls
 * in the same run, since a slow machine is slow for both. And what an agent takes out of such a log: the file of it, the
 * calls of one number, and the calls whose time is up.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../../lib/csv.ts';
import { median, quantile } from '../bench/figure.ts';
import { fillLog, keystrokes, logPage, openPanelPage, panelHeap, scrollTasks } from '../parts/big-log.ts';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { savedFile } from '../parts/download.ts';

const CALLS = 50_000;
const FEW = 300;
const SEARCHES = ['vogel an', 'angebot 37', '4711'];

interface Beside {
  ms: number;
  result: number;
  /** How long a change of the log had to wait meanwhile, ms. */
  waits: number[];
}

let test: TestBrowser;
let page: Page;

beforeAll(async () => {
  test = await launchBrowser();
});
afterAll(() => test?.close());

/** Fills the log by a page that is gone afterwards: pages of ours share one memory. */
async function filled(calls: number): Promise<void> {
  const filling = await logPage(test);
  await fillLog(filling, calls, Date.now());
  await filling.close();
}

async function panelFigures() {
  const heap = await panelHeap(test);
  const panel = await openPanelPage(test);
  const keys = Object.values(await keystrokes(panel, SEARCHES));
  const tasks = await scrollTasks(panel, 40);
  // What tasks take beyond 50 ms: a single long one says more about the machine's other work.
  const blocked = tasks.reduce((sum, task) => sum + task - 50, 0);
  await panel.close();
  return { heap, key: median(keys), blocked };
}

describe('a log of 50,000 calls', () => {
  it('costs the panel about what a log of 300 costs', async () => {
    await filled(FEW);
    const few = await panelFigures();
    await filled(CALLS);
    const many = await panelFigures();
    page = await logPage(test);
    const { ours, raw } = (await page.evaluate('bigLog.newest(40)')) as Record<'ours' | 'raw', number[]>;
    const anywhere = (await page.evaluate(`bigLog.anywhere(60, ${Date.now()})`)) as number[];
    console.log({ few, many, newest: median(ours), raw: median(raw), anywhere: median(anywhere) });
    expect(many.heap - few.heap).toBeLessThan(4);
    expect(many.key).toBeLessThan(3 * few.key + 50);
    expect(many.blocked).toBeLessThan(3 * few.blocked + 1500);
    expect(median(ours)).toBeLessThan(2 * median(raw) + 1);
    expect(median(anywhere)).toBeLessThan(2 * median(ours) + 1);
  });

  it('leaves as a file that is CSV and runs nothing', async () => {
    const panel = await openPanelPage(test);
    const save = await panel.waitForSelector('button[aria-label="Save the history as CSV"]');
    const text = await savedFile(test, async () => save?.click());
    await panel.close();
    expect(text.startsWith('\uFEFFDate,Time,')).toBe(true);
    const rows = parseCsv(text);
    expect(rows).toHaveLength(CALLS + 1);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([10]));
    // Every line ends as RFC 4180 has it, and no cell is a formula.
    expect(text.split('\r\n')).toHaveLength(CALLS + 2);
    expect(rows.flat().filter((cell) => /^[=@\t\r-]|^\+.*\D/.test(cell))).toEqual([]);
  });

  it('lets go of one number and of old calls, and no call waits for that, whatever pages of ours are open', async () => {
    const number = '+4930231100000';
    const count = async () => (await page.evaluate('bigLog.counts()')) as { calls: number; rows: number };
    // The guide has opened by itself at the first start; beside it, in front, the panel.
    expect(await test.findOwn('welcome.html')).toBeDefined();
    await openPanelPage(test);
    const idle = (await page.evaluate('bigLog.idle(2000)')) as Beside;
    const forgotten = (await page.evaluate(`bigLog.forget('${number}')`)) as Beside;
    expect(forgotten.result).toBeGreaterThan(100);
    expect(await page.evaluate(`bigLog.traces('${number}')`)).toEqual([]);
    const old = (await page.evaluate('bigLog.retention(710)')) as Beside;
    expect(old.result).toBeGreaterThan(900);
    const { calls, rows } = await count();
    expect([calls, rows]).toEqual([CALLS - forgotten.result - old.result, CALLS - forgotten.result - old.result]);
    const waits = [...forgotten.waits, ...old.waits];
    const [wait, usual] = [quantile(waits, 0.95), quantile(idle.waits, 0.95)];
    console.log({ forgotten: forgotten.result, old: old.result, wait, most: Math.max(...waits), usual });
    expect(wait).toBeLessThan(400 + 5 * usual);
  }, 120_000);
});
