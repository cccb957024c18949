/** What has an icon and should not, and what has none and should; the other finders are scored on the same pages. */
import type { Frame, Page } from 'puppeteer-core';
import { until } from '../parts/wait.ts';
import type { Measured } from './figure.ts';
import { type Ground, type PageName, quiet } from './ground.ts';
import { makeWorld } from './world.ts';

const PEERS = ['libphonenumber-js', 'autolinker', 'ringcentral-c2d'];

interface Score {
  precision: number;
  recall: number;
}

/** Every number that gets an icon while the page is scrolled through, a viewport at a time. */
async function iconsOf(page: Page): Promise<Set<string>> {
  const found = new Set<string>();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const step = await page.evaluate(() => innerHeight);
  for (let top = 0; top < height; top += step) {
    await page.evaluate((y) => scrollTo({ top: y, behavior: 'instant' }), top);
    await settled(page);
    for (const frame of page.frames()) for (const number of await numbersIn(frame)) found.add(number);
  }
  return found;
}

/** No icon has come or gone for a while: longer than the longest wait that is allowed. */
async function settled(page: Page): Promise<void> {
  let last = '';
  let since = performance.now();
  await until(
    'icons to come to rest',
    async () => {
      const now = (await Promise.all(page.frames().map(numbersIn))).flat().join();
      if (now !== last) [last, since] = [now, performance.now()];
      return performance.now() - since > 350;
    },
    { timeoutMs: 20_000, intervalMs: 50 },
  );
}

function numbersIn(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const each of root.querySelectorAll('*')) if (each.shadowRoot) roots.push(each.shadowRoot);
    return roots.flatMap((root) =>
      [...root.querySelectorAll<HTMLElement>('ringside-call')].map((host) => host.dataset.number ?? ''),
    );
  });
}

/** Vanity numbers count neither way: no other finder knows them, and the peers' figures leave them out. */
export async function accuracy(ground: Ground, name: PageName): Promise<{ precision: Measured; recall: Measured }> {
  const { phones } = ground.page(name);
  const counted = phones.filter(({ text }) => !/[A-Z]{4}/.test(text));
  const icons = await ground.show(name, true, iconsOf);
  const ours = scoreOf(
    counted.map(({ number }) => number),
    [...icons].filter((number) => !phones.some((each) => each.number === number && !counted.includes(each))),
  );
  const peers: Record<string, Score> = {};
  for (const peer of PEERS) {
    const finds = await ground.show(name, false, async (page) => {
      await quiet(page);
      const world = await makeWorld(page);
      await world.evaluate(`bench.run(${JSON.stringify(peer)})`);
      return world.evaluate<{ text: string; number: string }[]>('bench.finds()');
    });
    const vanity = new Set(phones.filter((each) => !counted.includes(each)).map(({ text }) => text));
    peers[peer] = scoreOf(
      counted.map(({ number, text }) => `${text} ${digitsOf(number)}`),
      finds.filter(({ text }) => !vanity.has(text)).map(({ text, number }) => `${text} ${digitsOf(number)}`),
    );
  }
  const of = (part: keyof Score) =>
    Object.fromEntries(Object.entries(peers).map(([peer, score]) => [peer, score[part]]));
  return {
    precision: { value: ours.precision, peers: of('precision') },
    recall: { value: ours.recall, peers: of('recall') },
  };
}

/** A peer that writes a national number as such is right too. */
function digitsOf(number: string): string {
  return number.replace(/^0(?!0)/, '+49').replace(/\D/g, '');
}

function scoreOf(planted: string[], found: string[]): Score {
  const wanted = new Set(planted);
  const hits = new Set(found.filter((each) => wanted.has(each)));
  const wrong = found.filter((each) => !wanted.has(each)).length;
  return { precision: hits.size / (hits.size + wrong), recall: hits.size / wanted.size };
}

/** The record mask: its 12 phones, and icons for anything else. */
export async function mask(ground: Ground): Promise<{ found: Measured; wrong: Measured }> {
  const { phones } = ground.page('mask');
  const icons = await ground.show('mask', true, iconsOf);
  const wanted = new Set(phones.map(({ number }) => number));
  return {
    found: { value: [...icons].filter((number) => wanted.has(number)).length },
    wrong: { value: [...icons].filter((number) => !wanted.has(number)).length },
  };
}
