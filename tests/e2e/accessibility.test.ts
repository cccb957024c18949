import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { Keys } from '../parts/keys.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

/** The demonstration line's number that calls back after 5 s. */
const CALLS_BACK = '030 23125003';

let stage: Stage;
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ pages: { '/': '<!doctype html><html lang="en"><title>CRM</title><p>CRM</p></html>' } });
  stage = await Stage.start();
  await stage.save({ keepDeclined: true, graceMs: 1000 });
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

describe('a shift with keys alone, in the real side panel', () => {
  it('dials, is told of the ringing call, answers, holds, resumes, transfers, notes, removes, takes that back, calls back', async () => {
    const page = await stage.test.openPage(server.url);
    const panel = await stage.test.openPanel(page);
    const keys = new Keys(panel);
    const newest = async () => (await stage.log()).at(-1);
    const byId = async (id: string) => (await stage.log()).find((call) => call.id === id);

    await keys.has('the number box', ({ role, name }) => role === 'combobox' && /Name or number/.test(name ?? ''));
    await keys.tabTo('combobox', /Name or number/);
    await panel.keyboard.type(CALLS_BACK);
    await keys.press('Enter');
    // Assertive: a screen reader interrupts itself for it.
    const alert = await keys.has(
      'the ringing call as an alert',
      ({ role, name }) => role === 'alert' && name === 'Ringing',
    );
    expect(JSON.stringify(alert)).toContain('23125003');
    await keys.tabTo('button', /^Accept$/, true);
    await pressUntil(keys, async () => (await newest())?.state === 'connected');

    await keys.tabTo('button', /^Hold$/);
    await keys.press('Enter');
    await until('the call to be held', async () => (await newest())?.heldByUs === true);
    await keys.has('the tile that takes it back', ({ role, name }) => role === 'button' && name === 'Resume');
    // The focus stayed on the tile, which has changed its word.
    expect(await keys.focused()).toEqual({ role: 'button', name: 'Resume' });
    await keys.press('Enter');
    await until('the call to be taken back', async () => (await newest())?.heldByUs === false);

    await keys.tabTo('button', /^Transfer$/);
    await keys.press('Enter');
    // The field for the target has the focus by itself.
    await until('the focus in the field', async () => (await keys.focused()).role === 'textbox');
    await panel.keyboard.type('030 23125001');
    await keys.tabTo('button', /^Transfer now$/);
    await keys.press('Enter');
    await until('the call to be given away', async () => (await newest())?.endReason === 'transferred');

    await keys.tabTo('button', /^Note$/);
    await keys.press('Enter');
    await keys.tabTo('textbox', /^Note$/);
    await panel.keyboard.type('Muster an Werk 2');
    await until('the note to be kept', async () => (await stage.log()).some(({ note }) => note === 'Muster an Werk 2'));

    await keys.tabTo('combobox', /Name or number/, true);
    await panel.keyboard.type(CALLS_BACK);
    await keys.press('Enter');
    await stage.callIs('ringing', 20_000);
    await keys.tabTo('button', /^Decline$/, true);
    await pressUntil(keys, async () => (await newest())?.state === 'missed');
    const missed = await stage.callIs('missed');

    await keys.tabTo('button', /^Remove from the list$/);
    await keys.press('Enter');
    await until('the row to be off the list', async () => (await byId(missed.id))?.removed === 1);
    await panel.waitForSelector('.toast');
    await panel.keyboard.down('Control');
    await panel.keyboard.press('z');
    await panel.keyboard.up('Control');
    await until('the row to be back', async () => (await byId(missed.id))?.removed === 0);

    await keys.tabTo('button', /^Call back$/);
    await keys.press('Enter');
    await until('another call to be placed', async () => (await newest())?.direction === 'outgoing');
    await keys.tabTo('button', /^Hang up$/, true);
    await pressUntil(keys, async () => (await newest())?.state === 'ended');
    await page.close();
  }, 90_000);
});

/** Enter, until it has its effect: buttons of a call take no press in the first 300 ms of a state. */
async function pressUntil(keys: Keys, done: () => Promise<boolean>): Promise<void> {
  await until('Enter to have an effect', async () => {
    if (await done()) return true;
    await keys.press('Enter');
    return done();
  });
}
