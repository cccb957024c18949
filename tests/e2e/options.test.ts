import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

let stage: Stage;
let options: Page;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  await stage.save({ connector: 'demo', crmRecord: { adapter: 'none' } });
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

/** Opens a section of the options page anew. */
async function open(section: string): Promise<void> {
  await options?.close();
  options = await stage.test.openExtensionPage(`options.html#${section}`);
  await options.waitForSelector('main h1');
}

async function fill(name: string, value: string): Promise<void> {
  const field = await options.waitForSelector(`[name="${name}"]`);
  await field?.click({ count: 3 });
  await field?.press('Backspace');
  await field?.type(value);
}

const press = async (words: string) => (await options.waitForSelector(`button::-p-text(${words})`))?.click();

describe('the line', () => {
  it('is tested step by step, saved, and registers', async () => {
    await open('line');
    await (await options.waitForSelector('input[type=radio][value=sip]'))?.click();
    await fill('server', stage.sip.servers[0] ?? '');
    await fill('domain', stage.sip.domain);
    await fill('user', stage.sip.user);
    await fill('password', stage.sip.password);
    await press('Test line');
    await until('six steps that went well', async () => (await options.$$('li[data-step] .c-callable')).length === 6);
    await press('Save');
    await stage.pbx.registered();
    await stage.lineIs('ready');
  });

  it('says what is wrong with the password, and stops trying', async () => {
    await open('line');
    await fill('password', 'wrong');
    await press('Save');
    await stage.lineIs('lost');
    const panel = await stage.test.openPanel(options);
    await panel.waitForSelector('text/User or password is wrong');
    await open('line');
    await fill('password', stage.sip.password);
    await press('Save');
    await stage.lineIs('ready');
  });

  it('refuses a server address that is none, and names the remedy', async () => {
    await open('line');
    await fill('server', 'http://pbx');
    await options.waitForSelector('text/wss://');
    await press('Save');
    const [row] = await stage.rows<{ value: { sip: { servers: string[] } } }>('settings');
    expect(row?.value.sip.servers).toEqual(stage.sip.servers);
  });
});

describe('CTI-call records', () => {
  it('are set up and tested against the real CRM; a wrong password is said', async () => {
    await open('records');
    await options.waitForSelector('select[name=adapter]');
    await options.select('select[name=adapter]', 'tryton');
    const { url, database, user, password } = stage.crm;
    await fill('url', url);
    await fill('database', database);
    await fill('user', user);
    await fill('password', 'wrong');
    await press('Test sign-in');
    await options.waitForSelector('text/The CRM does not accept the sign-in');
    await fill('password', password);
    await press('Test sign-in');
    await options.waitForSelector('text/Signed in as Administrator');
    await press('Save');
    await until('the settings', async () => {
      const [row] = await stage.rows<{ value: { crmRecord: { adapter: string } } }>('settings');
      return row?.value.crmRecord.adapter === 'tryton';
    });
  });
});

describe('language and module', () => {
  it('German and English are switched at once, in every page', async () => {
    const panel = await stage.test.openPanel(options);
    await stage.save({ language: 'de' });
    await panel.waitForSelector('text/Noch keine Anrufe');
    await options.waitForSelector('text/CTI-Konfiguration');
    await stage.save({ language: 'en' });
    await panel.waitForSelector('text/No calls yet');
  });

  it('the module is switched off and on', async () => {
    await open('line');
    const off = await options.waitForSelector('[name="moduleOn"]');
    await off?.click();
    await stage.lineIs('off');
    await until('no contact at the PBX', async () => !(await stage.pbx.isRegistered()));
    await (await options.waitForSelector('[name="moduleOn"]'))?.click();
    await stage.lineIs('ready');
  });
});
