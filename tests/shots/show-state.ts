/** Brings a page of ours, or a mask of the sample CRM, into one of the states of states.ts. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import type { TestBrowser } from '../parts/browser.ts';
import type { TestServer } from '../parts/http-server.ts';
import { until } from '../parts/wait.ts';
import { pointOut } from './pickers.ts';
import { callersOf } from './sample-calls.ts';
import type { Shot } from './states.ts';

export interface View {
  language: string;
  theme: string;
  width: number;
}

/** A page whose database exists and whose background leaves our invented calls alone. */
export async function prepare(test: TestBrowser): Promise<Page> {
  const page = await test.openExtensionPage('sidepanel.html');
  page.on('pageerror', (error) => console.error('page error:', error));
  await page.waitForSelector('.panel');
  await calm(test);
  return page;
}

/**
 * Started anew in the midst of pictures, the background would connect the invented line: it is kept awake. Its watchdog
 * would end calls that the line knows nothing of.
 */
async function calm(test: TestBrowser): Promise<void> {
  const worker = await test.worker();
  // Just started it may not have its own functions yet.
  const isCalm = () => worker.evaluate("typeof chrome !== 'undefined' && chrome.alarms.clearAll().then(() => true)");
  await until('the background without its watchdog', isCalm);
}

/** As use-mini-window.ts asks for it; headless it is as large as a page. */
const SMALL = { width: 320, height: 176 };

/** With which settings the background was started last. */
const started = new WeakMap<TestBrowser, string>();

/** The background holds its settings from its start on; then it has put the state of its line where our rows go. */
async function startWith(test: TestBrowser, page: Page, settings: object): Promise<void> {
  const wanted = JSON.stringify(settings);
  if (started.get(test) === wanted) return;
  await page.evaluate(seed, { settings });
  await test.killWorker();
  await calm(test);
  await until('the line of the background', () => page.evaluate(hasLine));
  started.set(test, wanted);
}

/** Runs in the page. */
function hasLine(): Promise<boolean> {
  return new Promise((done, fail) => {
    const request = indexedDB.open('ringside');
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const row = request.result.transaction('status').objectStore('status').get('line');
      row.onsuccess = () => done(row.result !== undefined);
      request.result.close();
    };
  });
}

/** Returns what is to be looked at: the page, or the small window that it has opened. */
export async function showState(test: TestBrowser, crm: TestServer, page: Page, shot: Shot, view: View): Promise<Page> {
  // A page of ours, whose database the rows go to.
  await page.goto(test.ownUrl('manifest.json'));
  const rows = shot.rows(Date.now());
  const mask = shot.page.startsWith('/');
  const pattern = test.patternOf(crm.otherUrl);
  const addresses = mask ? { crmAddresses: [{ pattern, addedAt: 0 }] } : {};
  const settings = { ...rows.settings, language: view.language, ...addresses };
  // Taking a picture, the browser moves the pointer to where it would be without that factor.
  const deviceScaleFactor = shot.steps?.some(({ hover }) => hover) ? 1 : 1.5;
  await page.setViewport({ width: view.width, height: shot.height, deviceScaleFactor });
  await emulate(page, view.theme);
  // What stood under the pointer before is not pointed at any more; only the page in front knows of a pointer at all.
  await page.bringToFront();
  await page.mouse.move(0, 0);
  if (mask || shot.fresh) await startWith(test, page, settings);
  // A page before may have had the background set its watchdog again.
  else await calm(test);
  await page.evaluate(seed, { ...rows, callers: callersOf(rows.calls ?? []), settings } as SeedRows);
  await page.goto('about:blank');
  const before = shot.before ? await page.evaluateOnNewDocument(shot.before) : undefined;
  await page.goto(mask ? `${crm.otherUrl}${shot.page}` : test.ownUrl(shot.page));
  await page.waitForSelector(mask ? 'ringside-call' : '.rs');
  if (before) await page.removeScriptToEvaluateOnNewDocument(before.identifier);
  for (const step of shot.steps ?? []) await take(page, step);
  if (shot.picker) await pointOut(test, page, shot.picker, pattern);
  const small = shot.small ? await smallWindow(test, page) : undefined;
  if (small) {
    await emulate(small, view.theme);
    await small.setViewport({ ...SMALL, deviceScaleFactor: 1.5 });
  }
  // Rows come in with a motion of up to 200 ms, icons find their place; tooltips come 400 ms after the pointer.
  await pause(250);
  for (const { selector, hover } of shot.steps ?? []) {
    if (!hover) continue;
    await page.hover(selector);
    await pause(600);
  }
  return small ?? page;
}

