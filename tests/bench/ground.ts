/** The browser, the server and the pages of one run, and how a page is shown and watched until nothing of ours runs. */
import type { CDPSession, Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { until } from '../parts/wait.ts';
import { type BenchPage, churnPage, formatPage, hugePage, listPage, maskFrame, maskPage } from './bench-pages.ts';
import { type Traced, traced } from './trace.ts';

/** Script time that has not moved for this long has come to its end. */
const QUIET_MS = 900;

export const PAGES = {
  list: listPage(),
  churn: churnPage(),
  formats: formatPage(),
  mask: maskPage(),
  huge: hugePage(),
};
export type PageName = keyof typeof PAGES;

export class Ground {
  readonly test: TestBrowser;
  readonly #server: TestServer;

  private constructor(test: TestBrowser, server: TestServer) {
    this.test = test;
    this.#server = server;
  }

  static async start(): Promise<Ground> {
    const pages = Object.fromEntries(Object.entries(PAGES).map(([name, { html }]) => [`/${name}.html`, html]));
    const server = await startServer({ pages: { ...pages, '/mask-frame.html': maskFrame() } });
    const ground = new Ground(await launchBrowser(), server);
    await addCrmAddress(ground.test, server.url);
    return ground;
  }

  page(name: PageName): BenchPage {
    return PAGES[name];
  }

  /** Shows the page in a fresh tab in front; `with` the extension, or at an address that is no CRM address. */
  async show<T>(name: PageName, withUs: boolean, work: (page: Page) => Promise<T>): Promise<T> {
    const page = await this.test.browser.newPage();
    try {
      await page.bringToFront();
      await page.evaluateOnNewDocument("performance.mark('bench')");
      await page.goto(this.address(name, withUs));
      return await work(page);
    } finally {
      await page.close();
    }
  }

  /**
   * Traces a fresh tab from before it shows the page until nothing runs any more and `work` is done. `marks` has it mark when
   * the first icon stands in view: whoever watches out for that sees each node of the page come, so it is no row of script.
   */
  async trace(name: PageName, withUs: boolean, work = quiet, marks = false): Promise<Traced> {
    const page = await this.test.browser.newPage();
    try {
      await page.bringToFront();
      await page.evaluateOnNewDocument("performance.mark('bench')");
      if (marks) await page.evaluateOnNewDocument(markFirstIcon);
      return await traced(this.test, async () => {
        await page.goto(this.address(name, withUs));
        await work(page);
      });
    } finally {
      await page.close();
    }
  }

  /** Shows the page, lets it come to rest, and traces only what `work` does then. */
  async traceAfter(
    name: PageName,
    withUs: boolean,
    before: (page: Page) => Promise<void>,
    work: (page: Page) => Promise<void>,
  ): Promise<Traced> {
    return this.show(name, withUs, async (page) => {
      await quiet(page);
      await before(page);
      return traced(this.test, async () => {
        await page.evaluate("performance.mark('bench')");
        await work(page);
        await quiet(page);
      });
    });
  }

  async stop(): Promise<void> {
    await this.test.close();
    await this.#server.close();
  }

  /** Where the page is: at the CRM's address, or at one that is none. */
  address(name: PageName, withUs = true): string {
    return `${withUs ? this.#server.url : this.#server.otherUrl}/${name}.html`;
  }
}

/** Runs in the page: marks the frame after the one in which the first icon stood in view. */
function markFirstIcon(): void {
  new MutationObserver((_records, observer) => {
    const icon = document.querySelector('ringside-call');
    if (!icon) return;
    const { top, bottom } = icon.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight || getComputedStyle(icon).visibility !== 'visible') return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark('first icon')));
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['style'] });
}

/** Waits until no script runs in the page any more. */
export async function quiet(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  let [last, since] = [-1, performance.now()];
  const isQuiet = async () => {
    const now = await scriptSeconds(session);
    if (now !== last) [last, since] = [now, performance.now()];
    return performance.now() - since > QUIET_MS;
  };
  await until('the page to come to rest', isQuiet, { timeoutMs: 90_000, intervalMs: 50 });
  await session.detach();
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
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
  const registered = () =>
    browser.evaluateInWorker('chrome.scripting.getRegisteredContentScripts().then((all) => all.length)');
  await until('the content script to be registered', async () => (await registered()) === 1, { timeoutMs: 20_000 });
}
