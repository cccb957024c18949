/**
 * The panel before the database is open: in a browser that has just started, and while a new version brings the log up to
 * date. It shows what was known last, says what it waits for, and nothing is lost meanwhile.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../lib/call.ts';
import { fillLog, logPage, openPanelPage, pictureKept, SHOWS_FIFTY } from '../parts/big-log.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { putOldLog } from '../parts/old-log.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const CALLS_BACK = '030 23125003';
const FORGOTTEN = '+4930231100000';
const OLD_CALLS = 8000;

let stage: Stage;
let test: TestBrowser;

beforeAll(async () => {
  stage = await Stage.start();
  test = stage.test as TestBrowser;
  await stage.save({ callWindowOpens: false });
  const filling = await logPage(test);
  await fillLog(filling, 300, Date.now());
  await filling.close();
  await pictureKept(test);
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

const picture = async () => (await logPage(test)).evaluate('bigLog.picture()') as Promise<string>;
const textOf = (selector: string) => `document.querySelector('${selector}')?.textContent ?? ''`;

it('forgets a number with all that is kept for the first picture, before it says so', async () => {
  await until('calls of that number in the picture', async () => (await picture()).includes(FORGOTTEN));
  expect(await stage.tell('forgetNumber', { text: FORGOTTEN })).toMatchObject({ ok: true });
  const text = await picture();
  expect(text).not.toContain(FORGOTTEN);
  expect(text.length).toBeGreaterThan(5000);
});

it('shows what was known last while an update brings the log up to date, and loses no call that rings meanwhile', async () => {
  stage.errors.expect(/Another connection wants/, 'the log is taken away from everybody');
  expect(await stage.tell('dial', { text: CALLS_BACK })).toEqual({ ok: true });
  const { number } = await stage.callIs('hungUp');
  const known = await picture();
  const { letGo } = await putOldLog(await test.openExtensionPage('manifest.json'), OLD_CALLS);
  await test.killWorker();
  // The line host goes on without worker and log.
  await until('the telephone to ring', async () => (await test.sounds()).length > 0, { timeoutMs: 20_000 });
  const options = await test.openExtensionPage('options.html');
  const panel = await openPanelPage(test);
  expect(await panel.evaluate(SHOWS_FIFTY)).toBe(true);
  for (const page of [panel, options])
    await until('why it takes so long', async () =>
      ((await page.evaluate(textOf('.banner .why'))) as string).includes('The call log is not open yet'),
    );
  expect(await panel.evaluate(textOf('.line'))).toContain('Connecting');
  expect(await picture()).toBe(known);
  await letGo();
  const back = await until('the call in the log', async () => (await callsOf(number)).at(-1), { timeoutMs: 60_000 });
  expect(back).toMatchObject({ direction: 'incoming', seq: expect.any(Number) });
  await until('the log itself', async () =>
    ((await panel.evaluate(textOf('.virtual'))) as string).includes('Caller 7999'),
  );
  const says = async () => (await panel.evaluate(textOf('.banner .why'))) as string;
  await until('the banner to go', async () => !(await says()).includes('not open yet'));
  await stage.tell('reject', { callId: back.id });
  await until('the end of the call', async () => !['ringing'].includes((await callsOf(number))[0]?.state ?? ''));
  const page = await logPage(test);
  const all = { calls: OLD_CALLS + 1, rows: OLD_CALLS + 1 };
  expect(await page.evaluate('bigLog.counts()')).toEqual(all);
  expect(await callsOf(number)).toHaveLength(1);
});

async function callsOf(number: string): Promise<Call[]> {
  const page = await test.ownPage();
  return page.evaluate(
    (of) =>
      new Promise<Call[]>((resolve) => {
        const open = indexedDB.open('ringside');
        open.onsuccess = () => {
          const range = IDBKeyRange.bound([of, 0], [of, Date.now()]);
          const all = open.result.transaction('calls').objectStore('calls').index('[number+startedAt]').getAll(range);
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result);
          };
        };
      }),
    number,
  );
}
