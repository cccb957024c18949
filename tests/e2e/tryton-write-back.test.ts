/** The Tryton adapter against a real Tryton, from node; and in Chromium, that no Origin goes along. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Call, EndReason } from '../../lib/call.ts';
import type { RecordOutcome } from '../../lib/crm/call-record.ts';
import type { PushResult, WriteBack } from '../../lib/crm/write-back.ts';
import { createWriteBack } from '../../lib/crm/write-backs.ts';
import { launchBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { Tryton } from '../parts/tryton.ts';
import { ROOT } from '../setup/ensure.ts';
import { adapterParts } from '../unit/crm/adapter-parts.ts';
import { NEAR_MISSES, NUMBER, SPELLINGS } from '../unit/crm/spellings.ts';

const STARTED = Date.UTC(2026, 0, 2, 3, 4, 5, 600);

let tryton: Tryton;
let front: TestServer;
/** Methods whose next answer is cut after Tryton has done its work. */
let cuts: string[] = [];
let passed: string[] = [];

beforeAll(async () => {
  tryton = await Tryton.start();
  front = await startServer({ handle: passOn });
});
afterAll(async () => {
  await front.close();
  await tryton.stop();
});
beforeEach(() => {
  cuts = [];
  passed = [];
});
afterEach(async () => {
  for (const model of ['cti.call', 'party.party']) {
    const ids = await tryton.rpc(`model.${model}.search`, [[]]);
    await tryton.rpc(`model.${model}.delete`, [ids]);
  }
});

/** Tryton behind a network that can lose answers. */
async function passOn(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method } = JSON.parse(body.toString()) as { method: string };
  passed.push(method);
  const { authorization = '' } = request.headers;
  const headers = { 'content-type': 'application/json', authorization };
  const answer = await fetch(`${tryton.url}${request.url}`, { method: 'POST', body, headers });
  const text = await answer.text();
  const cut = cuts.indexOf(method);
  if (cut >= 0) {
    cuts.splice(cut, 1);
    response.destroy();
  } else response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
  return true;
}

function adapter({ url = tryton.url, password = tryton.password, country = 'DE' } = {}): WriteBack {
  const settings = { adapter: 'tryton', url, database: tryton.database, user: tryton.user, password } as const;
  return createWriteBack(settings, adapterParts(country)) as WriteBack;
}

function endedCall(more: Partial<Call> = {}): Call {
  return {
    id: crypto.randomUUID(),
    direction: 'incoming',
    state: 'hungUp',
    number: NUMBER,
    displayName: '',
    withheld: false,
    startedAt: STARTED,
    answeredAt: STARTED + 3000,
    endedAt: STARTED + 65_400,
    endReason: 'remoteHangUp',
    seq: 3,
    line: 'sip',
    removed: 0,
    note: '',
    ...more,
  };
}

const never = new AbortController().signal;
const store = (call: Call, on = adapter(), signal = never): Promise<PushResult> => on.store(call, call.contact, signal);
const erika = () =>
  tryton.createParty({ name: 'Erika Muster', mechanisms: [{ type: 'phone', value: '030 23125303' }] });

