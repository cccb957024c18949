/** The table of notifications, each way of it in the real browser, by calls of the demonstration line. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_NOTIFICATIONS, type NoticeChoice, type NotificationChoice } from '../../lib/notification-choice.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { freeTcpPort } from '../parts/ports.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

/** The demonstration line's number that calls back; when it rang in vain it answers once instead. */
const CALLS_BACK = '030 23125003';

/** What the browser was told to show: every notification since the start, beside those still up. */
interface Shown {
  id: string;
  options: { silent?: boolean; requireInteraction?: boolean; buttons?: { title: string }[]; message: string };
}

let stage: Stage;
let crm: TestServer;
let elsewhere: TestServer;

beforeAll(async () => {
  const page = { '/': '<!doctype html><html lang="en"><title>Page</title><p>030 23125418</p></html>' };
  [crm, elsewhere] = await Promise.all([startServer({ pages: page }), startServer({ pages: page })]);
  stage = await Stage.start();
  await stage.addCrmAddress(crm.url);
  await stage.save({ graceMs: 500, keepDeclined: true, callWindowOpens: false, language: 'en' });
  // Passed on as it is, and noted: the browser itself tells no more than ids.
  await stage.test.evaluateInWorker(`(() => {
    const { create } = chrome.notifications;
    globalThis.shown = [];
    chrome.notifications.create = (id, options) => {
      globalThis.shown.push({ id, options });
      return create.call(chrome.notifications, id, options);
    };
  })()`);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await Promise.all([crm?.close(), elsewhere?.close()]);
});

describe('a notification', () => {
  it('is there once for a ringing call, whatever is open, with its buttons; Accept accepts, and it goes at once', async () => {
    await choose({});
    const pages = [await stage.test.openPage(crm.url), await stage.test.openPage(crm.url)];
    const id = await ring();
    await until('the notification', async () => (await stage.test.notifications()).includes(`ringside:incoming:${id}`));
    const [shown, ...more] = await shownFor(id);
    expect(more).toEqual([]);
    expect(shown?.options).toMatchObject({ silent: true, requireInteraction: true });
    expect(shown?.options.buttons?.map(({ title }) => title)).toEqual(['Accept', 'Decline']);
    expect(shown?.options.message).toContain('23125003');
    await click(`ringside:incoming:${id}`, 0);
    await stage.callIs('connected');
    await until('it to be withdrawn', async () => (await stage.test.notifications()).length === 0);
    await hangUp(id);
    for (const page of pages) await page.close();
  });

  it.each<[string, Partial<NoticeChoice>, 'crm' | 'elsewhere', { silent: boolean } | undefined]>([
    ['off', { on: false }, 'elsewhere', undefined],
    ['with sound', { silent: false }, 'elsewhere', { silent: false }],
    ['only while away, and the CRM is in front', { onlyAway: true }, 'crm', undefined],
    ['only while away, and something else is in front', { onlyAway: true }, 'elsewhere', { silent: true }],
  ])('of a ringing call, %s', async (_name, incoming, front, expected) => {
    await choose({ incoming });
    const page = await stage.test.openPage(front === 'crm' ? crm.url : elsewhere.url);
    await page.bringToFront();
    const id = await ring();
    if (expected) await until('the notification', async () => (await shownFor(id)).length > 0);
    // Decided before the toolbar says what the call is: accepted, there is nothing more to come.
    await stage.tell('accept', { callId: id });
    await stage.callIs('connected');
    await hangUp(id);
    const shown = await shownFor(id);
    expect(shown.map(({ options }) => options.silent)).toEqual(expected ? [expected.silent] : []);
    await page.close();
  });

  it('of a missed call offers to call back; it goes when its row is removed', async () => {
    await choose({ incoming: { on: false } });
    const id = await ring();
    await hangUp(id);
    await stage.callIs('missed');
    await until('the notification', async () => (await stage.test.notifications()).includes(`ringside:missed:${id}`));
    const [shown] = await shownFor(id);
    expect(shown?.options.buttons?.map(({ title }) => title)).toEqual(['Call back']);
    await click(`ringside:missed:${id}`, 0);
    const back = await stage.callIs('connected');
    expect(back).toMatchObject({ direction: 'outgoing', number: '+493023125003' });
    await hangUp(back.id);
    await stage.tell('remove', { callId: id });
    await until('it to be withdrawn', async () => (await stage.test.notifications()).length === 0);
  });

  it('does not come at all before its user has chosen so (R11)', async () => {
    await stage.save({ notifications: DEFAULT_NOTIFICATIONS });
    const id = await ring();
    await stage.tell('accept', { callId: id });
    await stage.callIs('connected');
    await hangUp(id);
    expect(await shownFor(id)).toEqual([]);
  });
});

