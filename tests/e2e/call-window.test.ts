import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';
import { paleParts } from '../shots/forced-colors.ts';

/** Numbers of the demonstration line: one that answers, one that calls back. */
const ANSWERS = '030 23125001';
const CALLS_BACK = '030 23125003';

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.start();
  await stage.save({ graceMs: 1000 });
});
afterEach(async () => {
  // What a failed try left behind must not be in the way of the next.
  await end(...(await stage.log()).filter(({ endedAt }) => endedAt === undefined).map(({ id }) => id));
  await closeWindow();
  await stage.errors.assertClean();
});
afterAll(() => stage?.stop());

describe('the call window', () => {
  it('stays in front as a small window on a click: it accepts, mutes and hangs up there', async () => {
    const ringing = await ring();
    await stage.tell('openCallWindow', { callId: ringing });
    const window = await stage.callWindow();
    await window.waitForSelector('.cw[data-state="ringing"]');
    const pin = '.cwtop .ib';
    const isOpen = async () => {
      if (await window.$(`${pin}[aria-pressed="true"]`)) return true;
      await window.click(pin);
      return false;
    };
    await until('the small window to open', isOpen, { timeoutMs: 15_000, intervalMs: 1000 });
    const mini = await until('the small window', () => miniOf(), { timeoutMs: 15_000 });
    expect(await paleParts(mini)).toEqual([]);
    const press = async (selector: string, done: () => Promise<boolean>) =>
      until(`a click on ${selector} in the small window`, async () => {
        if (await done()) return true;
        await mini.click(selector).catch(() => {});
        return done();
      });
    await press('.btn.go', async () => (await call(ringing))?.state === 'connected');
    await press('.minirow .ib', async () => (await call(ringing))?.muted === true);
    await mini.waitForSelector('.minirow .ib[aria-pressed="true"]');
    await press('.btn.end', async () => (await call(ringing))?.state === 'ended');
  });

  it('is one for all calls, with a tab per call; arrow keys go from tab to tab', async () => {
    const rang = await ring();
    await stage.tell('dial', { text: ANSWERS });
    const talk = await newest('outgoing', 'connected');
    const ringing = await rang;
    await stage.tell('openCallWindow', { callId: talk });
    const window = await stage.callWindow();
    await window.waitForSelector(`.cw[data-call="${talk}"]`);
    await window.waitForSelector(`[role=tab][data-tab="${ringing}"][aria-selected="false"]`);
    await window.click(`[data-tab="${ringing}"]`);
    await window.waitForSelector(`.cw[data-call="${ringing}"][data-state="ringing"]`);
    await window.keyboard.press('ArrowRight');
    await window.waitForSelector(`.cw[data-call="${talk}"]`);
    const focused = await window.evaluate(() => (document.activeElement as HTMLElement).dataset.tab);
    expect(focused).toBe(talk);
    expect(await callWindows()).toBe(1);
  });

  it('opens again where it was left and as large, and where the browser likes if that is on no screen any more', async () => {
    await showAny();
    const size = { width: 470, height: 520 };
    await place({ ...size, left: 60, top: 40 });
    await until('the place to be kept', async () => JSON.stringify(await kept()).includes('470'));
    await closeWindow();
    await showAny();
    // Headless Chromium gives every new window the size of its first one: only the place shows here.
    expect(await placeNow()).toMatchObject({ left: 60, top: 40 });

    await closeWindow();
    await stage.tell('keepCallWindow', { place: { ...size, left: 15_000, top: 9000 } });
    await showAny();
    const { left, top } = await placeNow();
    expect(Math.abs(left) + Math.abs(top)).toBeLessThan(5000);
  });
});

/** A call from the demonstration line's number that calls back; one that rang in vain before answers instead. */
async function ring(): Promise<string> {
  await stage.tell('dial', { text: CALLS_BACK });
  return newest('incoming', 'ringing');
}

async function newest(direction: string, state: string): Promise<string> {
  const found = async () => (await stage.log()).findLast((one) => one.direction === direction && one.state === state);
  return (await until(`an ${direction} call to be ${state}`, found, { timeoutMs: 20_000 })).id;
}

async function call(id: string) {
  return (await stage.log()).find((one) => one.id === id);
}

async function end(...ids: string[]): Promise<void> {
  for (const callId of ids) await stage.tell('hangUp', { callId });
  await until('all calls to end', async () =>
    (await stage.log()).every(({ state }) => ['ended', 'hungUp', 'missed'].includes(state)),
  );
}

async function showAny(): Promise<void> {
  const any = (await stage.log()).at(-1)?.id;
  await stage.tell('openCallWindow', { callId: any });
  await (await stage.callWindow()).waitForSelector('.cw');
}

/** The document of the small window: a page of its own for DevTools, without an address. */
async function miniOf(): Promise<Page | undefined> {
  for (const target of stage.test.browser.targets()) {
    if (target.type() !== 'page' || target.url() !== 'about:blank') continue;
    const page = await target.asPage();
    if (await page.$('.mini')) return page;
  }
  return undefined;
}

async function callWindows(): Promise<number> {
  const own = stage.test.ownUrl('call.html');
  return (await stage.test.browser.pages()).filter((page) => page.url().startsWith(own)).length;
}

async function ourWindow<T>(then: string): Promise<T> {
  const url = JSON.stringify(`${stage.test.ownUrl('call.html')}*`);
  return (await stage.test.evaluateInWorker(
    `browser.tabs.query({ url: ${url} }).then(([tab]) => browser.windows.get(tab.windowId)).then((one) => ${then})`,
  )) as T;
}

async function place(wanted: Place): Promise<void> {
  await ourWindow(`browser.windows.update(one.id, ${JSON.stringify(wanted)})`);
}

async function placeNow(): Promise<Place> {
  return ourWindow('one');
}

async function kept(): Promise<unknown> {
  return (await stage.rows<{ id: string }>('status')).find(({ id }) => id === 'callWindow') ?? '';
}

/** It may be closing by itself: its call has ended. */
async function closeWindow(): Promise<void> {
  await until('the call window to be gone', async () => {
    await (await stage.test.findOwn('call.html'))?.close().catch(() => {});
    return (await callWindows()) === 0;
  });
}
