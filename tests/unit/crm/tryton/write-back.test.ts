// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../../../lib/call';
import type { PushResult, WriteBack } from '../../../../lib/crm/write-back';
import { createWriteBack } from '../../../../lib/crm/write-backs';
import { adapterParts } from '../adapter-parts';
import { type Answer, FakeTryton, html, json } from './fake-tryton';

const CREATE = 'model.cti.call.create';
const SEARCH = 'model.cti.call.search';
const LOOK_UP = 'model.party.contact_mechanism.search_read';
const never = new AbortController().signal;

let tryton: FakeTryton;

function adapter(more: { password?: string; url?: string } = {}): WriteBack {
  const account = { url: tryton.url, database: 'crm', user: 'agent', password: 'secret', ...more };
  return createWriteBack({ adapter: 'tryton', ...account }, adapterParts()) as WriteBack;
}

const call: Call = {
  id: '6b2f7c1e-0000-4000-8000-000000000001',
  direction: 'incoming',
  state: 'missed',
  number: '+493023125303',
  displayName: '',
  withheld: false,
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 999),
  endedAt: Date.UTC(2026, 0, 2, 3, 4, 25),
  endReason: 'callerGaveUp',
  seq: 2,
  line: 'sip',
  removed: 0,
  note: '',
};
const store = (more: Partial<Call> = {}, on = adapter()): Promise<PushResult> =>
  on.store({ ...call, ...more }, more.contact, never);

beforeEach(async () => {
  tryton = new FakeTryton();
  await tryton.start();
});

afterEach(() => tryton.stop());

describe('requests', () => {
  it('carry times as UTC seconds, no cookie, no Origin, and what keeps the browser from asking for a password', async () => {
    await store();
    expect(tryton.records[0]).toMatchObject({
      call_id: call.id,
      direction: 'in',
      outcome: 'missed',
      answered_at: null,
      started_at: {
        __class__: 'datetime',
        year: 2026,
        month: 1,
        day: 2,
        hour: 3,
        minute: 4,
        second: 5,
        microsecond: 0,
      },
    });
    for (const headers of tryton.headers) {
      expect(headers).toMatchObject({ 'x-requested-with': 'XMLHttpRequest', 'content-type': 'application/json' });
      expect(headers.cookie ?? headers.origin).toBeUndefined();
    }
  });

  it('sign in once for all adapters of an account, and again when the session has expired', async () => {
    await store();
    await store({ note: 'more' });
    tryton.expireSessions();
    expect(await store({ note: 'still more' })).toMatchObject({ kind: 'ok' });
    expect(tryton.methods.filter((method) => method === 'common.db.login')).toHaveLength(2);
    expect(tryton.records).toMatchObject([{ note: 'still more' }]);
  });

  it('have a limit of 10 s, and the one of the caller', async () => {
    const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort());
    expect(await store()).toEqual({ kind: 'retry', error: 'crmUnreachable', detail: 'no answer in time' });
    expect(limit).toHaveBeenCalledWith(10_000);
    limit.mockRestore();
    tryton.tricks = [{ method: SEARCH, answer: () => {} }];
    const stop = new AbortController();
    const stopped = adapter().store(call, undefined, stop.signal);
    await vi.waitUntil(() => tryton.methods.includes(SEARCH));
    stop.abort();
    expect(await stopped).toMatchObject({ kind: 'retry', error: 'crmUnreachable' });
  });
});

describe('nothing is stored twice', () => {
  it.each<[string, Answer]>([
    ['cut', (response) => void response.destroy()],
    ['replaced by an error of a proxy', (response) => html(response, 502)],
    ['an unexpected success', (response) => json(response, { id: 1, result: 'ok' })],
  ])('when the answer to the new record is %s', async (_, answer) => {
    tryton.tricks = [{ method: CREATE, after: true, answer }];
    expect(await store()).toMatchObject({ kind: 'retry' });
    expect(await store({ note: 'again' })).toMatchObject({ kind: 'ok', ref: 'cti.call,1' });
    expect(tryton.records).toMatchObject([{ note: 'again' }]);
    expect(tryton.methods.filter((method) => method === CREATE)).toHaveLength(1);
  });

  it('when an earlier create comes through after the search: the refusal leads to the record', async () => {
    tryton.records.push({ id: 1, call_id: call.id, note: 'early' });
    tryton.tricks = [
      {
        method: SEARCH,
        answer: (response, id) => json(response, { id, result: [] }),
      },
    ];
    expect(await store({ note: 'late' })).toMatchObject({ kind: 'ok', ref: 'cti.call,1' });
    expect(tryton.records).toMatchObject([{ note: 'late' }]);
  });
});

