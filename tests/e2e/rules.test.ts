/** The dialling rules from the options page to the INVITE at a real Asterisk, by every way to dial. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../lib/settings.ts';
import { ClosedRoot } from '../parts/closed-root.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs, iconOf } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

/** Numbers of the PBX that are busy at once (tests/fixtures/pbx/etc/extensions.conf): a call ends by itself. */
const NATIONAL = '+493012345301';
const ABROAD = '+431234567301';
const BLOCKED = '+4930999301';

let stage: Stage;
let server: TestServer;
let options: Page;
let page: Page;
let panel: Page;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true });
  await stage.save({ callWindowOpens: false });
  const rows = ['030 12345-301', '+43 1 234567301', '030 999301'].map((number) => `<p>Telefon: ${number}</p>`);
  server = await startServer({
    pages: { '/': `<!doctype html><html lang="de"><title>Kontakt</title>${rows.join('')}` },
  });
  await stage.addCrmAddress(server.url);
  page = await stage.test.openPage(server.url);
  await iconOf(page, NATIONAL);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

async function fill(name: string, value: string): Promise<void> {
  const field = await options.waitForSelector(`[name="${name}"]`);
  await field?.click({ count: 3 });
  await field?.press('Backspace');
  await field?.type(value);
}

/** Whether all of the part of the page says these words. */
const says = (selector: string, words: string) =>
  until(`${selector} to say ${words}`, async () =>
    (await options.$$eval(selector, (all) => all.map((one) => one.textContent).join(' '))).includes(words),
  );

async function openPanel(): Promise<void> {
  panel = await stage.test.openPanel(page);
}

let pressedAt = 0;

/** Neither a page nor a number takes a second press within a second of the one before (R3). */
async function apart(): Promise<void> {
  await until('a press of its own', () => Date.now() - pressedAt > 1100);
}

async function clickApart(number: string): Promise<void> {
  await apart();
  await clickIcon(page, number);
  pressedAt = Date.now();
}

/** Types into the number box and waits for the INVITE that follows `then`. */
async function typed(number: string, then: () => Promise<unknown> = async () => {}): Promise<string> {
  await apart();
  const before = stage.pbx.invites('agent1').length;
  const box = await panel.waitForSelector('input[role=combobox]');
  await box?.click({ count: 3 });
  await box?.type(`${number}\n`);
  await then();
  pressedAt = Date.now();
  return inviteAfter(before);
}

async function inviteAfter(before: number): Promise<string> {
  const { dialled } = await until('an INVITE', () => stage.pbx.invites('agent1')[before]);
  await until('its channels', async () => {
    const live = (await stage.log()).filter(({ state }) => state === 'dialling' || state === 'connected');
    if (live.some(({ state }) => state === 'connected')) await stage.pbx.hangUpAll();
    return live.length === 0;
  });
  return dialled;
}

describe('the options page', () => {
  it('shows what any number becomes while the rules are typed, names what is wrong, and saves', async () => {
    options = await stage.test.openExtensionPage('options.html#rules');
    await fill('example', '12345 301');
    await says('.result', 'local number without area code');
    await fill('areaCode', '030');
    await says('.result', 'area code added: 030');
    await says('.target', '+49 30 12345301');
    await fill('outsidePrefix', 'null');
    await options.waitForSelector('.problem::-p-text(Only digits)');
    expect(await options.$eval('button[type=submit]', (button) => button.getAttribute('aria-disabled'))).toBe('true');
    await fill('outsidePrefix', '0');
    await fill('plus', '00');
    await says('.target', '0 00 49 30 12345301');
    await (await options.waitForSelector('input[name=nationalAtHome]'))?.click();
    await says('.target', '0 030 12345301');
    await says('.result', 'Outside line 0 in front');
    await says('[data-example="112"]', 'never changed');
    await fill('example', '0900 1234567');
    await says('.result', 'Premium-rate');
    await (await options.waitForSelector('button[type=submit][aria-disabled=false]'))?.click();
    await says('.foot', 'Saved');
    const [row] = await stage.rows<{ value: Settings }>('settings');
    const { sip } = row?.value.dialRules.byLine ?? {};
    expect(sip).toMatchObject({ areaCode: '030', outsidePrefix: '0', plus: '00', nationalAtHome: true });
  });

  it('keeps a do-not-call list: what blocks, and what asks', async () => {
    await fill('pattern', '112');
    await options.waitForSelector('.problem::-p-text(Emergency)');
    await fill('pattern', '030 999301');
    await fill('reason', 'Wants no calls');
    await (await options.$('input[name=reason]'))?.press('Enter');
    await options.waitForSelector('[data-pattern="030 999301"]');
    await fill('pattern', '+43*');
    await options.select('select[name=mode]', 'ask');
    await (await options.$('input[name=pattern]'))?.press('Enter');
    await options.waitForSelector('[data-pattern="+43*"]');
    await (await options.waitForSelector('button[type=submit][aria-disabled=false]'))?.click();
    await says('.foot', 'Saved');
    await options.close();
  });
});

