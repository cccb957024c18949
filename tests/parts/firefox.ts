import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { ensureFirefox, ROOT } from '../setup/ensure.ts';
import type { LaunchOptions } from './browser.ts';
import type { Microphone } from './browser-profile.ts';
import { type Child, startChild } from './child.ts';
import { heardInFirefox, soundsInFirefox, watchMedia, watchNotifications } from './firefox-background.ts';
import { FAKE_MICROPHONE_HZ, type Pref, prefsFor } from './firefox-prefs.ts';
import type { Sounding } from './page-audio.ts';
import { until } from './wait.ts';
import type { Sound } from './wav.ts';
import { zipOf } from './zip.ts';

/** Firefox makes one up for each profile; a fixed one lets the tests know our pages' addresses. */
const UUID = '11111111-2222-4333-8444-555555555555';
/** A browser that hangs in closing, which Firefox under BiDi sometimes does, is killed after this. */
const CLOSE_LIMIT_MS = 4000;

/** What of puppeteer's BiDi browser is not public: commands it does not wrap, and navigation without waiting. */
interface Inside {
  connection: { send(method: string, params: object): Promise<{ result: never }> };
}
interface FrameInside {
  _id: string;
  browsingContext: { navigate(url: string, wait: 'none'): Promise<void> };
}

type Hook = () => Promise<void>;

/** Starts Firefox with the extension; all of it is gone after close(). */
export async function launchFirefox(options: LaunchOptions = {}): Promise<FirefoxBrowser> {
  const test = new FirefoxBrowser(options);
  try {
    await test.start();
  } catch (error) {
    await test.close();
    throw error;
  }
  return test;
}

/** A Firefox with our extension in its profile as if installed, and the handles tests need (see SceneBrowser). */
export class FirefoxBrowser {
  readonly extensionId = UUID;
  readonly microphoneHz = FAKE_MICROPHONE_HZ;
  readonly extensionDir: string;
  readonly geckoId: string;
  readonly profile: string;
  readonly #options: LaunchOptions;
  readonly #folder: string;
  readonly #startHooks: Hook[] = [];
  readonly #endHooks: Hook[] = [];
  #child: Child | undefined;
  #browser: Browser | undefined;
  #own: Page | undefined;

