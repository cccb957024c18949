/** What dies and comes back: the line host, the browser, the extension itself, and room to store anything. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../lib/call.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs, icons } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const TONE = '+493012345309';
const CALLER = '+493023125001';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><body><label>Telefon <input value="030 12345309"></label>
<p>Zentrale: <a href="tel:+493012345309">030 12345-309</a></p></body></html>`;
/** The watchdog looks after the line twice a minute. */
const WATCHDOG_MS = 60_000;

let stage: Stage;
let server: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  server = await startServer({ pages: { '/': MASK } });
  stage = await Stage.start({ pbx: true, crm: true });
  browser = stage.test as TestBrowser;
  await stage.save({ callWindowOpens: false });
});
// A record's lease holds for a minute after the death of who wrote it.
vi.setConfig({ testTimeout: 180_000 });
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

async function connect(): Promise<Call> {
  expect(await stage.tell('dial', { text: TONE })).toEqual({ ok: true });
  return stage.callIs('connected');
}

async function ring(): Promise<Call> {
  await stage.pbx.ring({ number: CALLER });
  return stage.callIs('ringing');
}

const callOf = async (id: string) => (await stage.log()).filter((call) => call.id === id);

async function ended(id: string, state: Call['state'], timeoutMs: number): Promise<Call> {
  await until(`the call to be ${state}`, async () => (await callOf(id))[0]?.state === state, { timeoutMs });
  const calls = await callOf(id);
  expect(calls.length).toBe(1);
  return calls[0] as Call;
}

/** Exactly one record in the CRM, with this outcome. */
async function recordIs(id: string, outcome: string): Promise<void> {
  const records = async () => (await stage.crm.callRecords()).filter((record) => record.call_id === id);
  await until('the record in the CRM', async () => (await records()).length > 0, { timeoutMs: 90_000 });
  const confirmed = async () =>
    (await stage.rows<{ callId: string; state: string }>('outbox')).some(
      (row) => row.callId === id && row.state === 'stored',
    );
  await until('the record to be confirmed', confirmed, { timeoutMs: 90_000 });
  expect((await records()).map((record) => record.outcome)).toEqual([outcome]);
}

/** Nobody asks whether the host is alive but the watchdog. */
async function closeHost(): Promise<number> {
  const document = await browser.offscreen();
  const closedAt = Date.now();
  await document.evaluate('void window.close()').catch(() => {
    // The document may go before it can answer.
  });
  await until('the end of the line host', () => document.isClosed());
  return closedAt;
}

describe('the line host is closed', () => {
  it('in a call: the watchdog brings it back, the call ends as lost when it was last alive, the line is there again', async () => {
    const { id } = await connect();
    const closedAt = await closeHost();
    const call = await ended(id, 'hungUp', WATCHDOG_MS);
    expect(call.endReason).toBe('lost');
    expect(call.endedAt).toBeGreaterThan(closedAt - 5000);
    expect(call.endedAt).toBeLessThanOrEqual(closedAt);
    await browser.offscreen();
    await stage.lineIs('ready');
    await stage.pbx.hangUpAll();
    await recordIs(id, 'lost');
    await stage.pbx.hangUpAll();
    const again = await connect();
    await stage.pbx.hangUpAll();
    await ended(again.id, 'hungUp', 10_000);
  });

  it('while it rings: Missed, with the reason', async () => {
    const { id } = await ring();
    await closeHost();
    expect((await ended(id, 'missed', WATCHDOG_MS)).endReason).toBe('lost');
    await recordIs(id, 'missed');
    await stage.pbx.hangUpAll();
    await stage.lineIs('ready');
    await stage.tell('remove', { callId: id });
  });
});

describe('the browser is killed', () => {
  it('in a call: it ends as lost with its last heartbeat, at most 5 s old; one record', async () => {
    const { id, answeredAt = 0 } = await connect();
    await until('a heartbeat', () => Date.now() - answeredAt > 6000, { timeoutMs: 10_000 });
    const killedAt = Date.now();
    await browser.kill9();
    await browser.start();
    const call = await ended(id, 'hungUp', 20_000);
    expect(call.endReason).toBe('lost');
    expect(killedAt - (call.endedAt ?? 0)).toBeLessThanOrEqual(5000);
    expect(call.endedAt).toBeLessThanOrEqual(killedAt + 500);
    await stage.lineIs('ready', 30_000);
    await recordIs(id, 'lost');
    await stage.pbx.hangUpAll();
  });

  it('while it rings: Missed with the reason, in the panel too; one record', async () => {
    const { id } = await ring();
    await browser.kill9();
    await browser.start();
    expect((await ended(id, 'missed', 20_000)).endReason).toBe('lost');
    await recordIs(id, 'missed');
    const panel = await browser.openPanel(await browser.openPage('about:blank'));
    const row = await panel.waitForSelector(`.tasks .row[data-call="${id}"][data-state="missed"]`);
    expect(await row?.evaluate((one) => one.textContent)).toContain('Line lost');
    await stage.pbx.hangUpAll();
    await stage.tell('remove', { callId: id });
  });
});

