import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { savedFile } from '../parts/download.ts';
import { BROWSER } from '../parts/scene-browser.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

/** Chromium reads every file of its folder; ours has a name of its own. Firefox reads one file. Both are gone afterwards. */
const FILE =
  BROWSER === 'firefox'
    ? '/etc/firefox/policies/policies.json'
    : `/etc/chromium/policies/managed/ringside-test-${process.pid}.json`;
/** Chromium looks at the folder every few seconds; Firefox at its start. */
const LIVE_MS = 20_000;
const CRM = 'http://127.0.0.1:9';

let stage: Stage;
let options: Page | undefined;

function administer(policy: Record<string, string>): void {
  mkdirSync(dirname(FILE), { recursive: true });
  const extensions = { jopognieeangomelhhpffplgoogejndf: policy };
  const text = { '3rdparty': { Extensions: { 'ringside@ringside.example': policy } } };
  writeFileSync(FILE, JSON.stringify(BROWSER === 'firefox' ? { policies: text } : { '3rdparty': { extensions } }));
}

/** What was administered comes into force. */
async function follow(): Promise<void> {
  options = undefined;
  if (BROWSER === 'firefox') await stage.test.restart();
}

async function open(section: string): Promise<Page> {
  await options?.close();
  options = await stage.test.openExtensionPage(`options.html#${section}`);
  await options.waitForSelector('main h1');
  return options;
}

beforeAll(async () => {
  administer({
    settings: JSON.stringify({ graceMs: 10_000, keepDeclined: true, language: 'en' }),
    locked: 'graceMs',
    crmAddresses: CRM,
    colleagues: 'Jonas Brandt;418;Technik',
  });
  stage = await Stage.start();
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  rmSync(FILE, { force: true });
  await stage?.stop();
});

describe('a policy', () => {
  it('presets and locks, and the options page shows it', async () => {
    const options = await open('notifications');
    await options.waitForSelector('select[name="grace"]:disabled', { timeout: LIVE_MS });
    expect(await options.$eval('select[name="grace"]', (select) => select.value)).toBe('10');
    await options.waitForSelector('input[name="keepDeclined"]:checked:enabled');
    await options.waitForSelector('text/Set by your administration');
    await stage.save({ graceMs: 2000 });
    expect(await options.$eval('select[name="grace"]', (select) => select.value)).toBe('10');
  });

  it('names CRM addresses, each for one click, and colleagues', async () => {
    const pattern = stage.test.patternOf(CRM);
    await stage.test.silencePrompt(pattern);
    const addresses = await open('addresses');
    await (await addresses.waitForSelector(`[data-asked="${pattern}"] button`))?.click();
    await addresses.waitForSelector(`[data-pattern="${pattern}"]`);
    const people = await open('people');
    await people.waitForSelector('text/Jonas Brandt');
  });

  it('asks on the first run for the address it names, with one click', async () => {
    const pattern = stage.test.patternOf(CRM);
    await stage.tell('removeCrmAddress', { pattern });
    await stage.save({ firstRun: { step: 'address', opened: true, done: false } });
    const guide = await stage.test.openExtensionPage('welcome.html');
    await (await guide.waitForSelector(`[data-asked="${pattern}"] button`))?.click();
    await guide.waitForSelector(`[data-pattern="${pattern}"]`);
    await guide.close();
  });

  it('changes while Chromium runs, at the start of Firefox; a wrong value is named and the right ones hold', async () => {
    administer({
      settings: JSON.stringify({ graceMs: 'soon', keepDeclined: false, nonsense: 1 }),
      locked: 'keepDeclined',
    });
    await follow();
    const about = await open('about');
    await about.waitForSelector('[data-problem="settings.graceMs"]', { timeout: LIVE_MS });
    await about.waitForSelector('[data-problem="settings.nonsense"]');
    const notifications = await open('notifications');
    await notifications.waitForSelector('input[name="keepDeclined"]:disabled:not(:checked)');
    expect(await notifications.$eval('select[name="grace"]', (select) => select.value)).toBe('2');
  }, 90_000);
});

// What WebDriver BiDi saves no test can read.
if (BROWSER === 'chromium')
  describe('a policy saved on the options page', () => {
    it('is one: what was set there holds where its user chose nothing', async () => {
      administer({});
      await stage.save({ graceMs: 10_000 });
      const person = { name: 'Sandra Wieczorek', number: '069 90009208', organisation: 'Kanzlei "Süd"; Berlin' };
      await stage.tell('addPeople', { people: [person], favourite: 1 });
      const general = await open('general');
      const save = async (label: string) => (await general.waitForSelector(`button::-p-text(${label})`))?.click();
      const firefox = await savedFile(stage.test, () => save('Policy for Firefox'));
      const chrome = await savedFile(stage.test, () => save('Policy for Chrome and Edge'));
      const { '3rdparty': own } = JSON.parse(firefox).policies;
      expect(JSON.parse(own.Extensions['ringside@ringside.example'].settings)).toMatchObject({ graceMs: 10_000 });

      await stage.tell('resetSettings', {});
      for (const { id, from } of await stage.rows<{ id: string; from: string }>('people'))
        if (from === 'own') await stage.tell('removePerson', { id });
      const notifications = await open('notifications');
      await notifications.waitForSelector('select[name="grace"]:enabled', { timeout: LIVE_MS });
      const grace = () => notifications.$eval('select[name="grace"]', (select) => select.value);
      await until('what it was before', async () => (await grace()) === '5');
      writeFileSync(FILE, chrome);
      await until('the policy', async () => (await grace()) === '10', { timeoutMs: LIVE_MS });
      await notifications.waitForSelector('select[name="grace"]:enabled');
      const people = await open('people');
      await people.waitForSelector('text/Kanzlei "Süd"; Berlin');
    }, 90_000);
  });