  constructor(options: LaunchOptions) {
    this.#options = options;
    this.extensionDir = resolve(options.extensionDir ?? join(ROOT, '.output', 'firefox-mv2'));
    this.geckoId = geckoIdOf(this.extensionDir);
    this.#folder = mkdtempSync(join(tmpdir(), 'ringside-firefox-'));
    this.profile = options.profile ?? join(this.#folder, 'profile');
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('The browser is not running.');
    return this.#browser;
  }

  runs(): boolean {
    return this.#browser?.connected === true;
  }

  /** Everything the browser has printed so far, over all its starts. */
  printed(): string {
    return existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
  }

  /** Starts the browser with the profile as it is; needed after kill9() only. */
  async start(): Promise<void> {
    const { headless = true, microphone = 'granted', home } = this.#options;
    this.#fillProfile();
    const before = this.printed().length;
    this.#child = startChild(
      ensureFirefox(),
      [
        ...(headless ? ['--headless'] : []),
        ...['--no-remote', '--profile', this.profile],
        // Without it our own pages are out of reach for the tests.
        ...['--remote-debugging-port', '0', '--remote-allow-system-access', 'about:blank'],
      ],
      { cwd: this.#folder, env: { MOZ_CRASHREPORTER_DISABLE: '1', ...(home && { HOME: home }) }, logFile: this.#log },
    );
    const address = () => /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(this.printed().slice(before))?.[1];
    const browserWSEndpoint = `${await until('Firefox to listen', address, { timeoutMs: 30_000 })}/session`;
    this.#browser = await puppeteer.connect({ browserWSEndpoint, protocol: 'webDriverBiDi', defaultViewport: null });
    await this.setMicrophone(microphone);
    if (this.#options.phoneProgram) await this.#remember('open-protocol-handler^sip', 'ALLOW');
    await this.ownPage();
    for (const hook of this.#startHooks) await hook();
  }

  ownUrl(path: string): string {
    return `moz-extension://${UUID}/${path}`;
  }

  patternOf(origin: string): string {
    const { protocol, hostname } = new URL(origin);
    return `${protocol}//${hostname}/*`;
  }

  async openPage(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url);
    return page;
  }

  async openExtensionPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    await this.#show(page, this.ownUrl(path));
    return page;
  }

  async ownPage(): Promise<Page> {
    if (this.#own && !this.#own.isClosed()) return this.#own;
    const page = await this.browser.newPage();
    // The extension may still be starting.
    await until(
      'our background page',
      async () => {
        await this.#show(page, this.ownUrl('manifest.json'));
        return page.evaluate('browser.runtime.getBackgroundPage().then((page) => page !== null)');
      },
      { timeoutMs: 20_000 },
    );
    await watchMedia(page);
    await watchNotifications(page);
    this.#own = page;
    return page;
  }

  async findOwn(path: string): Promise<Page | undefined> {
    // Asked of the browser: puppeteer neither follows the addresses of an extension's pages nor sees its windows close.
    const open = (await this.#contexts({})).filter(({ url }) => url.startsWith(this.ownUrl(path)));
    const pages = await this.browser.pages();
    return pages.find((page) => open.some(({ context }) => context === inside(page)._id));
  }

  /** The panel's page in a window of its own: the real side bar is no target (clickToolbar opens that one). */
  async openPanel(_page: Page, path = 'sidepanel.html'): Promise<Page> {
    const open = await this.findOwn(path);
    if (open) return open;
    const size = { type: 'popup', width: 400, height: 800 };
    await this.evaluateInWorker(`browser.windows.create(${JSON.stringify({ ...size, url: this.ownUrl(path) })})`);
    const panel = await until('the panel', () => this.findOwn(path));
    await until('the panel to be loaded', () => panel.evaluate('document.readyState === "complete"'));
    return panel;
  }

  /** Does what a click on the toolbar button does, in the front window; the button is no element of any page. */
  async clickToolbar(page: Page): Promise<void> {
    await page.bringToFront();
    await this.inChrome(`
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(this.geckoId)});
      await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);`);
  }

  /** Closes the side bar of the first window. */
  async closeSidebar(): Promise<void> {
    await this.inChrome('SidebarController.hide();');
  }

  /** The browser's own key element does what a press of its keys does. */
  async pressShortcut(name: string): Promise<void> {
    await this.inChrome(`
      const keyset = document.getElementById('ext-keyset-id-' + ${JSON.stringify(this.geckoId)}.replace(/[^\\w-]/g, '_'));
      const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(this.geckoId)});
      const commands = await extension.shortcuts.allCommands();
      const index = commands.findIndex(({ name }) => name === ${JSON.stringify(name)});
      keyset.children[index].doCommand();`);
  }

  /** A preference answers the question (firefox-prefs.ts). */
  async silencePrompt(_pattern: string): Promise<void> {}

  /** Stores the answer to the microphone's question as the browser's own prompt does with "Remember". */
  async setMicrophone(microphone: Microphone): Promise<void> {
    const answers = { granted: 'ALLOW', missing: 'ALLOW', blocked: 'DENY', prompt: undefined } as const;
    await this.#remember('microphone', answers[microphone]);
  }

  async #remember(question: string, answer: 'ALLOW' | 'DENY' | undefined): Promise<void> {
    const set = answer
      ? `addFromPrincipal(principal, '${question}', Services.perms.${answer}_ACTION)`
      : `removeFromPrincipal(principal, '${question}')`;
    await this.inChrome(`
      const address = Services.io.newURI('moz-extension://${UUID}/');
      const principal = Services.scriptSecurityManager.createContentPrincipal(address, {});
      Services.perms.${set};`);
  }

  /**
   * Chooses our entry in the browser's own list of programs for tel: links, as its settings do, and lets this site use it
   * as "Always allow" does. Fails where the browser does not offer us.
   */
  async chooseForTel(origin: string): Promise<void> {
    await this.inChrome(`
      const service = Cc['@mozilla.org/uriloader/external-protocol-service;1'].getService(Ci.nsIExternalProtocolService);
      const entry = service.getProtocolHandlerInfo('tel');
      const offered = [];
      for (let i = 0; i < entry.possibleApplicationHandlers.length; i++)
        offered.push(entry.possibleApplicationHandlers.queryElementAt(i, Ci.nsIHandlerApp));
      const ours = offered.find((one) => one instanceof Ci.nsIWebHandlerApp && one.uriTemplate.startsWith('${this.ownUrl('')}'));
      if (!ours) throw new Error('not offered: ' + offered.map(({ name }) => name).join());
      entry.preferredApplicationHandler = ours;
      entry.preferredAction = Ci.nsIHandlerInfo.useHelperApp;
      entry.alwaysAskBeforeHandling = false;
      Cc['@mozilla.org/uriloader/handler-service;1'].getService(Ci.nsIHandlerService).store(entry);
      const site = Services.scriptSecurityManager.createContentPrincipal(Services.io.newURI('${origin}'), {});
      Services.perms.addFromPrincipal(site, 'open-protocol-handler^tel', Services.perms.ALLOW_ACTION);`);
  }

  async evaluateInWorker(expression: string): Promise<unknown> {
    return (await this.ownPage()).evaluate(`Promise.resolve(${expression})`);
  }

  async notifications(): Promise<string[]> {
    return (await this.ownPage()).evaluate('[...globalThis.shownNotifications]') as Promise<string[]>;
  }

  async heard(ms = 1000): Promise<Sound> {
    return heardInFirefox(await this.ownPage(), ms);
  }

  /** What the background plays to the agent right now, by the browser's own account. */
  async sounds(): Promise<Sounding[]> {
    return soundsInFirefox(await this.ownPage());
  }

  /** Runs statements in the browser's own window, where `await` works and `return` gives a JSON value. */
  async inChrome(statements: string): Promise<unknown> {
    const { connection } = this.browser as unknown as Inside;
    const contexts = await this.#contexts({ 'moz:scope': 'chrome' });
    const context = contexts.find(({ url }) => url.endsWith('/browser.xhtml'))?.context;
    const expression = `(async () => { ${statements} })().then((value) => JSON.stringify(value))`;
    const { result } = await connection.send('script.evaluate', {
      ...{ expression, target: { context }, awaitPromise: true },
    });
    const { result: value, exceptionDetails } = result as {
      result?: { value?: string };
      exceptionDetails?: { text: string };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return value?.value === undefined ? undefined : JSON.parse(value.value);
  }

  onStart(hook: Hook): void {
    this.#startHooks.push(hook);
  }

  onEnd(hook: Hook): void {
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
    await this.#child?.end('SIGKILL');
    this.#forget();
  }

  /** Ends the browser and removes what it left, a given profile excepted. */
  async close(): Promise<void> {
    try {
      if (this.#browser) await this.#quit();
      else await this.#child?.end('SIGKILL');
    } finally {
      rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    }
  }

  get #log(): string {
    return join(this.#folder, 'printed.log');
  }

  async #quit(): Promise<void> {
    await this.#runEndHooks();
    const closing = this.browser.close().catch(() => {});
    await Promise.race([closing, pause(CLOSE_LIMIT_MS)]);
    await until('the end of Firefox', () => this.#child?.ended(), { timeoutMs: CLOSE_LIMIT_MS }).catch(() => {});
    await this.#child?.end('SIGKILL');
    this.#forget();
  }

  #forget(): void {
    this.#browser = undefined;
    this.#child = undefined;
    this.#own = undefined;
  }

  async #runEndHooks(): Promise<void> {
    for (const hook of this.#endHooks) await hook();
  }

  /** What is open right now, tabs or the browser's own windows. */
  async #contexts(scope: { 'moz:scope'?: 'chrome' }): Promise<{ context: string; url: string }[]> {
    const { connection } = this.browser as unknown as Inside;
    const tree = await connection.send('browsingContext.getTree', scope);
    return (tree.result as { contexts: { context: string; url: string }[] }).contexts;
  }

  /** Puppeteer's goto() waits for events that pages of extensions do not send. */
  async #show(page: Page, url: string): Promise<void> {
    await inside(page).browsingContext.navigate(url, 'none');
    const loaded = `location.href.startsWith(${JSON.stringify(url)}) && document.readyState === 'complete'`;
    await until(`${url} to be loaded`, () => page.evaluate(loaded));
  }

  /** The extension as a packed file, as an installed one lies there, and the preferences. */
  #fillProfile(): void {
    const { closed = true, microphone = 'granted', phoneProgram } = this.#options;
    mkdirSync(join(this.profile, 'extensions'), { recursive: true });
    writeFileSync(join(this.profile, 'extensions', `${this.geckoId}.xpi`), zipOf(this.extensionDir));
    const ours: Pref = {
      name: 'extensions.webextensions.uuids',
      value: JSON.stringify({ [this.geckoId]: UUID }),
      reason: 'the address of our pages is known',
    };
    const lines = [...prefsFor({ fakeMicrophone: microphone !== 'missing', closed }), ours].map(
      ({ name, value }) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(this.profile, 'user.js'), lines.join(''));
    if (!phoneProgram) return;
    const handler = { action: 2, ask: false, handlers: [{ name: 'phone', path: phoneProgram }] };
    const handlers = { defaultHandlersVersion: {}, mimeTypes: {}, schemes: { sip: handler } };
    writeFileSync(join(this.profile, 'handlers.json'), JSON.stringify(handlers));
  }
}

function inside(page: Page): FrameInside {
  return page.mainFrame() as unknown as FrameInside;
}

/** The add-on id of the build in this folder. */
function geckoIdOf(folder: string): string {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`There is no built extension in ${folder}: run npm run build:firefox first.`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (!id) throw new Error(`The build in ${folder} is none for Firefox: its manifest has no gecko id.`);
  return id;
}
