/**
 * Processor time of the extension's service worker, as the kernel counts it for the worker's own thread (Linux): all that
 * runs there, script, its compilation and collection, reading and writing messages, whatever began it. What other threads
 * do for it (the browser's ends of messages, helpers of the collector) is not in it. A trace says less: many tasks of
 * workers have no slice of their own.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel keeps 15 letters of "ServiceWorker thread". */
const NAME = 'ServiceWorker t';

/** Runs `work`; the ms that service workers under this process spent on a processor meanwhile. */
export async function workerThreadTime(browser: number, work: () => Promise<void>): Promise<number> {
  const before = timesUnder(browser);
  await work();
  let nanoseconds = 0;
  for (const [thread, time] of timesUnder(browser)) nanoseconds += time - (before.get(thread) ?? 0);
  if (nanoseconds === 0) throw new Error('no service worker has run under the browser');
  return nanoseconds / 1e6;
}

/** Nanoseconds on a processor, by thread. */
function timesUnder(browser: number): Map<string, number> {
  const times = new Map<string, number>();
  for (const process of processesUnder(browser))
    for (const thread of entriesOf(`/proc/${process}/task`)) {
      const folder = `/proc/${process}/task/${thread}`;
      if (read(`${folder}/comm`).trim() === NAME) times.set(folder, Number(read(`${folder}/schedstat`).split(' ')[0]));
    }
  return times;
}

/** This process, its children and theirs. */
function processesUnder(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of entriesOf('/proc').filter((each) => /^\d+$/.test(each))) {
    // The name in brackets may hold anything; the parent is the second field behind it.
    const parent = Number(read(`/proc/${entry}/stat`).split(') ').pop()?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found = [root];
  for (const each of found) found.push(...(children.get(each) ?? []));
  return found;
}

/** Processes and threads end while they are looked at. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
