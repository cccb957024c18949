import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CallFacts } from '../../lib/call.ts';
import type { CallControl, CommandResult, LineConfig, SipAccount } from '../../lib/softphone/softphone.ts';
import { Pbx, type RingingCall } from '../parts/asterisk.ts';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { Desk } from '../parts/desk.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { exposeProgram } from '../parts/native-program.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import { StallingProxy } from '../parts/stalling-proxy.ts';
import { hasTone, toneLevel } from '../parts/tone.ts';
import { until } from '../parts/wait.ts';
import type { Bench, Said } from './connector-page.ts';

/** Below this nothing is heard in the far side's recording; our microphone's tone is at thousands. */
const SILENT = 40;

/** What every connector must do (lib/softphone/softphone.ts), asked of each of them in a real browser. */

const ringtone = { on: false, volume: 0 };

let browser: TestBrowser;
let server: TestServer;
let page: Page;
let pbx: Pbx;
let desk: Desk;
const opened: Line[] = [];

beforeAll(async () => {
  [pbx, browser] = await Promise.all([Pbx.start(), launchBrowser({ extensionDir: null })]);
  // 480 at once; 302 lets one wait for it for 45 s.
  await pbx.cli('dialplan add extension 319,1,Hangup,19 into services');
  const pages = { '/': '<!doctype html><script src="/page.js"></script>', '/page.js': await bundledPage() };
  server = await startServer({ pages });
  await browser.browser.defaultBrowserContext().overridePermissions(server.url, ['microphone']);
  page = await browser.openPage(server.url);
  desk = await Desk.install(pbx, { start: false });
  desk.startSoftphone();
  await exposeProgram(page, desk.program, desk.home);
  await pbx.registered('agent2');
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await desk?.remove();
  await pbx?.stop();
});

afterEach(async () => {
  for (const line of opened.splice(0)) {
    await line.abort();
    const { facts, reports } = await line.said();
    expect(reports).toEqual([]);
    for (const id of new Set(facts.map((one) => one.id))) expectOneLife(facts.filter((one) => one.id === id));
  }
  await pbx.hangUpAll();
  pbx.forgetRecordings();
});

async function bundledPage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: `${import.meta.dirname}/connector-page.ts`, formats: ['iife'], name: 'page' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (!chunk || !('code' in chunk)) throw new Error('vite built no code');
  return chunk.code;
}

/** A line in the page. */
class Line {
  constructor(private readonly id: number) {}

  static async open(config: LineConfig): Promise<Line> {
    const id = await page.evaluate(
      (settings) => (globalThis as unknown as { bench: Bench }).bench.open(settings),
      config,
    );
    const line = new Line(id);
    opened.push(line);
    return line;
  }

  async ready(): Promise<this> {
    await this.until('a ready line', ({ lines }) => lines.at(-1)?.phase === 'ready');
    return this;
  }

  said(): Promise<Said> {
    return this.#ask('said');
  }

