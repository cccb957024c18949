/** What becomes of the line when certificates, networks, browsers and clocks are not kind, and what is told afterwards. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_NOTIFICATIONS } from '../../lib/notification-choice.ts';
import type { Outage } from '../../lib/outages.ts';
import { missedCallServer } from '../fixtures/pbx/missed-calls.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import { Stage } from '../parts/stage.ts';
import { StallingProxy } from '../parts/stalling-proxy.ts';
import { PRIVATE_CA, startTlsFront } from '../parts/tls-front.ts';
import { until } from '../parts/wait.ts';

const TOKEN = 'agent1-missed-calls';
const ENDS_CONNECTIONS = 'the browser itself writes that a connection failed';

let stage: Stage;
let proxy: StallingProxy;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true, browser: { trusts: [PRIVATE_CA] } });
  await stage.save({ callWindowOpens: false });
  proxy = await StallingProxy.start({ to: stage.pbx.httpPort });
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await proxy?.close();
});

const useServers = async (servers: string[]) => {
  await stage.save({ sip: { ...stage.sip, servers } });
  await stage.lineIs('ready');
};
const outages = () => stage.rows<Outage>('outages');

describe('wss with a certificate of the company’s own authority', () => {
  // That a browser which does not trust one says so and what to do is shown in errors.test.ts.
  it('works once the browser trusts the authority: a call has its sound and its end', async () => {
    const front = await startTlsFront(stage.pbx.httpPort, 'ca-signed');
    try {
      await useServers([`wss://127.0.0.1:${front.port}/ws`]);
      expect(front.taken).toBe(1);
      expect(front.refusals).toEqual([]);
      expect(await stage.tell('dial', { text: '+493012345309' })).toEqual({ ok: true });
      const { id } = await stage.callIs('connected');
      await until('sound', async () => (await stage.test.heard(500)).samples.some((sample) => Math.abs(sample) > 1000));
      await stage.pbx.hangUpAll();
      expect(await stage.callIs('hungUp')).toMatchObject({ id, endReason: 'remoteHangUp' });
    } finally {
      await useServers([stage.pbx.wsUrl]);
      await front.close();
    }
  });
});

describe('a time without a line', () => {
  it('is told afterwards; its missed calls are fetched, once, with their reason, and recorded', async () => {
    stage.errors.expect(/WebSocket connection to|ERR_/, ENDS_CONNECTIONS);
    const cdr = `${stage.pbx.home}/log/cdr-csv/Master.csv`;
    const missed = missedCallServer(cdr, new Map([[TOKEN, '100']]));
    missed.listen(0, '127.0.0.1');
    try {
      await until('the server', () => missed.listening);
      const url = `http://127.0.0.1:${(missed.address() as { port: number }).port}/missed`;
      await stage.save({ missedCalls: { url, token: TOKEN } });
      await useServers([proxy.through(stage.pbx.wsUrl)]);
      const panel = await stage.test.openExtensionPage('sidepanel.html');
      // One call rings and is missed in front of us: it must not be fetched a second time.
      const rang = await callFromOutside(stage.pbx, { number: '+493023125007', plan: { cancelAfterS: 1 } });
      expect(rang.asPlanned).toBe(true);
      await stage.callIs('missed');
      await proxy.refuse();
      await stage.lineIs('lost');
      await until('the PBX to forget us', async () => (await stage.pbx.contacts()) === 0);
      await callFromOutside(stage.pbx, { number: '+493023125001', name: 'Zoë <b>Ünal</b>' });
      await callFromOutside(stage.pbx, { withheld: true });
      const { from } = (await outages()).at(-1) as Outage;
      // Only an outage worth mentioning is mentioned.
      await until('10 s without a line', () => Date.now() - from > 10_500, { timeoutMs: 12_000 });
      await proxy.pass();
      await stage.lineIs('ready');
      // The CDR keeps whole seconds: which of two came first it does not always know.
      const fetched = async () =>
        (await stage.log())
          .filter(({ endReason }) => endReason === 'lineDown')
          .sort((a, b) => b.number.localeCompare(a.number));
      await until('the missed calls', async () => (await fetched()).length >= 2);
      expect((await fetched()).map(({ state, number, withheld }) => ({ state, number, withheld }))).toEqual([
        { state: 'missed', number: '+493023125001', withheld: false },
        { state: 'missed', number: '', withheld: true },
      ]);
      await panel.waitForSelector('.banner.warn .next ::-p-text(2 missed calls)');
      expect(await panel.$eval('.banner .why', (banner) => banner.textContent)).toMatch(
        /^The line was down for \d\d seconds at/,
      );
      expect(await panel.$eval('.tasks', (tasks) => tasks.textContent)).toContain('Call while the line was down');
      // Asked again, they are known.
      await stage.test.evaluateInWorker("browser.alarms.create('watchdog', { when: Date.now() })");
      const records = async () => (await stage.crm.callRecords()).filter(({ number }) => number === '+493023125001');
      await until('the record in the CRM', async () => (await records()).length > 0);
      expect((await records()).map(({ outcome, direction }) => [outcome, direction])).toEqual([['missed', 'in']]);
      expect(await fetched()).toHaveLength(2);
      expect((await stage.log()).filter(({ number }) => number === '+493023125007')).toHaveLength(1);
      await panel.click('.banner.warn button[aria-label="Dismiss"]');
      await panel.waitForSelector('.banner.warn', { hidden: true });
      await panel.close();
    } finally {
      missed.close();
      await proxy.pass();
      await stage.save({ missedCalls: { url: '', token: '' } });
    }
  });

  it('stands in the options with its reason; the log to download names nobody and holds no password', async () => {
    const options = await stage.test.openExtensionPage('options.html#line');
    await options.waitForSelector('.health .now[data-phase="ready"]');
    expect(await options.$eval('.health .facts', (table) => table.textContent)).toContain('does not answer');
    const text = await options.evaluate(report, false);
    expect(text).toContain('REGISTER sip:127.0.0.1 SIP/2.0');
    expect(text).toMatch(/incoming \+4930…07 ringing/);
    expect(text).toContain('Authorization: ***');
    expect(text).not.toMatch(/23125007|23125001|agent1-secret|nonce=|response=/);
    const full = await options.evaluate(report, true);
    expect(full).toContain('+493023125007');
    expect(full).not.toMatch(/agent1-secret|nonce=|response=/);
    await options.close();
  });
});

/** What the download button asks for. */
async function report(fullNumbers: boolean): Promise<string> {
  const message = { ringside: 1, to: 'background', name: 'lineReport', data: { fullNumbers, browser: 'test' } };
  const { browser } = globalThis as unknown as { browser: { runtime: { sendMessage(m: object): Promise<string> } } };
  return browser.runtime.sendMessage(message);
}

