/** What people paste, and what files hold, goes wrong in words: nothing of it runs, nothing of it is half taken over. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SECTIONS } from '../../components/options/sections.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const SCRIPT = '"><script>window.harmed=1</script><img src=x onerror="window.harmed=1">';
const LONG = 'x'.repeat(10_000);
const FIELDS = 'main :is(input[type=text], input[type=password], input[type=search], textarea):not([readonly])';

const NOBODY = {
  ...{ domain: '127.0.0.1', user: 'nobody', password: 'x', authorizationUser: '', displayName: '' },
  ...{ iceServers: [], expires: 300 },
};

let stage: Stage;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-input-'));
  stage = await Stage.start();
  // A form that could be saved at once, was there not the bad input.
  await stage.save({ sip: { ...NOBODY, servers: ['ws://127.0.0.1:9/ws'] } });
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage?.stop();
});

/** Everything that is kept and that no field may change by bad input. */
const kept = async () => JSON.stringify([await stage.rows('settings'), await stage.rows('people')]);

/** As pasting does it: at once, by the browser's own editing. */
async function paste(page: Page, selector: string, text: string): Promise<void> {
  await page.click(selector, { count: 3 });
  await page.keyboard.press('Backspace');
  await page.keyboard.sendCharacter(text);
}

const isUnharmed = async (page: Page) => expect(await page.evaluate('window.harmed')).toBeUndefined();

async function openOptions(section: string): Promise<Page> {
  const page = await stage.test.openExtensionPage(`options.html#${section}`);
  await page.waitForSelector('main h1');
  return page;
}

/** Gives the page a file as a user picks one. */
async function pick(page: Page, name: string, content: string): Promise<void> {
  const file = join(folder, 'picked.txt');
  writeFileSync(file, content);
  const input = (await page.waitForSelector(`input[type=file][name=${name}]`)) as unknown as {
    uploadFile(path: string): Promise<void>;
  };
  await input.uploadFile(file);
}

describe('every text field of the settings', () => {
  it.each(SECTIONS.map(({ name }) => name))(
    '%s keeps nothing of 10,000 characters, and runs no script',
    async (section) => {
      const page = await openOptions(section);
      if (section === 'line') await (await page.waitForSelector('input[type=radio][value=sip]'))?.click();
      for (const details of await page.$$('main details:not([open]) > summary')) await details.click();
      const before = await kept();
      const names = await page.$$eval(FIELDS, (fields) => fields.map((field) => (field as HTMLInputElement).name));
      for (const name of names.filter(Boolean)) {
        for (const bad of [LONG, SCRIPT + LONG]) {
          await paste(page, `main [name="${name}"]`, bad);
          for (const button of await page.$$('main button[type=submit]:not([aria-disabled=true])'))
            await button.click();
        }
        // Enter sends a form as well.
        await page.keyboard.press('Enter');
        // A refused one is told, beside the field or above the page.
        await isUnharmed(page);
      }
      // What a save would have written is there after the next answer of the background.
      await stage.tell('dismissNotice', { code: 'internal' });
      expect(await kept()).toBe(before);
      await page.close();
    },
  );
});

it('a field whose form lets everything through is held to the rules all the same, and named', async () => {
  const page = await openOptions('line');
  await (await page.waitForSelector('input[type=radio][value=sip]'))?.click();
  for (const details of await page.$$('main details:not([open]) > summary')) await details.click();
  const before = await kept();
  await paste(page, 'main [name="displayName"]', LONG);
  await (await page.waitForSelector('main button[type=submit]:not([aria-disabled=true])'))?.click();
  await page.waitForSelector('text/sip.displayName');
  expect(await kept()).toBe(before);
  await page.close();
});

describe('files', () => {
  const good = { ringside: 1, settings: { keepDays: 30 }, crmAddresses: [], people: [] };
  it.each([
    ['no JSON', '<script>window.harmed=1</script>'],
    ['not ours', '{"a": 1}'],
    ['of a newer Ringside', JSON.stringify({ ...good, ringside: 99 })],
    ['a wrong type beside a right value', JSON.stringify({ ...good, settings: { keepDays: 30, graceMs: 'soon' } })],
    ['10,000 characters', JSON.stringify({ ...good, settings: { keepDays: 30, sip: { user: LONG } } })],
    ['a person who is none', JSON.stringify({ ...good, people: [{ name: SCRIPT, number: 'javascript:1' }] })],
    ['an unknown setting', JSON.stringify({ ...good, settings: { keepDays: 30, [SCRIPT]: 1 } })],
  ])('settings: %s is refused as a whole, and why is said', async (_what, content) => {
    const page = await openOptions('general');
    const before = await kept();
    await pick(page, 'settingsFile', content);
    await page.waitForSelector('main .problems li');
    await isUnharmed(page);
    expect(await kept()).toBe(before);
    await page.close();
  });

  it.each([
    ['a line without a number', 'Katrin Vogel;030 23125418\nNobody;none\n'],
    ['markup', `${SCRIPT};javascript:alert(1)\n`],
    ['a formula for a number', 'Katrin Vogel;=HYPERLINK("http://a.example")\n'],
    ['10,000 characters for a name', `${LONG};030 23125418\n`],
    ['bytes of a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR'],
  ])('favourites: %s is refused as a whole, and the line is named', async (_what, content) => {
    const page = await openOptions('people');
    await pick(page, 'peopleFile', content);
    await page.waitForSelector('main [role=status] .problem');
    await isUnharmed(page);
    expect(await stage.rows('people')).toEqual([]);
    await page.close();
  });

  it('favourites: a list of a spreadsheet is taken, quoted names and all', async () => {
    const page = await openOptions('people');
    await pick(page, 'peopleFile', '\uFEFFName,Number\r\n"Vogel, ""Kat"" <b>",030 23125418\r\nPförtner,100\r\n');
    await until('two people', async () => (await stage.rows('people')).length === 2);
    expect(await page.$('main b:not(.x) > b')).toBeNull();
    await isUnharmed(page);
    await page.close();
  });
});

describe('the panel', () => {
  it('number box, search and note take anything as text', async () => {
    const panel = await stage.test.openExtensionPage('sidepanel.html');
    const box = 'input[role=combobox]';
    await panel.waitForSelector(box);
    for (const bad of [SCRIPT, LONG, `+4930${'1'.repeat(10_000)}`]) {
      await paste(panel, box, bad);
      await panel.keyboard.press('Enter');
      await panel.waitForSelector('.banner [role=alert], .banner');
      await isUnharmed(panel);
    }
    expect(await stage.log()).toEqual([]);
    await paste(panel, box, '030 23125001');
    await panel.keyboard.press('Enter');
    const { id } = await stage.callIs('connected', 15_000);
    await stage.tell('setNote', { callId: id, note: SCRIPT + LONG });
    await stage.tell('hangUp', { callId: id });
    await stage.callIs('ended');
    // The demonstration numbers make room for the history when it has the call.
    await panel.waitForSelector('input[type=search]');
    await paste(panel, 'input[type=search]', SCRIPT);
    await panel.waitForSelector('.history[aria-busy="false"]');
    await isUnharmed(panel);
    // One press leaves an empty search that is ready for the next words.
    await panel.click('.search .field .ib');
    await panel.waitForSelector('.row.hist');
    const searched = await panel.$eval('input[type=search]', (field) => [
      field.value,
      field === document.activeElement,
    ]);
    expect(searched).toEqual(['', true]);
    await panel.close();
  });
});
