/** Field picker and "why" view in the real browser, on Tryton's party form and on the sample CRM. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../lib/settings.ts';
import { ClosedRoot } from '../parts/closed-root.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { icons } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';
import { ROOT } from '../setup/ensure.ts';

let stage: Stage;
let server: TestServer;
let tryton: Page | undefined;

beforeAll(async () => {
  server = await startServer({ folder: join(ROOT, 'tests/fixtures/sample-crm'), pages: PAGES });
  stage = await Stage.start({ crm: true });
  await stage.addCrmAddress(server.url);
  await stage.save({ language: 'de' });
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

/** A list whose columns say nothing to anybody but its users. */
const ROWS = [1, 2, 3]
  .map((i) => `<tr><td>P${i}</td><td>41${i}</td><td>030 2312500${i}</td><td>030 2312510${i}</td></tr>`)
  .join('');
const LONG = Array.from({ length: 1000 }, (_, i) => `<tr><td>P${i}</td><td>030 ${23125000 + i}</td></tr>`).join('');
const PAGES = {
  '/long.html': `<!doctype html><html lang="de"><title>Liste</title><body>
    <table><thead><tr><th>Person<th>Telefon</thead><tbody>${LONG}</tbody></table></body></html>`,
  '/list.html': `<!doctype html><html lang="de"><title>Liste</title><body><h1>Liste</h1>
    <table border=1><thead><tr><th>Person<th>Platz 2<th>Wert A<th>Wert B</thead><tbody>${ROWS}</tbody></table>
    <label>Ablage <input name="x_rueckruf" value="415"></label>
    <label>Nr. <input name="bare" value="030 23125009"></label></body></html>`,
};

/** What is wrong, where, and the file. */
const NO_PROFILES: [why: string, at: string, text: string][] = [
  ['notJson', '', '{ "name": "x", '],
  ['wrongKind', 'profile', '[]'],
  ['missing', 'fields', '{ "name": "x" }'],
  ['unknown', 'version', '{ "version": 3, "name": "x", "fields": [] }'],
  ['tooLong', 'fields[0].at', JSON.stringify({ name: 'x', fields: [{ at: 'a'.repeat(10_000), is: 'phone' }] })],
  ['oneOf', 'fields[0]', '{ "name": "x", "fields": [{ "at": "td", "column": "Wert A", "is": "phone" }] }'],
  [
    'notSelector',
    'fields[1].at',
    '{ "name": "x", "fields": [{ "column": "A", "is": "phone" }, { "at": "td[", "is": "phone" }] }',
  ],
  ['tooMany', 'fields', JSON.stringify({ name: 'x', fields: Array(201).fill({ at: 'td', is: 'phone' }) })],
  [
    'tooSlow',
    'fields[1]',
    JSON.stringify({ name: 'x', fields: Array(2).fill({ at: 'a:has(b)'.repeat(20), is: 'phone' }) }),
  ],
  ['wrongKind', 'fields[0].is', '{ "name": "x", "fields": [{ "at": "td", "is": "fax" }] }'],
];

/** All that a profile may hold of what is slow to be compared. */
const SLOW = '* ~ * * ~ :is(*, :nth-last-child(2n + 1 of *)) '.repeat(11);
const LOOKS = `:is(${'body:has(* ~ * x-none),'.repeat(20)}x-none)`;
const BOMB = {
  name: 'bomb',
  fields: Array.from({ length: 120 }, (_, i) => ({ at: `${i ? SLOW : LOOKS} x-${i}`, is: 'never' })),
  records: [{ address: `${'*'.repeat(100)}${'{a}{b}'.repeat(30)}`, ref: '{a}'.repeat(90) }],
};

/** The options of the test server's pages, unfolded. */
async function ownFields(): Promise<Page> {
  const options = await stage.test.openExtensionPage('options.html#addresses');
  const button = await options.waitForSelector(`[data-pattern="${stage.test.patternOf(server.url)}"] [aria-expanded]`);
  await button?.click();
  return options;
}

