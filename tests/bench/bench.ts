/** The benchmarks: `npm run bench -- --out FILE`. Takes the built extension; exit 1 where a target was missed. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer } from '../parts/http-server.ts';
import type { Figure } from './figure.ts';
import { benchPageScan, listPage } from './page-scan.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'bench.json' } } });

const server = await startServer({ pages: { '/list.html': listPage() } });
const test = await launchBrowser();
try {
  await addCrmAddress(test, server.url);
  const figures: Figure[] = [await benchPageScan(test, server)];
  writeFileSync(resolve(values.out), `${JSON.stringify(figures, undefined, 2)}\n`);
  for (const { id, value, unit, floor, target, met } of figures)
    console.log(`${met ? 'met' : 'MISSED'}  ${id}: ${value} ${unit}, floor ${floor} ${unit}, target ${target}`);
  process.exitCode = figures.every(({ met }) => met) ? 0 : 1;
} finally {
  await test.close();
  await server.close();
}

/** As a user does it: the button on the options page, the browser's question answered yes. */
async function addCrmAddress(browser: TestBrowser, origin: string): Promise<void> {
  const pattern = browser.patternOf(origin);
  await browser.silencePrompt(pattern);
  const options = await browser.openExtensionPage('options.html#addresses');
  const field = await options.waitForSelector('input[name="address"]', { visible: true });
  await field?.type(`${origin}\n`);
  await options.waitForSelector(`[data-pattern="${pattern}"]`);
  await options.close();
}
