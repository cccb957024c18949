/** What following a page costs that never rests, beside the floor and the other finders, and what it keeps in memory. */
import type { Page } from 'puppeteer-core';
import { type Measured, median, quantile } from './figure.ts';
import { type Ground, quiet } from './ground.ts';
import { emptyWorld, makeWorld } from './world.ts';

const ROUNDS = 3;
const FOLLOWERS = ['bareWalk', 'libphonenumber-js', 'autolinker', 'ringcentral-c2d'];
const ROWS = 2500;

/** Script per 1,000 rows that come, less what the page needs alone; `change` brings 2,500 of them in 5 s. */
export async function churn(ground: Ground, change: string): Promise<Measured> {
  const nothing = async () => {};
  const run = async (page: Page) => void (await page.evaluate(change));
  const samples: Record<string, number[]> = { with: [], without: [] };
  for (const follower of FOLLOWERS) samples[follower] = [];
  for (let round = 0; round < ROUNDS; round++) {
    samples.with?.push((await ground.traceAfter('churn', true, nothing, run)).script);
    samples.without?.push((await ground.traceAfter('churn', false, nothing, run)).script);
    for (const follower of FOLLOWERS) {
      const follow = async (page: Page) =>
        void (await (await makeWorld(page)).evaluate(`bench.follow(${JSON.stringify(follower)})`));
      samples[follower]?.push((await ground.traceAfter('churn', false, follow, run)).script);
    }
  }
  const alone = median(samples.without ?? []);
  const perThousand = (name: string) => (1000 * (median(samples[name] ?? []) - alone)) / ROWS;
  const peers = Object.fromEntries(FOLLOWERS.slice(1).map((name) => [name, perThousand(name)]));
  return { value: perThousand('with'), floor: perThousand('bareWalk'), peers, samples };
}

interface Seen {
  waited: number[];
  lost: number;
}

/** How long numbers in view go without their icon while 45 rows elsewhere and 5 in view are replaced every 100 ms. */
export async function iconsUnderChurn(ground: Ground): Promise<{ p99: Measured; max: Measured; lost: Measured }> {
  const { waited, lost } = await ground.show('churn', true, async (page) => {
    await quiet(page);
    return page.evaluate(watchIcons, 100);
  });
  const samples = { waited };
  return {
    p99: { value: quantile(waited, 0.99), samples },
    max: { value: Math.max(...waited), samples },
    lost: { value: lost },
  };
}

/** Runs in the page, which sees our hosts as any script of a page does. */
function watchIcons(ticks: number): Promise<Seen> {
  const { churn } = globalThis as unknown as { churn: { fresh(): HTMLElement } };
  const list = document.getElementById('list') as HTMLElement;
  const pending = new Map<HTMLElement, { number: string; since: number }>();
  const seen: Seen = { waited: [], lost: 0 };
  const digits = (cell: HTMLElement) => (cell.textContent ?? '').replace(/\D/g, '');
  const hasIcon = (cell: HTMLElement, number: string) => {
    const host = document.querySelector(`ringside-call[data-number="${number}"]`);
    if (!host) return false;
    const at = host.getBoundingClientRect();
    const box = cell.getBoundingClientRect();
    const hit = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
    const apart = Math.max(box.top - at.bottom, at.top - box.bottom, box.left - at.right, at.left - box.right);
    return apart <= 24 && hit !== null && host.contains(hit);
  };
  const look = () => {
    for (const [cell, { number, since }] of pending) {
      const waited = performance.now() - since;
      if (cell.isConnected && !hasIcon(cell, number)) continue;
      pending.delete(cell);
      if (cell.isConnected) seen.waited.push(waited);
      else if (waited > 1000) seen.lost++;
    }
    if (running || pending.size > 0) requestAnimationFrame(look);
  };
  let running = true;
  requestAnimationFrame(look);
  return new Promise((done) => {
    let tick = 0;
    const timer = setInterval(() => {
      for (let i = 0; i < 45; i++) list.children[40 + ((tick * 45 + i) % 1950)]?.replaceWith(churn.fresh());
      for (let i = 0; i < 5; i++) {
        const row = churn.fresh();
        list.children[(tick * 5 + i) % 30]?.replaceWith(row);
        for (const [column, code] of [
          [3, '+49'],
          [4, '+'],
        ] as const) {
          const cell = row.children[column] as HTMLElement;
          pending.set(cell, { number: code + digits(cell).replace(/^0/, ''), since: performance.now() });
        }
      }
      if (++tick < ticks) return;
      clearInterval(timer);
      setTimeout(() => {
        running = false;
        seen.lost += pending.size;
        pending.clear();
        done(seen);
      }, 1500);
    }, 100);
  });
}

/**
 * MB that stay after garbage collection, with what the page keeps alone taken off. The floor: as many bare icons, each a host
 * with a closed root around one drawn shape, and no script that knows of them.
 */
export async function heapKept(ground: Ground): Promise<Measured> {
  const samples: Record<string, number[]> = { with: [], without: [], bare: [] };
  let icons = 0;
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, list] of Object.entries(samples))
      list.push(
        await ground.show('list', name === 'with', async (page) => {
          await quiet(page);
          if (name === 'bare') await (await emptyWorld(page)).evaluate(`(${putBareIcons})(${icons})`);
          // In how many pieces a page has come leaves more or less of its layout behind: now all is laid out in one.
          await page.evaluate('for (const hidden of [true, false]) void (document.body.hidden = hidden, scrollY)');
          await quiet(page);
          if (name === 'with') icons = (await page.$$('ringside-call')).length;
          return heap(page);
        }),
      );
  const kept = (name: string) => median(samples[name] ?? []) - median(samples.without ?? []);
  return { value: kept('with'), floor: kept('bare'), samples };
}

/** Runs in a world of its own. */
function putBareIcons(count: number): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'span { display: block; height: 100% } ::before { content: ""; display: block; height: 100%; background: green; clip-path: circle() }',
  );
  for (let i = 0; i < count; i++) {
    const host = document.createElement('ringside-bare');
    host.style.cssText = `display:block;position:absolute;left:0;top:0;width:16px;height:16px;translate:600px ${i * 16}px`;
    const root = host.appendChild(document.createElement('span')).attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [sheet];
    root.append(document.createElement('span'));
    document.documentElement.append(host);
  }
}

/** MB that 25,000 replaced rows leave behind, likewise. */
export async function heapSlope(ground: Ground): Promise<Measured> {
  const samples: Record<string, number[]> = { with: [], without: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, list] of Object.entries(samples))
      list.push(
        await ground.show('churn', name === 'with', async (page) => {
          // What is remembered of the last numbers is full by then, and what is compiled for speed is compiled.
          await page.evaluate('churn.replace(50, 20, 700)');
          await quiet(page);
          const before = await heap(page);
          await page.evaluate('churn.replace(50, 20, 500)');
          await quiet(page);
          return (await heap(page)) - before;
        }),
      );
  return { value: median(samples.with ?? []) - median(samples.without ?? []), samples };
}

async function heap(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    embedderHeapUsedSize?: number;
  };
  await session.detach();
  return (usedSize + embedderHeapUsedSize) / 1e6;
}
