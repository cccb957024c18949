/**
 * What happens to lines: the PBX restarts, the network stalls, fails and comes back, the line host dies, the computer
 * sleeps, the disk is full. Each try has exactly one call, which must be kept, or end for the right reason, and stand in
 * the log once. Measured is how long after the way is free again the line is ready, by the host's own clock.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../../lib/call.ts';
import type { LineState } from '../../lib/softphone/softphone.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { closeHost, failStorage, putToSleep } from '../parts/harm.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import type { Stage } from '../parts/stage.ts';
import { StallingProxy } from '../parts/stalling-proxy.ts';
import { until } from '../parts/wait.ts';
import type { Campaign, Recovery } from './campaign.ts';

const CALLER = '+493023125001';
/** Whatever ends in 309 sounds until hung up. */
const TONES = '+49301234';
const READY = 'ready again within 3 s (p95), every call once, with the right end';
const READY_MS = 3000;
/** How long anything may take to come right. */
const LIMIT_MS = 60_000;
/** The PBX's clock in its call detail records goes by the second. */
const SAME_TIME_MS = 2000;
const EXPIRES_S = 12;

/** The proxies between the browser and the PBX. The first is the preferred server. */
export interface Ways {
  first: StallingProxy;
  second: StallingProxy;
}

export async function openWays(stage: Stage): Promise<Ways> {
  const to = stage.pbx.httpPort;
  return { first: await StallingProxy.start({ to }), second: await StallingProxy.start({ to }) };
}

/**
 * @param ways what stands between
 * @param sleepS seconds of sleep of the nth try
 * @param downS how long the PBX stays down in the nth try, seconds
 */
export function lineFaults(ways: Ways, sleepS: (n: number) => number, downS: (n: number) => number): Campaign[] {
  return [
    { id: 'pbx-restarted', target: READY, limitMs: READY_MS, run: (stage, n) => restarted(stage, ways, downS(n)) },
    { id: 'websocket-stalled', target: READY, limitMs: READY_MS, run: (stage) => stalled(stage, ways) },
    { id: 'server-1-of-2-down', target: READY, limitMs: READY_MS, run: (stage) => failOver(stage, ways) },
    { id: 'offline-online', target: READY, limitMs: READY_MS, run: (stage) => offline(stage, ways) },
    {
      id: 'line-host-closed',
      target: 'ready within 3 s (p95), the call ends as lost, once',
      limitMs: READY_MS,
      run: (stage) => hostClosed(stage, ways),
    },
    {
      id: 'computer-slept',
      target: `${READY}; a call of the sleep is fetched as missed`,
      limitMs: READY_MS,
      run: (stage, n) => slept(stage, ways, sleepS(n)),
    },
    {
      id: 'storage-failing-in-a-call',
      target: 'in the log within 10 s (p95) of there being room, once, with the right end',
      limitMs: 10_000,
      run: (stage) => storageFails(stage, ways),
    },
  ];
}

async function restarted(stage: Stage, ways: Ways, seconds: number): Promise<Recovery> {
  await use(stage, ways, [ways.first]);
  const id = await talk(stage);
  await stage.pbx.down({ hard: true });
  await stage.lineIs('lost');
  const upAt = Date.now() + seconds * 1000;
  await until('the end of the outage', () => Date.now() >= upAt, { timeoutMs: seconds * 1000 + 10_000 });
  await stage.pbx.up();
  const freeAt = Date.now();
  const ms = await readyAgain(stage, freeAt);
  return { ms, entries: await ended(stage, id, 'hungUp', 'lost', false) };
}

/** Nothing gets through, without a word. The talk goes on past it, and its end reaches us on the new connection. */
async function stalled(stage: Stage, ways: Ways): Promise<Recovery> {
  await use(stage, ways, [ways.first]);
  const id = await talk(stage);
  ways.first.stall();
  const stalledAt = Date.now();
  await stage.lineIs('lost');
  const noticed = (await lineNow(stage)).since - stalledAt;
  if (noticed > 10_000) throw new Error(`noticed after ${noticed} ms only`);
  await ways.first.pass();
  const ms = await readyAgain(stage, Date.now());
  await goesOn(stage, id);
  await stage.pbx.hangUpAll();
  return { ms, entries: await ended(stage, id, 'hungUp', 'remoteHangUp') };
}

