/** What it costs until a page is read: script in all, until the first icon, and the longest task; beside floors and peers. */

import { type Measured, median, quantile } from './figure.ts';
import type { Ground, PageName } from './ground.ts';
import { quiet } from './ground.ts';
import type { Traced } from './trace.ts';
import { makeWorld } from './world.ts';

const LOADS = 11;
const MORE_LOADS = 20;
const PEERS = ['libphonenumber-js', 'autolinker', 'ringcentral-c2d'];

/** One pass of a floor or a peer over the page, in a fresh tab and a fresh world, ms. */
async function pass(ground: Ground, name: PageName, contender: string): Promise<number> {
  const { call } = await ground.trace(name, false, async (page) => {
    await quiet(page);
    const world = await makeWorld(page);
    await world.evaluate(`bench.run(${JSON.stringify(contender)})`);
  });
  return call('benchPass');
}

/** `LOADS` of everything in turns; ours is all script of the page's thread, less what the page needs alone. */
export async function scan(
  ground: Ground,
  name: PageName,
  peers: boolean,
): Promise<{ script: Measured; loads: Traced[] }> {
  const samples: Record<string, number[]> = { with: [], without: [], bareWalk: [], prefilter: [] };
  for (const peer of peers ? PEERS : []) samples[peer] = [];
  const loads: Traced[] = [];
  for (let load = 0; load < LOADS; load++) {
    const ours = await ground.trace(name, true);
    loads.push(ours);
    samples.with?.push(ours.script);
    samples.without?.push((await ground.trace(name, false)).script);
    for (const [contender, list] of Object.entries(samples))
      if (contender !== 'with' && contender !== 'without') list.push(await pass(ground, name, contender));
  }
  const value = median(samples.with ?? []) - median(samples.without ?? []);
  const figures = Object.fromEntries(Object.entries(samples).map(([each, list]) => [each, median(list)]));
  const { with: _with, without: _without, bareWalk: floor = Number.NaN, ...others } = figures;
  return { script: { value, floor, peers: others, samples }, loads };
}

/** From the start of our script to the frame with the first icon; the worker is awake, or was put to sleep before. */
export async function firstIcon(
  ground: Ground,
  cold: boolean,
): Promise<{ time: Measured; script: Measured; loads: Traced[] }> {
  const loads: Traced[] = [];
  for (let load = 0; load < MORE_LOADS; load++) {
    if (cold) await ground.test.killWorker();
    else await ground.test.wakeWorker();
    loads.push(await ground.trace('list', true, quiet, true));
  }
  const times = loads.map((load) => load.until('first icon'));
  const scripts = loads.map((load) => load.scriptUntil('first icon'));
  return {
    time: { value: quantile(times, 0.95), samples: { times } },
    script: { value: quantile(scripts, 0.95), samples: { scripts } },
    loads,
  };
}

/** As many loads of the other pages, in turns. */
export async function otherLoads(ground: Ground): Promise<Traced[]> {
  const names: PageName[] = ['mask', 'churn', 'formats'];
  const loads: Traced[] = [];
  for (let load = 0; load < MORE_LOADS; load++)
    loads.push(await ground.trace(names[load % names.length] as PageName, true));
  return loads;
}

/** The longest task of each load, over all pages. */
export function longestTasks(loads: Traced[]): { p99: Measured; max: Measured } {
  const longest = loads.map((load) => load.longest);
  const samples = { longest };
  return { p99: { value: quantile(longest, 0.99), samples }, max: { value: Math.max(...longest), samples } };
}
