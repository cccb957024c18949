/** Icons in the real web client of Tryton: its party form, a row while it is edited, a single contact mechanism. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { Tryton } from '../parts/tryton.ts';
import { until } from '../parts/wait.ts';
import { type StagedPage, stage } from './page-stage.ts';

let crm: Tryton;
let test: TestBrowser;
let page: Page;
let staged: StagedPage;
let party: number;

beforeAll(async () => {
  [crm, test] = await Promise.all([Tryton.start(), launchBrowser({ extensionDir: null })]);
  party = await crm.createParty({
    name: 'Baumann Elektrotechnik GmbH',
    mechanisms: [
      { type: 'phone', value: '+49 30 23125418', name: 'Zentrale' },
      { type: 'mobile', value: '0170 1234567' },
      { type: 'fax', value: '030 23125419' },
      { type: 'email', value: 'einkauf@baumann.example' },
      { type: 'website', value: 'http://www.baumann.example' },
      { type: 'phone', value: '030 23125420' },
      { type: 'other', value: '030 23125421' },
    ],
  });
  page = await test.openPage('about:blank');
  await crm.login(page);
  await crm.openParty(page, party);
  staged = await stage(page);
});
afterAll(async () => {
  await test?.close();
  await crm?.stop();
});

/** Waits until exactly these numbers have icons; the table is scrolled into view so that they can be hit. */
async function have(numbers: string[]): Promise<void> {
  await page.evaluate(() => document.querySelector('.form-one2many .tree')?.scrollIntoView({ block: 'center' }));
  await until(`icons at ${numbers.join()}`, async () => {
    const icons = await staged.icons();
    if (
      icons
        .map(({ number }) => number)
        .sort()
        .join() === [...numbers].sort().join() &&
      icons.every(({ hit }) => hit)
    )
      return true;
    throw new Error(JSON.stringify(icons.map(({ number, hit }) => [number, hit])));
  });
}

it('phones and mobiles of the party form, not fax, e-mail, website or other', async () => {
  await have(['+493023125418', '+491701234567', '+493023125420']);
  expect((await staged.icons()).map(({ field }) => field).sort()).toEqual(['Mobile', 'Phone', 'Phone']);
  const counts = () => page.$$eval('ringside-mask-call', (all) => all.map((each) => each.getAttribute('data-numbers')));
  await until('one button for three numbers', async () => (await counts()).join() === '3');
});

it('dials with the party as contact, and the row is not opened', async () => {
  await staged.click('+491701234567');
  await until('a call', async () => (await staged.asked()).dialled.length === 1);
  const [{ number, contact } = { number: '', contact: null }] = (await staged.asked()).dialled;
  expect([number, contact]).toMatchObject([
    '+491701234567',
    { ref: `party.party,${party}`, name: 'Baumann Elektrotechnik GmbH' },
  ]);
  expect(await page.$('.widget-editable.edited input')).toBeNull();
});

it('follows a row into its editor and out again', async () => {
  const cell = await page.$('.form-one2many td[data-title^="Value"] .column-char');
  await cell?.click();
  await page.waitForSelector('.widget-editable.edited input[name="value"]');
  await have(['+493023125418', '+491701234567', '+493023125420']);
  await page.focus('.widget-editable.edited input[name="value"]');
  await page.keyboard.press('End');
  await page.keyboard.type('9');
  await have(['+4930231254189', '+491701234567', '+493023125420']);
});
