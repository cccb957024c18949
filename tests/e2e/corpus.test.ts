/**
 * The labelled corpus in a real Chromium with the built extension: every icon on every page is compared with the page's
 * labels. What is scored only shows its counts, never its faults.
 */
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusPage, corpus } from '../parts/corpus.ts';
import { COUNTED, type Finds, precision, recall, type Score, scoreOf, tableOf } from '../parts/corpus-score.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

/** Pages shown at once, one frame each. */
const AT_ONCE = 20;
/** Icons that have not changed for this long are all there. */
const QUIET_MS = 600;

const pages = corpus();
let stage: Stage;
let server: TestServer;
const scores: Record<string, Score> = {};

beforeAll(async () => {
  const shown = Object.fromEntries(pages.map(({ name, html }) => [`/${name}.html`, html]));
  server = await startServer({ pages: { ...shown, ...frameSets() } });
  stage = await Stage.start();
  // Each page says which country its numbers are from.
  await stage.save({ country: '' });
  await stage.addCrmAddress(server.url);
  const finds: Finds = {};
  for (const path of Object.keys(frameSets())) Object.assign(finds, await findsOf(path));
  for (const [name, tuned] of [['tuned', true] as const, ['scored only', false] as const])
    scores[name] = scoreOf(
      pages.filter((page) => page.tuned === tuned),
      finds,
    );
  report();
});
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

/** Pages of frames, each as high as it must be to show all of it. */
function frameSets(): Record<string, string> {
  const sets: Record<string, string> = {};
  for (let from = 0; from < pages.length; from += AT_ONCE) {
    const frames = pages
      .slice(from, from + AT_ONCE)
      .map(({ name }) => `<iframe name="${name}" src="/${name}.html" width="1200" height="1500"></iframe>`);
    sets[`/frames-${from}.html`] = `<!doctype html><html><body>${frames.join('<br>')}</body></html>`;
  }
  return sets;
}

async function findsOf(path: string): Promise<Finds> {
  const page = await stage.test.browser.newPage();
  try {
    await page.setViewport({ width: 1280, height: 1540 * AT_ONCE });
    await page.goto(server.url + path);
    let [last, since] = ['', performance.now()];
    const quiet = async () => {
      const finds = await readFrames(page);
      const now = JSON.stringify(finds);
      if (now !== last) [last, since] = [now, performance.now()];
      return Object.values(finds).flat().length > 0 && performance.now() - since > QUIET_MS ? finds : undefined;
    };
    return await until(`icons on ${path}`, quiet, { timeoutMs: 30_000, intervalMs: 150 });
  } finally {
    await page.close();
  }
}

async function readFrames(page: Page): Promise<Finds> {
  const frames = page.mainFrame().childFrames();
  const read = async (frame: Frame) => [nameOf(frame), await frame.evaluate(numbersIn)] as const;
  return Object.fromEntries(await Promise.all(frames.map(read)));
}

function nameOf(frame: Frame): string {
  return new URL(frame.url()).pathname.replace(/^\/|\.html$/g, '');
}

/** Runs in the page: what its icons would dial, also in open shadow roots. */
function numbersIn(): string[] {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots)
    for (const each of root.querySelectorAll('*')) if (each.shadowRoot) roots.push(each.shadowRoot);
  const hosts = roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>('ringside-call')]);
  return hosts.map((host) => host.dataset.number ?? '');
}

function report(): void {
  for (const [name, { part, faults }] of Object.entries(scores)) {
    const [exact, found] = [precision(part), recall(part)].map((share) => share.toFixed(4));
    console.log(
      `${name}: precision ${exact}, recall ${found} (${part.right} right, ${part.wrong} wrong, ${part.missed} missed)`,
    );
    if (name === 'tuned' && faults.length > 0) console.log(faults.join('\n'));
  }
  console.log(tableOf(scores));
}

function countOf(of: (page: CorpusPage) => boolean): number {
  return pages.filter(of).reduce((sum, { labels }) => sum + labels.length, 0);
}

describe('the corpus', () => {
  it('is large enough to say something', () => {
    expect(pages.length).toBeGreaterThanOrEqual(60);
    expect(countOf(() => true)).toBeGreaterThanOrEqual(1500);
    const languages = new Set(pages.map(({ lang }) => lang.slice(0, 2)));
    for (const language of ['de', 'en', 'fr', 'it', 'es', 'nl', 'pl']) {
      expect(languages).toContain(language);
      expect(countOf(({ lang }) => lang.startsWith(language))).toBeGreaterThanOrEqual(60);
    }
  });
});

describe.each([
  ['tuned', 0.99],
  ['scored only', 0.98],
])('%s pages', (name, least) => {
  it(`precision and recall of at least ${least}`, () => {
    const part = scores[name]?.part ?? { right: 0, missed: 0, wrong: 1 };
    expect(precision(part)).toBeGreaterThanOrEqual(least);
    expect(recall(part)).toBeGreaterThanOrEqual(least);
  });

  it('no category of size is left behind', () => {
    const counted = Object.entries(scores[name]?.categories ?? {}).filter(([, { labels }]) => labels >= COUNTED);
    expect(counted.length).toBeGreaterThan(8);
    expect(counted.filter(([, { labels, right }]) => right / labels < 0.9)).toEqual([]);
  });
});
