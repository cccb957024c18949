// @vitest-environment node
import 'fake-indexeddb/auto';
/** One table for all adapters: what each must do with its CRM, and with everything else a server may answer. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../../lib/call';
import type { WriteBack } from '../../../lib/crm/write-back';
import { type CrmServer, type Fault, type Reply, tenMegabytes } from '../../parts/crm/crm-server';
import { startServer, type TestServer } from '../../parts/http-server';
import { adapterFor, TESTED } from './servers';
import { NEAR_MISSES, NUMBER, SPELLINGS } from './spellings';

const never = new AbortController().signal;
const STARTED = Date.UTC(2026, 0, 2, 3, 4, 5, 600);
let id = 0;

function endedCall(more: Partial<Call> = {}): Call {
  id += 1;
  return {
    ...{ id: `6b2f7c1e-0000-4000-8000-${String(id).padStart(12, '0')}`, direction: 'incoming', state: 'hungUp' },
    ...{ number: NUMBER, displayName: '', withheld: false, startedAt: STARTED, answeredAt: STARTED + 3000 },
    ...{
      endedAt: STARTED + 65_400,
      endReason: 'remoteHangUp',
      seq: 3,
      line: 'sip',
      removed: 0,
      note: 'wants an offer',
    },
    ...more,
  };
}

describe.each(TESTED)('$name', ({ make, once, contacts, keepsTwo }) => {
  let server: CrmServer;
  let adapter: WriteBack;
  let elsewhere: TestServer;

  beforeEach(async () => {
    server = await make().start();
    elsewhere = await startServer({});
    adapter = await adapterFor(server);
    server.seen.length = 0;
  });
  afterEach(async () => {
    await Promise.all([server.stop(), elsewhere.close()]);
  });

  const store = (call: Call, known?: string) => adapter.store(call, call.contact, never, known);

  describe('a record', () => {
    it('tells direction, number, time, note, and goes to who has the number', async () => {
      const person = server.person('Erika Muster', '030 23125303');
      const call = endedCall();
      const pushed = await store(call);
      expect(pushed).toMatchObject({
        kind: 'ok',
        contact: { ref: contacts + person.id, name: expect.stringContaining('') },
      });
      const [record, ...others] = server.stored();
      expect(others).toEqual([]);
      expect(record).toMatchObject({
        callId: call.id,
        direction: 'in',
        startedAt: expect.toSatisfy((at: number) => at <= STARTED && at > STARTED - 1000),
        contact: contacts + person.id,
      });
      expect(record?.number.replace(/\D/g, '')).toMatch(/30?23125303$/);
      expect(record?.text).toContain('wants an offer');
      const outgoing = endedCall({ direction: 'outgoing', answeredAt: undefined, endReason: 'busy' });
      expect(await store(outgoing)).toMatchObject({ kind: 'ok' });
      expect(server.stored().at(-1)).toMatchObject({ callId: outgoing.id, direction: 'out' });
    });

    it('is changed by a later note, not made again', async () => {
      const call = endedCall();
      const first = await store(call);
      const ref = first.kind === 'ok' ? first.ref : '';
      expect(await store({ ...call, note: 'called again' }, ref)).toMatchObject({ kind: 'ok', ref });
      expect(server.stored()).toHaveLength(1);
      expect(server.stored()[0]?.text).toContain('called again');
    });

    it('goes to the contact of the call, moves to another, and keeps its link without one', async () => {
      const [erika, max] = [server.person('Erika Muster', '030 1'), server.person('Max Muster', '030 2')];
      const call = endedCall({ contact: { ref: contacts + erika.id, name: '' } });
      const first = await store(call);
      const ref = first.kind === 'ok' ? first.ref : '';
      expect(server.stored()[0]?.contact).toBe(contacts + erika.id);
      expect(await store({ ...call, contact: { ref: contacts + max.id, name: '' } }, ref)).toMatchObject({
        kind: 'ok',
      });
      expect(server.stored()[0]?.contact).toBe(contacts + max.id);
      expect(await store({ ...call, contact: undefined, note: 'more' }, ref)).toMatchObject({ kind: 'ok' });
      expect(server.stored()).toMatchObject([{ contact: contacts + max.id }]);
    });

    it('leaves whom it was linked to where the user says it was none of them', async () => {
      const person = server.person('Erika Muster', '030 23125303');
      const call = endedCall();
      const first = await store(call);
      const ref = first.kind === 'ok' ? first.ref : '';
      expect(server.stored()[0]?.contact).toBe(contacts + person.id);
      expect(await adapter.store(call, null, never, ref)).toMatchObject({ kind: 'ok', ref });
      expect(server.stored()).toMatchObject([{ contact: adapter.can.unlink ? '' : contacts + person.id }]);
      // A link that is gone stays gone.
      expect(await adapter.store({ ...call, note: 'more' }, undefined, never, ref)).toMatchObject({ kind: 'ok' });
      expect(server.stored()).toMatchObject([{ contact: adapter.can.unlink ? '' : contacts + person.id }]);
    });

    it('of a withheld caller has no contact and no number', async () => {
      server.person('Erika Muster', '030 23125303');
      expect(await store(endedCall({ withheld: true, number: '' }))).toMatchObject({ kind: 'ok' });
      expect(server.stored()[0]?.contact).toBe('');
    });

    it('ignores refs of other CRMs and of nobody', async () => {
      for (const ref of ['x.y,1', 'party.party,1 or 1', "contact,'; drop", '../../admin', 'x'.repeat(500)])
        expect(await store(endedCall({ number: '+4930000', contact: { ref, name: 'x' } }))).toMatchObject({
          kind: 'ok',
        });
    });
  });

  describe('nothing is stored twice', () => {
    const lost: [string, Fault['reply']][] = [
      ['cut', undefined],
      ['an error of a proxy', { status: 502, body: '<h1>no</h1>', type: 'text/html' }],
      ['HTML', { body: '<h1>hello</h1>', type: 'text/html' }],
    ];
    it.each(lost)('when the answer to the new record is %s', async (_, reply) => {
      const call = endedCall();
      server.faults = [{ after: true, reply }];
      const pushed = await store(call);
      // A webhook's answer needs no form: a success is one.
      if (pushed.kind !== 'ok') {
        expect(pushed).toMatchObject({ kind: 'retry', error: 'crmUnreachable', unsure: true });
        if (once === 'createOnly') return expect(server.stored()).toHaveLength(1);
        expect(await store(call)).toMatchObject({ kind: 'ok' });
      }
      expect(server.stored()).toHaveLength(1);
      expect(server.doubles()).toEqual([]);
    });

    it('when the answer to the new record never comes', async () => {
      const call = endedCall();
      server.faults = [{ after: true, reply: 'hang' }];
      const limit = new AbortController();
      const pushed = adapter.store(call, call.contact, limit.signal);
      await vi.waitUntil(() => server.stored().length === 1, { timeout: 10_000 });
      limit.abort();
      expect(await pushed).toMatchObject({ kind: 'retry', error: 'crmUnreachable', unsure: true });
      if (once !== 'createOnly') expect(await store(call)).toMatchObject({ kind: 'ok' });
      expect(server.stored()).toHaveLength(1);
    });

    it('when the new record arrives twice: a CRM that can be neither searched nor told a key keeps both', async () => {
      server.faults = [{ after: true, reply: 'again' }];
      const call = endedCall();
      expect(await store(call)).toMatchObject({ kind: 'ok' });
      expect(server.doubles()).toEqual(keepsTwo ? [call.id] : []);
    });

    it('when nothing arrived: a CRM out of reach leaves nobody unsure', async () => {
      await server.stop();
      const pushed = await store(endedCall());
      expect(pushed).toMatchObject({ kind: 'retry', error: 'crmUnreachable' });
      if (once === 'createOnly') expect(pushed).not.toHaveProperty('unsure');
    });
  });

  describe('answers that are no success', () => {
    const json = (status: number, headers: Record<string, string> = {}): Reply => ({
      status,
      headers,
      body: { message: 'not like this', error: { message: 'not like this', code: '0x1' } },
    });
    const cases: [string, Reply | Fault['reply'], object][] = [
      ['401', json(401), { kind: 'signIn', error: 'crmSignInNeeded' }],
      ['403', json(403), { kind: 'reject', error: 'crmRejected' }],
      ['404', json(404), { kind: 'retry', error: 'crmNotSetUp' }],
      ['409', json(409), { kind: 'reject', error: 'crmRejected', detail: 'HTTP 409: not like this' }],
      ['422', json(422), { kind: 'reject', error: 'crmRejected', detail: 'HTTP 422: not like this' }],
      ['429 with Retry-After', json(429, { 'retry-after': '120' }), { kind: 'retry', afterMs: 120_000 }],
      ['503 with Retry-After', json(503, { 'retry-after': '7' }), { kind: 'retry', afterMs: 7000 }],
      ['500', json(500), { kind: 'retry', error: 'crmUnreachable', unsure: true }],
      ['HTML 403 of a proxy', { status: 403, body: '<p>', type: 'text/html' }, { kind: 'signIn' }],
    ];
    it.each(cases)('%s', async (name, reply, expected) => {
      const call = endedCall();
      // A session that has run out is renewed once: it has to be refused for good.
      server.faults = [{ after: false, reply }, ...(/^(401|HTML)/.test(name) ? [{ after: false, reply }] : [])];
      expect(await store(call)).toMatchObject(expected);
      expect(server.stored()).toEqual([]);
      server.faults = [];
      expect(await store(call)).toMatchObject({ kind: 'ok' });
      expect(server.stored()).toHaveLength(1);
    });

    it('10 MB are cut off, whatever they are an answer to', async () => {
      server.person('Erika Muster', '030 23125303');
      server.faults = [{ after: false, on: (seen) => !server.writes(seen), reply: tenMegabytes }];
      expect(await adapter.lookUp(NUMBER, never)).toMatchObject({
        matches: [],
        failure: { error: 'crmUnreachable', detail: 'the answer is larger than 1 MB' },
      });
      server.faults = [{ after: false, on: () => true, reply: tenMegabytes }];
      expect(await store(endedCall())).toMatchObject({ kind: 'retry', detail: 'the answer is larger than 1 MB' });
    });

    it.each<[string, Fault['reply']]>([
      ['HTML', { body: '<h1>Sign in</h1>', type: 'text/html' }],
      ['text', { body: '{}', type: 'text/plain' }],
      ['broken JSON', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":')],
    ])('a look-up answered with %s names the reason', async (_, reply) => {
      server.faults = [{ after: false, on: () => true, reply }];
      const { matches, failure } = await adapter.lookUp(NUMBER, never);
      expect(matches).toEqual([]);
      expect(failure?.error).toBe('crmUnreachable');
    });

    it.each([301, 302, 307, 308])(
      'redirect %i to another origin: nothing goes there, no token leaves',
      async (status) => {
        const reply = { status, headers: { location: `${elsewhere.url}/steal` } };
        server.faults = Array.from({ length: 3 }, () => ({ after: false, on: () => true, reply }));
        const { failure } = await adapter.lookUp(NUMBER, never);
        expect(failure?.detail).toMatch(/redirects elsewhere/);
        server.faults = [{ after: false, reply }];
        expect(await store(endedCall())).toMatchObject({ kind: 'retry', detail: expect.stringMatching(/redirects/) });
        expect(elsewhere.requests).toEqual([]);
      },
    );

    it('a field that the CRM does not know is refused by its own words, until somebody mends it', async () => {
      const call = endedCall();
      server.refuses = server.textField;
      const pushed = await store(call);
      expect(pushed).toMatchObject({ kind: 'reject', error: 'crmRejected', detail: expect.stringMatching(/\w{6}/) });
      expect(server.stored()).toEqual([]);
      server.refuses = '';
      expect(await store(call)).toMatchObject({ kind: 'ok' });
    });
  });

  describe('look-ups', () => {
    it('match 40 spellings of one number', async () => {
      const missed: string[] = [];
      for (const value of SPELLINGS) {
        server.people.length = 0;
        const person = server.person('Erika Muster', value);
        const { matches } = await adapter.lookUp(NUMBER, never);
        if (matches.length !== 1 || matches[0]?.ref !== contacts + person.id) missed.push(value);
      }
      expect(missed).toEqual([]);
    });

    it('match none of 20 near misses', async () => {
      for (const value of NEAR_MISSES) server.person(value, value);
      expect(await adapter.lookUp(NUMBER, never)).toEqual({ matches: [] });
    });

    it('offer several, people before firms, each with its address', async () => {
      server.person('Muster GmbH', '+49 30 23125303', 'account');
      server.person('Erika Muster', '030/23125303');
      const { matches } = await adapter.lookUp(NUMBER, never);
      expect(matches.map(({ name }) => name)[0]).toBe(
        contacts === 'party.party,' || !contacts ? 'Muster GmbH' : 'Erika Muster',
      );
      expect(matches).toHaveLength(2);
      for (const { url, type } of matches) {
        expect(url).toMatch(/^https?:\/\//);
        expect(['contact', 'account']).toContain(type);
      }
    });

    it('know internal numbers exactly', async () => {
      const inside = server.person('inside', '100');
      server.person('outside', '030 1000100');
      expect((await adapter.lookUp('100', never)).matches.map(({ ref }) => ref)).toEqual([contacts + inside.id]);
    });

    it('take markup in names as text, and shorten it', async () => {
      const name = `<img src=x onerror=alert(1)> ${'x'.repeat(1000)}`;
      server.person(name, NUMBER);
      const [match] = (await adapter.lookUp(NUMBER, never)).matches;
      expect(match?.name).toBe(name.slice(0, 200));
    });

    it.each<[string, unknown]>([
      ['null', 7],
      ['text', 'x'],
      ['rows of wrong types', [null, 1, 'x', [], {}, { id: {}, name: [] }, { id: -1, attributes: 7, properties: [] }]],
      ['100,000 rows', Array.from({ length: 100_000 }, (_, n) => ({ id: n }))],
    ])('find nobody in %s', async (_, rows) => {
      server.rows = rows;
      expect((await adapter.lookUp(NUMBER, never)).matches).toEqual([]);
    });

    it('end when their caller ends', async () => {
      server.faults = [{ after: false, on: () => true, reply: 'hang' }];
      const stop = new AbortController();
      const asked = adapter.lookUp(NUMBER, stop.signal);
      setTimeout(() => stop.abort(), 20);
      expect(await asked).toMatchObject({ failure: { error: 'crmUnreachable' } });
    });
  });

  describe('signing in', () => {
    it('that has run out is said as such; after it, records go out', async () => {
      const call = endedCall();
      server.signedIn = false;
      expect(await store(call)).toMatchObject({ kind: 'signIn', error: 'crmSignInNeeded' });
      expect(await adapter.lookUp(NUMBER, never)).toMatchObject({ failure: { error: 'crmSignInNeeded' } });
      server.signedIn = true;
      await adapter.check(never);
      expect(await store(call)).toMatchObject({ kind: 'ok' });
      expect(server.stored()).toHaveLength(1);
    });

    it('names no secret in what it says, and sends none in an address', async () => {
      const said: unknown[] = [];
      for (const status of [400, 401, 403, 500]) {
        server.faults = [{ after: false, reply: { status, body: { message: 'no' } } }];
        said.push(await store(endedCall()));
      }
      const secrets = /secret-1|key-1|pass-1|pat-1|access-\d|refresh-1|token-\d/;
      expect(JSON.stringify(said)).not.toMatch(secrets);
      for (const { path, query } of server.seen) expect(`${path}?${query}`).not.toMatch(secrets);
    });
  });
});
