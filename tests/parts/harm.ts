/** What happens to browsers and machines, done on purpose. */
import { readdirSync, readFileSync } from 'node:fs';
import type { TestBrowser } from './browser.ts';
import { until } from './wait.ts';

/** The line host's document is closed, as a crash does it; nobody is told. Returns when that was. */
export async function closeHost(browser: TestBrowser): Promise<number> {
  const document = await browser.offscreen();
  const closedAt = Date.now();
  await document.evaluate('void window.close()').catch(() => {
    // The document may go before it can answer.
  });
  await until('the end of the line host', () => document.isClosed());
  return closedAt;
}

/**
 * Every write in the background and in the line host fails as on a full disk, or no more. (DevTools' quota override does
 * not reach an extension whose storage is unlimited: its writes go on.)
 */
export async function failStorage(browser: TestBrowser, yes: boolean): Promise<void> {
  const code = `(() => {
    const { prototype } = IDBObjectStore;
    globalThis.withRoom ??= { put: prototype.put, add: prototype.add };
    const fail = () => { throw new DOMException('no room', 'QuotaExceededError'); };
    Object.assign(prototype, ${yes} ? { put: fail, add: fail } : globalThis.withRoom);
  })()`;
  await browser.evaluateInWorker(code);
  await (await browser.offscreen()).evaluate(code);
}

/** Stops the browser and everything it started, as a computer that is put to sleep does. @returns how to wake it */
export function putToSleep(browser: TestBrowser): () => void {
  const root = browser.browser.process()?.pid;
  if (root === undefined) throw new Error('the browser does not run');
  const pids = descendants(root);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  };
}

/** The process and all its descendants, parents first. */
function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const all = [root];
  for (const pid of all) all.push(...(children.get(pid) ?? []));
  return all;
}

function parentOf(pid: number): number | undefined {
  try {
    // "pid (name) state parent ...": the name may hold anything but ends at the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // Ended since the folder was read.
    return undefined;
  }
}
