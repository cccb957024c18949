import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_NOTIFICATIONS } from '../../lib/notification-choice.ts';
import { clickIcon, iconIs } from '../parts/icons.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import { Stage } from '../parts/stage.ts';
import { hasTone } from '../parts/tone.ts';
import { until } from '../parts/wait.ts';

/** Ends in the service that answers and sounds 440 Hz, so that calling back reaches somebody. */
const CALLER = '+493012345309';

let stage: Stage;
let page: Page;
let party: number;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  await stage.save({ notifications: { ...DEFAULT_NOTIFICATIONS, on: true } });
  party = await stage.crm.createParty({
    name: 'Möbelhaus Rautenberg',
    mechanisms: [{ type: 'phone', value: '030 12345-309' }],
  });
  page = await stage.test.openPage('about:blank');
  await stage.crm.login(page);
  await stage.crm.openParty(page, party);
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

const badge = () => stage.test.evaluateInWorker('(browser.action ?? browser.browserAction).getBadgeText({})');
const notifications = () => stage.test.notifications();
const textOf = (tab: Page) => tab.$eval('main', (main) => main.textContent ?? '');

describe('a call that comes in', () => {
  it('rings in list, icon, call window and notifications; accepted it is Connected, with sound both ways', async () => {
    const ring = await stage.pbx.ring({ number: CALLER, name: 'Zoë <b>Ünal</b>', whenAnswered: 'tone440' });
    const call = await stage.callIs('ringing');
    expect(call).toMatchObject({ number: CALLER, displayName: 'Zoë <b>Ünal</b>', sipCallId: ring.callId });
    await iconIs(page, CALLER, 'ringing');
    const window = await stage.callWindow();
    await window.waitForSelector('text/Möbelhaus Rautenberg');
    expect(await textOf(window)).toContain('Ringing');
    await until('a notification', async () => (await notifications()).some((id) => id.includes(call.id)));
    await stage.press(window, '.btn.go');
    await ring.answered();
    await stage.callIs('connected');
    await until('the notification to be withdrawn', async () => (await notifications()).length === 0);
    await iconIs(page, CALLER, 'active');
    await until('440 Hz from the caller', async () => {
      const { samples, rate } = await stage.test.heard(800);
      return hasTone(samples, rate, 440);
    });
    await until('the microphone’s tone at the caller', () => {
      const { samples, rate } = stage.pbx.recording(ring.id);
      return hasTone(samples, rate, stage.test.microphoneHz);
    });
    await ring.hangUp();
    expect((await stage.callIs('hungUp')).endReason).toBe('remoteHangUp');
    await iconIs(page, CALLER, 'ready');
    await stage.checkRecords();
    expect((await stage.crm.callRecords()).at(-1)?.party).toBe(party);
  });

  it('is ended by our user: the entry leaves at once', async () => {
    const ring = await stage.pbx.ring({ number: CALLER, whenAnswered: 'silent' });
    const { id } = await stage.callIs('ringing');
    const panel = await stage.test.openPanel(page);
    await stage.press(panel, `.call[data-call="${id}"] .btn.go`);
    await stage.callIs('connected');
    await stage.press(panel, `.call[data-call="${id}"] .btn.end`);
    expect((await stage.callIs('ended')).endReason).toBe('localHangUp');
    await ring.over();
    expect(await panel.$(`.tasks [data-call="${id}"]`)).toBeNull();
    await stage.checkRecords();
  });

  it('is declined: gone from the list, on record', async () => {
    const caller = callFromOutside(stage.pbx, { number: CALLER, plan: 'waitForBye' });
    const { id } = await stage.callIs('ringing');
    const panel = await stage.test.openPanel(page);
    await stage.press(panel, `.call[data-call="${id}"] .btn.no`);
    expect((await stage.callIs('ended')).endReason).toBe('declined');
    expect((await caller).status).toBe(486);
    await stage.checkRecords();
  });

  it('of a withheld caller: no number, no call back, a record without a link', async () => {
    await callFromOutside(stage.pbx, { withheld: 'asserted', plan: { cancelAfterS: 1 } });
    const call = await stage.callIs('missed');
    expect(call).toMatchObject({ withheld: true, number: '' });
    const panel = await stage.test.openPanel(page);
    const row = await panel.waitForSelector(`.tasks .row[data-call="${call.id}"]`);
    expect(await row?.$('.ib.go')).toBeNull();
    expect(await row?.evaluate((one) => one.textContent)).toContain('Withheld');
    await stage.checkRecords();
    expect((await stage.crm.callRecords()).at(-1)).toMatchObject({ party: null, outcome: 'missed' });
    await stage.tell('remove', { callId: call.id });
  });

  it('after another one: each is a call of its own', async () => {
    const before = (await stage.log()).length;
    for (const number of [CALLER, '+493023125777'])
      await callFromOutside(stage.pbx, { number, plan: { cancelAfterS: 1 } });
    await until('both to be missed', async () => {
      const calls = (await stage.log()).slice(before);
      return calls.length === 2 && calls.every(({ state }) => state === 'missed');
    });
    await until('the badge to say 2', async () => (await badge()) === '2');
    await stage.checkRecords();
    for (const { id } of (await stage.log()).slice(before)) await stage.tell('remove', { callId: id });
    await until('the badge to be empty', async () => (await badge()) === '');
  });
});

