import { describe, expect, it, vi } from 'vitest';
import { asFailure } from '../../lib/errors';
import { fetchMissedCalls, idOf, isMissedCallAddress, readMissedCalls } from '../../lib/missed-calls';

const GOOD = {
  callId: '5f0c@pbx.example',
  legs: ['leg-1'],
  from: '+493023125001',
  name: 'Zoë',
  startedAt: '2026-11-22T10:03:00Z',
  endedAt: '2026-11-22T10:03:20.5+00:00',
};
const SINCE = Date.parse('2026-11-22T10:00:00Z');
const answer = (...calls: unknown[]) => JSON.stringify({ calls });

function refusal(text: string): string {
  try {
    readMissedCalls(text, SINCE);
  } catch (error) {
    const { code, detail } = asFailure(error);
    expect(code).toBe('missedCallsFailed');
    return detail;
  }
  return 'taken';
}

describe('an answer', () => {
  it('gives the calls that ended since then', () => {
    const old = { ...GOOD, startedAt: '2026-11-22T09:59:00Z', endedAt: '2026-11-22T09:59:59Z' };
    const hidden = { callId: 'x', from: '', startedAt: GOOD.startedAt, endedAt: GOOD.startedAt };
    expect(readMissedCalls(answer(GOOD, old, hidden), SINCE)).toEqual([
      {
        ...{ callId: '5f0c@pbx.example', legs: ['leg-1'], number: '+493023125001', name: 'Zoë' },
        ...{ startedAt: SINCE + 180_000, endedAt: SINCE + 200_500 },
      },
      { callId: 'x', legs: [], number: '', name: '', startedAt: SINCE + 180_000, endedAt: SINCE + 180_000 },
    ]);
  });

  it.each([
    ['nonsense', '<html>', 'the answer is no JSON'],
    ['another shape', '[]', 'the answer has no list "calls"'],
    ['null', 'null', 'the answer has no list "calls"'],
    ['no object', answer(null), 'calls[0] is no object'],
    ['no Call-ID', answer({ ...GOOD, callId: 'a b' }), 'calls[0].callId is no SIP Call-ID'],
    ['bad legs', answer({ ...GOOD, legs: [7] }), 'calls[0].legs are no Call-IDs'],
    ['markup for a number', answer({ ...GOOD, from: '<b>1</b>' }), 'calls[0].from is no number'],
    ['no name', answer({ ...GOOD, name: {} }), 'calls[0].name is no text'],
    ['a time without zone', answer({ ...GOOD, startedAt: '2026-11-22T10:03:00' }), 'calls[0].startedAt is no time'],
    ['a time far ahead', answer({ ...GOOD, startedAt: '2999-01-01T00:00:00Z' }), 'calls[0].startedAt is no time'],
    ['an end before its start', answer({ ...GOOD, endedAt: '2026-11-22T10:02:00Z' }), 'calls[0].endedAt is no time'],
    ['too many', answer(...Array(501).fill(GOOD)), 'more than 500 calls'],
  ])('with %s is refused, all of it, naming the place', (_name, text, detail) => {
    expect(refusal(text)).toBe(detail);
  });

  it('loses control characters and overlong names', () => {
    const [call] = readMissedCalls(answer({ ...GOOD, name: `a\u202e\nb${'x'.repeat(5000)}` }), SINCE);
    expect(call?.name).toMatch(/^a bx+$/);
    expect(call?.name.length).toBe(200);
  });
});

describe('asking', () => {
  const settings = { url: 'https://pbx.example/missed?x=1', token: 'secret' };
  const asked = (reply: () => Promise<Response>) => {
    const fetched = vi.fn<typeof fetch>(reply);
    vi.stubGlobal('fetch', fetched);
    return fetched;
  };
  const failure = async () =>
    fetchMissedCalls(settings, SINCE).then(
      () => undefined,
      (error) => asFailure(error),
    );

  it('sends time and token, and nothing else of the user', async () => {
    const fetched = asked(async () => new Response(answer(GOOD)));
    expect(await fetchMissedCalls(settings, SINCE)).toHaveLength(1);
    const [url, options] = fetched.mock.calls[0] ?? [];
    expect(String(url)).toBe('https://pbx.example/missed?x=1&since=2026-11-22T10%3A00%3A00.000Z');
    expect(options).toMatchObject({
      headers: { authorization: 'Bearer secret' },
      credentials: 'omit',
      redirect: 'error',
    });
  });

  it.each([
    [401, 'missedCallsRefused'],
    [403, 'missedCallsRefused'],
    [404, 'missedCallsFailed'],
    [500, 'missedCallsFailed'],
  ])('%i is %s', async (status, code) => {
    asked(async () => new Response('secret', { status }));
    expect(await failure()).toEqual({ code, detail: String(status) });
  });

  it('never tells the token', async () => {
    asked(async () => Promise.reject(new TypeError('Failed to fetch https://pbx.example/?token=secret')));
    expect(await failure()).toEqual({ code: 'missedCallsFailed', detail: 'no connection' });
  });

  it('stops reading what is far too long', async () => {
    asked(async () => new Response(' '.repeat(1_100_000)));
    expect(await failure()).toEqual({ code: 'missedCallsFailed', detail: 'the answer is too long' });
  });
});

it.each([
  ['https://pbx.example/missed', true],
  ['http://127.0.0.1:8095/', true],
  ['http://localhost/', true],
  ['http://pbx.example/', false],
  ['https://user:pw@pbx.example/', false],
  ['javascript:alert(1)', false],
  ['nonsense', false],
])('%s may be asked: %s', (text, may) => {
  expect(isMissedCallAddress(text)).toBe(may);
});

it('a call has the same id each time, and another call another', async () => {
  const id = await idOf('a@b');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await idOf('a@b')).toBe(id);
  expect(await idOf('a@c')).not.toBe(id);
});
