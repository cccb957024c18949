/** Brings a page of ours, or a mask of the sample CRM, into one of the states of states.ts. */
import type { CDPSession, Page } from 'puppeteer-core';
import type { TestBrowser } from '../parts/browser.ts';
import type { TestServer } from '../parts/http-server.ts';
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
  // The watchdog would end calls that the line knows nothing of.
  await page.evaluate('chrome.alarms.clearAll()');
  return page;
}

export async function showState(test: TestBrowser, crm: TestServer, page: Page, shot: Shot, view: View): Promise<void> {
  // A page of ours, whose database the rows go to.
  await page.goto(test.ownUrl('manifest.json'));
  const rows = shot.rows(Date.now());
  const mask = shot.page.startsWith('/');
  const pattern = test.patternOf(crm.otherUrl);
  const addresses = mask ? { crmAddresses: [{ pattern, addedAt: 0 }] } : {};
  const settings = { ...rows.settings, language: view.language, ...addresses };
  await page.setViewport({ width: view.width, height: shot.height, deviceScaleFactor: 1.5 });
  await emulate(page, view.theme);
  await page.evaluate(seed, { ...rows, callers: callersOf(rows.calls ?? []), settings } as SeedRows);
  await page.goto('about:blank');
  if (shot.fresh) {
    await test.killWorker();
    await test.evaluateInWorker('chrome.alarms.clearAll()');
  }
  await page.goto(mask ? `${crm.otherUrl}${shot.page}` : test.ownUrl(shot.page));
  await page.waitForSelector(mask ? 'ringside-call' : '.rs');
  for (const { selector, type, hover } of shot.steps ?? []) {
    if (hover) await (await page.waitForSelector(selector))?.hover();
    else if (type === undefined) await page.click(selector);
    else await page.type(selector, type);
  }
  if (shot.picker) await pointOut(test, page, shot.picker, pattern);
  // Rows and tooltips come in with a motion of up to 200 ms, tooltips 400 ms after the pointer.
  await new Promise((done) => setTimeout(done, shot.steps?.some(({ hover }) => hover) ? 800 : 250));
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
  if (line) transaction.objectStore('status').put({ id: 'line', line });
  transaction.objectStore('status').put({ id: 'notices', notices });
  for (const outage of outages) transaction.objectStore('outages').put(outage);
  await new Promise((done) => {
    transaction.oncomplete = done;
  });
  database.close();
}
