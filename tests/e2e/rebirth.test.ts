/** What dies and comes back: the line host, the browser, and room to store anything. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../lib/call.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { closeHost, failStorage } from '../parts/harm.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const TONE = '+493012345309';
const CALLER = '+493023125001';
/** The watchdog looks after the line every 45 s. */
const WATCHDOG_MS = 70_000;
/** A worker that is awake is told at once. */
const TOLD_MS = 5000;

let stage: Stage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  browser = stage.test as TestBrowser;
  await stage.save({ callWindowOpens: false });
});
// A record's lease holds for a minute after the death of who wrote it.
vi.setConfig({ testTimeout: 180_000 });
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
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

describe('the line host is closed', () => {
  it('in a call: it comes back at once, the call ends as lost when it was last alive, the line is there again', async () => {
    const { id, startedAt } = await connect();
    const closedAt = await closeHost(browser);
    const call = await ended(id, 'hungUp', TOLD_MS);
    expect(call.endReason).toBe('lost');
    expect(call.endedAt).toBeGreaterThan(closedAt - 5000);
    expect(call.endedAt).toBeLessThanOrEqual(closedAt);
    await browser.offscreen();
    await stage.lineIs('ready');
    await stage.pbx.hangUpAll();
    await recordIs(id, 'lost');
    await stage.pbx.hangUpAll();
    // All that can take less than a second, within which the same number is one dial (R3).
    await until('a dial of its own', () => Date.now() - startedAt > 1000);
    const again = await connect();
    await stage.pbx.hangUpAll();
    await ended(again.id, 'hungUp', 10_000);
  });

  it('while it rings and the background is asleep: the watchdog brings it back; Missed, with the reason', async () => {
    const { id } = await ring();
    await browser.killWorker();
    await closeHost(browser);
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

describe('there is no room to store anything', () => {
  it('the user is told, the call waits in memory, and is written once there is room', async () => {
    const panel = await browser.openPanel(await browser.openPage('about:blank'));
    await failStorage(browser, true);
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

    await failStorage(browser, false);
    await until('both calls to be written', async () => (await stage.log()).length === before + 2, {
      timeoutMs: 30_000,
    });
    const [missed, talked] = (await stage.log()).slice(-2) as [Call, Call];
    expect(missed).toMatchObject({ state: 'missed', sipCallId: call.callId, endReason: 'callerGaveUp' });
    expect(talked).toMatchObject({ state: 'hungUp', direction: 'outgoing', number: TONE, line: 'sip' });
    expect(talked.answeredAt).toBeGreaterThan(talked.startedAt);
    const told = '.banner ::-p-text(The browser cannot store anything)';
    await until('the banner to go', async () => (await panel.$(told)) === null, { timeoutMs: 20_000 });
    await recordIs(missed.id, 'missed');
    await recordIs(talked.id, 'answered');
  });
});