describe('look-up', () => {
  test('finds 40 spellings of one number', async () => {
    expect(SPELLINGS).toHaveLength(40);
    const missed: string[] = [];
    for (const value of SPELLINGS) {
      const party = await tryton.createParty({ name: 'Erika Muster', mechanisms: [{ type: 'phone', value }] });
      const [match, ...others] = (await adapter().lookUp(NUMBER, never)).matches;
      if (match?.ref !== `party.party,${party}` || others.length > 0) missed.push(value);
      else expect(match).toMatchObject({ name: 'Erika Muster', type: 'contact', url: tryton.partyUrl(party) });
      await tryton.rpc('model.party.party.delete', [[party]]);
    }
    expect(missed).toEqual([]);
  });

  test('finds none of 20 near misses', async () => {
    expect(NEAR_MISSES).toHaveLength(20);
    for (const value of NEAR_MISSES) await tryton.createParty({ name: value, mechanisms: [{ type: 'phone', value }] });
    expect((await adapter().lookUp(NUMBER, never)).matches.map(({ name }) => name)).toEqual([]);
  });

  test('knows phone and mobile, not fax and the rest; each party once', async () => {
    const types = ['phone', 'mobile', 'fax', 'website', 'email', 'other'] as const;
    const values = types.map((type) => ({ type, value: type === 'email' ? 'a@b.example' : '030 23125303' }));
    for (const mechanism of values) await tryton.createParty({ name: mechanism.type, mechanisms: [mechanism] });
    const twice = values.slice(0, 2);
    await tryton.createParty({ name: 'both', mechanisms: twice });
    expect((await adapter().lookUp(NUMBER, never)).matches.map(({ name }) => name).sort()).toEqual([
      'both',
      'mobile',
      'phone',
    ]);
  });

  test('reads numbers without + by the rules it was given, and knows internal numbers', async () => {
    await tryton.createParty({ name: 'inside', mechanisms: [{ type: 'phone', value: '100' }] });
    await tryton.createParty({ name: 'outside', mechanisms: [{ type: 'phone', value: '030 1000100' }] });
    await tryton.createParty({ name: 'Wien', mechanisms: [{ type: 'phone', value: '01 2345678' }] });
    expect((await adapter().lookUp('100', never)).matches.map(({ name }) => name)).toEqual(['inside']);
    expect((await adapter().lookUp('+4312345678', never)).matches).toEqual([]);
    expect((await adapter({ country: 'AT' }).lookUp('+4312345678', never)).matches).toMatchObject([{ name: 'Wien' }]);
  });

  test('takes markup in names as text, and shortens it', async () => {
    const name = `<img src=x onerror=alert(1)>${'x'.repeat(1000)}`;
    await tryton.createParty({ name, mechanisms: [{ type: 'phone', value: NUMBER }] });
    const [match] = (await adapter().lookUp(NUMBER, never)).matches;
    expect(match?.name).toBe(name.slice(0, 200));
  });
});

describe('records', () => {
  const OUTCOMES: [EndReason, 'in' | 'out', boolean, RecordOutcome][] = [
    ['remoteHangUp', 'in', true, 'answered'],
    ['localHangUp', 'out', true, 'answered'],
    ['transferred', 'in', true, 'answered'],
    ['lost', 'out', true, 'lost'],
    ['callerGaveUp', 'in', false, 'missed'],
    ['noAnswer', 'in', false, 'missed'],
    ['lost', 'in', false, 'missed'],
    ['declined', 'in', false, 'declined'],
    ['redirected', 'in', false, 'redirected'],
    ['answeredElsewhere', 'in', false, 'answered_elsewhere'],
    ['busy', 'out', false, 'busy'],
    ['noAnswer', 'out', false, 'no_answer'],
    ['rejected', 'out', false, 'rejected'],
    ['failed', 'out', false, 'failed'],
    ['invalidNumber', 'out', false, 'invalid_number'],
    ['cancelled', 'out', false, 'cancelled'],
    ['lost', 'out', false, 'lost'],
  ];

  test('hold every outcome, direction, number, party and time of a call', async () => {
    const party = await erika();
    for (const [endReason, direction, answered, outcome] of OUTCOMES) {
      const call = endedCall({
        endReason,
        direction: direction === 'in' ? 'incoming' : 'outgoing',
        answeredAt: answered ? STARTED + 3000 : undefined,
        note: `ended by ${endReason}`,
      });
      const pushed = await store(call);
      expect(pushed).toMatchObject({ kind: 'ok', contact: { ref: `party.party,${party}`, name: 'Erika Muster' } });
      const record = (await tryton.callRecords()).find(({ call_id }) => call_id === call.id);
      expect(record).toMatchObject({ direction, outcome, party, number: NUMBER, line: 'sip', note: call.note });
      expect(record).toMatchObject({ duration: answered ? 62 : 0, started_at: new Date(STARTED - 600), user: 1 });
      expect(record?.answered_at).toEqual(answered ? new Date(STARTED + 2400) : null);
      expect(record?.ended_at).toEqual(new Date(STARTED + 65_400));
      if (pushed.kind === 'ok') expect(pushed.ref).toBe(`cti.call,${record?.id}`);
    }
    expect(await tryton.callRecords()).toHaveLength(OUTCOMES.length);
  });

  test('of calls that another program took have no outcome', async () => {
    const call = endedCall({ direction: 'outgoing', answeredAt: undefined, endReason: 'handedOff' });
    expect(await store(call)).toMatchObject({ kind: 'ok' });
    expect(await tryton.callRecords()).toMatchObject([{ call_id: call.id, outcome: null }]);
  });

  test('are written again, not made again, and keep the party that somebody chose in the CRM', async () => {
    const call = endedCall();
    await store(call);
    const party = await erika();
    const [first] = await tryton.callRecords();
    await tryton.rpc('model.cti.call.write', [[first?.id], { party }]);
    await tryton.rpc('model.party.contact_mechanism.delete', [
      await tryton.rpc('model.party.contact_mechanism.search', [[]]),
    ]);
    expect(await store({ ...call, note: 'wants an offer' })).toMatchObject({
      kind: 'ok',
      ref: `cti.call,${first?.id}`,
    });
    expect(await tryton.callRecords()).toMatchObject([{ id: first?.id, note: 'wants an offer', party }]);
  });

  test('go to the contact that the call knows, else to who has the number, else to nobody', async () => {
    const party = await erika();
    const other = await tryton.createParty({ name: 'Max Muster' });
    const linked = async (more: Partial<Call>) => {
      const call = endedCall(more);
      expect(await store(call)).toMatchObject({ kind: 'ok' });
      return (await tryton.callRecords()).find(({ call_id }) => call_id === call.id)?.party;
    };
    const ref = (value: string) => ({ contact: { ref: value, name: 'from the page' } });
    expect(await linked(ref(`party.party,${other}`))).toBe(other);
    for (const wrong of ['party.party,999999', 'res.user,1', 'party.party,1 or 1', '', 'x'.repeat(500)])
      expect(await linked(ref(wrong))).toBe(party);
    expect(await linked({ number: '+493023125999' })).toBeNull();
    expect(await linked({ number: '', withheld: true })).toBeNull();
  });
});