async function loadProfile(options: Page, name: string, text: string): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'ringside-profile-')), name);
  writeFileSync(file, text);
  const input = await options.waitForSelector('.pages input[type="file"]');
  await (input as ElementHandle<HTMLInputElement> | null)?.uploadFile(file);
}

async function start(page: Page, mode: 'pick' | 'why'): Promise<ClosedRoot> {
  await page.bringToFront();
  const pattern = stage.test.patternOf(new URL(page.url()).origin);
  expect(await stage.tell('startPicker', { mode, pattern })).toEqual({ ok: true });
  const root = await ClosedRoot.of(page, 'ringside-pick');
  await root.element('div', 'bar');
  return root;
}

/** A person's click in the middle of an element of the page. */
async function point(page: Page, selector: string): Promise<void> {
  const at = await page.$eval(selector, (element) => {
    element.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + Math.min(width / 2, 40), top + height / 2] as const;
  });
  await page.mouse.move(...at);
  await page.mouse.click(...at);
}

/** Pictures to be looked at, where the run asks for them: RINGSIDE_SHOTS=DIR. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.RINGSIDE_SHOTS;
  if (!folder) return;
  for (const theme of ['dark', 'light']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) as `${string}.png` });
  }
}

const numbersOf = async (page: Page) => (await icons(page)).map(({ number }) => number).sort();

async function rules(): Promise<Settings['crmPages']['byAddress']> {
  const [row] = await stage.rows<{ value: Settings }>('settings');
  return row?.value.crmPages?.byAddress ?? {};
}

describe('the field picker', () => {
  it('gives a column icons by its head, names it, and takes it back', async () => {
    const page = await stage.test.openPage(`${server.url}/list.html`);
    await until('icons', async () => (await numbersOf(page)).length === 6);
    const root = await start(page, 'pick');
    await point(page, 'tbody tr:nth-child(2) td:nth-child(2)');
    await root.element('label', 'Spalte „Platz 2“ 3 Stellen');
    await root.element('li', '412 412');
    await root.click('input', 'name');
    for (const key of ['End', ...Array<'Backspace'>(9).fill('Backspace')] as const) await page.keyboard.press(key);
    await page.keyboard.type('Nebenstelle');
    await root.click('button', 'Merken');
    await root.element('div', '„Nebenstelle“ bekommt Anrufsymbole.');
    await until('icons in the column', async () => (await numbersOf(page)).includes('412'));
    expect((await icons(page)).filter(({ field }) => field === 'Nebenstelle').map(({ number }) => number)).toEqual([
      '411',
      '412',
      '413',
    ]);
    expect((await rules())[stage.test.patternOf(server.url)]?.profile.fields).toEqual([
      { column: 'Platz 2', is: 'phone', label: 'Nebenstelle' },
    ]);
    await root.click('button', 'Rückgängig');
    await until('no icons in the column', async () => !(await numbersOf(page)).includes('412'));
    // The page hears of it before the card does: until it is gone, Esc only takes the card away.
    await root.element('div', 'bar');
    await page.keyboard.press('Escape');
    await until('the picker to be gone', async () => (await page.$('ringside-pick')) === null);
    await page.close();
  });

  it('finds a field by what the CRM calls it, by keys alone, and makes it one that never gets an icon', async () => {
    const page = await stage.test.openPage(`${server.url}/index.html`);
    await until('icons', async () => (await numbersOf(page)).length === 4);
    const root = await start(page, 'pick');
    await page.keyboard.press('ArrowUp');
    await until('the field to be walked to', async () => {
      await page.keyboard.press('ArrowUp');
      return /Telefon · 030 23125001/.test(await root.text());
    });
    await page.keyboard.press('Enter');
    await root.element('label', 'Feld input[name="phone"] 1 Stelle');
    await shot(page, 'picker-sample');
    await root.click('label', 'Keine Rufnummer');
    await root.click('button', 'Merken');
    await root.element('div', 'bekommt keine Anrufsymbole');
    await until(
      'no icon there',
      async () => (await numbersOf(page)).join() === '+493023125002,+493023125003,+493023125004',
    );
    await root.click('button', 'Fertig');
    await stage.tell('choosePages', {
      pattern: stage.test.patternOf(server.url),
      patch: { profile: { name: 'own', fields: [] } },
    });
    await until('the icon back', async () => (await numbersOf(page)).length === 4);
    await page.close();
  });

  it.each([
    ['de', 'Spalte „Value“', 'Merken', 'Rückgängig'],
    ['en', 'Column “Value”', 'Remember', 'Undo'],
  ] as const)('works on the party form of Tryton: %s', async (language, column, save, undo) => {
    const page = await partyForm();
    await stage.save({ language });
    const root = await start(page, 'pick');
    await point(page, '.tree tbody tr:nth-child(3) td[data-title^="Value"] .column-char');
    await root.element('label', column);
    await shot(page, `picker-tryton-${language}`);
    await root.click('button', save);
    await until('an icon at the fax too', async () => (await numbersOf(page)).includes('+493023125419'));
    await root.click('button', undo);
    await until('no icon at the fax', async () => !(await numbersOf(page)).includes('+493023125419'));
    await root.element('div', 'bar');
    await page.keyboard.press('Escape');
    await until('the picker to be gone', async () => (await page.$('ringside-pick')) === null);
    await stage.save({ language: 'de' });
  });
});

describe('an address', () => {
  it('whose icons are switched off in the panel shows none, at once and in tabs that load later, and then again', async () => {
    const page = await stage.test.openPage(`${server.url}/index.html`);
    await until('icons', async () => (await numbersOf(page)).length === 4);
    const panel = await stage.test.openPanel(page);
    await page.bringToFront();
    await panel.waitForSelector('.pagetools input[name="icons"]');
    await shot(panel, 'panel-tools');
    await panel.click('.pagetools input[name="icons"]');
    await until('no icons', async () => (await page.$('ringside-call, ringside-mask-call, ringside-layer')) === null);
    const other = await stage.test.openPage(`${server.url}/index.html`);
    const root = await start(other, 'why');
    await point(other, 'input[name="phone"]');
    await root.element('p', 'Symbole sind für diese Adresse ausgeschaltet.');
    expect(await numbersOf(other)).toEqual([]);
    await page.bringToFront();
    await panel.click('.pagetools input[name="icons"]');
    for (const each of [page, other]) await until('icons', async () => (await numbersOf(each)).length === 4);
    await other.close();
    await page.close();
  });

  it('keeps its own fields in the options: renamed, removed, brought back, loaded from a file or refused', async () => {
    const page = await stage.test.openPage(`${server.url}/list.html`);
    const pattern = stage.test.patternOf(server.url);
    const options = await stage.test.openExtensionPage('options.html#addresses');
    const row = `[data-pattern="${pattern}"]`;
    await options.waitForSelector(`${row} [aria-expanded]`).then((button) => button?.click());
    const load = (name: string, text: string) => loadProfile(options, name, text);
    await load('falsch.json', '{"name":"x","fields":[{"at":"td","is":"fax"}]}');
    await until('the reason', () => says(options, 'falsch.json: „fields[0].is“ ist von der falschen Art.'));
    await load('gut.json', '{"name":"own","fields":[{"column":"Platz 2","is":"phone"}]}');
    await until('icons in the column', async () => (await numbersOf(page)).includes('412'));
    await options.type('.rules input[type="text"]', 'Apparat\n');
    await options.keyboard.press('Tab');
    await until('the name', async () => (await icons(page)).some(({ field }) => field === 'Apparat'));
    await options.click('.rules .ib');
    await until('no icons in the column', async () => !(await numbersOf(page)).includes('412'));
    await options.click('.pages .link');
    await until('icons in the column', async () => (await numbersOf(page)).includes('412'));
    const saved = await options.$eval('.pages a[download]', (link) => (link as HTMLAnchorElement).href);
    const own = JSON.parse(decodeURIComponent(saved.replace(/^[^,]*,/, '')));
    expect(own).toEqual({ name: 'own', fields: [{ column: 'Platz 2', is: 'phone', label: 'Apparat' }] });
    await stage.tell('choosePages', { pattern, patch: { profile: { name: 'own', fields: [] } } });
    await options.close();
    await page.close();
  });
});

describe('a profile from a file', () => {
  it.each(['de', 'en'] as const)(
    'that is none is refused, with the place that is wrong and what to do: %s',
    async (language) => {
      await stage.save({ language });
      const options = await ownFields();
      const words = JSON.parse(readFileSync(join(ROOT, `public/_locales/${language}/messages.json`), 'utf8'));
      for (const [why, at, text] of NO_PROFILES) {
        await loadProfile(options, 'profil.json', text);
        const message = words[`profile_${why}`].message.replace('{file}', 'profil.json').replace('{at}', at);
        await until(`"${message}"`, () => says(options, message));
      }
      await loadProfile(options, 'profil.json', ' '.repeat(100_001));
      await until('its size', () => says(options, words.crmpage_fileTooLong.message));
      expect((await rules())[stage.test.patternOf(server.url)]?.profile.fields ?? []).toEqual([]);
      await options.close();
      await stage.save({ language: 'de' });
    },
  );

  it('that is made to be slow leaves pages with their icons', async () => {
    const options = await ownFields();
    await loadProfile(options, 'bombe.json', JSON.stringify(BOMB));
    await until('it', async () => (await rules())[stage.test.patternOf(server.url)]?.profile.name === 'bomb');
    const page = await stage.test.openPage(`${server.url}/long.html`);
    await until('icons', async () => (await numbersOf(page)).length > 20, { timeoutMs: 15_000 });
    const patch = { profile: { name: 'own', fields: [] } };
    await stage.tell('choosePages', { pattern: stage.test.patternOf(server.url), patch });
    await options.close();
    await page.close();
  });
});

describe('the "why" view', () => {
  it.each([
    ['de', 'Hier steht kein Anrufsymbol', 'Profil „Tryton“', 'Hier immer ein Symbol', 'Rückgängig'],
    ['en', 'There is no call icon here', 'Profile “Tryton”', 'Always an icon here', 'Undo'],
  ] as const)('says what decided on the party form of Tryton: %s', async (language, verdict, profile, always, undo) => {
    const page = await partyForm();
    await stage.save({ language });
    const root = await start(page, 'why');
    await point(page, '.tree tbody tr:nth-child(3) td[data-title^="Value"] .column-char');
    await root.element('b', verdict);
    await root.element('p', profile);
    await shot(page, `why-tryton-${language}`);
    await root.click('button', always);
    await until('an icon', async () => (await numbersOf(page)).includes('+493023125419'));
    await root.click('button', undo);
    await until('no icon', async () => !(await numbersOf(page)).includes('+493023125419'));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await until('the view to be gone', async () => (await page.$('ringside-pick')) === null);
    await stage.save({ language: 'de' });
  });

  it.each([
    ['input[name="phone"]', 'Hier steht ein Anrufsymbol', 'Die Beschriftung „Telefon“ nennt ein Telefon.'],
    ['input[name="fax"]', 'Hier steht kein Anrufsymbol', 'Die Beschriftung „Fax“ nennt ein Fax.'],
    ['input[name="birthday"]', 'Hier steht kein Anrufsymbol', '„Geburtsdatum“ nennt etwas anderes als ein Telefon.'],
    ['input[name="company"]', 'Hier steht kein Anrufsymbol', 'Hier stehen keine Ziffern.'],
  ])('on the sample CRM: %s', async (selector, verdict, reason) => {
    const page = await stage.test.openPage(`${server.url}/index.html`);
    const root = await start(page, 'why');
    await point(page, selector);
    await root.element('b', verdict);
    await root.element('li', reason);
    if (selector.includes('fax')) await shot(page, 'why-sample');
    await page.close();
  });
});

it('the "why" view says of a number under a bare "Nr." that its country code is missing', async () => {
  const page = await stage.test.openPage(`${server.url}/list.html`);
  const root = await start(page, 'why');
  await point(page, 'input[name="bare"]');
  await root.element('b', 'Hier steht kein Anrufsymbol');
  await root.element('p', 'Ohne Ländervorwahl (+49 …) gilt sie nicht als Rufnummer');
  await page.close();
});

describe('a page', () => {
  it('can neither read nor drive the picker', async () => {
    const page = await stage.test.openPage(`${server.url}/list.html`);
    await until('icons', async () => (await numbersOf(page)).length === 6);
    const root = await start(page, 'pick');
    await point(page, 'tbody tr:nth-child(2) td:nth-child(2)');
    await root.element('button', 'Merken');
    const seen = await page.evaluate(() => {
      const host = document.querySelector('ringside-pick') as HTMLElement;
      const inner = host.firstElementChild as HTMLElement;
      const copy = host.cloneNode(true) as HTMLElement;
      document.body.append(copy);
      for (const target of [host, inner, copy, document, window]) {
        for (const key of ['Enter', ' ', 'ArrowDown', 'Escape'])
          target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
        for (const type of ['pointermove', 'pointerdown', 'mousedown', 'mouseup', 'click'])
          target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientX: 40, clientY: 40 }));
        if (target instanceof HTMLElement) target.click();
      }
      const read = [host.shadowRoot, inner.shadowRoot, host.innerText, copy.innerText, copy.childElementCount];
      copy.remove();
      return read;
    });
    expect(seen).toEqual([null, null, '', '', 1]);
    await stage.tell('dismissNotice', { code: 'internal' });
    await root.element('button', 'Merken');
    expect((await rules())[stage.test.patternOf(server.url)]?.profile.fields ?? []).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await until('the picker to be gone', async () => (await page.$('ringside-pick')) === null);
    await page.close();
  });

  it('whose content script was taken over saves no rule without a picker, nor one that is none', async () => {
    const page = await stage.test.openPage(`${server.url}/list.html`);
    await until('icons', async () => (await numbersOf(page)).length === 6);
    const ask = (name: string, data: object) => askAsContentScript(page, name, data);
    expect(await ask('picker', {})).toBeNull();
    for (const name of ['pickField', 'unpickField'])
      expect(await ask(name, { rule: { at: 'td', is: 'phone' } })).toMatchObject({ refused: true });
    const root = await start(page, 'pick');
    expect(await ask('pickField', { rule: { at: 'td', is: 'phone', click: 'alert(1)' } })).toMatchObject({
      refused: true,
    });
    expect((await rules())[stage.test.patternOf(server.url)]?.profile.fields ?? []).toEqual([]);
    await root.click('button', 'Beenden');
    await page.close();
  });
});

/** What a renderer that was taken over can do: send what it likes in our content script's name. */
async function askAsContentScript(page: Page, name: string, data: object): Promise<unknown> {
  const session = await page.createCDPSession();
  const worlds: { id: number; origin: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => void worlds.push(context));
  await session.send('Runtime.enable');
  const own = worlds.find(({ origin }) => origin === `chrome-extension://${stage.test.extensionId}`);
  const message = JSON.stringify({ ringside: 1, to: 'background', name, data });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `chrome.runtime.sendMessage(${message}).catch(() => ({ refused: true }))`,
    contextId: own?.id ?? 0,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.value;
}

const says = (page: Page, words: string) => page.evaluate((wanted) => document.body.innerText.includes(wanted), words);

/** One tab, signed in once. */
async function partyForm(): Promise<Page> {
  if (tryton) return tryton;
  const page = await stage.test.openPage('about:blank');
  await stage.crm.login(page);
  const party = await stage.crm.createParty({
    name: 'Baumann Elektrotechnik GmbH',
    mechanisms: [
      { type: 'phone', value: '+49 30 23125418', name: 'Zentrale' },
      { type: 'mobile', value: '0170 1234567' },
      { type: 'fax', value: '030 23125419' },
    ],
  });
  await stage.crm.openParty(page, party);
  await page.evaluate(() => document.querySelector('.form-one2many .tree')?.scrollIntoView({ block: 'center' }));
  await until('icons', async () => (await numbersOf(page)).join() === '+491701234567,+493023125418');
  tryton = page;
  return page;
}
