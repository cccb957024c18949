import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Page, type Target, type WebWorker } from 'puppeteer-core';
import { ensureChromium, ROOT } from '../setup/ensure.ts';
import { flagsFor } from './browser-flags.ts';
import { extensionIdOf, type Microphone, setAllowed, setMicrophone, setOpensSip } from './browser-profile.ts';
import { trustedBy } from './certificates.ts';
import type { ExtensionStore } from './extension-store.ts';
import { heardInBrowser, type Sounding, soundsInBrowser } from './page-audio.ts';
import { sine } from './tone.ts';
import { until } from './wait.ts';
import { type Sound, toWav } from './wav.ts';

export interface LaunchOptions {
  /** The built extension; null: none. */
  extensionDir?: string | null;
  /** Installs the extension as this store offers it instead, and lets the browser update it from there. */
  store?: ExtensionStore;
  /** A profile folder to use and keep; without it a fresh one that goes away with close(). */
  profile?: string;
  headless?: boolean;
  /** Pages are told of a mouse, as on a desk: headless there is none. */
  mouse?: boolean;
  microphone?: Microphone;
  /** The tone the fake microphone gives; null: the machine's own devices (missing overrides it). */
  microphoneHz?: number | null;
  /** Keep all traffic on this machine. */
  closed?: boolean;
  window?: { width: number; height: number };
  /** The user's home folder: programs of theirs are registered there. */
  home?: string;
  /** Permissions of ours that the user has been asked about and has given once: the question itself waits for ever headless. */
  allowed?: string[];
  /** Opens sip: for the user, who has told the browser to let us start it: that question, too, waits for ever headless. */
  phoneProgram?: string;
  /** Certificate files (PEM) that its user has told it to trust as authorities. */
  trusts?: string[];
}

/** Called before the browser ends in a controlled way or is killed, while it still answers. */
type EndHook = () => Promise<void>;

/** Starts Chromium with the extension; all of it is gone after close(). */
export async function launchBrowser(options: LaunchOptions = {}): Promise<TestBrowser> {
  const test = new TestBrowser(options);
  try {
    await test.start();
  } catch (error) {
    await test.close();
    throw error;
  }
  return test;
}

/** A Chromium with our extension as a user would have it, and the handles tests need. */
export class TestBrowser {
  readonly extensionDir: string | null;
  readonly extensionId: string;
  readonly profile: string;
  readonly #options: LaunchOptions;
  /** Where the microphone's sound lies; removed by close(). */
  readonly #folder: string;
  readonly #endHooks: EndHook[] = [];
  readonly #startHooks: EndHook[] = [];
  #browser: Browser | undefined;
  #own: Page | undefined;

