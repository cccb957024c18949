import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type LaunchOptions, launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { until } from '../parts/wait.ts';
import { ROOT } from '../setup/ensure.ts';

/** The sample CRM on a free port, and a browser with the extension and a fresh profile. */
export interface Scene {
  crm: TestServer;
  test: TestBrowser;
  /** The address to open. */
  url: string;
  /** Ends both; either may be gone already. */
  stop(): Promise<void>;
}

/** Serves the sample CRM and starts the browser. */
export async function startScene(options: LaunchOptions): Promise<Scene> {
  const crm = await startServer({ folder: join(ROOT, 'tests', 'fixtures', 'sample-crm') });
  try {
    const test = await launchBrowser(options);
    const stop = async () => {
      await test.close();
      await crm.close();
    };
    return { crm, test, url: `${crm.otherUrl}/`, stop };
  } catch (error) {
    await crm.close();
    throw error;
  }
}

/**
 * Makes the sample CRM a CRM address the way users do: typed on the options page and added there. The browser's own
 * question, which no script can click, is answered in advance.
 */
export async function addCrmAddress({ test, crm }: Scene): Promise<void> {
  const pattern = `${crm.otherUrl}/*`;
  await test.silencePrompt(pattern);
  const options = await test.openExtensionPage('options.html#addresses');
  const field = await options.waitForSelector('input[name="address"]', { visible: true, timeout: 15_000 });
  await field?.type(`${crm.otherUrl}\n`);
  await options.waitForSelector(`[data-pattern="${pattern}"]`, { timeout: 10_000 });
  await options.close();
}

/** Waits until something visible on the page matches the selector. */
export async function shows(page: Page, selector: string, timeoutMs = 10_000): Promise<void> {
  await until(`${selector} at ${new URL(page.url()).pathname}`, () => isShown(page, selector), { timeoutMs });
}

/** Waits until nothing visible on the page matches the selector. */
export async function showsNot(page: Page, selector: string, timeoutMs = 10_000): Promise<void> {
  const gone = async () => !(await isShown(page, selector));
  await until(`the end of ${selector} at ${new URL(page.url()).pathname}`, gone, { timeoutMs });
}

function isShown(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(
    (wanted) => [...document.querySelectorAll(wanted)].some((one) => one.getClientRects().length > 0),
    selector,
  );
}
