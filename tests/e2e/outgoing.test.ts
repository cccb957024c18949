import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clickIcon, iconIs, iconOf, icons, iconsAre } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { hasTone } from '../parts/tone.ts';
import { until } from '../parts/wait.ts';

/** Services of the PBX, by the last three digits (tests/fixtures/pbx/etc/extensions.conf). */
const TONE = '+493012345309';
const THREE_SECONDS = '+4915112345303';
const BUSY = '+493012345301';

let stage: Stage;
let page: Page;
let party: number;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  party = await stage.crm.createParty({
    name: 'Baumann Elektrotechnik',
    mechanisms: [
      { type: 'phone', value: '+49 30 12345309' },
      { type: 'mobile', value: '0151 12345-303' },
      { type: 'fax', value: '+49 30 12345300' },
      { type: 'email', value: 'info@baumann.example' },
      { type: 'website', value: 'http://baumann.example/030/12345307' },
      { type: 'phone', value: '+49 (0)30 / 12345 301' },
    ],
  });
  page = await stage.test.openPage('about:blank');
  await stage.crm.login(page);
  await stage.crm.openParty(page, party);
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

/** The entry of the newest call in the side panel: block or row. */
async function entry(panel: Page): Promise<{ state: string; text: string } | undefined> {
  const call = (await stage.log()).at(-1);
  const [found] = await panel.$$eval(`.call[data-call="${call?.id}"], .tasks .row[data-call="${call?.id}"]`, (all) =>
    all.map((one) => ({ state: one.getAttribute('data-state') ?? '', text: one.textContent ?? '' })),
  );
  return found;
}

/** The log comes first, the panel follows it live. */
async function entrySays(panel: Page, text: RegExp): Promise<void> {
  await until(`the entry to say ${text}`, async () => text.test((await entry(panel))?.text ?? ''));
}

describe('a phone number in the party form of a real Tryton', () => {
  it('has an icon at phone and mobile only, within 24 px and clickable', async () => {
    await iconsAre(page, [TONE, THREE_SECONDS, BUSY]);
    for (const number of [TONE, THREE_SECONDS, BUSY]) {
      await iconOf(page, number);
      await until(`the icon of ${number} to be clickable`, async () =>
        (await icons(page)).some((icon) => icon.number === number && icon.hit),
      );
      expect(await distanceToText(page, number), `distance of ${number}`).toBeLessThanOrEqual(24);
    }
  });

  it('is dialled by a click: INVITE for exactly that number, red icon, talk both ways, far side hangs up', async () => {
    const panel = await stage.test.openPanel(page);
    await page.bringToFront();
    const before = stage.pbx.invites('agent1').length;
    await clickIcon(page, TONE);
    const dialled = await until('the INVITE', () => stage.pbx.invites('agent1')[before]);
    expect(dialled.dialled).toBe(TONE);
    await iconIs(page, TONE, 'active');
    const call = await stage.callIs('connected');
    expect(dialled).toMatchObject({ ringsideId: call.id, callId: call.sipCallId });
    await entrySays(panel, /Connected/);
    await hearBothWays();
    await stage.pbx.hangUpAll();
    const ended = await stage.callIs('hungUp');
    expect(ended.endReason).toBe('remoteHangUp');
    await iconIs(page, TONE, 'ready');
    await entrySays(panel, /Hung up/);
    const isGone = async () => (await entry(panel)) === undefined;
    await until('the entry to leave after the grace time', isGone, { timeoutMs: 10_000 });
    expect(Date.now() - (ended.endedAt ?? 0)).toBeGreaterThanOrEqual(5000);
    await stage.checkRecords();
  });

  it('is hung up by a click on the red icon: the entry leaves at once', async () => {
    const panel = await stage.test.openPanel(page);
    await page.bringToFront();
    await clickIcon(page, TONE);
    const call = await stage.callIs('connected');
    await until('the second after the dial to pass', () => Date.now() - call.startedAt > 1000);
    await clickIcon(page, TONE);
    const ended = await stage.callIs('ended');
    expect(ended.endReason).toBe('localHangUp');
    await until('the entry to leave', async () => (await entry(panel)) === undefined, { timeoutMs: 1000 });
    await iconIs(page, TONE, 'ready');
    await stage.checkRecords();
  });

  it('shows why a busy number was hung up, and a double click dials once', async () => {
    const panel = await stage.test.openPanel(page);
    await page.bringToFront();
    const before = stage.pbx.invites('agent1').length;
    const icon = await iconOf(page, BUSY);
    await icon.click({ count: 2 });
    expect((await stage.callIs('hungUp')).endReason).toBe('busy');
    await entrySays(panel, /Hung up.*Busy/s);
    expect(stage.pbx.invites('agent1').length).toBe(before + 1);
    await stage.checkRecords();
  });

  it('rings, is answered and ends by the far side', async () => {
    await page.bringToFront();
    // The page hears no click, on whatever number, in the second after one that dialled.
    const last = (await stage.log()).at(-1)?.startedAt ?? 0;
    await until('the second after the last dial to pass', () => Date.now() - last > 1000);
    await clickIcon(page, THREE_SECONDS);
    expect((await stage.callIs('dialling')).contact).toMatchObject({ ref: `party.party,${party}` });
    await stage.callIs('connected');
    await stage.callIs('hungUp');
    await stage.checkRecords();
    expect((await stage.crm.callRecords()).every((record) => record.party === party)).toBe(true);
  });
});

