/**
 * How long a call takes: from the click on an icon to the INVITE at the PBX, beside a bare page that does only what must be
 * done; from the INVITE at the line host to the painted entry, beside the least steps that carry it there. Clocks are
 * those of one machine; the PBX's log keeps milliseconds.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import type { Call } from '../../lib/call.ts';
import type { Agent, Pbx } from '../parts/asterisk.ts';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer } from '../parts/http-server.ts';
import { clickIcon, iconIs } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';
import { ROOT } from '../setup/ensure.ts';
import { type Measured, quantile } from './figure.ts';
import type { Part } from './parts.ts';

const TRIES = Number(process.env.RINGSIDE_BENCH_CALLS ?? 20);
const ECHO = '307';
const DIALLED = '+493012345307';
const CALLER = '+493023125001';
const MASK =
  '<!doctype html><html lang="de"><title>CRM</title><label>Telefon <input value="030 12345307"></label></html>';

export const CALL_PARTS: readonly Part[] = [
  {
    rows: ['call.click-to-invite-p50', 'call.click-to-invite-p95', 'call.click-to-invite-cold-p50'],
    measure: () => clickToInvite(),
  },
  {
    rows: [
      ...['call.invite-to-painted-p50', 'call.invite-to-painted-p95'],
      ...['call.invite-to-painted-warm', 'call.invite-to-painted-cold'],
    ],
    measure: () => inviteToPainted(),
  },
];

async function clickToInvite(): Promise<Record<string, Measured>> {
  const server = await startServer({ pages: { '/': MASK } });
  const stage = await Stage.start({ pbx: true });
  const browser = stage.test as TestBrowser;
  try {
    await stage.save({ callWindowOpens: false });
    const floor = await bareClicks(stage.pbx);
    await stage.addCrmAddress(server.url);
    const mask = await browser.openPage(server.url);
    await mask.evaluate(() =>
      addEventListener(
        'click',
        ({ timeStamp }) => {
          Object.assign(globalThis, { clickedAt: performance.timeOrigin + timeStamp });
        },
        true,
      ),
    );
    let clickedAt = 0;
    const click = async () => {
      await iconIs(mask, DIALLED, 'ready', 10_000);
      // A second click within a second is the same one to us.
      await until('a click of its own', () => Date.now() - clickedAt > 1500);
      clickedAt = Date.now();
      await mask.bringToFront();
      await clickIcon(mask, DIALLED);
      return (await mask.evaluate('clickedAt')) as number;
    };
    const warm: number[] = [];
    const cold: number[] = [];
    const wakes: number[] = [];
    for (let n = 0; n < TRIES; n++) {
      await browser.evaluateInWorker('1');
      warm.push(await timed(stage.pbx, 'agent1', click));
      await over(stage);
      // A worker that dies before it has told the page leaves that to the next one.
      await iconIs(mask, DIALLED, 'ready', 10_000);
      await browser.killWorker();
      wakes.push(await wakeTime(stage));
      await browser.killWorker();
      cold.push(await timed(stage.pbx, 'agent1', click));
      await over(stage);
    }
    const samples = { ours: warm, bare: floor, cold, wakes };
    const wake = quantile(wakes, 0.5);
    const row = (p: number): Measured => ({ value: quantile(warm, p), floor: quantile(floor, p), samples });
    return {
      'call.click-to-invite-p50': row(0.5),
      'call.click-to-invite-p95': row(0.95),
      // What it takes besides one waking of the worker.
      'call.click-to-invite-cold-p50': {
        value: quantile(cold, 0.5) - wake,
        floor: quantile(floor, 0.5),
        peers: { wake },
        samples,
      },
    };
  } finally {
    await stage.stop();
    await server.close();
  }
}

/** One message to a worker that is not there, until its answer. */
async function wakeTime(stage: Stage): Promise<number> {
  const page = await stage.ownPage();
  return (await page.evaluate(`(async () => {
    const began = performance.now();
    await browser.runtime.sendMessage({ ringside: 1, to: 'background', name: 'dismissOutages', data: {} });
    return performance.now() - began;
  })()`)) as number;
}

