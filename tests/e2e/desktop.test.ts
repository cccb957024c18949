import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_DIAL_RULES } from '../../lib/dial-rules.ts';
import { Pbx } from '../parts/asterisk.ts';
import { Desk, SOFTPHONE_HZ } from '../parts/desk.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs } from '../parts/icons.ts';
import { checkCdr, Stage } from '../parts/stage.ts';
import { hasTone } from '../parts/tone.ts';
import { until } from '../parts/wait.ts';

/** Lines whose calls live in another program: a real baresip at the real PBX, and what the operating system is given. */

/** Services of the PBX, by the last three digits (tests/fixtures/pbx/etc/extensions.conf). */
const BUSY = '+493012345301';
const HANGS_UP = '+493012345303';
const TALKS = '+493012345309';
const READS_KEYS = '+493012345310';
/** Below this nothing is heard in the far side's recording; the softphone's tone is at thousands. */
const SILENT = 40;
const RATE = 48_000;

let pbx: Pbx;
let desk: Desk;
let server: TestServer;
let stage: Stage;
let page: Page;
let panel: Page;

beforeAll(async () => {
  pbx = await Pbx.start();
  desk = await Desk.install(pbx, { start: true });
  stage = await Stage.start({ browser: desk.browser });
  const fields = [BUSY, HANGS_UP, TALKS, READS_KEYS].map((number) => `<input type="tel" value="${number}">`);
  const mask = `<form>${fields.map((field) => `<p><label>Telefon ${field}</label></p>`).join('')}</form>`;
  server = await startServer({ pages: { '/': `<!doctype html><html lang="de"><title>CRM</title>${mask}` } });
  await stage.addCrmAddress(server.url);
  page = await stage.test.openPage(server.url);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await desk?.remove();
  await Promise.all([server?.close(), pbx?.stop()]);
});

/** Waits until the line says this of itself. */
async function lineIs(expected: Record<string, string>): Promise<void> {
  const line = async () => {
    const rows = await stage.rows<{ id: string; line?: Record<string, unknown> }>('status');
    return rows.find(({ id }) => id === 'line')?.line ?? {};
  };
  const is = async () => {
    const now = await line();
    return Object.entries(expected).every(([key, value]) => now[key] === value);
  };
  await until(`the line to be ${JSON.stringify(expected)}`, is, { timeoutMs: 15_000 });
}

/** Chooses a line on the options page and saves it. */
async function choose(connector: string): Promise<void> {
  const options = await stage.test.openExtensionPage('options.html#line');
  await (await options.waitForSelector(`input[name="connector"][value="${connector}"]`))?.click();
  await (await options.waitForSelector('.foot button[type="submit"][aria-disabled="false"]'))?.click();
}

/** A trusted click on a number of the mask; the page hears none in the second after one that dialled. */
async function dial(number: string): Promise<string> {
  const before = (await stage.log()).at(-1);
  await until('a second since the last dial', () => Date.now() - (before?.startedAt ?? 0) > 1000);
  await page.bringToFront();
  await clickIcon(page, number);
  return until('the call in the log', async () => {
    const newest = (await stage.log()).at(-1);
    return newest?.id === before?.id ? undefined : newest?.id;
  });
}

const tile = (id: string, name: string) => panel.click(`.call[data-call="${id}"] [data-tile="${name}"]`);

/** What the far side has heard since it had heard so many samples. */
const heardSince = (samples: number) => pbx.recording().samples.slice(samples);
const hears = (from = 0) => hasTone(heardSince(from), RATE, SOFTPHONE_HZ);