describe('answers that are no success', () => {
  const RPC =
    (error: unknown): Answer =>
    (response, id) =>
      json(response, { id, error });
  const retry = (error: string, detail: string | RegExp) => ({
    kind: 'retry',
    error,
    detail: expect.stringMatching(detail),
  });

  it.each<[string, Answer, object]>([
    ['500', (r) => html(r, 500), retry('crmUnreachable', 'HTTP 500')],
    ['503 with Retry-After', (r) => html(r, 503, { 'retry-after': '7' }), { kind: 'retry', afterMs: 7000 }],
    ['429', (r) => html(r, 429, { 'retry-after': '120' }), { kind: 'retry', afterMs: 120_000 }],
    ['429 without a time', (r) => html(r, 429), { kind: 'retry', afterMs: undefined }],
    ['429 with nonsense', (r) => html(r, 429, { 'retry-after': 'soon' }), { kind: 'retry', afterMs: undefined }],
    ['404', (r) => html(r, 404), retry('crmNotSetUp', 'HTTP 404')],
    ['HTML with 200', (r) => html(r, 200), retry('crmUnreachable', 'text/html')],
    ['no content type', (r) => r.writeHead(200).end('{}'), retry('crmUnreachable', 'no content type')],
    [
      'broken JSON',
      (r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"id":'),
      retry('crmUnreachable', 'broken JSON'),
    ],
    ['another id', (r) => json(r, { id: 9e6, result: [] }), retry('crmUnreachable', 'no JSON-RPC')],
    ['an array', (r) => json(r, []), retry('crmUnreachable', 'no JSON-RPC')],
    ['null', (r) => json(r, null), retry('crmUnreachable', 'no JSON-RPC')],
    ['a redirect', (r) => html(r, 302, { location: 'http://evil.example/' }), retry('crmUnreachable', 'redirects')],
    ['a redirect 307', (r) => html(r, 307, { location: '/crm/' }), retry('crmUnreachable', 'redirects')],
    [
      'an error of the database',
      RPC(['database is locked', 'Traceback']),
      retry('crmUnreachable', 'the CRM failed: database is locked'),
    ],
    ['an error of no shape', RPC({ x: 1 }), retry('crmUnreachable', 'unknown error')],
    [
      'a refusal',
      RPC(['UserError', ['You are not allowed to create "CTI Call".', '', null]]),
      { kind: 'reject', error: 'crmRejected', detail: 'You are not allowed to create "CTI Call".' },
    ],
    ['a warning', RPC(['UserWarning', 'name', 'Sure?', '']), { kind: 'reject', error: 'crmRejected' }],
    ['a concurrent change', RPC(['ConcurrencyException', 'x']), { kind: 'retry', error: 'crmUnreachable' }],
  ])('%s', async (_, answer, expected) => {
    tryton.tricks = [{ method: CREATE, answer }];
    expect(await store()).toMatchObject(expected);
    expect(tryton.records).toEqual([]);
    expect(await store()).toMatchObject({ kind: 'ok' });
  });

  it('an answer of 10 MB is not read to its end', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024, ' ');
    tryton.tricks = [
      {
        method: CREATE,
        answer(response) {
          response.writeHead(200, { 'content-type': 'application/json' });
          const more = () => {
            while (sent < 10 * 1024 * 1024 && !response.destroyed) {
              sent += chunk.length;
              if (!response.write(chunk)) return void response.once('drain', more);
            }
            response.end();
          };
          more();
        },
      },
    ];
    expect(await store()).toMatchObject({ kind: 'retry', detail: 'the answer is larger than 1 MB' });
    expect(sent).toBeLessThan(8 * 1024 * 1024);
  });

  it('text of the server is one short line', async () => {
    tryton.tricks = [{ method: CREATE, answer: RPC(['UserError', [`a\n\u202eb\u0000 ${'x'.repeat(9999)}`]]) }];
    const push = await store();
    expect(push.kind === 'reject' && push.detail).toMatch(/^a b x{290,}$/);
    expect(push.kind === 'reject' && push.detail.length).toBe(300);
  });

  it('a missing module waits, and "test" names it', async () => {
    tryton.moduleActive = false;
    expect(await store()).toMatchObject({ kind: 'retry', error: 'crmNotSetUp' });
    expect(await adapter().check(never)).toMatchObject({ ok: false, error: 'crmNotSetUp' });
  });

  it('an address that is none', async () => {
    for (const url of ['', 'crm.example', 'ftp://crm.example', 'javascript:alert(1)']) {
      const on = adapter({ url });
      expect(on.origins).toEqual([]);
      expect(await on.check(never)).toMatchObject({ ok: false, error: 'addressInvalid' });
    }
    expect(adapter({ url: 'https://user:pw@crm.example:8443/sub/#crm' }).origins).toEqual(['https://crm.example:8443']);
  });
});

