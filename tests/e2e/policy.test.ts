import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../parts/stage.ts';

/** Chromium reads every file of this folder; ours has a name of its own and is gone afterwards. */
const FOLDER = '/etc/chromium/policies/managed';
const FILE = join(FOLDER, `ringside-test-${process.pid}.json`);
/** The browser looks at the folder every few seconds. */
const LIVE_MS = 20_000;

let stage: Stage;
let options: Page;

function administer(policy: Record<string, string>): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(FILE, JSON.stringify({ '3rdparty': { extensions: { jopognieeangomelhhpffplgoogejndf: policy } } }));
}

async function open(section: string): Promise<void> {
  await options?.close();
  options = await stage.test.openExtensionPage(`options.html#${section}`);
  await options.waitForSelector('main h1');
}

beforeAll(async () => {
  administer({
    settings: JSON.stringify({ graceMs: 10_000, keepDeclined: true, language: 'en' }),
    locked: 'graceMs',
    crmAddresses: 'http://127.0.0.1:9',
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
    await open('notifications');
    await options.waitForSelector('select[name="grace"]:disabled', { timeout: LIVE_MS });
    expect(await options.$eval('select[name="grace"]', (select) => select.value)).toBe('10');
    await options.waitForSelector('input[name="keepDeclined"]:checked:enabled');
    await options.waitForSelector('text/Set by your administration');
    await stage.save({ graceMs: 2000 });
    expect(await options.$eval('select[name="grace"]', (select) => select.value)).toBe('10');
  });

  it('names CRM addresses, each for one click, and colleagues', async () => {
    await open('addresses');
    await stage.test.silencePrompt('http://127.0.0.1:9/*');
    await (await options.waitForSelector('[data-asked="http://127.0.0.1:9/*"] button'))?.click();
    await options.waitForSelector('[data-pattern="http://127.0.0.1:9/*"]');
    await open('people');
    await options.waitForSelector('text/Jonas Brandt');
  });

  it('changes while the browser runs; a wrong value is named and the right ones hold', async () => {
    await open('about');
    administer({
      settings: JSON.stringify({ graceMs: 'soon', keepDeclined: false, nonsense: 1 }),
      locked: 'keepDeclined',
    });
    await options.waitForSelector('[data-problem="settings.graceMs"]', { timeout: LIVE_MS });
    await options.waitForSelector('[data-problem="settings.nonsense"]');
    await open('notifications');
    await options.waitForSelector('input[name="keepDeclined"]:disabled:not(:checked)');
    expect(await options.$eval('select[name="grace"]', (select) => select.value)).toBe('2');
  });
});
