/** Single costs: the worker's share, one screenful of icons, a page at rest, a huge page, the script's size. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../setup/ensure.ts';
import { type Measured, median } from './figure.ts';
import { type Ground, quiet } from './ground.ts';
import { traced } from './trace.ts';
import { workerThreadTime } from './worker-thread.ts';
import { extensionWorld } from './world.ts';

const BATCH = 200;
const SCROLLS = 7;
const HUGE_LOADS = 5;

/** Processor time of the worker's thread for the list's 4,000 phones, asked as pages ask, messages included. */
export async function workerCpu(ground: Ground): Promise<Measured> {
  const candidates = ground.page('list').phones.map(({ text }) => ({ text, kind: 'field', country: 'DE' }));
  const samples: number[] = [];
  for (let round = 0; round < 3; round++) {
    // A fresh worker remembers nothing.
    await ground.test.killWorker();
    samples.push(
      await ground.show('mask', true, async (page) => {
        await quiet(page);
        const world = await extensionWorld(page, ground.test.extensionId);
        return workerThreadTime(ground.test.browser.process()?.pid ?? 0, async () => {
          for (let from = 0; from < candidates.length; from += BATCH) {
            const data = { candidates: candidates.slice(from, from + BATCH) };
            const message = { ringside: 1, to: 'background', name: 'judge', data };
            const answers = await world.evaluate<unknown[]>(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
            if (answers.length !== data.candidates.length) throw new Error('the worker has not answered');
          }
        });
      }),
    );
  }
  return { value: median(samples), samples: { samples } };
}

/** Script, style and layout of scrolling on by one screenful, less what the page needs alone. */
export async function screenful(ground: Ground): Promise<Measured> {
  const scroll = async (withUs: boolean): Promise<number[]> =>
    ground.show('list', withUs, async (page) => {
      await quiet(page);
      const times: number[] = [];
      for (let i = 0; i < SCROLLS; i++) {
        const { script, rendering } = await traced(ground.test, async () => {
          await page.evaluate("performance.mark('bench')");
          await page.evaluate(() => scrollBy({ top: innerHeight, behavior: 'instant' }));
          await quiet(page);
        });
        times.push(script + rendering);
      }
      return times;
    });
  const samples = { with: await scroll(true), without: await scroll(false) };
  return { value: median(samples.with) - median(samples.without), samples };
}

/** Our script in 10 s on a page that does not change, after everything was read. */
export async function idle(ground: Ground): Promise<Measured> {
  return ground.show('list', true, async (page) => {
    await quiet(page);
    const { ours } = await traced(ground.test, async () => {
      await page.evaluate("performance.mark('bench')");
      await pause(10_000);
    });
    return { value: ours };
  });
}

/** 200,000 nodes: the longest task, and when the first icon stands in view. */
export async function huge(ground: Ground): Promise<{ longest: Measured; first: Measured }> {
  const longest: number[] = [];
  const first: number[] = [];
  for (let load = 0; load < HUGE_LOADS; load++) {
    const seen = await ground.trace('huge', true, quiet, true);
    longest.push(seen.longest);
    first.push(seen.until('first icon'));
  }
  return {
    longest: { value: Math.max(...longest), samples: { longest } },
    first: { value: median(first), samples: { first } },
  };
}

export function scriptSize(): Measured {
  const script = readFileSync(join(ROOT, '.output', 'chrome-mv3', 'content-scripts', 'crm.js'));
  return { value: gzipSync(script, { level: 9 }).length / 1000 };
}
