import assert from 'node:assert/strict';
import type { ElementHandle, Page } from 'puppeteer-core';
import { until } from './wait.ts';

export type IconState = 'ready' | 'active' | 'ringing' | 'unavailable';

/** An icon on a page as the PUBLIC contract shows it, with where it stands. */
export interface Icon {
  number: string;
  state: string;
  field: string;
  /** Distance between the icon's box and the nearest box of visible text or field value, px. */
  box: { x: number; y: number; width: number; height: number };
  /** Does elementFromPoint at the box's centre hit the icon? */
  hit: boolean;
}

/** All icons of the page's main frame, in document order. */
export async function icons(page: Page): Promise<Icon[]> {
  return page.$$eval('ringside-call', (hosts) =>
    hosts.map((host) => {
      const { x, y, width, height } = host.getBoundingClientRect();
      const at = document.elementFromPoint(x + width / 2, y + height / 2);
      return {
        number: host.getAttribute('data-number') ?? '',
        state: host.getAttribute('data-state') ?? '',
        field: host.getAttribute('data-field') ?? '',
        box: { x, y, width, height },
        hit: at !== null && (at === host || host.contains(at)),
      };
    }),
  );
}

/** Waits until the page shows icons for exactly these numbers (in any order). */
export async function iconsAre(page: Page, numbers: string[], timeoutMs = 5000): Promise<void> {
  const wanted = [...numbers].sort().join();
  let seen = '';
  await until(
    `icons for ${wanted}`,
    async () => {
      seen = (await icons(page))
        .map(({ number }) => number)
        .sort()
        .join();
      return seen === wanted;
    },
    { timeoutMs },
  ).catch(() => assert.equal(seen, wanted, 'numbers with an icon'));
}

/** Waits until every icon with this number shows the state. */
export async function iconIs(page: Page, number: string, state: IconState, timeoutMs = 5000): Promise<void> {
  await until(
    `the icon of ${number} to be ${state}`,
    async () => {
      const own = (await icons(page)).filter((icon) => icon.number === number);
      return own.length > 0 && own.every((icon) => icon.state === state);
    },
    { timeoutMs },
  );
}

/** The icon of a number, scrolled into view. */
export async function iconOf(page: Page, number: string): Promise<ElementHandle<Element>> {
  const icon = await page.waitForSelector(`ringside-call[data-number="${number}"]`);
  if (!icon) throw new Error(`no icon for ${number}`);
  await icon.evaluate((host) => host.scrollIntoView({ block: 'center', behavior: 'instant' }));
  return icon;
}

/** A real mouse click on the middle of an icon, as a user makes it: once it stands still. */
export async function clickIcon(page: Page, number: string): Promise<void> {
  await iconOf(page, number);
  let before = '';
  const hittable = async () => {
    const icon = (await icons(page)).find((each) => each.number === number && each.hit);
    const at = JSON.stringify(icon?.box);
    const stands = at === before;
    before = at;
    return stands ? icon : undefined;
  };
  const { box } = await until(`the icon of ${number} to be hit by a click`, hittable, { intervalMs: 150 });
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