describe('nothing is stored twice', () => {
  test('when the answer to the new record is lost', async () => {
    const call = endedCall();
    const on = adapter({ url: front.url });
    cuts = ['model.cti.call.create'];
    expect(await store(call, on)).toMatchObject({ kind: 'retry', error: 'crmUnreachable' });
    expect(await tryton.callRecords()).toHaveLength(1);
    expect(await store({ ...call, note: 'again' }, on)).toMatchObject({ kind: 'ok' });
    expect(await tryton.callRecords()).toMatchObject([{ call_id: call.id, note: 'again' }]);
    expect(passed.filter((method) => method.endsWith('create'))).toHaveLength(1);
  });

  test('when an earlier request comes through between search and create', async () => {
    const call = endedCall();
    const pushes = await Promise.all([store(call), store(call), store(call)]);
    for (const push of pushes) {
      // SQLite lets one write at a time; a database that is busy is no reason to give up, and none to double.
      if (push.kind !== 'ok') expect(push).toMatchObject({ kind: 'retry', error: 'crmUnreachable' });
    }
    expect(await store(call)).toMatchObject({ kind: 'ok' });
    expect(await tryton.callRecords()).toHaveLength(1);
  });

  test('when the server hangs, and then works off what it was sent', async () => {
    const call = endedCall();
    const on = adapter();
    await on.check(never);
    tryton.pause();
    const given = AbortSignal.timeout(300);
    expect(await store(call, on, given)).toMatchObject({ kind: 'retry', detail: 'no answer in time' });
    tryton.resume();
    expect(await store(call, on)).toMatchObject({ kind: 'ok' });
    expect(await tryton.callRecords()).toHaveLength(1);
  });

  test('when the server is gone for a while', async () => {
    const call = endedCall();
    await tryton.down();
    expect(await store(call)).toMatchObject({ kind: 'retry', error: 'crmUnreachable', detail: 'no connection' });
    expect(await adapter().lookUp(NUMBER, never)).toMatchObject({ matches: [], failure: { error: 'crmUnreachable' } });
    await tryton.up();
    expect(await store(call)).toMatchObject({ kind: 'ok' });
    expect(await tryton.callRecords()).toHaveLength(1);
  });
});