describe('the extension is updated', () => {
  const waits = "browser.storage.session.set({ updateWaiting: '99.0' })";
  const watchdog = "browser.alarms.create('watchdog', { when: Date.now() })";
  const hasRun = "browser.alarms.get('watchdog').then((alarm) => alarm?.periodInMinutes === 0.5)";
  let page: Page;

  beforeAll(async () => {
    await stage.addCrmAddress(server.url);
    page = await browser.openPage(server.url);
    await iconIs(page, TONE, 'ready');
  });
  afterAll(() => page.close());

  /** Our elements aside, the page is as it was without us; and each number has one icon that works. */
  async function freshIcons(): Promise<void> {
    await iconIs(page, TONE, 'ready', 20_000);
    expect((await icons(page)).length).toBe(2);
    expect(await stripped(page)).toBe(await untouched());
    await page.bringToFront();
    await clickIcon(page, TONE);
    const { id } = await stage.callIs('connected');
    await iconIs(page, TONE, 'active');
    await stage.pbx.hangUpAll();
    await ended(id, 'hungUp', 10_000);
    await iconIs(page, TONE, 'ready');
  }

  it('never in a call; when all is quiet it starts anew, and open tabs get fresh icons', async () => {
    const { id } = await connect();
    await (await browser.offscreen()).evaluate('void (globalThis.sameLife = true)');
    await browser.evaluateInWorker(`${waits}.then(() => ${watchdog})`);
    await until('the watchdog to have run', () => browser.evaluateInWorker(hasRun));
    expect(await (await browser.offscreen()).evaluate('globalThis.sameLife')).toBe(true);
    expect((await callOf(id))[0]?.state).toBe('connected');
    await stage.pbx.hangUpAll();
    await ended(id, 'hungUp', 10_000);
    await until('a new life', async () => !(await (await browser.offscreen()).evaluate('globalThis.sameLife')), {
      timeoutMs: 90_000,
    });
    await stage.lineIs('ready', 30_000);
    await freshIcons();
  });

  it('reloaded by the browser: open tabs get fresh icons', async () => {
    await (await browser.offscreen()).evaluate('void (globalThis.sameLife = true)');
    const id = JSON.stringify(browser.extensionId);
    await browser.onExtensionsPage(`chrome.developerPrivate.reload(${id}, { failQuietly: true })`);
    await until('a new life', async () => !(await (await browser.offscreen()).evaluate('globalThis.sameLife')), {
      timeoutMs: 30_000,
    });
    await stage.lineIs('ready', 30_000);
    await freshIcons();
  });

  const stripped = (tab: Page) =>
    tab.evaluate(() => {
      const copy = document.documentElement.cloneNode(true) as Element;
      for (const ours of copy.querySelectorAll('ringside-call, ringside-mask-call, ringside-layer')) ours.remove();
      return copy.outerHTML;
    });

  /** The page in a tab that none of our code has ever reached: another name of the same server. */
  async function untouched(): Promise<string> {
    const other = await browser.openPage(server.otherUrl);
    const html = await stripped(other);
    await other.close();
    return html;
  }
});

describe('there is no room to store anything', () => {
  it('the user is told, the call waits in memory, and is written once there is room', async () => {
    const panel = await browser.openPanel(await browser.openPage('about:blank'));
    await full(true);
    stage.errors.expect(/^worker: \[Ringside\]|[Qq]uota|memory only|no room/, 'there is no room: that is the point');
    const before = (await stage.log()).length;
    const call = await stage.pbx.ring({ number: CALLER });
    await panel.waitForSelector('::-p-text(The browser cannot store anything)', { timeout: 20_000 });
    await panel.waitForSelector('section[data-call][data-state="ringing"]');
    await call.hangUp();
    await call.over();
    await until('the call to stop ringing', async () => (await panel.$('section[data-call]')) === null);
    await panel.waitForSelector('.tasks .row[data-state="missed"]');

    // What one sees and can end is no reason to refuse a call.
    expect(await stage.tell('dial', { text: TONE })).toMatchObject({ ok: true });
    await panel.waitForSelector('section[data-call][data-state="connected"]', { timeout: 20_000 });
    await stage.pbx.hangUpAll();
    await until('the call to end', async () => (await panel.$('section[data-call] .btn.end')) === null);
    expect((await stage.log()).length).toBe(before);

    await full(false);
    await until('both calls to be written', async () => (await stage.log()).length === before + 2, {
      timeoutMs: 30_000,
    });
    const [missed, talked] = (await stage.log()).slice(-2) as [Call, Call];
    expect(missed).toMatchObject({ state: 'missed', sipCallId: call.callId, endReason: 'callerGaveUp' });
    expect(talked).toMatchObject({ state: 'hungUp', direction: 'outgoing', number: TONE, line: 'sip' });
    expect(talked.answeredAt).toBeGreaterThan(talked.startedAt);
    await until('the banner to go', async () => (await panel.$('.banner')) === null, { timeoutMs: 20_000 });
    await recordIs(missed.id, 'missed');
    await recordIs(talked.id, 'answered');
  });

  /**
   * Every write in the background and in the line host fails as on a full disk. (DevTools' quota override does not reach
   * an extension whose storage is unlimited: its writes go on.)
   */
  async function full(yes: boolean): Promise<void> {
    const code = `(() => {
      const { prototype } = IDBObjectStore;
      globalThis.withRoom ??= { put: prototype.put, add: prototype.add };
      const fail = () => { throw new DOMException('no room', 'QuotaExceededError'); };
      Object.assign(prototype, ${yes} ? { put: fail, add: fail } : globalThis.withRoom);
    })()`;
    await browser.evaluateInWorker(code);
    await (await browser.offscreen()).evaluate(code);
  }
});
