/** Our pages as some people need them. */
import type { Page } from 'puppeteer-core';

export type Dress = 'mirrored' | 'large';

/** Twice what browsers come with. */
const LARGE = { standard: 32, fixed: 26 };

export function isDress(name: string): name is Dress {
  return name === 'mirrored' || name === 'large';
}

/** Mirrors the page, or has the browser set its text twice as large, as its user would in the browser's settings. */
export async function dress(page: Page, as: Dress): Promise<void> {
  if (as === 'mirrored') await page.evaluate("document.documentElement.dir = 'rtl'");
  else await (await page.createCDPSession()).send('Page.setFontSizes', { fontSizes: LARGE });
  // Lists that build only rows in view measure themselves anew, which takes some frames.
  await page.evaluate('new Promise((done) => setTimeout(done, 300))');
}
