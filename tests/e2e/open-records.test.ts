/** Records that the CRM has not taken: counted in the panel, explained, exported, and every way on; and what may be deleted here. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../../lib/csv.ts';
import type { OutboxRow } from '../../lib/db.ts';
import type { Settings } from '../../lib/settings.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { RestServer } from '../parts/crm/rest.ts';
import { savedFile } from '../parts/download.ts';
import { putEndedCall } from '../parts/ended-call.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const DAY = 86_400_000;
const [AGAIN, ASSIGNED, KEPT, IN_WINDOW, OLD, OLD_OPEN] = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2'].map(
  (end) => `6b2f7c1e-0000-4000-8000-0000000000${end}`,
) as [string, string, string, string, string, string];

let stage: Stage;
let rest: RestServer;
let panel: Page;
let options: Page;

beforeAll(async () => {
  rest = await new RestServer('put').start();
  stage = await Stage.start();
  await stage.addCrmAddress(rest.url);
  await stage.save({ crmRecord: rest.account() as Settings['crmRecord'] });
  panel = await stage.test.openPanel(await stage.test.openPage('about:blank'));
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await rest?.stop();
});

const rowOf = async (id: string) => (await stage.rows<OutboxRow>('outbox')).find(({ callId }) => callId === id);
const stateIs = (id: string, state: OutboxRow['state']) =>
  until(`the record of ${id} to be ${state}`, async () => (await rowOf(id))?.state === state, { timeoutMs: 15_000 });
const stored = (id: string) => rest.stored().find(({ callId }) => callId === id);
/** One of the ways on in a call's row. */
const press = async (id: string, words: string) =>
  (await options.waitForSelector(`tr[data-call="${id}"] .recact ::-p-text(${words})`))?.click();

describe('records that the CRM refuses', () => {
  it('are counted in the panel, which leads to them and to the CRM’s own words', async () => {
    rest.refuses = rest.textField;
    for (const id of [AGAIN, ASSIGNED, KEPT, IN_WINDOW]) await putEndedCall(stage, id);
    await stage.tell('retryRecord', { callId: AGAIN });
    for (const id of [AGAIN, ASSIGNED, KEPT, IN_WINDOW]) await stateIs(id, 'rejected');
    await (await panel.waitForSelector('.opencount ::-p-text(4 CTI calls are not in the CRM yet)'))?.click();
    options = await until('the options', () => stage.test.findOwn('options.html#records'));
    await options.waitForSelector(`tr[data-call="${AGAIN}"][data-record=rejected] ::-p-text(Unknown field text)`);
  });

  it('can be had as files, each with its call, its reason and what was noted', async () => {
    const test = stage.test as TestBrowser;
    const button = async (words: string) => (await options.waitForSelector(`button::-p-text(${words})`))?.click();
    const csv = parseCsv(await savedFile(test, () => button('as CSV')));
    const json = JSON.parse(await savedFile(test, () => button('as JSON'))) as Record<string, unknown>[];
    const [names = [], ...lines] = csv;
    for (const records of [lines.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i]]))), json]) {
      expect(records.map(({ id }) => id).sort()).toEqual([AGAIN, ASSIGNED, KEPT, IN_WINDOW]);
      for (const record of records)
        expect(record).toMatchObject({
          ...{ state: 'rejected', direction: 'in', note: record.id, outcome: 'answered', error: 'crmRejected' },
          detail: 'HTTP 422: Unknown field text',
        });
    }
  });

  it('are tried again: in vain until the cause is mended, then once', async () => {
    const before = (await rowOf(AGAIN))?.attempts ?? 0;
    const asked = rest.seen.length;
    await press(AGAIN, 'Try again');
    await until('another try', () => rest.seen.length > asked);
    await stateIs(AGAIN, 'rejected');
    expect((await rowOf(AGAIN))?.attempts).toBe(before);
    expect(stored(AGAIN)).toBeUndefined();
    rest.refuses = '';
    await press(AGAIN, 'Try again');
    await stateIs(AGAIN, 'stored');
    await options.waitForSelector(`tr[data-call="${AGAIN}"]`, { hidden: true });
    expect(rest.stored().map(({ callId }) => callId)).toEqual([AGAIN]);
  });

  it('go to another record that the user looks for', async () => {
    const person = rest.person('Erika Muster', '030 / 231 25 399');
    await press(ASSIGNED, 'Assign to another record');
    const search = await options.waitForSelector('.assign input[type=search]');
    await search?.type('030 23125399');
    await (await options.waitForSelector('.assign .match::-p-text(Erika Muster)'))?.click();
    await stateIs(ASSIGNED, 'stored');
    expect(stored(ASSIGNED)?.contact).toBe(person.id);
  });

  it('stay here where the user gives them up, and can still be sent from the call window', async () => {
    await press(KEPT, 'Keep here only');
    await stateIs(KEPT, 'local');
    await options.waitForSelector(`tr[data-call="${KEPT}"]`, { hidden: true });
    await panel.waitForSelector('.opencount ::-p-text(1 CTI call is not in the CRM yet)');
    // The log says of each call where its record is.
    await panel.waitForSelector(`.hist[data-call="${KEPT}"] [data-record=local]`);
    await panel.waitForSelector(`.hist[data-call="${IN_WINDOW}"] [data-record=rejected]`);
    expect(await panel.$(`.hist[data-call="${AGAIN}"] [data-record]`)).toBeNull();
    expect(stored(KEPT)).toBeUndefined();
    await stage.tell('openCallWindow', { callId: KEPT });
    const window = await stage.callWindow();
    const again = `[data-call="${KEPT}"] [data-record=local] ::-p-text(Try again)`;
    await (await window.waitForSelector(again))?.click();
    await stateIs(KEPT, 'stored');
    expect(stored(KEPT)?.text).toContain(KEPT);
  });

  it('are explained and mended in the call window as well; at last nothing is open', async () => {
    await stage.tell('openCallWindow', { callId: IN_WINDOW });
    const window = await stage.callWindow();
    const state = `[data-call="${IN_WINDOW}"] [data-record=rejected]`;
    await window.waitForSelector(`${state} ::-p-text(Unknown field text)`);
    await (await window.waitForSelector(`${state} .recact ::-p-text(Try again)`))?.click();
    await window.waitForSelector(`[data-call="${IN_WINDOW}"] [data-record=stored]`);
    await options.waitForSelector('.allstored');
    await panel.waitForSelector('.opencount', { hidden: true });
    expect(rest.doubles()).toEqual([]);
    await options.close();
  });
});