describe('a dial', () => {
  beforeAll(openPanel);

  it.each([
    ['030 12345-301', '003012345301'],
    ['12345301', '003012345301'],
    ['+44 20 79460301', '000442079460301'],
    ['301', '301'],
    ['116117', '0116117'],
    ['112', '112'],
    ['*21*301#', '*21*301#'],
  ])('of %s in the number box sends %s', async (number, sent) => {
    expect(await typed(number)).toBe(sent);
  });

  it('says under the number box what will go out', async () => {
    const box = await panel.waitForSelector('input[role=combobox]');
    await box?.click({ count: 3 });
    await box?.type('12345301');
    await panel.waitForSelector('#dial-preview::-p-text(0 030 12345301)');
  });

  it('by an icon sends the same; the log keeps E.164, the tooltip says what goes out', async () => {
    await page.bringToFront();
    await iconIs(page, NATIONAL, 'ready');
    const { x, y } = await (await iconOf(page, NATIONAL)).clickablePoint();
    await page.mouse.move(x, y);
    const root = await ClosedRoot.ofIcon(page, NATIONAL);
    await root.element('span', /030 12345301.*dialled: 0 030 12345301/);
    const before = stage.pbx.invites('agent1').length;
    await clickApart(NATIONAL);
    expect(await inviteAfter(before)).toBe('003012345301');
    expect((await stage.log()).at(-1)).toMatchObject({ number: NATIONAL, dialled: '003012345301' });
  });
});

describe('a call that the rules stand against', () => {
  const question = async (surface: Page) =>
    (await surface.waitForSelector('dialog.ask'))?.evaluate((one) => one.innerText);
  const answer = async (words: string) =>
    (await panel.waitForSelector(`dialog.ask button::-p-text(${words})`))?.click();

  it('is refused with the user’s own reason, and logs nothing', async () => {
    const count = (await stage.log()).length;
    const box = await panel.waitForSelector('input[role=combobox]');
    await panel.bringToFront();
    await box?.click({ count: 3 });
    await box?.type('030 999301\n');
    await panel.waitForSelector('.banner::-p-text(Wants no calls)');
    pressedAt = Date.now();
    await page.bringToFront();
    await clickApart(BLOCKED);
    await (await ClosedRoot.ofIcon(page, BLOCKED)).element('span', 'Wants no calls');
    expect((await stage.log()).length).toBe(count);
  });

  it('is asked about in the panel: Cancel calls nobody, Call does', async () => {
    await panel.bringToFront();
    const before = stage.pbx.invites('agent1').length;
    const box = await panel.waitForSelector('input[role=combobox]');
    await box?.click({ count: 3 });
    await box?.type('+43 1 234567301\n');
    expect(await question(panel)).toContain('do-not-call list');
    await answer('Cancel');
    await panel.waitForSelector('dialog.ask', { hidden: true });
    expect(stage.pbx.invites('agent1').length).toBe(before);
    expect(await typed('+43 1 234567301', () => answer('Call'))).toBe('000431234567301');
  });

  it('is asked about beside the icon, in our own surface', async () => {
    await page.bringToFront();
    const before = stage.pbx.invites('agent1').length;
    const icon = await ClosedRoot.ofIcon(page, ABROAD);
    await clickApart(ABROAD);
    await press(icon, /^Cancel$/);
    await clickApart(ABROAD);
    expect(stage.pbx.invites('agent1').length).toBe(before);
    await press(icon, /^Call$/);
    expect(await inviteAfter(before)).toBe('000431234567301');
  });

  it('calls a missed caller from abroad back under the number the line wants', async () => {
    const ringing = await stage.pbx.ring({ number: '00431234567301' });
    await stage.callIs('ringing');
    await ringing.hangUp();
    const missed = await stage.callIs('missed');
    expect(missed.number).toBe(ABROAD);
    await panel.bringToFront();
    const before = stage.pbx.invites('agent1').length;
    const row = await panel.waitForSelector(`.row[data-call="${missed.id}"] .ib.go`);
    // A row takes no click in its first moments.
    await until('the question', async () => {
      if (await panel.$('dialog.ask')) return true;
      await row?.click();
      return false;
    });
    await answer('Call');
    expect(await inviteAfter(before)).toBe('000431234567301');
  });
});

/** Presses a button of a question that takes no clicks in its first moments, until the question is gone. */
async function press(icon: ClosedRoot, words: RegExp): Promise<void> {
  await icon.element('span', words);
  await until(`${words} to be pressed`, async () => {
    if (!(await icon.text()).includes('Cancel')) return true;
    await icon.click('span', words).catch(() => {});
    return false;
  });
}
