/** A log of very many calls in a browser of a test, and pages of ours that read it. */
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { ROOT } from '../setup/ensure.ts';
import type { TestBrowser } from './browser.ts';
import { until } from './wait.ts';

const BATCH = 10_000;
const CALLERS = 20_000;

let bundle: Promise<string> | undefined;

/** A page of ours with the history's own code in it, as `bigLog`. */
export async function logPage(test: TestBrowser): Promise<Page> {
  bundle ??= build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: join(ROOT, 'tests/parts/big-log-page.ts'), formats: ['iife'], name: 'bigLogPage' },
    },
  }).then((result) => {
    const [output] = Array.isArray(result) ? result : [result];
    const chunk = output && 'output' in output ? output.output[0] : undefined;
    if (!chunk) throw new Error('vite built nothing');
    return chunk.code;
  });
  const page = await test.openExtensionPage('manifest.json');
  await page.evaluate(await bundle);
  return page;
}

/** Fills the log with the calls of two years, up to `now`. */
export async function fillLog(page: Page, calls: number, now: number): Promise<void> {
  for (let from = 0; from < calls; from += BATCH)
    await page.evaluate(
      `bigLog.fill(${from}, ${Math.min(calls, from + BATCH)}, ${calls}, ${Math.min(CALLERS, calls / 5)}, ${now})`,
    );
}

/** Waits until the panel's first picture is of the log as it is: the background writes it a second after each change. */
export async function pictureKept(test: TestBrowser): Promise<void> {
  const page = await logPage(test);
  await test.wakeWorker();
  // Asking changes something, and the picture follows a pause.
  const patience = { timeoutMs: 30_000, intervalMs: 2500 };
  await until('the first picture of this log', () => page.evaluate('bigLog.pictureIsKept()'), patience);
  await page.close();
}

/** Does the panel show a list at all? */
export const SHOWS_PANEL = `document.querySelector('.tasks') !== null`;

/**
 * Does the panel show its first 50 rows? All that the view holds are there, missed calls and past ones, and the list goes
 * on for 50 past ones at least: those outside the view are not built.
 */
export const SHOWS_FIFTY = `(() => {
  const list = document.querySelector('ul.virtual');
  const rows = [...document.querySelectorAll('.tasks .row, .hist')];
  const bottom = Math.max(0, ...rows.map((row) => row.getBoundingClientRect().bottom));
  const view = list?.closest('.scroll').getBoundingClientRect().bottom;
  return list !== null && list.offsetHeight >= 50 * 48 && bottom >= view;
})()`;

/** Are 50 rows built, whatever the view holds? In a window as high as that all of them are. */
export const BUILT_FIFTY = `document.querySelectorAll('.tasks .row, .hist').length >= 50`;

/** From the document's start to the frame that shows what was waited for, in a browser that has just started; ms. */
export async function panelStart(test: TestBrowser, shown: string, height = 760): Promise<number> {
  await test.restart();
  const page = await test.browser.newPage();
  await page.setViewport({ width: 360, height });
  await page.evaluateOnNewDocument(`{
    const watch = () => {
      if (!(${shown})) return requestAnimationFrame(watch);
      requestAnimationFrame(() => Object.assign(window, { painted: performance.now() }));
    };
    requestAnimationFrame(watch);
  }`);
  await page.bringToFront();
  await page.goto(test.ownUrl('sidepanel.html'));
  const painted = await until('the first rows', () => page.evaluate(() => (window as { painted?: number }).painted));
  await page.close();
  return painted;
}

/** The panel's page, in front. */
export async function openPanelPage(test: TestBrowser): Promise<Page> {
  const page = await test.openExtensionPage('sidepanel.html');
  await page.setViewport({ width: 360, height: 760 });
  await page.bringToFront();
  await page.waitForSelector('.tasks');
  return page;
}

/** What the panel keeps in memory after a collection, MB. */
export async function panelHeap(test: TestBrowser): Promise<number> {
  const page = await openPanelPage(test);
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.close();
  return usedSize / 1e6;
}

/** Types each text into the search, key by key: ms from the key to the frame that shows its result. */
export async function keystrokes(panel: Page, texts: readonly string[]): Promise<Record<string, number>> {
  await panel.waitForSelector('input[type=search]');
  const times: Record<string, number> = {};
  for (const text of texts) {
    await clearSearch(panel);
    for (let at = 0; at < text.length; at++) {
      await panel.evaluate(watchKey);
      await panel.keyboard.press(text[at] as 'a');
      times[text.slice(0, at + 1)] = await until('the result', () => panel.evaluate(() => (window as Watched).shownMs));
    }
  }
  await clearSearch(panel);
  return times;
}

async function clearSearch(panel: Page): Promise<void> {
  await panel.click('input[type=search]', { count: 3 });
  await panel.keyboard.press('Backspace');
  await panel.waitForSelector('.history[aria-busy="false"]');
}

type Watched = Window & { shownMs?: number };

/** Runs in the panel: from the next key to the end of the frame after which nothing of another search is shown. */
function watchKey(): void {
  const page = window as Watched;
  delete page.shownMs;
  const begin = () => {
    const began = performance.now();
    const look = () => {
      const busy = document.querySelector('.history')?.getAttribute('aria-busy') !== 'false';
      if (busy) return requestAnimationFrame(look);
      // After this frame has been laid out and painted.
      return setTimeout(() => {
        page.shownMs = performance.now() - began;
      });
    };
    requestAnimationFrame(look);
  };
  addEventListener('keydown', begin, { once: true, capture: true });
}

/** Tasks over 50 ms while the wheel turns `turns` times over the history. */
export async function scrollTasks(panel: Page, turns: number): Promise<number[]> {
  await panel.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  await panel.mouse.move(180, 600);
  for (let turn = 0; turn < turns; turn++) await panel.mouse.wheel({ deltaY: 500 });
  return panel.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
}
