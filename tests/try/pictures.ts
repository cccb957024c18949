import { writeFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';

/** Takes a picture of what the page shows, into the file; returns it. */
export async function picture(page: Page, file: string): Promise<Buffer> {
  const taken = Buffer.from(await page.screenshot({ captureBeyondViewport: false }));
  writeFileSync(file, taken);
  return taken;
}

/** Puts the pictures of a page and of the side panel together as the browser's window shows them. */
export async function sideBySide(left: Buffer, right: Buffer, file: string): Promise<void> {
  const [page, panel] = await Promise.all([sharp(left).metadata(), sharp(right).metadata()]);
  const gap = 6;
  const height = Math.max(page.height, panel.height);
  await sharp({ create: { width: page.width + gap + panel.width, height, channels: 3, background: '#c7cbd1' } })
    .composite([
      { input: left, left: 0, top: 0 },
      // The browser's own title of the panel stands above it.
      { input: right, left: page.width + gap, top: height - panel.height },
    ])
    .png()
    .toFile(file);
}
