import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callFromOutside } from '../parts/sip-caller.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  page = await stage.test.openPage('about:blank');
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

const stateOf = async (id: string) => (await stage.log()).find((call) => call.id === id)?.state;

describe('a second call during a talk', () => {
  it('rings beside it and is declined as busy; the talk goes on in its window', async () => {
    const first = callFromOutside(stage.pbx, { number: '+493023125777', plan: 'waitForBye' });
    const talk = await stage.callIs('ringing');
    const window = await stage.callWindow();
    await stage.press(window, '.btn.go');
    await stage.callIs('connected');

    const caller = callFromOutside(stage.pbx, { number: '+494066969111', plan: 'waitForBye' });
    const second = await stage.callIs('ringing');
    const panel = await stage.test.openPanel(page);
    await panel.waitForSelector(`.call[data-call="${second.id}"][data-state="ringing"]`);
    expect(await window.evaluate(() => location.hash)).toBe(`#${talk.id}`);
    await stage.press(panel, `.call[data-call="${second.id}"] .btn.no`);
    expect((await caller).status).toBe(486);
    expect((await stage.callIs('ended')).endReason).toBe('declined');
    expect(await stateOf(talk.id)).toBe('connected');

    await stage.press(panel, `.call[data-call="${talk.id}"] .btn.end`);
    await first;
    await until('the talk to end', async () => (await stateOf(talk.id)) === 'ended');
    await stage.checkRecords();
  });

  it('given up by its caller is missed, though its row was removed while it rang (R9)', async () => {
    const panel = await stage.test.openPanel(page);
    const caller = callFromOutside(stage.pbx, { number: '+494066969222', plan: { cancelAfterS: 3 } });
    const { id } = await stage.callIs('ringing');
    await stage.tell('remove', { callId: id });
    await panel.waitForSelector(`.lives [data-call="${id}"]`);
    await caller;
    await stage.callIs('missed');
    await panel.waitForSelector(`.tasks .row[data-call="${id}"][data-state="missed"]`);
    await stage.checkRecords();
  });
});
