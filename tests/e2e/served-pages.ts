/** Pages that tests write as they go, in a browser without the extension: lib/page is run in them by page-stage.ts. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';

export interface ServedPages {
  /** Opens one of the pages that were there from the start. */
  show(path: string): Promise<Page>;
  /** The browser; there from the first test on. */
  readonly test: TestBrowser;
  /** Serves a page with this body, `attributes` on its root and `head` before it, and opens it. */
  open(body: string, attributes?: string, head?: string): Promise<Page>;
}

/** Starts browser and server before the tests of the file that calls it, and ends them after. `pages`: markup by path. */
export function servedPages(pages: Record<string, string> = {}): ServedPages {
  let test: TestBrowser | undefined;
  let server: TestServer | undefined;
  const running = <T>(part: T | undefined): T => {
    if (!part) throw new Error('browser and server start before the first test');
    return part;
  };
  beforeAll(async () => {
    test = await launchBrowser({ extensionDir: null });
    server = await startServer({ pages });
  });
  afterAll(async () => {
    await test?.close();
    await server?.close();
  });
  const show = (path: string) => running(test).openPage(running(server).url + path);
  return {
    get test() {
      return running(test);
    },
    show,
    open(body, attributes = 'lang="de"', head = '') {
      const path = `/page-${Object.keys(pages).length}.html`;
      pages[path] =
        `<!doctype html><html ${attributes}><title>Seite</title>${head}<body style="margin:20px">${body}</body></html>`;
      return show(path);
    },
  };
}