/** The far side hears nothing of us for 2 s. */
async function silence(): Promise<void> {
  const at = await pbx.heardFromNow();
  await until('2 s more of the recording', () => pbx.recording().samples.length > at + 2 * RATE);
  expect(heardSince(at).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(SILENT);
}

describe('the softphone on the desk', () => {
  it('is chosen on the options page, which asks the browser, starts the program and baresip, and registers', async () => {
    await choose('desktop');
    await pbx.registered('agent2', 20_000);
    await lineIs({ phase: 'ready', connector: 'desktop' });
    expect([desk.helpers().length, desk.softphones().length]).toEqual([1, 1]);
    panel = await stage.test.openPanel(page);
  });

  it('is tested by a button that asks it', async () => {
    const options = await stage.test.openExtensionPage('options.html#line');
    await (await options.waitForSelector('.testh button'))?.click();
    const steps = () => options.$$eval('.test li', (all) => all.map((one) => `${one.dataset.step} ${one.className}`));
    await options.waitForSelector('.testr');
    expect(await steps()).toEqual(['program ok', 'softphone ok', 'account ok']);
    await options.close();
  });

  it('dials by a click on the icon; the far side hangs up', async () => {
    await dial(HANGS_UP);
    await until('the INVITE', () => pbx.invites('agent2').at(-1)?.dialled === HANGS_UP);
    await iconIs(page, HANGS_UP, 'active');
    await stage.callIs('connected');
    expect((await stage.callIs('hungUp')).endReason).toBe('remoteHangUp');
    await iconIs(page, HANGS_UP, 'ready');
  });

  it('says why a busy number was hung up; meanwhile the background starts nothing anew', async () => {
    // Each start puts the watchdog off to 45 s from then.
    const next = () => stage.test.evaluateInWorker("browser.alarms.get('watchdog').then((one) => one.scheduledTime)");
    const before = (await next()) as number;
    await dial(BUSY);
    expect(await stage.callIs('hungUp')).toMatchObject({ endReason: 'busy', endText: '486 Busy Here' });
    const moved = ((await next()) as number) - before;
    expect(moved === 0 || moved > 40_000, `put off by ${moved} ms`).toBe(true);
  });

  it('talks, is mute, holds and resumes as the far side hears it; a click on the red icon hangs up', async () => {
    const id = await dial(TALKS);
    await stage.callIs('connected');
    await until('the softphone’s tone at the far side', () => hears());
    await tile(id, 'mute');
    await panel.waitForSelector(`.call[data-call="${id}"] [data-tile="mute"][aria-pressed="true"]`);
    await silence();
    await tile(id, 'mute');
    const before = pbx.recording().samples.length;
    await until('the tone again', () => hears(before));
    await tile(id, 'hold');
    await until('the call to be held', async () => (await stage.log()).at(-1)?.heldByUs === true);
    await silence();
    await tile(id, 'hold');
    await until('the call to be taken back', async () => (await stage.log()).at(-1)?.heldByUs === false);
    const held = pbx.recording().samples.length;
    await until('the tone once more', () => hears(held));
    await page.bringToFront();
    await clickIcon(page, TALKS);
    expect((await stage.callIs('ended')).endReason).toBe('localHangUp');
  });

  it('presses keys as Asterisk reads them', async () => {
    const id = await dial(READS_KEYS);
    await stage.callIs('connected');
    // Our buttons take no click in the first moments of a state.
    await until('the keypad', async () => {
      if (await panel.$('.key')) return true;
      await tile(id, 'keypad');
      return false;
    });
    for (const key of ['4', '7', '1', '#']) await (await panel.waitForSelector(`.key[data-key="${key}"]`))?.click();
    await until('the keys at the PBX', () => pbx.keysRead().includes('471'), { timeoutMs: 10_000 });
    await stage.press(panel, `.call[data-call="${id}"] .btn.end`);
    await stage.callIs('ended');
  });

  it('rings, is accepted in the panel, and the caller hangs up', async () => {
    const caller = await pbx.ring({ agent: 'agent2', name: 'Zoë <b>Ünal</b>', whenAnswered: 'tone440' });
    const { id, displayName } = await stage.callIs('ringing');
    expect(displayName).toBe('Zoë <b>Ünal</b>');
    await stage.press(panel, `.call[data-call="${id}"] .btn.go`);
    await caller.answered();
    await stage.callIs('connected');
    await until('the softphone’s tone at the caller', () => hears());
    await caller.hangUp();
    expect((await stage.callIs('hungUp')).endReason).toBe('remoteHangUp');
  });

  it('rings and the caller gives up: missed; rings and is declined: gone', async () => {
    const patient = await pbx.ring({ agent: 'agent2' });
    await stage.callIs('ringing');
    await patient.hangUp();
    expect((await stage.callIs('missed')).endReason).toBe('callerGaveUp');
    const unwanted = await pbx.ring({ agent: 'agent2' });
    const { id } = await stage.callIs('ringing');
    await stage.press(panel, `.call[data-call="${id}"] .btn.no`);
    expect((await stage.callIs('ended')).endReason).toBe('declined');
    await unwanted.over();
  });

  it('goes on with a call while the program dies, and ends it then', async () => {
    const id = await dial(TALKS);
    await stage.callIs('connected');
    const [helper = 0] = desk.helpers();
    process.kill(helper, 'SIGKILL');
    await until('another program', () => desk.helpers().some((pid) => pid !== helper));
    await lineIs({ phase: 'ready' });
    expect(await stage.callIs('connected')).toMatchObject({ id });
    await iconIs(page, TALKS, 'active');
    await clickIcon(page, TALKS);
    expect(await stage.callIs('ended')).toMatchObject({ id, endReason: 'localHangUp' });
  });

  it('has told the same calls as the PBX, each once', async () => {
    const log = await stage.log();
    const cdr = await pbx.waitForCalls(log.length, 'agent2');
    expect(cdr).toHaveLength(log.length);
    for (const call of log) checkCdr(call, cdr);
  });

  it('dies in a call: the call is lost, and a new softphone is ready by itself', async () => {
    await dial(TALKS);
    await stage.callIs('connected');
    const [softphone = 0] = desk.softphones();
    process.kill(softphone, 'SIGKILL');
    expect((await stage.callIs('hungUp')).endReason).toBe('lost');
    await until('another softphone', () => desk.softphones().some((pid) => pid !== softphone), { timeoutMs: 10_000 });
    await lineIs({ phase: 'ready' });
    await pbx.hangUpAll();
  });
});

describe('handing over to the operating system', () => {
  it('is chosen on the options page: the softphone that was started ends, and the panel says what is not known', async () => {
    // Firefox asks each time about tel:, since we are a program for it ourselves.
    await stage.save({ handOff: { scheme: 'sip' } });
    await choose('handOff');
    await lineIs({ phase: 'ready', connector: 'handOff' });
    await until('the end of baresip', () => desk.softphones().length === 0, { timeoutMs: 10_000 });
    await panel.waitForSelector('.banner ::-p-text(Another program makes the calls)');
  });

  it('gives the number of a click to the phone program, and the log pretends nothing', async () => {
    const id = await dial(HANGS_UP);
    await until('the number at the phone program', () => desk.opened().at(-1) === `sip:${HANGS_UP}`);
    expect(await stage.callIs('ended')).toMatchObject({
      id,
      endReason: 'handedOff',
      line: 'handOff',
      number: HANGS_UP,
    });
    expect((await stage.log()).at(-1)?.answeredAt).toBeUndefined();
    await iconIs(page, HANGS_UP, 'ready');
    const window = await until('our window', () => stage.test.findOwn('hand-off.html'));
    await window.waitForSelector('::-p-text(Ringside cannot see what becomes of the call.)');
    await window.close();
  });

  it('gives nothing that is not to be called', async () => {
    const doNotCall = [{ pattern: BUSY, reason: 'no', mode: 'block' as const }];
    await stage.save({ dialRules: { ...DEFAULT_DIAL_RULES, doNotCall } });
    const count = (await stage.log()).length;
    expect(await stage.tell('dial', { text: BUSY })).toMatchObject({ ok: false, error: 'numberBlocked' });
    expect([(await stage.log()).length, desk.opened()]).toEqual([count, [`sip:${HANGS_UP}`]]);
  });
});
