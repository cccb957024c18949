/**
 * Pictures of every state of our pages: `npm run shots -- --out DIR [--only PART] [--theme light|dark] [--language de|en]`.
 * Takes the built extension (.output/chrome-mv3), writes DIR/<language>-<theme>/<state>.png and DIR/index.html.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer-core';
import type { TestBrowser } from '../parts/browser.ts';
import { addCrmAddress, startScene } from '../try/scene.ts';
import { MASKS } from './masks.ts';
import { PICKERS, pointOut } from './pickers.ts';
import { callersOf } from './sample-calls.ts';
import { SHOTS, type Shot } from './states.ts';

const { values: args } = parseArgs({
  options: {
    out: { type: 'string', default: 'shots' },
    only: { type: 'string', default: '' },
    theme: { type: 'string' },
    language: { type: 'string' },
    extension: { type: 'string' },
  },
});
const themes = args.theme ? [args.theme] : ['light', 'dark'];
const languages = args.language ? [args.language] : ['de', 'en'];
const out = resolve(args.out);

const scene = await startScene(args.extension ? { extensionDir: args.extension } : {});
const { test } = scene;
const CRM = { pattern: test.patternOf(scene.crm.otherUrl), addedAt: 0 };
const wanted = [...MASKS, ...PICKERS, ...SHOTS].filter(({ name }) => name.includes(args.only));
try {
  await addCrmAddress(scene);
  const page = await prepare(test);
  for (const language of languages)
    for (const theme of themes) for (const shot of wanted) await take(test, page, shot, language, theme);
} finally {
  await scene.stop();
}
writeSheet();
console.log(`${wanted.length * languages.length * themes.length} pictures in ${out}`);

/** A page whose database exists and whose background leaves our invented calls alone. */
async function prepare(test: TestBrowser): Promise<Page> {
  const page = await test.openExtensionPage('sidepanel.html');
  page.on('pageerror', (error) => console.error('page error:', error));
  await page.waitForSelector('.panel');
  // The watchdog would end calls that the line knows nothing of.
  await page.evaluate('chrome.alarms.clearAll()');
  return page;
}

async function take(test: TestBrowser, page: Page, shot: Shot, language: string, theme: string): Promise<void> {
  const rows = shot.rows(Date.now());
  const mask = shot.page.startsWith('/');
  const settings = { ...rows.settings, language, ...(mask ? { crmAddresses: [CRM] } : {}) };
  await page.setViewport({ width: shot.width, height: shot.height, deviceScaleFactor: 1.5 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.evaluate(seed, { ...rows, callers: callersOf(rows.calls ?? []), settings } as SeedRows);
  await page.goto('about:blank');
  await page.goto(mask ? `${scene.crm.otherUrl}${shot.page}` : `chrome-extension://${test.extensionId}/${shot.page}`);
  await page.waitForSelector(mask ? 'ringside-call' : '.rs');
  for (const { selector, type, hover } of shot.steps ?? []) {
    if (hover) await (await page.waitForSelector(selector))?.hover();
    else if (type === undefined) await page.click(selector);
    else await page.type(selector, type);
  }
  if (shot.picker) await pointOut(test, page, shot.picker, CRM.pattern);
  // Rows and tooltips come in with a motion of up to 200 ms, tooltips 400 ms after the pointer.
  await new Promise((done) => setTimeout(done, shot.steps?.some(({ hover }) => hover) ? 800 : 250));
  const folder = join(out, `${language}-${theme}`);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${shot.name}.png`) as `${string}.png` });
  // Back to a page of ours, whose database the next rows go to.
  await page.goto(`chrome-extension://${test.extensionId}/manifest.json`);
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
  const stores = ['calls', 'callers', 'people', 'outbox', 'settings', 'status', 'outages'];
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of stores) transaction.objectStore(store).clear();
  for (const row of calls) transaction.objectStore('calls').put(row);
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

/** One page with all pictures, to be looked at beside the drawings. */
function writeSheet(): void {
  const row = ({ name, width }: Shot) => {
    const pictures = languages.flatMap((language) =>
      themes.map((theme) => `<img loading="lazy" width="${width}" src="${language}-${theme}/${name}.png" alt="">`),
    );
    return `<h2>${name}</h2><div>${pictures.join('')}</div>`;
  };
  const style =
    'body{font:14px system-ui;background:#9aa;margin:24px}div{display:flex;gap:16px;flex-wrap:wrap;align-items:start}';
  const html = `<!doctype html><meta charset="utf-8"><title>Ringside</title><style>${style}</style>${wanted.map(row).join('')}`;
  writeFileSync(join(out, 'index.html'), html);
}