async function failOver(stage: Stage, ways: Ways): Promise<Recovery> {
  await use(stage, ways, [ways.first, ways.second]);
  const id = await talk(stage);
  await ways.first.refuse();
  const ms = await readyAgain(stage, Date.now(), () => ways.second.open > 0);
  await goesOn(stage, id);
  await stage.pbx.hangUpAll();
  const entries = await ended(stage, id, 'hungUp', 'remoteHangUp');
  await ways.first.pass();
  return { ms, entries };
}

/** The network goes and comes back; the browser says so to the document. */
async function offline(stage: Stage, ways: Ways): Promise<Recovery> {
  await use(stage, ways, [ways.first]);
  const id = await talk(stage);
  const session = await (await (stage.test as TestBrowser).offscreen()).createCDPSession();
  // Only what the browser says of the network: its own offline mode would hold the call's sound up, too.
  const say = (isOffline: boolean) =>
    session.send('Network.overrideNetworkState', {
      ...{ offline: isOffline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
    });
  await session.send('Network.enable');
  await say(true);
  await ways.first.refuse();
  await stage.lineIs('lost');
  await until('a try that failed', async () => ((await lineNow(stage)).nextTry ?? 0) > Date.now(), {
    timeoutMs: LIMIT_MS,
  });
  await ways.first.pass();
  await say(false);
  const ms = await readyAgain(stage, Date.now());
  await session.detach();
  await goesOn(stage, id);
  await stage.pbx.hangUpAll();
  return { ms, entries: await ended(stage, id, 'hungUp', 'remoteHangUp') };
}

async function hostClosed(stage: Stage, ways: Ways): Promise<Recovery> {
  await use(stage, ways, [ways.first]);
  const id = await talk(stage);
  const closedAt = await closeHost(stage.test as TestBrowser);
  // Nobody said that the line was lost: only a later beginning is a new one.
  const ms = await readyAgain(stage, closedAt, () => true, closedAt);
  await stage.pbx.hangUpAll();
  return { ms, entries: await ended(stage, id, 'hungUp', 'lost') };
}

/** The registration runs out in the sleep; then somebody calls. */
async function slept(stage: Stage, ways: Ways, seconds: number): Promise<Recovery> {
  await shortRegistrations(stage);
  await use(stage, ways, [ways.first]);
  await until('a short registration', async () => (await stage.pbx.contacts()) === 1);
  const before = await stage.log();
  const wakeUp = putToSleep(stage.test as TestBrowser);
  try {
    const wakeAt = Date.now() + seconds * 1000;
    await until('the registration to run out', async () => (await stage.pbx.contacts()) === 0, { timeoutMs: 30_000 });
    await callFromOutside(stage.pbx, { number: CALLER });
    await until('the end of the sleep', () => Date.now() >= wakeAt, { timeoutMs: seconds * 1000 + 10_000 });
  } finally {
    wakeUp();
  }
  const wokenAt = Date.now();
  await stage.pbx.registered('agent1', LIMIT_MS);
  const ms = Date.now() - wokenAt;
  const fresh = async () => (await stage.log()).filter(({ id }) => before.every((call) => call.id !== id));
  await until('the call of the sleep', async () => (await fresh())[0]?.endReason === 'lineDown', {
    timeoutMs: LIMIT_MS,
  });
  return { ms, entries: (await fresh()).length };
}

async function storageFails(stage: Stage, ways: Ways): Promise<Recovery> {
  const browser = stage.test as TestBrowser;
  await use(stage, ways, [ways.first]);
  const id = await talk(stage);
  await failStorage(browser, true);
  await stage.pbx.hangUpAll();
  await until('the line host to fall silent', async () => (await stage.test.sounds()).length === 0);
  await failStorage(browser, false);
  const roomAt = performance.now();
  const entries = await ended(stage, id, 'hungUp', 'remoteHangUp');
  return { ms: performance.now() - roomAt, entries };
}

/** The line over these proxies, ready, with nothing left of the try before. */
async function use(stage: Stage, { first, second }: Ways, through: StallingProxy[]): Promise<void> {
  await Promise.all([first.pass(), second.pass()]);
  await stage.pbx.hangUpAll();
  const servers = through.map((proxy) => proxy.through(stage.pbx.wsUrl));
  await stage.save({ sip: { ...stage.sip, servers } });
  // The way back would take a minute.
  if (second.open > 0) second.cut();
  const onFirst = async () => (await lineNow(stage)).phase === 'ready' && first.open > 0;
  await until('a ready line', onFirst, { timeoutMs: LIMIT_MS });
  await stage.pbx.registered('agent1', LIMIT_MS);
}

let talks = 0;

/** A call that is connected; its id. Each has a number of its own: the same one again within a second is one dial. */
async function talk(stage: Stage): Promise<string> {
  talks = (talks + 1) % 10;
  const text = `${TONES}${talks}309`;
  const dialled = async () => ((await stage.tell('dial', { text })) as { ok: boolean }).ok;
  await until('the dial to be taken', dialled, { timeoutMs: LIMIT_MS, intervalMs: 500 });
  const newest = async () => (await stage.log()).at(-1);
  await until('the call to be answered', async () => (await newest())?.answeredAt !== undefined).catch(async () => {
    const { id, state, endReason, endText } = (await newest()) ?? {};
    const line = JSON.stringify(await lineNow(stage));
    throw new Error(`no talk came about: ${id} ${state} ${endReason} ${endText}; ${line}`);
  });
  return ((await newest()) as Call).id;
}

async function lineNow(stage: Stage): Promise<LineState> {
  const rows = await stage.rows<{ id: string; line?: LineState }>('status');
  return rows.find(({ id }) => id === 'line')?.line as LineState;
}

/** How long after this moment the line was ready, at the host and at the PBX; 0 where it was before. */
async function readyAgain(stage: Stage, freeAt: number, also = () => true, earliest = freeAt - 5000): Promise<number> {
  let since = 0;
  await until(
    'a line that is ready again',
    async () => {
      const line = await lineNow(stage);
      since = line.since;
      return line.phase === 'ready' && since > earliest && also();
    },
    { timeoutMs: LIMIT_MS },
  );
  await stage.pbx.registered('agent1', LIMIT_MS);
  return Math.max(0, since - freeAt);
}

async function callsOf(stage: Stage, id: string): Promise<Call[]> {
  return (await stage.log()).filter((call) => call.id === id);
}

/** The call is still up at both ends, and the agent hears the far side. */
async function goesOn(stage: Stage, id: string): Promise<void> {
  const [call] = await callsOf(stage, id);
  if (call?.state !== 'connected') throw new Error(`the call was not kept: ${call?.state}, ${call?.endReason}`);
  const sound = async () => (await stage.test.heard(300)).samples.some((sample) => Math.abs(sample) > 1000);
  await until('sound in the call that was kept', sound, { timeoutMs: 15_000 });
}

/** The PBX's own record tells the same call, once; what was lost here ends there when the far side hangs up. */
async function agreesWithCdr(stage: Stage, call: Call): Promise<void> {
  const rows = () => stage.pbx.calls('agent1').filter(({ callId }) => callId === call.sipCallId);
  await until('the call in the CDR', () => rows().length > 0);
  const [row] = rows();
  const near = (there: Date | null | undefined, here = 0) => Math.abs((there?.getTime() ?? 0) - here) <= SAME_TIME_MS;
  const right = near(row?.answer, call.answeredAt) && (call.endReason === 'lost' || near(row?.end, call.endedAt));
  if (rows().length !== 1 || !right) throw new Error(`log ${JSON.stringify(call)}, CDR ${JSON.stringify(rows())}`);
}

/**
 * Waits for this end of the call. @returns how many entries it has
 * @param recorded false where the PBX was killed in the call, and with it its own record
 */
async function ended(
  stage: Stage,
  id: string,
  state: Call['state'],
  reason: Call['endReason'],
  recorded = true,
): Promise<number> {
  await until(`the call to end as ${state}`, async () => (await callsOf(stage, id))[0]?.state === state, {
    timeoutMs: LIMIT_MS,
  });
  const [call] = await callsOf(stage, id);
  if (call?.endReason !== reason) throw new Error(`the call ended as ${call?.endReason} instead of ${reason}`);
  if (call && recorded) await agreesWithCdr(stage, call);
  return (await stage.log()).filter(({ sipCallId }) => sipCallId === call?.sipCallId).length;
}

/** The PBX grants short registrations and forgets them as soon as they have run out. */
async function shortRegistrations(stage: Stage): Promise<void> {
  const file = join(stage.pbx.home, 'etc', 'pjsip.conf');
  const text = readFileSync(file, 'utf8');
  if (text.includes('maximum_expiration')) return;
  const short = text
    .replace('minimum_expiration = 30', `minimum_expiration = 5\nmaximum_expiration = ${EXPIRES_S}`)
    .replace('user_agent = test-pbx', 'user_agent = test-pbx\ncontact_expiration_check_interval = 1');
  writeFileSync(file, short);
  await stage.pbx.restart();
}
