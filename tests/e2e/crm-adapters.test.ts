/** Records through the built extension: any REST interface set up and tried on the options page; Odoo in the browser's own session. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Settings } from '../../lib/settings.ts';
import { type CrmServer, type Fault, tenMegabytes } from '../parts/crm/crm-server.ts';
import { OdooServer } from '../parts/crm/odoo.ts';
import { RestServer } from '../parts/crm/rest.ts';
import { putEndedCall } from '../parts/ended-call.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { Stage } from '../parts/stage.ts';
import { PRIVATE_CA } from '../parts/tls-front.ts';
import { until } from '../parts/wait.ts';

const NUMBER = '+493023125303';

let stage: Stage;
let rest: RestServer;
/** As servers on the web are: over TLS, with HTTP/2. */
let web: RestServer;
let odoo: OdooServer;
let elsewhere: TestServer;

beforeAll(async () => {
  rest = await new RestServer('createOnly').start();
  web = await new RestServer('createOnly').start('h2');
  odoo = await Object.assign(new OdooServer(), { mode: 'session' as const }).start();
  elsewhere = await startServer({});
  stage = await Stage.start({ browser: { trusts: [PRIVATE_CA] } });
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await Promise.all([rest?.stop(), web?.stop(), odoo?.stop(), elsewhere?.close()]);
});

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = await page.waitForSelector(`[name="${name}"]`);
    await field?.evaluate((element) => element.closest('details')?.setAttribute('open', ''));
    await field?.click({ count: 3 });
    await field?.press('Backspace');
    await field?.type(value);
  }
}

const press = async (page: Page, words: string) => (await page.waitForSelector(`button::-p-text(${words})`))?.click();
const noOrigin = (server: CrmServer) => server.seen.map(({ headers }) => headers.origin).every((origin) => !origin);

const endedCall = (id: string) => putEndedCall(stage, id);
const states = async () => (await stage.rows<{ state: string }>('outbox')).map(({ state }) => state);
const notices = async () =>
  (await stage.rows<{ id: string; notices?: { code: string }[] }>('status')).flatMap(({ notices = [] }) => notices);

it('a REST interface is set up, tried and saved on the options page; its server becomes no CRM address', async () => {
  rest.person('Erika Muster', '030 / 231 25 303');
  await stage.test.silencePrompt(stage.test.patternOf(rest.url));
  const page = await stage.test.openExtensionPage('options.html#records');
  await page.waitForSelector('select[name=adapter]');
  await page.select('select[name=adapter]', 'generic');
  const { url, authValue, lookUpUrl, listPath, phonePaths, refPath } = rest.account() as unknown as Record<
    string,
    string
  >;
  await fill(page, { url, authValue, lookUpUrl, listPath, phonePaths, refPath } as Record<string, string>);
  await fill(page, { tryNumber: NUMBER });
  await press(page, 'Try look-up');
  await page.waitForSelector('text/Found: Erika Muster');
  await press(page, 'Send a test record');
  await page.waitForSelector('text/Saved as r1');
  expect(rest.stored()).toMatchObject([{ direction: 'out', text: expect.stringContaining('Ringside') }]);
  await press(page, 'Save');
  await until('the settings', async () => {
    const [row] = await stage.rows<{ value: Settings }>('settings');
    return row?.value.crmRecord?.adapter === 'generic';
  });
  const [row] = await stage.rows<{ value: Settings }>('settings');
  expect(row?.value.crmAddresses ?? []).toEqual([]);
  expect(noOrigin(rest)).toBe(true);
  await page.close();
});

it('a lost answer of a CRM that cannot be asked: the browser sends nothing again by itself, the options ask, the answer holds', async () => {
  rest.faults = [{ after: true, reply: undefined }];
  await endedCall('6b2f7c1e-0000-4000-8000-0000000000aa');
  await stage.tell('retryRecord', { callId: '6b2f7c1e-0000-4000-8000-0000000000aa' });
  await until('the question', async () => (await states()).includes('unsure'));
  expect(rest.stored()).toHaveLength(2);
  const page = await stage.test.openExtensionPage('options.html#records');
  await press(page, 'Yes, it is there');
  await until('the answer', async () => (await states()).every((state) => state === 'stored'));
  expect(rest.stored()).toHaveLength(2);
  await page.close();
});

