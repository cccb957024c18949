import type { Browser, Page } from 'puppeteer-core';
import { type LaunchOptions, launchBrowser } from './browser.ts';
import { ErrorCollector } from './error-collector.ts';
import { launchFirefox } from './firefox.ts';
import { FirefoxErrors } from './firefox-errors.ts';
import type { Sounding } from './page-audio.ts';
import type { Sound } from './wav.ts';

export type BrowserName = 'chromium' | 'firefox';

/** What the scenarios play in: RINGSIDE_BROWSER (tests/firefox.config.ts sets it), else Chromium. */
export const BROWSER: BrowserName = process.env.RINGSIDE_BROWSER === 'firefox' ? 'firefox' : 'chromium';

/** What a scenario needs of a browser with our extension, whichever it is. */
export interface SceneBrowser {
  readonly browser: Browser;
  /** Chromium: the extension's id; Firefox: the UUID in its addresses. */
  readonly extensionId: string;
  readonly profile: string;
  runs(): boolean;
  /** The address of a page of ours. */
  ownUrl(path: string): string;
  /** The match pattern that gives access to an origin; Firefox's know no ports. */
  patternOf(origin: string): string;
  openPage(url: string): Promise<Page>;
  openExtensionPage(path: string): Promise<Page>;
  /** A page of ours that shows nothing of the product, for commands and for reading the database. */
  ownPage(): Promise<Page>;
  /** The page of ours in a tab or window whose address begins so, or undefined. */
  findOwn(path: string): Promise<Page | undefined>;
  /** Opens the panel beside the page, or finds it open. */
  openPanel(page: Page): Promise<Page>;
  clickToolbar(page: Page): Promise<void>;
  /** Presses one of our keyboard shortcuts, by its name in the manifest. */
  pressShortcut(name: string): Promise<void>;
  /** Makes the browser's question about host access be answered yes. */
  silencePrompt(pattern: string): Promise<void>;
  /** Evaluates an expression with the background's API (`browser.…`); its value as JSON. */
  evaluateInWorker(expression: string): Promise<unknown>;
  /** Ids of our notifications that are up. */
  notifications(): Promise<string[]>;
  /** What comes in from the far side of the newest call during the next `ms`. */
  heard(ms?: number): Promise<Sound>;
  /** What the line host plays to the agent right now, by the browser's own account. */
  sounds(): Promise<Sounding[]>;
  /** The pitch of the fake microphone, Hz. */
  readonly microphoneHz: number;
  onStart(hook: () => Promise<void>): void;
  onEnd(hook: () => Promise<void>): void;
  restart(): Promise<void>;
  kill9(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** What is said about errors, whichever browser it is. */
export type ErrorWatch = Pick<ErrorCollector, 'expect' | 'errors' | 'assertClean' | 'clear'>;

/** Starts the browser of the scenarios and collects its errors. */
export async function launchScene(options: LaunchOptions = {}): Promise<{ test: SceneBrowser; errors: ErrorWatch }> {
  if (BROWSER === 'firefox') {
    const test = await launchFirefox(options);
    return { test, errors: new FirefoxErrors(test) };
  }
  const test = await launchBrowser(options);
  return { test, errors: await ErrorCollector.attach(test) };
}
