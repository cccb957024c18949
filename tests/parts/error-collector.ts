import { AssertionError } from 'node:assert';
import type { CDPSession, Protocol, Target } from 'puppeteer-core';
import type { TestBrowser } from './browser.ts';

/** Where an error happened. `page` is the page's own script: its console errors count too, its failed loads do not. */
export type ErrorPlace = 'worker' | 'offscreen document' | 'extension page' | 'content script' | 'page';

export interface CollectedError {
  place: ErrorPlace;
  /** The address of the document or worker. */
  url: string;
  text: string;
}

interface Expectation {
  pattern: RegExp | string;
  reason: string;
}

/**
 * What Chrome answers a worker that asks for something while it is being ended (killWorker, or its own time): nothing is
 * lost by it, the next worker takes up what was under way.
 */
const ENDING: Expectation = { pattern: /^worker: .*Error: No SW/, reason: 'the worker was being ended' };

/** What chrome.developerPrivate knows of an extension's error. */
interface RuntimeError {
  isServiceWorker: boolean;
  contextUrl: string;
  message: string;
  severity: string;
  occurrences: number;
  stackTrace?: { url: string; lineNumber: number; functionName: string }[];
}

/**
 * Collects every console error, uncaught exception and unhandled rejection in our worker, offscreen document, pages
 * and content scripts (in every tab and frame), and in the pages they run in. Survives restarts of the browser.
 *
 * The worker's errors are taken from the browser's own list of extension errors: attaching to a worker would keep it
 * awake for ever, and it could never be seen to sleep and wake.
 */
export class ErrorCollector {
  readonly #test: TestBrowser;
  #errors: (CollectedError & { exceptionId?: number })[] = [];
  #expected: Expectation[] = [];

  private constructor(test: TestBrowser) {
    this.#test = test;
  }

  /** Starts collecting in a running browser. Errors that open documents had before are found too. */
  static async attach(test: TestBrowser): Promise<ErrorCollector> {
    const collector = new ErrorCollector(test);
    await collector.#watch();
    test.onStart(() => collector.#watch());
    test.onEnd(() => collector.#collectFromWorker());
    return collector;
  }

  /**
   * Lets errors pass whose place and text (as "worker: …") match, until the next assertClean(). They need not happen.
   * @param reason why this error is right in this test; shown when others are found
   */
  expect(pattern: RegExp | string, reason: string): void {
    this.#expected.push({ pattern, reason });
  }

  /** All errors since the last assertClean() or clear(), expected ones included. */
  async errors(): Promise<CollectedError[]> {
    if (this.#test.runs()) await this.#collectFromWorker();
    return this.#errors.map(({ place, url, text }) => ({ place, url, text }));
  }

  /** Fails when there was an error that nobody expected, naming all of them; starts anew either way. */
  async assertClean(): Promise<void> {
    const expected = [...this.#expected, ENDING];
    const found = (await this.errors()).filter(
      ({ place, text }) => !expected.some(({ pattern }) => fits(`${place}: ${text}`, pattern)),
    );
    this.#errors = [];
    this.#expected = [];
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
    await this.errors();
    this.#errors = [];
    this.#expected = [];
  }

  async #watch(): Promise<void> {
    const { browser, extensionId } = this.#test;
    if (extensionId !== '') {
      const configuration = JSON.stringify({ extensionId, errorCollection: true });
      await this.#test.onExtensionsPage(
        `chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })
          .then(() => chrome.developerPrivate.updateExtensionConfiguration(${configuration}))`,
      );
    }
    browser.on('targetcreated', (target) => void this.#attach(target));
    await Promise.all(browser.targets().map((target) => this.#attach(target)));
  }

  async #attach(target: Target): Promise<void> {
    const type = target.type();
    if (!['page', 'background_page', 'other', 'webview'].includes(type) || target.url().startsWith('chrome:')) return;
    try {
      this.#listen(await target.createCDPSession(), target);
    } catch {
      // The target ended before we came: nothing can be learned from it.
    }
  }

  #listen(session: CDPSession, target: Target): void {
    const contexts = new Map<number, Protocol.Runtime.ExecutionContextDescription>();
    const add = (contextId: number | undefined, text: string, exceptionId?: number) => {
      const place = this.#placeOf(target, contextId === undefined ? undefined : contexts.get(contextId));
      this.#errors.push({ place, url: target.url(), text, ...(exceptionId === undefined ? {} : { exceptionId }) });
    };
    session.on('Runtime.executionContextCreated', ({ context }) => void contexts.set(context.id, context));
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: { exceptionId, executionContextId, ...details } }) => {
      const what = details.exception?.description ?? JSON.stringify(details.exception?.value) ?? '';
      add(executionContextId, `${details.text} ${what}`, exceptionId);
    });
    // A rejection that got its handler after all.
    session.on('Runtime.exceptionRevoked', ({ exceptionId }) => {
      this.#errors = this.#errors.filter((error) => error.exceptionId !== exceptionId || error.url !== target.url());
    });
    session.on('Runtime.consoleAPICalled', ({ type, args, executionContextId }) => {
      if (type === 'error' || type === 'assert')
        add(executionContextId, `console.${type} ${args.map(shown).join(' ')}`);
    });
    session.on('Log.entryAdded', ({ entry }) => {
      const pagesOwnLoads = entry.source === 'network' && this.#placeOf(target) === 'page';
      if (entry.level === 'error' && !pagesOwnLoads) add(undefined, `${entry.text} ${entry.url ?? ''}`.trim());
    });
    // Enabling replays what happened before. Not awaited: a target that waits for a debugger answers later.
    for (const domain of ['Runtime.enable', 'Log.enable'] as const) session.send(domain).catch(() => {});
  }

  #placeOf(target: Target, context?: Protocol.Runtime.ExecutionContextDescription): ErrorPlace {
    const own = `chrome-extension://${this.#test.extensionId}`;
    if (target.type() === 'background_page') return 'offscreen document';
    if (target.url().startsWith(`${own}/`)) return 'extension page';
    return this.#test.extensionId !== '' && context?.origin === own ? 'content script' : 'page';
  }

  async #collectFromWorker(): Promise<void> {
    const { extensionId } = this.#test;
    if (extensionId === '') return;
    const id = JSON.stringify(extensionId);
    const found = (await this.#test.onExtensionsPage(
      `chrome.developerPrivate.getExtensionInfo(${id}).then(async ({ runtimeErrors, manifestErrors }) => {
        await chrome.developerPrivate.deleteExtensionErrors({ extensionId: ${id} });
        return [...runtimeErrors, ...manifestErrors];
      })`,
    )) as RuntimeError[];
    for (const error of found) {
      // Other places are heard directly; a manifest error has no place and counts as the worker's.
      if (error.isServiceWorker === false || error.severity === 'WARN') continue;
      const where = error.stackTrace?.map((frame) => `${frame.functionName} ${frame.url}:${frame.lineNumber}`) ?? [];
      const times = error.occurrences > 1 ? ` (${error.occurrences} times)` : '';
      const text = [`${error.message}${times}`, ...where].join('\n    at ');
      this.#errors.push({ place: 'worker', url: error.contextUrl ?? '', text });
    }
  }
}

/** Does the text match, by pattern or as a part? */
export function fits(text: string, pattern: RegExp | string): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

function shown(value: Protocol.Runtime.RemoteObject): string {
  if (value.type === 'string') return String(value.value);
  return value.description ?? JSON.stringify(value.value) ?? value.type;
}