describe('a notification of what lasts', () => {
  it('tells once that the line is gone, leads to its settings, and tells that it is back where that was chosen', async () => {
    stage.errors.expect(/WebSocket connection to|ERR_CONNECTION_REFUSED/, 'the browser writes that a server is away');
    await choose({ lineBack: { on: true } });
    const servers = [`ws://127.0.0.1:${await freeTcpPort()}/ws`];
    const account = { domain: '127.0.0.1', user: 'nobody', password: 'x', authorizationUser: '', displayName: '' };
    await stage.save({ connector: 'sip', sip: { ...account, servers, iceServers: [], expires: 300 } });
    // After ten seconds without it.
    await isUp('ringside:lineLost');
    expect((await shownFor('lineLost')).map(({ options }) => options.message)).toEqual([
      expect.stringContaining('The phone system does not answer'),
    ]);
    await clickBody('ringside:lineLost');
    const options = await until('the settings of the line', () => stage.test.findOwn('options.html#line'));
    await options.close();
    await stage.save({ connector: 'demo' });
    await isUp('ringside:lineBack');
    expect(await stage.test.notifications()).not.toContain('ringside:lineLost');
    await clickBody('ringside:lineBack');
    await (await until('the settings of the line', () => stage.test.findOwn('options.html#line'))).close();
    await until('it to be gone', async () => (await stage.test.notifications()).length === 0);
  });
});

const isUp = (id: string) =>
  until(`the notification ${id}`, async () => (await stage.test.notifications()).includes(id), { timeoutMs: 30_000 });

/** Notifications on, with these choices for kinds. */
async function choose(kinds: Partial<Record<keyof NotificationChoice['kinds'], Partial<NoticeChoice>>>): Promise<void> {
  const usual = Object.entries(DEFAULT_NOTIFICATIONS.kinds);
  const all = usual.map(([kind, choice]) => [kind, { ...choice, ...kinds[kind as keyof typeof kinds] }]);
  const notifications = { ...DEFAULT_NOTIFICATIONS, on: true, kinds: Object.fromEntries(all) };
  await stage.save({ notifications });
}

async function ring(): Promise<string> {
  await stage.tell('dial', { text: CALLS_BACK });
  return (await stage.callIs('ringing', 20_000)).id;
}

/** Buttons open the call window: it goes too, or it is what its user looks at. */
async function hangUp(callId: string): Promise<void> {
  await stage.tell('hangUp', { callId });
  const over = async () => (await stage.log()).every(({ state }) => ['ended', 'hungUp', 'missed'].includes(state));
  await until('the call to be over', over);
  await (await stage.test.findOwn('call.html'))?.close();
}

async function shownFor(callId: string): Promise<Shown[]> {
  const all = (await stage.test.evaluateInWorker('globalThis.shown')) as Shown[];
  return all.filter(({ id }) => id.endsWith(callId));
}

/** A click beside the buttons. */
async function clickBody(id: string): Promise<void> {
  await stage.test.evaluateInWorker(`chrome.notifications.onClicked.dispatch(${JSON.stringify(id)})`);
}

/** The event's own function: the system's notifications are nowhere to be clicked headless. */
async function click(id: string, button: number): Promise<void> {
  await stage.test.evaluateInWorker(`chrome.notifications.onButtonClicked.dispatch(${JSON.stringify(id)}, ${button})`);
}