  async dial(target: string): Promise<string> {
    const callId = randomUUID();
    expect(await this.#ask<CommandResult>('dial', callId, target)).toEqual({ ok: true });
    return callId;
  }

  async dialWithheld(target: string): Promise<string> {
    const callId = randomUUID();
    expect(await this.#ask<CommandResult>('dial', callId, target, 'withheld')).toEqual({ ok: true });
    return callId;
  }

  accept(callId: string): Promise<CommandResult> {
    return this.#ask('accept', callId);
  }

  reject(callId: string): Promise<CommandResult> {
    return this.#ask('reject', callId);
  }

  hangUp(callId: string): Promise<CommandResult> {
    return this.#ask('hangUp', callId);
  }

  control(callId: string, control: CallControl): Promise<CommandResult> {
    return this.#ask('control', callId, control);
  }

  replaceMicrophone(callId: string, hz: number): Promise<CommandResult> {
    return this.#ask('replaceMicrophone', callId, String(hz));
  }

  retryNow(): Promise<void> {
    return this.#ask('retryNow');
  }

  abort(): Promise<void> {
    return this.#ask('abort');
  }

  async until<T>(what: string, find: (said: Said) => T, timeoutMs = 10_000): Promise<NonNullable<T>> {
    return until(what, async () => find(await this.said()), { timeoutMs });
  }

  /** Waits until the call is so far. */
  reached(callId: string, phase: CallFacts['phase'], timeoutMs?: number): Promise<CallFacts> {
    const newest = ({ facts }: Said) => facts.filter((one) => one.id === callId).at(-1);
    const reached = (said: Said) => (newest(said)?.phase === phase ? newest(said) : undefined);
    return this.until(`a call that is ${phase}`, reached, timeoutMs);
  }

  alerting(callId: string): Promise<CallFacts> {
    return this.until('a call that rings at the far side', ({ facts }) =>
      facts.find((one) => one.id === callId && one.alertingAt !== undefined),
    );
  }

  incoming(): Promise<CallFacts> {
    return this.until('an incoming call', ({ facts }) => facts.filter((one) => one.direction === 'incoming').at(-1));
  }

  #ask<T>(name: keyof Bench, ...data: (string | CallControl)[]): Promise<T> {
    const ask = (command: string, id: number, rest: unknown[]) => {
      const { bench } = globalThis as unknown as { bench: Record<string, (...all: unknown[]) => unknown> };
      return bench[command]?.(id, ...rest);
    };
    return page.evaluate(ask, name, this.id, data) as Promise<T>;
  }
}

/** One call: begins live, never goes back, keeps what it knew, ends at most once and then is silent. */
function expectOneLife(facts: CallFacts[]): void {
  const order = { ringing: 0, dialling: 0, connected: 1, ended: 2 };
  expect(facts.filter((one) => one.phase === 'ended')).toHaveLength(1);
  for (const [index, now] of facts.entries()) {
    const before = facts[index - 1];
    if (!before) continue;
    expect(order[now.phase]).toBeGreaterThanOrEqual(order[before.phase]);
    expect(before.phase).not.toBe('ended');
    for (const key of ['direction', 'number', 'startedAt', 'withheld'] as const) expect(now[key]).toBe(before[key]);
    for (const key of ['alertingAt', 'answeredAt', 'sipCallId'] as const) {
      if (before[key] !== undefined) expect(now[key]).toBe(before[key]);
    }
  }
  const last = facts.at(-1);
  expect(last?.end?.at).toBeGreaterThanOrEqual(last?.answeredAt ?? last?.startedAt ?? 0);
}

function sipConfig(changed: Partial<SipAccount> = {}): LineConfig {
  const { user, password, domain } = pbx.agents.agent1;
  const account: SipAccount = {
    ...{ user, password, domain },
    ...{ servers: [pbx.wsUrl], authorizationUser: '', displayName: 'Agent "One"', iceServers: [], expires: 120 },
    ...changed,
  };
  return { connector: 'sip', account, instanceId: randomUUID(), ringtone };
}

/** Does the far side hear this tone in its recording, from this sample on? */
function heard(from: number, hz: number): boolean {
  const { samples, rate } = pbx.recording();
  return hasTone(samples.slice(from), rate, hz);
}

function loudest(samples: Int16Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** The audio's direction in each INVITE of ours that the PBX got for this call. */
function directions(log: string, ringsideId: string): string[] {
  const received = log.split(/<--- (?=Received SIP request)/).slice(1);
  const invites = received.filter(
    (message) => /^INVITE /m.test(message) && /^Content-Type: application\/sdp/im.test(message),
  );
  const callId = /^Call-ID: (\S+)/im.exec(invites.find((message) => message.includes(ringsideId)) ?? '')?.[1];
  const seen = new Set<string>();
  return invites.flatMap((message) => {
    const [, version = ''] = /^o=\S+ \S+ (\d+)/m.exec(message) ?? [];
    if (!callId || !message.includes(callId) || seen.has(version)) return [];
    seen.add(version);
    return [/^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(message)?.[1] ?? 'none'];
  });
}

/** After a transfer: each of the two others hears the other's tone, and no channel of ours is left. */
async function othersHearEachOther(): Promise<void> {
  await until('700 Hz at the one', () => heard(0, 700), { timeoutMs: 15_000 });
  const other = () => hasTone(pbx.heardBy700().samples, 48_000, 600);
  await until('600 Hz at the other', other, { timeoutMs: 15_000 });
  const ours = async () => (await pbx.channels()).filter(({ name }) => name.startsWith('PJSIP/agent'));
  await until('our channels to be gone', async () => (await ours()).length === 0);
}

interface Contract {
  name: LineConfig['connector'];
  config(): LineConfig;
  /** Numbers by what the far side does. */
  answers: string;
  answersThenHangsUp: string;
  busy: string;
  noAnswer: string;
  ringsLong: string;
  unknownNumber: string;
  /** Answers, and can be connected with others. */
  party: string;
  otherParty: string;
  /** Still rings when it is cancelled in the moment of dialling. */
  cancelled?: string;
  /** What the softphone does itself, or cannot. */
  lacks?: readonly ('ringBack' | 'givingBack' | 'connecting')[];
  /** Makes a call come in; where the connector's far side can, it can also give up. */
  ring(line: Line): Promise<RingingCall | undefined>;
}

const CONTRACTS: Contract[] = [
  {
    name: 'demo',
    config: () => ({ connector: 'demo', ringtone }),
    answers: '+493023125001',
    answersThenHangsUp: '+493023125004',
    busy: '+493023125002',
    noAnswer: '+493023125005',
    ringsLong: '+493023125005',
    unknownNumber: '+493023125006',
    party: '+493023125001',
    otherParty: '+493023125001',
    async ring(line) {
      await line.dial('+493023125003');
      return undefined;
    },
  },
  {
    name: 'sip',
    config: sipConfig,
    answers: '307',
    answersThenHangsUp: '303',
    busy: '301',
    noAnswer: '319',
    ringsLong: '302',
    unknownNumber: '306',
    party: '313',
    otherParty: '312',
    ring: () => pbx.ring({ number: '+493023125001', name: 'Zoë <b>Ünal</b>' }),
  },
  {
    name: 'desktop',
    config: () => ({ connector: 'desktop', ringtone }),
    answers: '307',
    answersThenHangsUp: '303',
    busy: '301',
    noAnswer: '319',
    ringsLong: '302',
    unknownNumber: '306',
    party: '313',
    otherParty: '312',
    // Between program, softphone and PBX a number that answers at once has answered.
    cancelled: '302',
    lacks: ['ringBack', 'givingBack', 'connecting'],
    ring: () => pbx.ring({ agent: 'agent2', number: '+493023125001', name: 'Zoë <b>Ünal</b>' }),
  },
];

describe.each(CONTRACTS)('connector $name', (contract) => {
  const open = async () => (await Line.open(contract.config())).ready();

  test('dials, connects, and the far side hangs up', async () => {
    const line = await open();
    const callId = await line.dial(contract.answersThenHangsUp);
    const connected = await line.reached(callId, 'connected');
    expect(connected).toMatchObject({ direction: 'outgoing', number: contract.answersThenHangsUp, withheld: false });
    expect(connected.alertingAt).toBeGreaterThanOrEqual(connected.startedAt);
    expect(connected.answeredAt).toBeGreaterThanOrEqual(connected.alertingAt ?? 0);
    const { end } = await line.reached(callId, 'ended');
    expect(end?.reason).toBe('remoteHangUp');
    expect((await line.said()).playing).toBe(0);
  });

  test('hangs up a connected call', async () => {
    const line = await open();
    const callId = await line.dial(contract.answers);
    await line.reached(callId, 'connected');
    expect(await line.hangUp(callId)).toEqual({ ok: true });
    expect((await line.reached(callId, 'ended')).end?.reason).toBe('localHangUp');
    expect(await line.hangUp(callId)).toMatchObject({ ok: false, error: 'callUnknown' });
  });

  test('cancels before the answer, with a ring-back tone until then', async () => {
    const line = await open();
    const callId = await line.dial(contract.ringsLong);
    await line.alerting(callId);
    if (!contract.lacks?.includes('ringBack')) expect((await line.said()).tones).toContain('ringBack');
    expect(await line.hangUp(callId)).toEqual({ ok: true });
    expect((await line.reached(callId, 'ended')).end?.reason).toBe('cancelled');
  });

  test('cancels in the moment of dialling', async () => {
    const line = await open();
    const callId = await line.dial(contract.cancelled ?? contract.answers);
    await line.hangUp(callId);
    expect((await line.reached(callId, 'ended')).end?.reason).toBe('cancelled');
  });

  test.each(['busy', 'noAnswer', 'unknownNumber'] as const)('%s', async (kind) => {
    const line = await open();
    const callId = await line.dial(contract[kind]);
    const { end, answeredAt } = await line.reached(callId, 'ended');
    expect(answeredAt).toBeUndefined();
    expect(end?.reason).toBe(kind === 'unknownNumber' ? 'invalidNumber' : kind);
    expect(end?.text).toMatch(kind === 'busy' ? /^486 / : kind === 'noAnswer' ? /^480 / : /^404 /);
  });

  test('a call comes in and is accepted; we hang up', async () => {
    const line = await open();
    await contract.ring(line);
    const { id, phase, number } = await line.incoming();
    expect({ phase, number: number !== '' }).toEqual({ phase: 'ringing', number: true });
    expect(await line.accept(id)).toEqual({ ok: true });
    await line.reached(id, 'connected');
    await line.hangUp(id);
    expect((await line.reached(id, 'ended')).end?.reason).toBe('localHangUp');
  });

  test('a call comes in and is declined', async () => {
    const line = await open();
    await contract.ring(line);
    const { id } = await line.incoming();
    expect(await line.reject(id)).toEqual({ ok: true });
    const ended = await line.reached(id, 'ended');
    expect(ended.end?.reason).toBe('declined');
    expect(ended.answeredAt).toBeUndefined();
    expect(await line.accept(id)).toMatchObject({ ok: false, error: 'callUnknown' });
  });

  test('a call comes in and the caller gives up', async () => {
    const line = await open();
    const call = await contract.ring(line);
    const { id } = await line.incoming();
    await call?.hangUp();
    expect((await line.reached(id, 'ended')).end?.reason).toBe('callerGaveUp');
  });

  test('ends live calls as lost when it is stopped, and closes', async () => {
    const line = await open();
    const connected = await line.dial(contract.answers);
    await line.reached(connected, 'connected');
    const dialling = await line.dial(contract.ringsLong);
    await line.alerting(dialling);
    await line.abort();
    const { facts, closed } = await line.said();
    const ends = facts.filter((one) => one.phase === 'ended').map(({ id, end }) => [id, end?.reason]);
    expect(Object.fromEntries(ends)).toEqual({ [connected]: 'lost', [dialling]: 'lost' });
    expect(closed).toBe(true);
  });

  test('goes on with another microphone when the one it had is dead', async () => {
    const line = await open();
    const callId = await line.dial(contract.answers);
    await line.reached(callId, 'connected');
    expect(await line.replaceMicrophone(callId, 800)).toEqual({ ok: true });
    await line.hangUp(callId);
    expect((await line.reached(callId, 'ended')).end?.reason).toBe('localHangUp');
    expect(await line.replaceMicrophone(callId, 800)).toMatchObject({ ok: false, error: 'callUnknown' });
  });

  const OK = { ok: true };
  const connect = async (line: Line, number: string) => {
    const callId = await line.dial(number);
    await line.reached(callId, 'connected');
    return callId;
  };
  const factsAre = (line: Line, callId: string, expected: Partial<CallFacts>) =>
    line.until(`the call to be ${JSON.stringify(expected)}`, ({ facts }) => {
      const newest = facts.filter((one) => one.id === callId).at(-1);
      return newest && Object.entries(expected).every(([key, value]) => newest[key as keyof CallFacts] === value);
    });

  test('holds and resumes; asking twice changes nothing', async () => {
    const line = await open();
    const callId = await connect(line, contract.party);
    for (const kind of ['hold', 'hold', 'resume', 'resume', 'hold'] as const) {
      expect(await line.control(callId, { kind })).toEqual(OK);
      await factsAre(line, callId, { phase: 'connected', heldByUs: kind === 'hold' });
    }
    const said = (await line.said()).facts.filter(({ phase }) => phase === 'connected');
    expect(said.map(({ heldByUs }) => heldByUs ?? false)).toEqual([false, true, false, true]);
    await line.hangUp(callId);
    expect((await line.reached(callId, 'ended')).end?.reason).toBe('localHangUp');
    expect(await line.control(callId, { kind: 'resume' })).toMatchObject({ ok: false, error: 'callUnknown' });
  });

  test('mutes, also while dialling, and stays muted over hold', async () => {
    const line = await open();
    const callId = await line.dial(contract.party);
    expect(await line.control(callId, { kind: 'mute', on: true })).toEqual(OK);
    await line.reached(callId, 'connected');
    await line.control(callId, { kind: 'hold' });
    await line.control(callId, { kind: 'resume' });
    await factsAre(line, callId, { heldByUs: false, muted: true });
    await line.control(callId, { kind: 'mute', on: false });
    await factsAre(line, callId, { muted: false });
    await line.hangUp(callId);
  });

  test.each(['rtp', 'info'] as const)('presses keys by %s', async (as) => {
    const line = await open();
    const callId = await connect(line, contract.answers);
    expect(await line.control(callId, { kind: 'digits', digits: '123*#', as })).toEqual(OK);
    await line.hangUp(callId);
    await line.reached(callId, 'ended');
  });

  test('gives a call away unannounced', async () => {
    const line = await open();
    const callId = await connect(line, contract.party);
    expect(await line.control(callId, { kind: 'transfer', target: contract.otherParty })).toEqual(OK);
    expect((await line.reached(callId, 'ended')).end?.reason).toBe('transferred');
    const underWay = (await line.said()).facts.find(({ transfer }) => transfer);
    expect(underWay?.transfer).toMatchObject({ target: contract.otherParty, state: 'underWay' });
  });

  test('a number that does not exist gives the call back', async () => {
    const line = await open();
    const callId = await connect(line, contract.party);
    await line.control(callId, { kind: 'transfer', target: contract.unknownNumber });
    await line.until('the call to be given back', ({ facts }) =>
      facts.some(({ transfer }) => transfer?.state === 'failed'),
    );
    if (contract.lacks?.includes('givingBack')) {
      expect((await line.reached(callId, 'ended')).end).toMatchObject({
        reason: 'failed',
        text: expect.stringMatching(/^\d{3} /),
      });
      return;
    }
    expect((await line.said()).facts.at(-1)).toMatchObject({ id: callId, phase: 'connected' });
    await line.hangUp(callId);
    expect((await line.reached(callId, 'ended')).end?.reason).toBe('localHangUp');
  });

  test('connects two calls after asking, and is out of it', async () => {
    const line = await open();
    const first = await connect(line, contract.party);
    expect(await line.control(first, { kind: 'hold' })).toEqual(OK);
    const second = await connect(line, contract.otherParty);
    const connected = await line.control(first, { kind: 'connect', with: second });
    if (contract.lacks?.includes('connecting')) {
      expect(connected).toEqual({ ok: false, error: 'lineCannot' });
      return;
    }
    expect(connected).toEqual(OK);
    for (const callId of [first, second]) expect((await line.reached(callId, 'ended')).end?.reason).toBe('transferred');
    expect(await line.control(first, { kind: 'connect', with: second })).toMatchObject({ error: 'callUnknown' });
  });

  test('does not know calls that never were', async () => {
    const line = await open();
    const unknown = { ok: false, error: 'callUnknown' };
    expect(await line.accept(randomUUID())).toMatchObject(unknown);
    expect(await line.reject(randomUUID())).toMatchObject(unknown);
    expect(await line.hangUp(randomUUID())).toMatchObject(unknown);
    for (const kind of ['hold', 'resume'] as const)
      expect(await line.control(randomUUID(), { kind })).toMatchObject(unknown);
  });
});

describe('connector sip at the PBX', () => {
  const open = async (changed?: Partial<SipAccount>) => (await Line.open(sipConfig(changed))).ready();

  test('the PBX sees the number, our call id and the SIP Call-ID we report; the trace shows no credentials', async () => {
    const line = await open();
    const callId = await line.dial('+49301234301');
    const { sipCallId } = await line.reached(callId, 'ended');
    const seen = pbx.invites('agent1').at(-1);
    expect(seen).toMatchObject({ dialled: '+49301234301', ringsideId: callId, callId: sipCallId });
    const trace = (await line.said()).trace.join('\n');
    expect(trace).toContain('INVITE sip:+49301234301@');
    expect(trace).toContain('Authorization: ***');
    expect(trace).not.toMatch(/nonce|response=|ice-pwd:\w/);
  });

  test('offers Opus with error correction first', async () => {
    const line = await open();
    await line.reached(await line.dial('306'), 'ended');
    const offer = (await line.said()).trace.find((message) => message.startsWith('sent\nINVITE')) ?? '';
    const [, first = ''] = /^m=audio \d+ \S+ (\d+)/m.exec(offer) ?? [];
    expect(offer).toMatch(new RegExp(`^a=rtpmap:${first} opus/48000/2`, 'm'));
    expect(offer).toMatch(new RegExp(`^a=fmtp:${first} .*useinbandfec=1`, 'm'));
  });

  test('* and # reach the PBX as dialled', async () => {
    const line = await open();
    await line.reached(await line.dial('*21*4930#'), 'ended');
    expect(pbx.invites('agent1').at(-1)?.dialled).toMatch(/^\*21\*4930/);
  });

  test.each([
    ['305', 'rejected', /^403 /],
    ['304', 'failed', /^503 /],
  ])('%s is %s', async (target, reason, text) => {
    const line = await open();
    const { end } = await line.reached(await line.dial(target), 'ended');
    expect(end).toMatchObject({ reason, text: expect.stringMatching(text) });
  });

  test('the far side hears the other microphone, in the same call', async () => {
    const line = await open();
    const callId = await line.dial('309');
    await line.reached(callId, 'connected');
    const hears = (hz: number) => () => {
      const { samples, rate } = pbx.recording();
      return hasTone(samples, rate, hz);
    };
    await until('the first microphone at the far side', hears(440));
    expect(await line.replaceMicrophone(callId, 800)).toEqual({ ok: true });
    await until('the other one at the far side', hears(800));
    expect((await line.said()).facts.filter(({ phase }) => phase === 'ended')).toEqual([]);
    expect(pbx.invites('agent1').filter(({ ringsideId }) => ringsideId === callId)).toHaveLength(1);
    await line.hangUp(callId);
    await line.reached(callId, 'ended');
  });

  test('held: the PBX sees the direction, the far side hears nothing of us; resumed, it hears us again', async () => {
    await pbx.logSip();
    const line = await open();
    const callId = await line.dial('313');
    await line.reached(callId, 'connected');
    await until('our voice at the far side', () => heard(0, 440));
    await line.control(callId, { kind: 'hold' });
    const at = await pbx.heardFromNow();
    await until('2 s more of the recording', () => pbx.recording().samples.length > at + 2 * 48_000);
    // There is the music of the PBX.
    expect(toneLevel(pbx.recording().samples.slice(at), 48_000, 440)).toBeLessThan(0.2);
    expect(directions(pbx.log(), callId)).toEqual(['sendrecv', 'sendonly']);
    expect(pbx.log()).toMatch(/a=recvonly/);
    await line.control(callId, { kind: 'resume' });
    const after = pbx.recording().samples.length;
    await until('our voice again', () => heard(after, 440));
    expect(directions(pbx.log(), callId)).toEqual(['sendrecv', 'sendonly', 'sendrecv']);
    await line.hangUp(callId);
  });

  test('muted: silence arrives, keys still do', async () => {
    const line = await open();
    const callId = await line.dial('309');
    await line.reached(callId, 'connected');
    await until('our voice at the far side', () => heard(0, 440));
    await line.control(callId, { kind: 'mute', on: true });
    const at = await pbx.heardFromNow();
    await until('2 s more of the recording', () => pbx.recording().samples.length > at + 2 * 48_000);
    expect(loudest(pbx.recording().samples.slice(at))).toBeLessThan(SILENT);
    await line.control(callId, { kind: 'mute', on: false });
    const after = pbx.recording().samples.length;
    await until('our voice again', () => heard(after, 440));
    await line.hangUp(callId);
  });

  test.each([
    ['rtp', false],
    ['rtp', true],
    ['info', false],
  ] as const)('keys by %s (muted: %s) as Read() gets them', async (as, muted) => {
    const line = await open();
    const before = pbx.keysRead().length;
    const callId = await line.dial('310');
    await line.reached(callId, 'connected');
    if (muted) await line.control(callId, { kind: 'mute', on: true });
    for (const digits of ['1', '2', '30', '*9', '9', '0#'])
      expect(await line.control(callId, { kind: 'digits', digits, as })).toEqual({ ok: true });
    await until('the keys at the PBX', () => pbx.keysRead().length > before);
    expect(pbx.keysRead().at(-1)).toBe('1230*990');
    await line.hangUp(callId);
  });

  test('given away unannounced: the two others hear each other, and we are free', async () => {
    const line = await open();
    await pbx.ringFromParty();
    const { id } = await line.incoming();
    await line.accept(id);
    await line.reached(id, 'connected');
    await line.control(id, { kind: 'transfer', target: '311' });
    expect((await line.reached(id, 'ended')).end?.reason).toBe('transferred');
    await othersHearEachOther();
  });

  test('connected after asking: the two others hear each other, and we are free', async () => {
    const line = await open();
    await pbx.ringFromParty();
    const { id } = await line.incoming();
    await line.accept(id);
    await line.reached(id, 'connected');
    await line.control(id, { kind: 'hold' });
    const asked = await line.dial('312');
    await line.reached(asked, 'connected');
    expect(await line.control(id, { kind: 'connect', with: asked })).toEqual({ ok: true });
    for (const callId of [id, asked]) expect((await line.reached(callId, 'ended')).end?.reason).toBe('transferred');
    await othersHearEachOther();
  });

  test('connected with a call that came in: tags the right way round', async () => {
    const line = await open();
    const first = await line.dial('312');
    await line.reached(first, 'connected');
    await line.control(first, { kind: 'hold' });
    await pbx.ringFromParty();
    const { id } = await line.incoming();
    await line.accept(id);
    await line.reached(id, 'connected');
    expect(await line.control(first, { kind: 'connect', with: id })).toEqual({ ok: true });
    for (const callId of [id, first]) expect((await line.reached(callId, 'ended')).end?.reason).toBe('transferred');
    await othersHearEachOther();
  });

  test('the other side holds us, and we know it', async () => {
    const { user, password } = pbx.agents.agent3;
    const [here, there] = [await open(), await open({ user, password })];
    const out = await there.dial('100');
    const { id } = await here.incoming();
    await here.accept(id);
    await there.reached(out, 'connected');
    const held = (value: boolean) =>
      here.until(`held by them: ${value}`, ({ facts }) => (facts.at(-1)?.heldByThem ?? false) === value);
    await there.control(out, { kind: 'hold' });
    await held(true);
    await here.control(id, { kind: 'hold' });
    await there.control(out, { kind: 'resume' });
    await held(false);
    expect((await here.said()).facts.at(-1)).toMatchObject({ heldByUs: true, phase: 'connected' });
    await here.hangUp(id);
    await there.reached(out, 'ended');
  });

  test('a withheld number does not reach the called side', async () => {
    const { user, password } = pbx.agents.agent3;
    const [here, there] = [await open(), await open({ user, password })];
    const callId = await here.dialWithheld('103');
    const incoming = await there.incoming();
    expect(incoming).toMatchObject({ withheld: true, number: '', displayName: '' });
    await here.hangUp(callId);
    await there.reached(incoming.id, 'ended');
  });

  test('a call that wants to be answered by itself says so', async () => {
    const line = await open();
    await pbx.ringFromParty({ to: '100a' });
    const { id, answerAfter } = await line.incoming();
    expect(answerAfter).toBe(0);
    await line.reject(id);
    await line.reached(id, 'ended');
  });

  test('early media is played instead of our own ring-back tone', async () => {
    const line = await open();
    const callId = await line.dial('308');
    await line.alerting(callId);
    await line.until('audio before the answer', ({ playing }) => playing === 1);
    await line.reached(callId, 'connected');
    await line.reached(callId, 'ended');
  });

  test('shows the caller’s name and number as they came', async () => {
    const line = await open();
    const call = await pbx.ring({ number: '+493023125001', name: 'Zoë <b>Ünal</b> 日本' });
    const incoming = await line.incoming();
    expect(incoming).toMatchObject({ number: '+493023125001', displayName: 'Zoë <b>Ünal</b> 日本', withheld: false });
    expect(incoming.sipCallId).toBe(call.callId);
    await call.hangUp();
  });

  test('a withheld caller has no number', async () => {
    const line = await open();
    const call = await pbx.ring({ withheld: true });
    expect(await line.incoming()).toMatchObject({ number: '', displayName: '', withheld: true });
    await call.hangUp();
    await line.reached((await line.incoming()).id, 'ended');
  });

  test('the far side hangs up an accepted call; its audio was played', async () => {
    const line = await open();
    const call = await pbx.ring();
    const { id } = await line.incoming();
    await line.accept(id);
    await call.answered();
    await line.until('the far side’s audio', ({ playing }) => playing === 1);
    await call.hangUp();
    expect((await line.reached(id, 'ended')).end?.reason).toBe('remoteHangUp');
  });

  test('a second call rings while one is up', async () => {
    const line = await open();
    const first = await line.dial('307');
    await line.reached(first, 'connected');
    // The PBX itself says busy to a second call of an agent (device_state_busy_at), but not to one it makes itself.
    await pbx.ring();
    const { id } = await line.incoming();
    await line.reject(id);
    expect((await line.reached(id, 'ended')).end?.reason).toBe('declined');
    await line.hangUp(first);
    await line.reached(first, 'ended');
  });

  test('answered at another browser of the same agent: the other one hears so', async () => {
    const [here, there] = [await open(), await open()];
    await until('two registrations', async () => (await pbx.contacts()) === 2);
    const outside = callFromOutside(pbx, { to: '100m', plan: 'waitForBye' });
    const [mine, other] = [await here.incoming(), await there.incoming()];
    await here.accept(mine.id);
    expect((await there.reached(other.id, 'ended')).end?.reason).toBe('answeredElsewhere');
    await here.hangUp(mine.id);
    await here.reached(mine.id, 'ended');
    expect((await outside).asPlanned).toBe(true);
  });

  test('a withheld caller from outside who gives up', async () => {
    const line = await open();
    const outside = callFromOutside(pbx, { withheld: true, plan: { cancelAfterS: 1 } });
    const { id, withheld } = await line.incoming();
    expect(withheld).toBe(true);
    expect((await line.reached(id, 'ended')).end?.reason).toBe('callerGaveUp');
    await outside;
  });

  test('says goodbye: the PBX forgets the contact', async () => {
    const line = await open();
    await pbx.registered();
    await line.abort();
    await until('no contact at the PBX', async () => (await pbx.contacts()) === 0);
    expect((await line.said()).closed).toBe(true);
  });

  test('a wrong password is said and not tried again', async () => {
    const line = await Line.open(sipConfig({ password: 'wrong' }));
    const lost = await line.until('the refusal', ({ lines }) => lines.find(({ phase }) => phase === 'lost'));
    expect(lost).toMatchObject({ reason: 'wrongPassword', detail: expect.stringMatching(/^40[13] /) });
    expect(lost).not.toHaveProperty('nextTry');
    const registers = ({ trace }: Said) => trace.filter((message) => message.startsWith('sent\nREGISTER')).length;
    const tried = registers(await line.said());
    expect(tried).toBe(2);
    await line.retryNow();
    await line.until('the next try, asked for by the user', (said) => registers(said) === tried + 2);
    expect((await line.said()).lines.at(-1)?.reason).toBe('wrongPassword');
  });

  test('no usable address is said', async () => {
    const line = await Line.open(sipConfig({ servers: ['http://127.0.0.1/ws', 'nonsense'] }));
    expect((await line.said()).lines.at(-1)).toMatchObject({ phase: 'lost', reason: 'serverAddressInvalid' });
  });

  test('falls over to the second server and says when none can be reached', async () => {
    const proxy = await StallingProxy.start({ to: pbx.httpPort });
    try {
      await proxy.refuse();
      const through = proxy.through(pbx.wsUrl);
      const both = await open({ servers: [through, pbx.wsUrl] });
      await both.abort();
      const none = await Line.open(sipConfig({ servers: [through] }));
      const lost = await none.until('an unreachable server', ({ lines }) => lines.find(({ nextTry }) => nextTry));
      expect(lost).toMatchObject({ phase: 'lost', reason: 'serverUnreachable' });
      await proxy.pass();
      await none.retryNow();
      await none.ready();
    } finally {
      await proxy.close();
    }
  });

  test('a connection that is cut comes back; a ringing call is lost, a connected one goes on', async () => {
    const proxy = await StallingProxy.start({ to: pbx.httpPort });
    try {
      const line = await open({ servers: [proxy.through(pbx.wsUrl)] });
      const talking = await line.dial('307');
      await line.reached(talking, 'connected');
      const caller = await pbx.ring();
      const ringing = await line.incoming();
      proxy.cut();
      expect((await line.reached(ringing.id, 'ended')).end?.reason).toBe('lost');
      await line.until('the line to be lost', ({ lines }) => lines.some(({ phase }) => phase === 'lost'));
      await line.ready();
      await line.hangUp(talking);
      expect((await line.reached(talking, 'ended')).end?.reason).toBe('localHangUp');
      await caller.hangUp();
      await until('the end of the call at the PBX', async () => (await pbx.channels()).length === 0);
    } finally {
      await proxy.close();
    }
  });

  test('after a loss the far side still reaches us: its goodbye ends the call at once', async () => {
    const proxy = await StallingProxy.start({ to: pbx.httpPort });
    try {
      const line = await open({ servers: [proxy.through(pbx.wsUrl)] });
      const callId = await line.dial('307');
      await line.reached(callId, 'connected');
      proxy.cut();
      await line.until('the line to be lost', ({ lines }) => lines.some(({ phase }) => phase === 'lost'));
      await line.ready();
      await line.until('the PBX to know where we are', ({ trace }) =>
        trace.some((message) => /^received\nSIP\/2.0 200/.test(message) && /^CSeq: \d+ UPDATE/m.test(message)),
      );
      await pbx.hangUpAll();
      expect((await line.reached(callId, 'ended')).end?.reason).toBe('remoteHangUp');
    } finally {
      await proxy.close();
    }
  });

  test('a hang-up while there is no connection reaches the PBX with the next one', async () => {
    const proxy = await StallingProxy.start({ to: pbx.httpPort });
    try {
      const line = await open({ servers: [proxy.through(pbx.wsUrl)] });
      const callId = await line.dial('307');
      await line.reached(callId, 'connected');
      await proxy.refuse();
      await line.until('the line to be lost', ({ lines }) => lines.some(({ phase }) => phase === 'lost'));
      await line.hangUp(callId);
      expect((await line.reached(callId, 'ended')).end?.reason).toBe('localHangUp');
      expect(await pbx.channels()).toHaveLength(1);
      await proxy.pass();
      await until('the end of the call at the PBX', async () => (await pbx.channels()).length === 0);
      await line.ready();
    } finally {
      await proxy.close();
    }
  });

  test('hold and transfer while there is no connection are refused; the call goes on and can be held after', async () => {
    const proxy = await StallingProxy.start({ to: pbx.httpPort });
    try {
      const line = await open({ servers: [proxy.through(pbx.wsUrl)] });
      const callId = await line.dial('307');
      await line.reached(callId, 'connected');
      await proxy.refuse();
      await line.until('the line to be lost', ({ lines }) => lines.some(({ phase }) => phase === 'lost'));
      const refused = { ok: false, error: 'lineConnecting' };
      expect(await line.control(callId, { kind: 'hold' })).toMatchObject(refused);
      expect(await line.control(callId, { kind: 'transfer', target: '311' })).toMatchObject(refused);
      await proxy.pass();
      await line.ready();
      const [now] = (await line.said()).facts.slice(-1);
      expect(now).toMatchObject({ phase: 'connected' });
      expect([now?.heldByUs ?? false, now?.transfer?.state ?? 'none']).toEqual([false, 'none']);
      expect(await line.control(callId, { kind: 'hold' })).toEqual({ ok: true });
      await line.hangUp(callId);
    } finally {
      await proxy.close();
    }
  });

  test('a hold that is under way when the connection dies reaches the PBX with the next one', async () => {
    const proxy = await StallingProxy.start({ to: pbx.httpPort });
    try {
      await pbx.logSip();
      const line = await open({ servers: [proxy.through(pbx.wsUrl)] });
      const callId = await line.dial('307');
      await line.reached(callId, 'connected');
      proxy.stall();
      const holding = line.control(callId, { kind: 'hold' });
      await line.until('the request to be on its way', ({ trace }) =>
        trace.some((message) => /^sent\nINVITE /.test(message) && message.includes('a=sendonly')),
      );
      expect(directions(pbx.log(), callId)).toEqual(['sendrecv']);
      proxy.cut();
      await proxy.pass();
      expect(await holding).toEqual({ ok: true });
      expect(directions(pbx.log(), callId)).toEqual(['sendrecv', 'sendonly']);
      const [now] = (await line.said()).facts.slice(-1);
      expect(now).toMatchObject({ phase: 'connected', heldByUs: true });
      await line.hangUp(callId);
    } finally {
      await proxy.close();
    }
  });

  test('a half-open connection is noticed and replaced', async () => {
    const proxy = await StallingProxy.start({ to: pbx.httpPort });
    try {
      const line = await open({ servers: [proxy.through(pbx.wsUrl), pbx.wsUrl] });
      await line.until('an answered sign of life', ({ trace }) =>
        trace.some((message) => message.startsWith('received') && /^CSeq: \d+ OPTIONS/m.test(message)),
      );
      proxy.stall();
      const began = Date.now();
      await line.until('the line to be lost', ({ lines }) => lines.some(({ phase }) => phase === 'lost'), 15_000);
      expect(Date.now() - began).toBeLessThan(10_000);
      await line.ready();
    } finally {
      await proxy.close();
    }
  });

  test('the PBX restarts: the call is lost, the line comes back', async () => {
    const line = await open();
    const callId = await line.dial('307');
    await line.reached(callId, 'connected');
    await pbx.restart({ hard: true });
    expect((await line.reached(callId, 'ended', 40_000)).end?.reason).toBe('lost');
    await line.ready();
    await pbx.registered();
  });
});

describe('testing a line', () => {
  const testLine = (changed: Partial<SipAccount> = {}) => {
    const { account } = sipConfig(changed) as Extract<LineConfig, { connector: 'sip' }>;
    return page.evaluate((data) => (globalThis as unknown as { bench: Bench }).bench.testLine(data), account);
  };

  test('all is well, and nothing is left at the PBX', async () => {
    const steps = await testLine();
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['address', true],
      ['tls', true],
      ['server', true],
      ['registered', true],
      ['microphone', true],
      ['audio', true],
    ]);
    expect(steps[1]?.note).toBe('unencrypted');
    await until('no contact at the PBX', async () => (await pbx.contacts()) === 0);
  });

  test.each([
    ['registered', 'wrongPassword', { password: 'wrong' }],
    ['server', 'serverUnreachable', { servers: ['ws://127.0.0.1:9/ws'] }],
    ['address', 'serverAddressInvalid', { servers: ['pbx.example'] }],
    ['tls', 'secureServerUnreachable', { servers: ['wss://127.0.0.1:9/ws'] }],
    ['server', 'serverAddressInvalid', { domain: 'a b' }],
  ] as const)('%s: %s', async (step, error, changed) => {
    const steps = await testLine(changed as Partial<SipAccount>);
    expect(steps.find((one) => !one.ok)).toMatchObject({ step, ok: false, error });
  });
});