/** The times of a bare page in a browser of its own, as agent3 at the same PBX. */
async function bareClicks(pbx: Pbx): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bare-'));
  const source = join(ROOT, 'tests', 'fixtures', 'bare-phone');
  cpSync(source, folder, { recursive: true });
  writeFileSync(join(folder, 'page.js'), await bundled(join(source, 'page.ts')));
  const browser = await launchBrowser({ extensionDir: folder });
  try {
    const page = await browser.openExtensionPage('page.html');
    const { user, password, domain } = pbx.agents.agent3;
    await page.evaluate((account) => (globalThis as unknown as Bare).bare.start(account), {
      ...{ server: pbx.wsUrl, user, password, domain, target: ECHO },
    });
    await until('the bare page to be registered', () => page.evaluate('bare.state.ready'));
    const click = async () => {
      await page.click('button');
      return (await page.evaluate('bare.state.clickedAt')) as number;
    };
    const times: number[] = [];
    for (let n = 0; n < TRIES; n++) {
      times.push(await timed(pbx, 'agent3', click));
      await pbx.hangUpAll();
    }
    return times;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bare {
  bare: { start(account: object): void };
}

async function bundled(entry: string): Promise<string> {
  const lib = { entry, formats: ['iife' as const], name: 'page' };
  const result = await build({ configFile: false, logLevel: 'warn', build: { write: false, lib } });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (!chunk || !('code' in chunk)) throw new Error('vite built no code');
  return chunk.code;
}

/** Milliseconds from the click to the agent's next INVITE in the PBX's dialplan. */
async function timed(pbx: Pbx, agent: Agent, click: () => Promise<number>): Promise<number> {
  const count = invitedAt(pbx, agent).length;
  const clickedAt = await click();
  const at = await until('the INVITE at the PBX', () => invitedAt(pbx, agent)[count], { timeoutMs: 15_000 });
  return at - clickedAt;
}

/** When INVITEs of the agent reached the dialplan, by the PBX's log. */
function invitedAt(pbx: Pbx, agent: Agent): number[] {
  const log = readFileSync(join(pbx.home, 'log', 'full'), 'utf8');
  return [...log.matchAll(new RegExp(`^\\[([\\d-]+ [\\d:.]+)\\].*NOTED PJSIP/${agent}-`, 'gm'))].map(([, at = '']) =>
    Date.parse(at.replace(' ', 'T')),
  );
}

async function over(stage: Stage): Promise<void> {
  await stage.pbx.hangUpAll();
  await until('no live call', async () =>
    (await stage.log()).every(({ state }) => !['ringing', 'dialling', 'connected'].includes(state)),
  );
}

async function inviteToPainted(): Promise<Record<string, Measured>> {
  const stage = await Stage.start({ pbx: true });
  const browser = stage.test as TestBrowser;
  try {
    await stage.save({ callWindowOpens: false, ringtone: { on: false, volume: 0 } });
    const panel = await browser.openExtensionPage('sidepanel.html');
    await panel.bringToFront();
    await watchPaint(panel);
    const leastSteps = await prepareLeastSteps(browser, panel);
    const floor: number[] = [];
    const warm: number[] = [];
    const cold: number[] = [];
    // In turns: whatever else the machine does falls on both alike.
    for (let n = 0; n < TRIES; n++) {
      floor.push(await leastSteps(`try-${n}`));
      warm.push(await painted(stage, panel));
    }
    for (let n = 0; n < TRIES; n++) {
      await browser.killWorker();
      cold.push(await painted(stage, panel));
    }
    const samples = { ours: warm, floor, cold };
    const row = (p: number): Measured => ({ value: quantile(warm, p), floor: quantile(floor, p), samples });
    return {
      'call.invite-to-painted-p50': row(0.5),
      'call.invite-to-painted-p95': row(0.95),
      'call.invite-to-painted-warm': { value: quantile(warm, 0.95), samples },
      'call.invite-to-painted-cold': { value: quantile(cold, 0.95), samples },
    };
  } finally {
    await stage.stop();
  }
}

/** From the INVITE at the line host, which is when the call began by its clock, to the frame that shows it. */
async function painted(stage: Stage, panel: Page): Promise<number> {
  const ring = await stage.pbx.ring({ number: CALLER });
  const own = async () => (await stage.log()).find(({ sipCallId }) => sipCallId === ring.callId);
  const { id, startedAt }: Call = await until('the call in the log', own);
  const at = await until('its entry to be painted', () =>
    panel.evaluate((call) => (globalThis as unknown as Paints).paints[call], id),
  );
  await ring.hangUp();
  await over(stage);
  return at - startedAt;
}

interface Paints {
  paints: Record<string, number>;
}

/** Notes for each call when the frame was done in which its block was first there. */
async function watchPaint(panel: Page): Promise<void> {
  await panel.evaluate(() => {
    const paints: Record<string, number> = {};
    const look = () => {
      for (const block of document.querySelectorAll<HTMLElement>('section[data-call]')) {
        const id = block.dataset.call ?? '';
        if (id in paints) continue;
        paints[id] = 0;
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            paints[id] = performance.timeOrigin + performance.now();
          }),
        );
      }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
    Object.assign(globalThis, { paints });
  });
}

/** Message to the worker, strict write there, word of it over a BroadcastChannel, query in the page, frame. */
async function prepareLeastSteps(browser: TestBrowser, page: Page): Promise<(id: string) => Promise<number>> {
  const open = `const open = () => new Promise((done, fail) => {
    const request = indexedDB.open('floor', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });`;
  await browser.evaluateInWorker(`(async () => { ${open}
    const db = await open();
    const channel = new BroadcastChannel('floor');
    globalThis.floor = channel;
    chrome.runtime.onMessage.addListener((message) => {
      if (!message.floor) return;
      const write = db.transaction('rows', 'readwrite', { durability: 'strict' });
      write.objectStore('rows').put({ id: message.floor });
      write.oncomplete = () => channel.postMessage(message.floor);
    });
  })()`);
  await page.evaluate(`(async () => { ${open}
    const db = await open();
    globalThis.floorTimes = {};
    // A frame without anything new in it is none that the browser takes its time for.
    globalThis.floorEntry = document.body.appendChild(document.createElement('p'));
    floorEntry.style = 'position: fixed; top: 0; left: 0; z-index: 9';
    globalThis.floorChannel = new BroadcastChannel('floor');
    floorChannel.onmessage = ({ data }) => {
      const read = db.transaction('rows').objectStore('rows').get(data);
      read.onsuccess = () => {
        floorEntry.textContent = read.result.id;
        requestAnimationFrame(() => requestAnimationFrame(() => {
          floorTimes[data] = performance.timeOrigin + performance.now();
        }));
      };
    };
  })()`);
  const host = await browser.offscreen();
  return async (id) => {
    const began = (await host.evaluate(`(() => {
      const began = performance.timeOrigin + performance.now();
      chrome.runtime.sendMessage({ floor: '${id}' }).catch(() => {});
      return began;
    })()`)) as number;
    const ended = await until('the least steps', () => page.evaluate(`floorTimes['${id}']`));
    return (ended as number) - began;
  };
}