  constructor(options: LaunchOptions) {
    this.#options = options;
    const dir = options.extensionDir === undefined ? join(ROOT, '.output', 'chrome-mv3') : options.extensionDir;
    this.extensionDir = dir === null ? null : resolve(dir);
    this.extensionId =
      options.store?.extensionId ?? (this.extensionDir === null ? '' : extensionIdOf(this.extensionDir));
    this.#folder = mkdtempSync(join(tmpdir(), 'ringside-browser-'));
    this.profile = options.profile ?? join(this.#folder, 'profile');
  }

  /** The pitch of the fake microphone, Hz. */
  get microphoneHz(): number {
    return this.#options.microphoneHz ?? 440;
  }

  /** The address of a page of ours. */
  ownUrl(path: string): string {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  /** The match pattern that gives access to an origin. */
  patternOf(origin: string): string {
    return `${origin}/*`;
  }

  /** A page of ours that shows nothing of the product, for commands and for reading the database. */
  async ownPage(): Promise<Page> {
    if (!this.#own || this.#own.isClosed()) this.#own = await this.openExtensionPage('manifest.json');
    return this.#own;
  }

  /** The page of ours in a tab or window whose address begins so, or undefined. */
  async findOwn(path: string): Promise<Page | undefined> {
    const own = (target: Target) => target.type() === 'page' && target.url().startsWith(this.ownUrl(path));
    return this.browser.targets().find(own)?.asPage();
  }

  /** Ids of our notifications that are up. */
  async notifications(): Promise<string[]> {
    return (await this.evaluateInWorker('browser.notifications.getAll().then((all) => Object.keys(all))')) as string[];
  }

  /** What comes in from the far side of the newest call during the next `ms`. */
  async heard(ms = 1000): Promise<Sound> {
    return heardInBrowser(await this.offscreen(), ms);
  }

  /** What the line host plays to the agent right now, by the browser's own account. */
  async sounds(): Promise<Sounding[]> {
    return soundsInBrowser(await this.offscreen());
  }

  /** Puppeteer's browser; another object after restart(). */
  get browser(): Browser {
    if (!this.#browser) throw new Error('The browser is not running.');
    return this.#browser;
  }

  /** Is the browser running, as far as we ended it or not? */
  runs(): boolean {
    return this.#browser?.connected === true;
  }

  /** Starts the browser with the profile as it is; needed after kill9() only. */
  async start(): Promise<void> {
    const {
      headless = true,
      closed = true,
      microphone = 'granted',
      microphoneHz = 440,
      window,
      store,
      trusts,
      home,
      allowed = [],
      phoneProgram,
      mouse = false,
    } = this.#options;
    const withFile = microphone !== 'missing' && microphoneHz !== null;
    if (this.extensionDir !== null) setMicrophone(this.profile, this.extensionId, microphone);
    if (this.extensionDir !== null) setAllowed(this.profile, this.extensionId, allowed);
    if (phoneProgram) setOpensSip(this.profile, this.extensionId);
    const program = ensureChromium();
    store?.installInto(this.profile);
    const microphoneFile = withFile ? this.#tone(microphoneHz) : undefined;
    const flags = flagsFor({ headless, closed, microphoneFile, mouse, updates: store !== undefined });
    const size = window ?? { width: 1280, height: 900 };
    // Chrome and Edge take unpacked extensions only through DevTools; loaded so they lose host grants at a restart.
    const throughProtocol = /chrome|edge/i.test(basename(program));
    const load = this.extensionDir !== null && !store && !throughProtocol ? this.#loadFlags(this.extensionDir) : [];
    this.#browser = await puppeteer.launch({
      executablePath: program,
      headless,
      pipe: true,
      userDataDir: this.profile,
      env: {
        ...process.env,
        ...(home && { HOME: home }),
        ...(phoneProgram && before(phoneProgram)),
        ...(trusts && trustedBy(this.#folder, trusts)),
      },
      defaultViewport: null,
      ignoreDefaultArgs: true,
      enableExtensions: this.extensionDir !== null && throughProtocol ? [this.extensionDir] : false,
      args: [
        ...flags.map(({ flag }) => flag),
        `--user-data-dir=${this.profile}`,
        `--window-size=${size.width},${size.height}`,
        ...load,
        'about:blank',
      ],
    });
    // A page of the browser before this one says neither that it is closed nor anything else.
    this.#own = undefined;
    // A packed one is unpacked and installed once the browser runs.
    if (store) await until('the extension to be installed', () => this.workerRuns(), { timeoutMs: 20_000 });
    for (const hook of this.#startHooks) await hook();
  }

  /**
   * Waits for the extension's worker, wakes it where it sleeps, and attaches to it: that keeps it awake until
   * killWorker(). evaluateInWorker() does not.
   */
  async worker(): Promise<WebWorker> {
    if (!this.#workerTarget()) await this.wakeWorker();
    const target = await until('the extension’s service worker', () => this.#workerTarget());
    const worker = await target.worker();
    if (!worker) throw new Error('The service worker ended while attaching to it.');
    return worker;
  }

  /** Evaluates an expression in the worker, which is woken where it sleeps, and lets go of it; its value as JSON. */
  async evaluateInWorker(expression: string): Promise<unknown> {
    return this.inWorkerSession((session) => evaluate(session, expression));
  }

  /** Speaks DevTools with the worker, which is woken where it sleeps, and lets go of it. */
  async inWorkerSession<T>(use: (session: CDPSession) => Promise<T>): Promise<T> {
    if (!this.#workerTarget()) await this.wakeWorker();
    const target = await until('the extension’s service worker', () => this.#workerTarget());
    const session = await target.createCDPSession();
    try {
      return await use(session);
    } finally {
      await session.detach();
    }
  }

  /** Is the extension's worker running right now? Asking does not wake it. */
  workerRuns(): boolean {
    return this.#workerTarget() !== undefined;
  }

  /** Starts the worker without any event or message of ours. */
  async wakeWorker(): Promise<void> {
    const own = `chrome-extension://${this.extensionId}/`;
    await this.#withHiddenPage(`${own}manifest.json`, async (session) => {
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.startWorker', { scopeURL: own });
      await until('the extension’s worker to start', () => this.workerRuns());
    });
  }

  /** Ends the worker at once, as the browser does when it needs the memory; returns when it is gone. */
  async killWorker(): Promise<void> {
    const target = this.#workerTarget();
    if (!target) return;
    // Through puppeteer's handle: it also detaches, and an attached worker does not end.
    await (await target.worker())?.close();
    await until('the end of the worker', () => this.#workerTarget() !== target);
  }

  /** The extension's offscreen document; evaluate works as in a page. */
  async offscreen(timeoutMs = 5000): Promise<Page> {
    const own = (target: Target) => target.type() === 'background_page' && this.#isOwn(target.url());
    const target = await until('the offscreen document', () => this.browser.targets().find(own), { timeoutMs });
    return target.asPage();
  }

  /** The open side panel, or undefined. */
  async panel(path = 'sidepanel.html'): Promise<Page | undefined> {
    const url = `chrome-extension://${this.extensionId}/${path}`;
    for (const target of this.browser.targets().filter((one) => one.url().startsWith(url))) {
      const page = await target.asPage();
      // The same page can stand in a tab; only there it has a current tab.
      if (await page.evaluate('chrome.tabs.getCurrent().then((tab) => tab === undefined)')) return page;
    }
    return undefined;
  }

  /** Opens the real side panel beside the page by the toolbar button, or finds it open. */
  async openPanel(page: Page, path = 'sidepanel.html'): Promise<Page> {
    const open = await this.panel(path);
    if (open) return open;
    await page.bringToFront();
    await this.clickToolbar(page);
    return until('the side panel', () => this.panel(path));
  }

  /** Clicks the extension's toolbar button while the page is in front. */
  async clickToolbar(page: Page): Promise<void> {
    const extension = (await this.browser.extensions()).get(this.extensionId);
    if (!extension) throw new Error('The browser does not know the extension.');
    await page.triggerExtensionAction(extension);
  }

  /** Opens a page of the extension in a tab, for example options.html. */
  async openExtensionPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`chrome-extension://${this.extensionId}/${path}`);
    return page;
  }

  /** Opens an address in a new tab. */
  async openPage(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url);
    return page;
  }

  /**
   * Answers the browser's question about host access in advance, because headless nobody can: after this a real click
   * that calls permissions.request for the pattern is granted. By itself it grants nothing.
   */
  async pressShortcut(name: string): Promise<void> {
    // The event's own function: keys of the browser's window reach nobody headless.
    await this.evaluateInWorker(`chrome.commands.onCommand.dispatch(${JSON.stringify(name)})`);
  }

  async silencePrompt(pattern: string): Promise<void> {
    const call = `chrome.developerPrivate.addHostPermission(${JSON.stringify(this.extensionId)}, ${JSON.stringify(pattern)})`;
    await this.onExtensionsPage(call);
  }

  /** Evaluates on chrome://extensions (chrome.developerPrivate), in a page nobody sees; its value as JSON. */
  async onExtensionsPage(expression: string): Promise<unknown> {
    return this.#withHiddenPage('chrome://extensions/', async (session) => {
      const ready = 'typeof chrome.developerPrivate';
      const type = () => session.send('Runtime.evaluate', { expression: ready });
      await until('chrome.developerPrivate', async () => (await type()).result.value === 'object');
      return evaluate(session, expression);
    });
  }

  /** Runs the hook after every start (restart() too). */
  onStart(hook: EndHook): void {
    this.#startHooks.push(hook);
  }

  /** Runs the hook before every end, while the browser still answers. */
  onEnd(hook: EndHook): void {
    this.#endHooks.push(hook);
  }

  /** Closes the browser as a user does and starts it again with the same profile. */
  async restart(): Promise<void> {
    await this.#quit();
    await this.start();
  }

  /** The browser dies without a word, as in a power cut; start() starts it again with the same profile. */
  async kill9(): Promise<void> {
    await this.#runEndHooks();
    const process = this.browser.process();
    process?.kill('SIGKILL');
    await until('the end of the killed browser', () => process?.exitCode !== null || process.signalCode !== null);
    this.#browser = undefined;
  }

  /** Ends the browser and removes what it left, a given profile excepted. */
  async close(): Promise<void> {
    try {
      if (this.#browser) await this.#quit();
    } finally {
      rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    }
  }

  async #quit(): Promise<void> {
    await this.#runEndHooks();
    await this.browser.close();
    this.#browser = undefined;
  }

  async #runEndHooks(): Promise<void> {
    for (const hook of this.#endHooks) await hook();
  }

  #isOwn(url: string): boolean {
    return this.extensionId !== '' && url.startsWith(`chrome-extension://${this.extensionId}/`);
  }

  #workerTarget(): Target | undefined {
    return this.browser.targets().find((target) => target.type() === 'service_worker' && this.#isOwn(target.url()));
  }

  /** A page that is in no window: it takes no focus and no place among the tabs. */
  async #withHiddenPage<T>(url: string, use: (session: CDPSession) => Promise<T>): Promise<T> {
    const session = await this.browser.target().createCDPSession();
    try {
      const { targetId } = await session.send('Target.createTarget', { url, hidden: true });
      const found = () => this.browser.targets().find((target) => targetIdOf(target) === targetId);
      const target = await until(`a hidden page at ${url}`, found);
      return await use(await target.createCDPSession());
    } finally {
      // The hidden page lives as long as the session that made it.
      await session.detach();
    }
  }

  #loadFlags(folder: string): string[] {
    return [`--disable-extensions-except=${folder}`, `--load-extension=${folder}`];
  }

  #tone(hz: number): string {
    const file = join(this.#folder, `${hz}-hz.wav`);
    // Whole periods, so that the loop has no click; Chromium repeats the file for ever.
    writeFileSync(file, toWav({ rate: 48_000, samples: sine(hz, 48_000, 10_000) }));
    return file;
  }
}

/** This program goes before others of its name. */
function before(program: string): Record<string, string> {
  return { PATH: `${dirname(program)}:${process.env.PATH}` };
}

async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const answer = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? expression);
  return answer.result.value;
}

function targetIdOf(target: Target): string {
  return (target as unknown as { _targetId: string })._targetId;
}
