import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Pbx } from '../parts/asterisk.ts';
import { launchBrowser } from '../parts/browser.ts';
import { ErrorCollector } from '../parts/error-collector.ts';
import { startServer } from '../parts/http-server.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import { StallingProxy } from '../parts/stalling-proxy.ts';
import { hasTone, sine, toneLevel } from '../parts/tone.ts';
import { Tryton } from '../parts/tryton.ts';
import { until } from '../parts/wait.ts';

const ends: (() => unknown)[] = [];

/** Is ended after the test, last started first. */
function ending<T>(thing: T, end: (thing: T) => unknown): T {
  ends.push(() => end(thing));
  return thing;
}

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe('the tone detector', () => {
  test.for([8000, 48_000])('knows 440 Hz from 1004 Hz, silence and noise at %i Hz', (rate) => {
    expect(hasTone(sine(440, rate, 1000), rate, 440)).toBe(true);
    expect(hasTone(sine(1004, rate, 1000), rate, 440)).toBe(false);
    expect(hasTone(new Int16Array(rate), rate, 440)).toBe(false);
    const noise = Int16Array.from({ length: rate }, () => 20_000 * (Math.random() - 0.5));
    expect(toneLevel(noise, rate, 440)).toBeLessThan(0.2);
  });

  test('wants the tone for a while', () => {
    expect(hasTone(sine(440, 8000, 300), 8000, 440)).toBe(false);
  });
});

test('waiting says what was missing', async () => {
  await expect(until('a miracle', () => false, { timeoutMs: 60 })).rejects.toThrow(
    'Still missing after 60 ms: a miracle',
  );
});

test('the PBX takes a call from outside and writes it down', async () => {
  const pbx = ending(await Pbx.start(), (it) => it.stop());
  const call = await callFromOutside(pbx, { to: '300', number: '+493023125044', plan: { byeAfterS: 1 } });
  expect(call).toMatchObject({ status: 200, asPlanned: true });
  await until('the CDR row', () => pbx.cdr().length > 0);
  expect(pbx.cdr()[0]).toMatchObject({ src: '+493023125044', dst: '300', disposition: 'ANSWERED' });
  const refused = await callFromOutside(pbx, { to: '301', plan: { byeAfterS: 1 } });
  expect(refused).toMatchObject({ status: 486, asPlanned: false });
});

test('Tryton keeps parties and CTI calls and shows them in the browser', async () => {
  const tryton = ending(await Tryton.start(), (it) => it.stop());
  const party = await tryton.createParty({ name: 'Muster', mechanisms: [{ type: 'phone', value: '030 23125303' }] });
  const values = { call_id: 'id-1', direction: 'in', started_at: new Date('2026-01-02T03:04:05Z') };
  await tryton.rpc('model.cti.call.create', [[{ ...values, party, outcome: 'missed' }]]);
  await expect(tryton.rpc('model.cti.call.create', [[values]])).rejects.toThrow('must be unique');
  expect(await tryton.callRecords()).toMatchObject([
    { call_id: 'id-1', party, outcome: 'missed', started_at: values.started_at, answered_at: null },
  ]);
  const browser = ending(await launchBrowser({ extensionDir: null }), (it) => it.close());
  const page = await browser.browser.newPage();
  await tryton.login(page);
  await tryton.openParty(page, party);
  expect(await page.$eval('body', (body) => body.textContent)).toContain('030 23125303');
});

test('the collector finds what goes wrong in a page and lets expected errors pass', async () => {
  const script = '<script>console.error("one", 1); Promise.reject(new Error("two")); throw new Error("three")</script>';
  const frame = (url: string) => `<iframe src="${url}/frame.html"></iframe>`;
  const pages: Record<string, string> = { '/frame.html': script, '/quiet.html': '<p>nothing</p>' };
  const server = ending(await startServer({ pages }), (it) => it.close());
  pages['/framed.html'] = frame(server.otherUrl);
  const browser = ending(await launchBrowser({ extensionDir: null }), (it) => it.close());
  const collector = await ErrorCollector.attach(browser);
  await browser.openPage(`${server.url}/quiet.html`);
  await collector.assertClean();
  await browser.openPage(`${server.url}/framed.html`);
  await until('three errors from the frame of another site', async () => (await collector.errors()).length >= 3);
  collector.expect('three', 'this test throws it');
  await expect(collector.assertClean()).rejects.toThrow(/^2 unexpected .*[\s\S]*console\.error one 1[\s\S]*two/);
  await collector.assertClean();
});

test('the proxy passes, stalls, cuts and refuses', async () => {
  const server = ending(await startServer({ pages: { '/': 'hello' } }), (it) => it.close());
  const proxy = ending(await StallingProxy.start({ to: server.port }), (it) => it.close());
  const ask = (limitMs = 2000) =>
    fetch(proxy.through(server.url), { signal: AbortSignal.timeout(limitMs), headers: { connection: 'close' } });
  expect(await (await ask()).text()).toBe('hello');
  proxy.stall();
  await expect(ask(200)).rejects.toThrow('timeout');
  const late = ask();
  await until('the stalled connection', () => proxy.open > 0);
  await proxy.pass();
  expect(await (await late).text()).toBe('hello');
  const before = proxy.connections;
  const socket = connect(proxy.port, '127.0.0.1');
  let broken = false;
  socket
    .on('error', () => {})
    .on('close', () => {
      broken = true;
    });
  await until('a connection through the proxy', () => proxy.connections > before);
  proxy.cut();
  await until('the end of the cut connection', () => broken);
  await proxy.refuse();
  await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await proxy.pass();
  expect((await ask()).status).toBe(200);
});