describe('the number box', () => {
  const cases: [string, string, string][] = [
    ['rejected', '030 12345305', 'rejected'],
    ['wrong number', '030 12345306', 'invalidNumber'],
    ['congestion', '030 12345304', 'failed'],
  ];
  it.each(cases)('%s ends with its reason', async (_name, typed, reason) => {
    const panel = await stage.test.openPanel(page);
    const count = (await stage.log()).length;
    await (await panel.waitForSelector('input[role=combobox]'))?.type(`${typed}\n`);
    await until('the call in the log', async () => (await stage.log()).length > count);
    expect((await stage.callIs('hungUp')).endReason).toBe(reason);
    await stage.checkRecords();
  });

  it('is cancelled before the answer: leaves at once', async () => {
    const panel = await stage.test.openPanel(page);
    await (await panel.waitForSelector('input[role=combobox]'))?.type('030 12345302\n');
    const call = await stage.callIs('dialling');
    await until('it to ring there', async () => (await stage.log()).at(-1)?.alertingAt !== undefined);
    await stage.press(panel, `.call[data-call="${call.id}"] .btn.end`);
    expect((await stage.callIs('ended')).endReason).toBe('cancelled');
    await stage.checkRecords();
  });

  it('says what is wrong with what is no number, and logs nothing', async () => {
    const panel = await stage.test.openPanel(page);
    const count = (await stage.log()).length;
    const field = await panel.waitForSelector('input[role=combobox]');
    await field?.type('12.03.2024/x9\n');
    await panel.waitForSelector('text/“12.03.2024/x9” is not a phone number');
    expect((await stage.log()).length).toBe(count);
    await field?.click({ count: 3 });
    await field?.press('Backspace');
  });
});

/** The far side's 440 Hz in the browser, the microphone's tone at the far side. */
async function hearBothWays(): Promise<void> {
  await until('440 Hz from the far side', async () => {
    const { samples, rate } = await stage.test.heard(800);
    return hasTone(samples, rate, 440);
  });
  await until('the microphone’s tone at the far side', () => {
    const { samples, rate } = stage.pbx.recording();
    return hasTone(samples, rate, stage.test.microphoneHz);
  });
}

/** Between the icon's box and the box of the text or field that shows the number, px. */
async function distanceToText(tab: Page, number: string): Promise<number> {
  return tab.$eval(`ringside-call[data-number="${number}"]`, (host) => {
    const icon = host.getBoundingClientRect();
    const digits = (text: string) => text.replace(/\(0\)|\D/g, '').slice(-8);
    const wanted = digits(host.getAttribute('data-number') ?? '');
    const shown = [...document.querySelectorAll('.column-char, input')].filter((one) => {
      const text = one instanceof HTMLInputElement ? one.value : (one.textContent ?? '');
      return digits(text) === wanted && one.checkVisibility();
    });
    const gaps = shown.map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const text = one instanceof HTMLInputElement ? one.getBoundingClientRect() : range.getBoundingClientRect();
      const dx = Math.max(0, icon.left - text.right, text.left - icon.right);
      const dy = Math.max(0, icon.top - text.bottom, text.top - icon.bottom);
      return Math.hypot(dx, dy);
    });
    return Math.min(...gaps);
  });
}
