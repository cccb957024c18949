/** Dialling without a CRM page: selected text by its menu, a number dropped on the panel, a favourite by its digit. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const PAGE = '<!doctype html><html lang="de"><title>Page</title><p>Zentrale 0221 4710318</p></html>';
const BOX = '.dial input';

let stage: Stage;
let server: TestServer;
let panel: Page;

beforeAll(async () => {
  server = await startServer({ pages: { '/': PAGE } });
  stage = await Stage.start();
  await stage.save({ language: 'en', callWindowOpens: false, graceMs: 500 });
  panel = await stage.test.openPanel(await stage.test.openPage(server.url));
  await panel.waitForSelector(BOX);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

const calls = async () => (await stage.log()).length;

/** The call that comes beyond `before` is to this number; it is ended. */
async function isCalled(number: string, before: number): Promise<void> {
  const call = await until('another call', async () => (await stage.log())[before]);
  expect(call).toMatchObject({ direction: 'outgoing', number });
  await stage.tell('hangUp', { callId: call.id });
  await until('its end', async () => /ended|hungUp/.test((await stage.log()).at(-1)?.state ?? ''));
}

describe('selected text', () => {
  // The event's own function: no menu of the browser opens headless.
  const choose = (selectionText: string) =>
    stage.test.evaluateInWorker(
      `chrome.contextMenus.onClicked.dispatch(${JSON.stringify({ menuItemId: 'dial-selection', selectionText })})`,
    );
  // Only an entry that is there can be changed.
  const entry = () =>
    stage.test.evaluateInWorker(
      `chrome.contextMenus.update('dial-selection', {}).then(() => true, () => false)`,
    ) as Promise<boolean>;

  it('is dialled by its entry in the menu; where it is no number, the panel says so', async () => {
    await until('the entry in the menu', entry);
    const before = await calls();
    await choose(' 0221 4710318\n');
    await isCalled('+492214710318', before);
    await choose('Zentrale');
    await panel.waitForSelector('.banner ::-p-text(Check the digits)');
    expect(await calls()).toBe(before + 1);
    await panel.click('.banner .ib');
  });

  it('has no entry while the module is off (R1)', async () => {
    await stage.save({ moduleOn: false });
    await until('no entry in the menu', async () => !(await entry()));
    await stage.save({ moduleOn: true });
    await until('the entry in the menu', entry);
    await stage.lineIs('ready');
  });
});

describe('the number box', () => {
  it('takes a number that is dropped anywhere on the panel, and dials it when its user says so', async () => {
    const before = await calls();
    await drop('tel:+49 221 4710362');
    await until('the number in the box', async () => (await boxText()) === '+49 221 4710362');
    expect(await calls()).toBe(before);
    await panel.click('.dial .ib.go');
    await isCalled('+492214710362', before);
    await until('an empty box', async () => (await boxText()) === '');
  });

  it('dials a favourite by its digit, and says whom before', async () => {
    const people = [
      { name: 'Jonas Brandt', number: '030 23125001', organisation: 'Technik' },
      { name: 'Ole Wieczorek', number: '040 66969217', organisation: '' },
    ];
    await stage.tell('addPeople', { people, favourite: 1 });
    const before = await calls();
    await panel.click(BOX);
    await panel.waitForSelector('[role=option] ::-p-text(Favourite 2)');
    await panel.keyboard.type('2');
    await panel.waitForSelector('#dial-preview ::-p-text(Calls Ole Wieczorek)');
    await panel.keyboard.press('Enter');
    await isCalled('+494066969217', before);
  });
});

const boxText = () => panel.$eval(BOX, (input) => (input as HTMLInputElement).value);

/** Text from elsewhere, dropped on the middle of the panel by the browser itself. */
async function drop(text: string): Promise<void> {
  const session = await panel.createCDPSession();
  const data = { items: [{ mimeType: 'text/plain', data: text }], dragOperationsMask: 1 };
  const [x, y] = (await panel.evaluate('[innerWidth / 2, innerHeight * 0.7]')) as [number, number];
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  await session.detach();
}