it('over HTTP/2 the browser does send a record again whose connection broke: that is noticed, and asked about', async () => {
  await stage.addCrmAddress(web.url);
  await stage.save({ crmRecord: web.account() as Settings['crmRecord'] });
  const ids = ['e1', 'e2', 'e3'].map((end) => `6b2f7c1e-0000-4000-8000-0000000000${end}`) as [string, string, string];
  const stateOf = async (id: string) =>
    (await stage.rows<{ callId: string; state: string }>('outbox')).find(({ callId }) => callId === id)?.state;
  const push = async (id: string) => {
    await endedCall(id);
    await stage.tell('retryRecord', { callId: id });
    return until('an end of it', async () => {
      const state = await stateOf(id);
      return state !== 'waiting' && state;
    });
  };
  expect(await push(ids[0])).toBe('stored');
  web.faults = [{ after: true, reply: undefined }];
  expect(await push(ids[1])).toBe('unsure');
  expect(await push(ids[2])).toBe('stored');
  // What Chromium does by itself, and what is said about it.
  expect(web.doubles()).toEqual([ids[1]]);
  expect(web.stored()).toHaveLength(4);
  expect(web.seen.every(({ headers }) => headers[':scheme'] === 'https')).toBe(true);
  await stage.tell('answerRecord', { callId: ids[1], stored: true });
});

it('Odoo in the browser’s session: records go out with its cookie and no Origin; signed out, they wait and are told once', async () => {
  const login = await stage.test.openPage(`${odoo.url}/web/login`);
  await stage.addCrmAddress(odoo.url);
  await stage.save({ crmRecord: odoo.account() as Settings['crmRecord'] });
  await endedCall('6b2f7c1e-0000-4000-8000-0000000000bb');
  await stage.tell('retryRecord', { callId: '6b2f7c1e-0000-4000-8000-0000000000bb' });
  await until('the record in Odoo', () => odoo.stored().length === 1);
  expect(odoo.seen.filter(({ path }) => path.startsWith('/web/dataset')).every(({ headers }) => !headers.origin)).toBe(
    true,
  );
  odoo.signedIn = false;
  for (const end of ['c1', 'c2']) await endedCall(`6b2f7c1e-0000-4000-8000-0000000000${end}`);
  await stage.tell('retryRecord', { callId: '6b2f7c1e-0000-4000-8000-0000000000c1' });
  await until('the notice', async () => (await notices()).some(({ code }) => code === 'crmSignInNeeded'));
  expect((await notices()).filter(({ code }) => code === 'crmSignInNeeded')).toHaveLength(1);
  expect((await states()).filter((state) => state === 'waiting')).toHaveLength(2);
  odoo.signedIn = true;
  expect(await stage.tell('testCrm', { crm: odoo.account() })).toEqual({ ok: true, detail: 'Katrin Vogel' });
  await stage.tell('retryRecord', { callId: '6b2f7c1e-0000-4000-8000-0000000000c1' });
  await until('all records in Odoo', async () => odoo.stored().length === 3);
  await until('all confirmed', async () => (await states()).every((state) => state === 'stored'));
  expect(odoo.doubles()).toEqual([]);
  expect((await notices()).filter(({ code }) => code === 'crmSignInNeeded')).toEqual([]);
  await login.close();
});

it('what a hostile CRM answers is text on the page, limited or refused with a message; nothing goes to another origin', async () => {
  const crm = rest.account() as Settings['crmRecord'];
  await stage.save({ crmRecord: crm });
  const page = await stage.test.openExtensionPage('options.html#records');
  await fill(page, { tryNumber: NUMBER });
  const markup = '<img src=x onerror="document.title=1"><b>Erika</b>';
  rest.rows = [{ id: 'c1', name: markup, phones: [NUMBER] }];
  await press(page, 'Try look-up');
  await page.waitForFunction((name) => document.body.textContent?.includes(name), {}, `Found: ${markup}`);
  expect(await page.$$('img[src=x]')).toEqual([]);
  rest.rows = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `n${id}`, phones: [NUMBER] }));
  const to = { location: `${elsewhere.url}/steal` };
  const answers: [string, Fault['reply'] | 'rows', RegExp][] = [
    ['100,000 matches', 'rows', /larger than 1 MB/],
    ['10 MB', tenMegabytes, /larger than 1 MB/],
    ['HTML', { body: '<h1>Sign in</h1>', type: 'text/html' }, /text\/html instead of JSON/],
    ['a list that is none', { body: { items: 7 } }, /unexpected answer/],
    ['a redirect to another origin', { status: 307, headers: to }, /redirects elsewhere/],
  ];
  for (const [name, reply, words] of answers) {
    if (reply !== 'rows') rest.faults = [{ after: false, on: ({ path }) => path === '/api/contacts', reply }];
    expect(await stage.tell('tryCrm', { crm, number: NUMBER }), name).toMatchObject({
      ok: false,
      error: 'crmUnreachable',
      detail: expect.stringMatching(words),
    });
  }
  rest.rows = undefined;
  rest.faults = [{ after: false, reply: { status: 308, headers: to } }];
  expect(await stage.tell('tryCrm', { crm })).toMatchObject({ ok: false, detail: expect.stringMatching(/redirects/) });
  expect(elsewhere.requests).toEqual([]);
  await page.close();
});
