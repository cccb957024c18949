import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FirefoxBrowser } from '../parts/firefox.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs, icons } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { hasTone, toneLevel } from '../parts/tone.ts';
import { until } from '../parts/wait.ts';

/** What only Firefox has: the side bar, and a microphone that lives and dies with a page the user can see. */

/** Answers, sounds 440 Hz and records what it hears. */
const TONE = '+493012345309';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><label>Telefon <input value="030 12345309"></label></html>`;
/** How long our voice may be away when its page closes. */
const SILENCE_MS = 3000;

let stage: Stage;
let firefox: FirefoxBrowser;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  server = await startServer({ pages: { '/': MASK } });
  stage = await Stage.start({ pbx: true });
  firefox = stage.test as FirefoxBrowser;
  await stage.addCrmAddress(server.url);
  page = await stage.test.openPage(server.url);
});
afterEach(async () => {
  await stage.pbx.hangUpAll();
  await until('no live call', async () => (await stage.log()).every(({ endedAt }) => endedAt !== undefined));
  await closeWindows();
  await stage.errors.assertClean();
});
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

async function closeWindows(): Promise<void> {
  for (const path of ['call.html', 'microphone.html']) await (await stage.test.findOwn(path))?.close();
}

let clickedAt = 0;

/** A click on the icon, once the second has passed in which a page hears none after the one before (R3). */
async function click(): Promise<void> {
  await page.bringToFront();
  await iconIs(page, TONE, 'ready');
  await until('the second after the last click to pass', () => Date.now() - clickedAt > 1000);
  await clickIcon(page, TONE);
  clickedAt = Date.now();
}

/** A click on the icon, and the far side answers. */
async function call(): Promise<void> {
  await click();
  await stage.callIs('connected');
}

/** Waits until the far side hears our microphone in what comes from now on; how long that took at most, ms. */
async function heardAgain(): Promise<number> {
  const { length } = stage.pbx.recording().samples;
  const since = () => stage.pbx.recording().samples.slice(length);
  await until('our voice at the far side', () => hasTone(since(), 48_000, stage.test.microphoneHz), {
    timeoutMs: 10_000,
  });
  return longestSilence(since());
}

function longestSilence(samples: Int16Array): number {
  const step = 4800;
  let [now, longest] = [0, 0];
  for (let from = 0; from + step <= samples.length; from += step) {
    const there = toneLevel(samples.subarray(from, from + step), 48_000, stage.test.microphoneHz, 100) > 0.5;
    now = there ? 0 : now + 100;
    longest = Math.max(longest, now);
  }
  return longest;
}

const sidebar = () =>
  stage.test.evaluateInWorker(
    "browser.extension.getViews({ type: 'sidebar' }).map((view) => view.document.body.textContent).join()",
  ) as Promise<string>;

describe('the side bar', () => {
  it('is opened by the toolbar button and lends its microphone: no window of ours opens', async () => {
    await stage.test.clickToolbar(page);
    await until('the side bar to show the line', async () => (await sidebar()).length > 20);
    await call();
    await heardAgain();
    expect(await stage.test.findOwn('call.html')).toBeUndefined();
    await until('the side bar to show the call', async () => (await sidebar()).includes('Connected'));
  });

  it('closed in a call: the call window opens and the voice is back; closed too, another one', async () => {
    await call();
    await heardAgain();
    await firefox.closeSidebar();
    expect(await heardAgain(), 'silence after the side bar closed, ms').toBeLessThan(SILENCE_MS);
    const window = await stage.callWindow();
    const id = (await stage.log()).at(-1)?.id;
    expect(await window.evaluate('location.hash')).toBe(`#${id}`);
    await window.close();
    expect(await heardAgain(), 'silence after the window closed, ms').toBeLessThan(SILENCE_MS);
    expect(await stage.test.findOwn('call.html')).toBeDefined();
    expect(stage.pbx.invites('agent1').filter(({ ringsideId }) => ringsideId === id)).toHaveLength(1);
    expect((await stage.log()).at(-1)?.state).toBe('connected');
  });
});

describe('the microphone', () => {
  it('is refused to a background page whatever was granted: nothing in these tests hides that', async () => {
    const asked = `browser.runtime.getBackgroundPage().then((page) =>
      page.navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'recorded', ({ name }) => name))`;
    expect(await stage.test.evaluateInWorker(asked)).toBe('NotAllowedError');
  });

  it('is opened by the call window where no page of ours is open', async () => {
    await firefox.closeSidebar();
    await call();
    await heardAgain();
    expect(await (await stage.callWindow()).evaluate('location.hash')).toBe(`#${(await stage.log()).at(-1)?.id}`);
  });

  it('not asked for yet: the page that asks opens, nothing is sent; allowed there, the next click calls', async () => {
    await firefox.setMicrophone('prompt');
    const before = stage.pbx.invites('agent1').length;
    await click();
    const asking = await until('the page that asks', () => stage.test.findOwn('microphone.html'));
    expect(stage.pbx.invites('agent1').length).toBe(before);
    // The browser's own question, with "Remember" as it comes.
    await until('the browser’s question', () =>
      firefox.inChrome(`return PopupNotifications.panel?.children[0]?.notification?.id === 'webRTC-shareDevices';`),
    );
    const allow = async () => {
      await firefox.inChrome('PopupNotifications.panel.children[0]?.button.click();');
      return (await asking.$('main[data-state="granted"]')) !== null;
    };
    // The question takes no click in its first half second, and each one sooner begins that time anew.
    await until('the answer', allow, { timeoutMs: 10_000, intervalMs: 800 });
    await asking.close();
    await call();
    await heardAgain();
  });

  it('refused: the page says so and nothing is sent', async () => {
    await firefox.setMicrophone('blocked');
    const before = stage.pbx.invites('agent1').length;
    await click();
    await until('the notice', async () =>
      (await stage.rows<{ id: string; notices?: { code: string }[] }>('status')).some(({ notices }) =>
        notices?.some(({ code }) => code === 'microphoneRefused'),
      ),
    );
    expect(stage.pbx.invites('agent1').length).toBe(before);
    await firefox.setMicrophone('granted');
  });
});

describe('the line in the background page', () => {
  it('is gone from the PBX while the module is off', async () => {
    await stage.save({ moduleOn: false });
    await until('no registration', async () => (await stage.pbx.contacts()) === 0);
    await stage.save({ moduleOn: true });
    await stage.pbx.registered();
    await stage.lineIs('ready');
  });

  it('a call cut by the death of the browser ends as lost, about when it was last known to live', async () => {
    await call();
    await stage.test.kill9();
    const died = Date.now();
    await stage.test.start();
    const ended = await stage.callIs('hungUp');
    expect(ended.endReason).toBe('lost');
    expect(died - (ended.endedAt ?? 0)).toBeLessThan(6000);
    await stage.pbx.registered();
    page = await stage.test.openPage(server.url);
  });
});

describe('access', () => {
  it('taken away by the browser’s own settings ends with the script, in open tabs and later ones', async () => {
    await iconIs(page, TONE, 'ready');
    const origins = JSON.stringify([stage.test.patternOf(server.url)]);
    expect(await stage.test.evaluateInWorker(`browser.permissions.remove({ origins: ${origins} })`)).toBe(true);
    await until('our elements to be gone', async () => (await icons(page)).length === 0);
    const scripts = 'browser.scripting.getRegisteredContentScripts().then((all) => all.length)';
    await until('no script to be registered', async () => (await stage.test.evaluateInWorker(scripts)) === 0);
    await page.reload();
    expect(await icons(page)).toEqual([]);
  });
});