async function take(page: Page, step: NonNullable<Shot['steps']>[number]): Promise<void> {
  const { selector, type, file, hover, focus } = step;
  if (hover) await (await page.waitForSelector(selector, { timeout: 20_000 }))?.hover();
  else if (focus) await (await page.waitForSelector(selector))?.focus();
  else if (file !== undefined) await page.$eval(selector, giveFile, file);
  else if (type === undefined) await (await page.waitForSelector(selector))?.click();
  else await page.type(selector, type);
}

/** Runs in the page. */
function giveFile(field: Element, content: string): void {
  const given = new DataTransfer();
  given.items.add(new File([content], 'given.txt'));
  (field as HTMLInputElement).files = given.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Opens it as a click does: for DevTools a page of its own, without an address. */
async function smallWindow(test: TestBrowser, page: Page): Promise<Page> {
  await page.click('.cwtop .ib');
  return until('the small window', async () => {
    const empty = test.browser.targets().filter((one) => one.type() === 'page' && one.url() === 'about:blank');
    for (const target of empty) {
      const found = await target.asPage();
      if (await found.$('.mini')) return found;
    }
    return undefined;
  });
}

/** What a session emulates ends with it. */
const sessions = new WeakMap<Page, CDPSession>();

/** light, dark, or the system's own few colours: contrast is on black, contrast-light on white. */
export async function emulate(page: Page, theme: string): Promise<void> {
  const contrast = theme.startsWith('contrast');
  const session = sessions.get(page) ?? (await page.createCDPSession());
  sessions.set(page, session);
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: theme === 'contrast' ? 'dark' : theme.replace('contrast-', '') },
      { name: 'forced-colors', value: contrast ? 'active' : 'none' },
    ],
  });
}

interface SeedRows {
  settings: object;
  calls?: object[];
  callers?: object[];
  people?: object[];
  outbox?: object[];
  line?: object;
  notices?: object[];
  outages?: object[];
  policy?: object;
  undo?: object;
}

/** Runs in the page: replaces what the database holds. Past Dexie, so pages must load afterwards. */
async function seed({
  settings,
  calls = [],
  callers = [],
  people = [],
  outbox = [],
  line,
  notices = [],
  outages = [],
  policy,
  undo,
}: SeedRows): Promise<void> {
  const database = await new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open('ringside');
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const stores = ['calls', 'tasks', 'callers', 'people', 'outbox', 'settings', 'status', 'outages'];
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of stores) transaction.objectStore(store).clear();
  for (const row of calls) for (const store of ['calls', 'tasks']) transaction.objectStore(store).put(row);
  for (const row of callers) transaction.objectStore('callers').put(row);
  for (const row of people) transaction.objectStore('people').put(row);
  for (const row of outbox) transaction.objectStore('outbox').put(row);
  transaction.objectStore('settings').put({ id: 'settings', value: settings });
  if (policy) transaction.objectStore('settings').put({ id: 'policy', value: policy });
  if (undo) transaction.objectStore('status').put({ id: 'undo', undo });
  if (line) transaction.objectStore('status').put({ id: 'line', line });
  transaction.objectStore('status').put({ id: 'notices', notices });
  for (const outage of outages) transaction.objectStore('outages').put(outage);
  await new Promise((done) => {
    transaction.oncomplete = done;
  });
  database.close();
}