describe('a browser without windows', () => {
  it('is a choice on the options page: asked for at the click, given back at the next', async () => {
    const options = await stage.test.openExtensionPage('options.html#line');
    const held = () => options.evaluate("browser.permissions.contains({ permissions: ['background'] })");
    const flip = async () => (await options.waitForSelector('input[name="background"]'))?.click();
    expect(await held()).toBe(false);
    await flip();
    await until('the permission', held);
    await flip();
    await until('the permission to be gone', async () => !(await held()));
    await options.close();
  });

  it('rings: the tone, the notification; what it came to is in the log', async () => {
    const { browser } = stage.test as TestBrowser;
    await stage.pbx.registered();
    await stage.save({ notifications: { ...DEFAULT_NOTIFICATIONS, on: true } });
    for (const page of await browser.pages()) await page.close();
    await until('no window', async () => (await browser.pages()).length === 0);
    const call = await stage.pbx.ring({ number: '+493023125009' });
    const incoming = (id: string) => id.startsWith('ringside:incoming:');
    await until('the notification', async () => (await stage.test.notifications()).some(incoming));
    await until('the ringtone', async () => (await stage.test.sounds()).length > 0);
    expect(await browser.pages()).toEqual([]);
    await call.hangUp();
    await until('silence', async () => (await stage.test.sounds()).length === 0);
    expect((await stage.log()).at(-1)).toMatchObject({ number: '+493023125009', state: 'missed' });
    await stage.save({ notifications: DEFAULT_NOTIFICATIONS });
  });
});

describe('two servers', () => {
  it('the preferred one, there again, takes the line back within two minutes', async () => {
    stage.errors.expect(/WebSocket connection to|ERR_/, ENDS_CONNECTIONS);
    await proxy.refuse();
    await useServers([proxy.through(stage.pbx.wsUrl), stage.pbx.wsUrl]);
    await proxy.pass();
    await until('a connection to the preferred server', () => proxy.open > 0, { timeoutMs: 120_000 });
    await stage.lineIs('ready');
    await until('one registration', async () => (await stage.pbx.contacts()) === 1);
    const call = await stage.pbx.ring({ number: '+493023125010' });
    await stage.callIs('ringing');
    await call.hangUp();
    expect((await stage.callIs('missed')).number).toBe('+493023125010');
    await useServers([stage.pbx.wsUrl]);
  }, 180_000);
});

describe('two browsers of one agent', () => {
  it('both ring; where it is not answered it says "answered on another device" and is not missed', async () => {
    await useServers([stage.pbx.wsUrl]);
    const other = await Stage.beside(stage);
    try {
      await until('two registrations', async () => (await stage.pbx.contacts()) === 2);
      const outside = callFromOutside(stage.pbx, { to: '100m', number: '+493023125008', plan: 'waitForBye' });
      const [mine, theirs] = [await stage.callIs('ringing'), await other.callIs('ringing')];
      expect(await stage.tell('accept', { callId: mine.id })).toEqual({ ok: true });
      await stage.callIs('connected');
      expect(await other.callIs('ended')).toMatchObject({ id: theirs.id, endReason: 'answeredElsewhere' });
      const panel = await other.test.openExtensionPage('sidepanel.html');
      await panel.waitForSelector('::-p-text(Answered on another device)');
      await stage.tell('hangUp', { callId: mine.id });
      expect((await outside).asPlanned).toBe(true);
      expect(await stage.callIs('ended')).toMatchObject({ endReason: 'localHangUp' });
    } finally {
      await other.stop();
    }
  });
});

describe('a browser that is killed', () => {
  it('five times in a row is let in each time where the PBX takes three registrations', async () => {
    const browser = stage.test as TestBrowser;
    for (let round = 0; round < 5; round++) {
      await browser.kill9();
      await browser.start();
      await browser.wakeWorker();
      await stage.pbx.registered('agent1', 20_000);
    }
    const text = (await (await stage.ownPage()).evaluate(report, true)) as string;
    expect(text).not.toMatch(/^\s+SIP\/2\.0 403/m);
  });
});