describe('signing in', () => {
  test('names the user', async () => {
    expect(await adapter().check(never)).toEqual({ ok: true, user: 'Administrator' });
    expect(adapter({ url: `${tryton.url}/#crm` }).origins).toEqual([tryton.url]);
    expect(await adapter({ url: `${tryton.url}/#crm` }).check(never)).toMatchObject({ ok: true });
  });

  test('happens once for many requests', async () => {
    for (let i = 0; i < 3; i++) await store(endedCall(), adapter({ url: front.url }));
    expect(passed.filter((method) => method === 'common.db.login').length).toBeLessThanOrEqual(1);
  });

  test('with a wrong password is tried once, and says so without it', async () => {
    const on = () => adapter({ url: front.url, password: 'wrong-secret' });
    for (let i = 0; i < 3; i++) {
      const push = await store(endedCall(), on());
      expect(push).toMatchObject({ kind: 'signIn', error: 'crmSignInNeeded' });
      expect(JSON.stringify(push)).not.toContain('wrong-secret');
    }
    expect(passed).toEqual(['common.db.login']);
    expect(await on().check(never)).toMatchObject({ ok: false, error: 'crmSignInNeeded' });
  });
});

/** An extension of this test with access to all of this machine, and our modules as its worker. */
async function smallExtension(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-origin-'));
  const entry = join(folder, 'entry.ts');
  const lib = JSON.stringify(join(ROOT, 'lib', 'crm')).slice(1, -1);
  writeFileSync(
    entry,
    `import { useOriginRule } from '${lib}/origin-rule';
     import { createWriteBack } from '${lib}/write-backs';
     Object.assign(globalThis, { useOriginRule, createWriteBack });`,
  );
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: { entry, formats: ['iife'], name: 'test', fileName: () => 'worker.js' },
    },
  });
  const manifest = {
    manifest_version: 3,
    name: 'origin rule',
    version: '1',
    permissions: ['declarativeNetRequestWithHostAccess'],
    host_permissions: ['http://127.0.0.1/*'],
    background: { service_worker: 'worker.js' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

test('in Chromium, requests carry no Origin while the rule holds, and Tryton takes them without a cors line', async () => {
  const folder = await smallExtension();
  const origins: (string | undefined)[] = [];
  const methods: (string | undefined)[] = [];
  const listener = await startServer({
    handle(request, response) {
      origins.push(request.headers.origin);
      methods.push(request.method);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      return true;
    },
  });
  const browser = await launchBrowser({ extensionDir: folder });
  try {
    const settings = { adapter: 'tryton', url: tryton.url, database: 'crm', user: 'admin', password: tryton.password };
    const worker = await browser.worker();
    const check = (rule: string | undefined) =>
      worker.evaluate(
        async (crm, origin) => {
          const our = globalThis as unknown as {
            useOriginRule(origins: string[]): Promise<void>;
            createWriteBack(crm: object, parts: object): WriteBack;
          };
          await our.useOriginRule(origin ? [origin] : []);
          return our.createWriteBack(crm, {}).check(AbortSignal.timeout(10_000));
        },
        settings,
        rule,
      );
    const ask = (url: string) => worker.evaluate(async (at) => (await fetch(at, { method: 'POST' })).status, url);
    expect(await check(undefined)).toMatchObject({ ok: false, detail: expect.stringMatching(/HTTP (500|403)/) });
    expect(await check(tryton.url)).toEqual({ ok: true, user: 'Administrator' });
    await ask(listener.url);
    expect(await check(listener.url)).toMatchObject({ ok: false });
    await ask(listener.url);
    const page = await browser.openPage(`${listener.otherUrl}/page`);
    await page.evaluate((url) => fetch(url, { method: 'POST', mode: 'no-cors' }), listener.url);
    // A port beside the CRM's keeps its Origin until the rule moves there, and a page's Origin is not ours to take.
    const posts = origins.filter((_, index) => methods[index] === 'POST');
    expect([posts[0], posts.at(-2), posts.at(-1)]).toEqual([
      `chrome-extension://${browser.extensionId}`,
      undefined,
      listener.otherUrl,
    ]);
  } finally {
    await browser.close();
    await listener.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