it('old calls go by themselves only where the CRM has confirmed them', async () => {
  const startedAt = Date.now() - 40 * DAY;
  const times = { startedAt, answeredAt: startedAt + 5000, endedAt: startedAt + 60_000 };
  await putEndedCall(stage, OLD, times);
  await stage.tell('retryRecord', { callId: OLD });
  await stateIs(OLD, 'stored');
  rest.refuses = rest.textField;
  await putEndedCall(stage, OLD_OPEN, times);
  await stage.tell('retryRecord', { callId: OLD_OPEN });
  await stateIs(OLD_OPEN, 'rejected');
  options = await stage.test.openExtensionPage('options.html#privacy');
  await (await options.waitForSelector('select[name=keepDays]'))?.select('30');
  await until('the choice', async () => (await stage.rows<{ value: Settings }>('settings'))[0]?.value.keepDays === 30);
  await options.close();
  // Once a day, and whenever the background begins anew.
  await (stage.test as TestBrowser).killWorker();
  await stage.tell('dismissNotice', { code: 'internal' });
  await until('the confirmed call to go', async () => (await stage.log()).every(({ id }) => id !== OLD));
  expect((await stage.log()).map(({ id }) => id).sort()).toEqual([AGAIN, ASSIGNED, KEPT, IN_WINDOW, OLD_OPEN]);
  expect(stored(OLD)).toBeDefined();
});

it('all that waits for a CRM out of reach is counted, though only two have asked it', async () => {
  rest.refuses = '';
  await stage.tell('retryRecord', { callId: OLD_OPEN });
  await stateIs(OLD_OPEN, 'stored');
  await panel.waitForSelector('.opencount', { hidden: true });
  const busy = { after: false, reply: { status: 503 } };
  rest.faults = [busy, busy];
  const ids = ['c1', 'c2', 'c3'].map((end) => `6b2f7c1e-0000-4000-8000-0000000000${end}`) as [string, string, string];
  for (const id of ids) await putEndedCall(stage, id);
  await stage.tell('retryRecord', { callId: ids[0] });
  await panel.waitForSelector('.opencount ::-p-text(3 CTI calls are not in the CRM yet)');
  expect(rest.faults).toEqual([]);
  // A sign-in that works is what they wait for.
  expect(await stage.tell('testCrm', { crm: rest.account() })).toMatchObject({ ok: true });
  for (const id of ids) await stateIs(id, 'stored');
  await panel.waitForSelector('.opencount', { hidden: true });
});