describe('signing in', () => {
  it('with a refused password is tried once in five minutes, or when somebody tests it', async () => {
    tryton.password = 'changed';
    for (let i = 0; i < 3; i++) expect(await store()).toMatchObject({ kind: 'signIn', error: 'crmSignInNeeded' });
    expect(tryton.methods).toEqual(['common.db.login']);
    tryton.password = 'secret';
    expect(await adapter().check(never)).toEqual({ ok: true, user: 'Administrator' });
    expect(await store()).toMatchObject({ kind: 'ok' });
  });

  it('never shows the password or the session', async () => {
    tryton.tricks = [{ method: CREATE, answer: (response) => html(response, 500) }];
    const all = JSON.stringify([await store(), await store({}, adapter({ password: 'other-secret' }))]);
    expect(all).not.toMatch(/secret|Session|key\d/);
  });

  it.each([['x'], [null], [[1]], [['1', 'k']], [[1, 'k\r\nX: y']], [{}]])('refuses the answer %j', async (result) => {
    tryton.tricks = [{ method: 'common.db.login', answer: (r, id) => json(r, { id, result }) }];
    expect(await store()).toMatchObject({ kind: 'retry', error: 'crmUnreachable' });
  });
});

describe('look-ups', () => {
  const row = (party: unknown, value: unknown, name: unknown = 'Erika') => ({
    party,
    value,
    'party.': { rec_name: name },
  });

  it.each<[string, unknown]>([
    ['no list', { length: 3 }],
    ['null', null],
    ['rows of wrong types', [null, 1, 'x', [], {}, row('1', '030 23125303'), row(1, 7), row(-1, '030 23125303')]],
    ['other numbers', [row(1, '030 23125304')]],
  ])('find nobody in %s', async (_, mechanisms) => {
    tryton.mechanisms = mechanisms;
    expect((await adapter().lookUp(call.number, never)).matches).toEqual([]);
  });

  it('take at most ten matches out of 100,000, each party once, names as short text', async () => {
    // Short rows: 100,000 of them in full would be refused by their size alone.
    tryton.mechanisms = Array.from({ length: 9000 }, (_, i) => row(1 + (i >> 1), '030 23125303', i === 0 ? {} : 'E'));
    const { matches } = await adapter().lookUp(call.number, never);
    expect(matches).toHaveLength(10);
    expect(new Set(matches.map(({ ref }) => ref)).size).toBe(10);
    expect(matches[0]?.name).toBe('');
    tryton.mechanisms = Array.from({ length: 100_000 }, (_, i) => row(i, '030 23125303'));
    expect(await adapter().lookUp(call.number, never)).toMatchObject({
      matches: [],
      failure: { error: 'crmUnreachable', detail: 'the answer is larger than 1 MB' },
    });
  });

  it('ask the server for few, by the last digits in any writing', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    await adapter().lookUp(call.number, never);
    await adapter().lookUp('100', never);
    await adapter().lookUp('', never);
    const bodies = asked.mock.calls.map(
      ([, init]) => JSON.parse(String(init?.body)) as { method: string; params: unknown[] },
    );
    const [long, short, ...more] = bodies.filter(({ method }) => method === LOOK_UP);
    expect(long?.params.slice(0, 3)).toEqual([
      [
        ['type', 'in', ['phone', 'mobile']],
        ['value', 'ilike', '%3%1%2%5%3%0%3%'],
      ],
      0,
      100,
    ]);
    expect(short?.params[0]).toEqual([
      ['type', 'in', ['phone', 'mobile']],
      ['value', '=', '100'],
    ]);
    expect(more).toEqual([]);
  });
});
