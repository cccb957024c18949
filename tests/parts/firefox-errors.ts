import { AssertionError } from 'node:assert';
import { type CollectedError, type ErrorPlace, fits } from './error-collector.ts';
import type { FirefoxBrowser } from './firefox.ts';

interface Expectation {
  pattern: RegExp | string;
  reason: string;
}

/**
 * Collects every console.error and every uncaught exception or rejection of all contexts in Firefox: background page,
 * our pages, content scripts, and the pages they run in. The browser prints them (firefox-prefs.ts), since the
 * background page is no target that a test can attach to. Firefox's own errors are left out.
 */
export class FirefoxErrors {
  #from = 0;
  #expected: Expectation[] = [];

  private readonly test: FirefoxBrowser;

  constructor(test: FirefoxBrowser) {
    this.test = test;
  }

  /** As in ErrorCollector. */
  expect(pattern: RegExp | string, reason: string): void {
    this.#expected.push({ pattern, reason });
  }

  /** All errors since the last assertClean() or clear(), expected ones included. */
  async errors(): Promise<CollectedError[]> {
    return errorsIn(this.test.printed().slice(this.#from));
  }

  /** Fails when there was an error that nobody expected, naming all of them; starts anew either way. */
  async assertClean(): Promise<void> {
    const expected = this.#expected;
    const found = (await this.errors()).filter(
      ({ place, text }) => !expected.some(({ pattern }) => fits(`${place}: ${text}`, pattern)),
    );
    await this.clear();
    if (found.length === 0) return;
    const list = found.map(({ place, url, text }) => `- ${place} (${url}): ${text}`);
    const reasons = expected.map(({ pattern, reason }) => `  (expected were ${pattern}: ${reason})`);
    throw new AssertionError({
      message: [`${found.length} unexpected errors in the browser:`, ...list, ...reasons].join('\n'),
      stackStartFn: this.assertClean,
    });
  }

  /** Forgets errors and expectations. */
  async clear(): Promise<void> {
    this.#from = this.test.printed().length;
    this.#expected = [];
  }
}

/** The errors in what Firefox has printed. A console line does not say where it comes from. */
function errorsIn(printed: string): CollectedError[] {
  const found: CollectedError[] = [];
  for (const line of printed.split('\n')) {
    const [, said] = /^console\.(?:error|assert): (.*)/.exec(line) ?? [];
    // Firefox's own loggers begin with their bare name; what a page or we say begins with a quote or a bracket.
    if (said !== undefined && !/^[\w.-]+: /.test(said))
      found.push({ place: 'page', url: 'console', text: `console.error ${said}` });
    const [, url = '', thrown = ''] = /^JavaScript error: (.*?), line \d+: (.*)/.exec(line) ?? [];
    if (/^(moz-extension|https?|blob|data):/.test(url)) found.push({ place: placeOf(url), url, text: thrown });
  }
  return found;
}

function placeOf(url: string): ErrorPlace {
  if (!url.startsWith('moz-extension:')) return 'page';
  if (url.includes('/content-scripts/')) return 'content script';
  return url.endsWith('/background.js') ? 'worker' : 'extension page';
}
