/**
 * The history of a million calls in the panel: how soon its first rows are painted in a browser that has just started, how
 * soon each keystroke of a search shows, how long the longest task is while scrolling, how much memory the panel keeps, and
 * how long reading takes beside a bare getAll. RINGSIDE_BENCH_CALLS makes a short run.
 */

import {
  BUILT_FIFTY,
  fillLog,
  keystrokes,
  logPage,
  openPanelPage,
  panelHeap,
  panelStart,
  pictureKept,
  SHOWS_FIFTY,
  SHOWS_PANEL,
  scrollTasks,
} from '../parts/big-log.ts';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { type Measured, median, quantile } from './figure.ts';

const CALLS = Number(process.env.RINGSIDE_BENCH_CALLS ?? 1_000_000);
const STARTS = 7;
const SEARCHES = ['vogel anna', 'angebot', 'elektrotechnik 12', '030 23', '4711', 'lieferung 37', '+4930231', 'zzz'];

export const HISTORY_ROWS = [
  'history.first-rows',
  'history.newest-50',
  'history.page-anywhere-p95',
  'history.keystroke-p95',
  'history.scroll-longest-task',
  'history.heap-beside-empty',
  'history.write-beside-forgetting-max',
];

interface Rounds {
  ours: number[];
  raw: number[];
}

export async function benchHistory(): Promise<Record<string, Measured>> {
  const test = await launchBrowser();
  try {
    const empty = await starts(test, SHOWS_PANEL);
    const before = await panelHeap(test);
    const now = Date.now();
    const filling = await logPage(test);
    await fillLog(filling, CALLS, now);
    await filling.close();
    await pictureKept(test);
    const full = await starts(test, SHOWS_FIFTY);
    const built = await starts(test, BUILT_FIFTY, 2900);
    const after = await panelHeap(test);
    const page = await logPage(test);
    const { ours, raw } = (await page.evaluate('bigLog.newest(60)')) as Rounds;
    const pages = (await page.evaluate(`bigLog.anywhere(200, ${now})`)) as number[];
    await page.close();
    const panel = await openPanelPage(test);
    const typed = await keystrokes(panel, SEARCHES);
    if (process.env.RINGSIDE_BENCH_TRACE) console.log({ empty, full, typed, ours, raw, pages: quantile(pages, 0.95) });
    const keys = Object.values(typed);
    const tasks = await scrollTasks(panel, 200);
    // A call is written while the calls of one number and the oldest ones go, with the panel open.
    const forgetting = await logPage(test);
    const forgotten = (await forgetting.evaluate(`bigLog.forget('+4930231100000')`)) as { waits: number[] };
    const old = (await forgetting.evaluate('bigLog.retention(715)')) as { waits: number[] };
    const waits = [...forgotten.waits, ...old.waits];
    return {
      'history.first-rows': {
        value: median(full),
        peers: { empty: median(empty), 'all 50 in one high view': median(built) },
        samples: { full, built, empty },
      },
      'history.newest-50': { value: median(ours), floor: median(raw), samples: { ours, raw } },
      'history.page-anywhere-p95': { value: quantile(pages, 0.95), samples: { pages } },
      'history.keystroke-p95': { value: quantile(keys, 0.95), samples: { keys } },
      'history.scroll-longest-task': { value: Math.max(0, ...tasks), samples: { tasks } },
      'history.write-beside-forgetting-max': { value: Math.max(...waits), samples: { waits } },
      'history.heap-beside-empty': { value: after - before, samples: { before: [before], after: [after] } },
    };
  } finally {
    await test.close();
  }
}

async function starts(test: TestBrowser, shown: string, height?: number): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < STARTS; run++) times.push(await panelStart(test, shown, height));
  return times;
}