describe('a missed call', () => {
  it('stays over a restart, offers Call back, is marked when called back, and leaves only when removed', async () => {
    await callFromOutside(stage.pbx, { number: CALLER, plan: { cancelAfterS: 1 } });
    const missed = await stage.callIs('missed');
    expect(missed.endReason).toBe('callerGaveUp');
    await until('a notification', async () => (await notifications()).some((id) => id.includes(missed.id)));
    await until('its record', async () => (await stage.crm.callRecords()).some((one) => one.call_id === missed.id));

    await stage.test.restart();
    await stage.pbx.registered();
    page = await stage.test.openPage('about:blank');
    const panel = await stage.test.openPanel(page);
    await panel.waitForSelector(`.tasks .row[data-call="${missed.id}"][data-state="missed"]`);
    await until('the badge to say 1', async () => (await badge()) === '1');

    await panel.click(`.tasks .row[data-call="${missed.id}"] .cover`);
    const window = await stage.callWindow();
    await window.waitForSelector('text/Call back');
    expect(await textOf(window)).not.toContain('Accept');
    await stage.press(window, '.btn.go');
    await stage.callIs('connected');
    expect(stage.pbx.invites('agent1').at(-1)?.dialled).toBe(CALLER);
    await until('the badge to be empty', async () => (await badge()) === '');
    expect((await stage.log()).find(({ id }) => id === missed.id)).toMatchObject({ state: 'missed', removed: 0 });
    await panel.waitForSelector(`.tasks .row[data-call="${missed.id}"]`);
    await stage.pbx.hangUpAll();
    await stage.callIs('hungUp');

    await panel.click(`.tasks .row[data-call="${missed.id}"] .ib:last-child`);
    await panel.waitForSelector(`.tasks .row[data-call="${missed.id}"]`, { hidden: true });
    await panel.waitForSelector(`.hist[data-call="${missed.id}"]`);
    await stage.checkRecords();
  });

  it('shows a red icon with a bell while it rings, whose click opens the call window', async () => {
    // Behind other tabs neither Tryton's client nor a look at what it shows makes headway.
    await page.bringToFront();
    await stage.crm.welcome(page);
    await stage.crm.openParty(page, party);
    const ring = await stage.pbx.ring({ number: CALLER });
    await iconIs(page, CALLER, 'ringing');
    const { id } = await stage.callIs('ringing');
    await clickIcon(page, CALLER);
    await until(
      'the call window to show this call',
      async () => (await (await stage.callWindow()).evaluate('location.hash')) === `#${id}`,
    );
    await ring.hangUp();
    await stage.callIs('missed');
    await iconIs(page, CALLER, 'ready');
    await stage.checkRecords();
  });
});
