import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallFacts } from '../../../lib/call';
import { AppError } from '../../../lib/errors';
import { createDesktop } from '../../../lib/softphone/desktop';
import { readDesktopMessage } from '../../../lib/softphone/desktop-messages';
import { addressFor, createHandOff, isHandOffAddress } from '../../../lib/softphone/hand-off';
import type { ConnectorHost, HandOffScheme, LineWord, NativeListener } from '../../../lib/softphone/softphone';

const ORDER = { callId: 'c-1', number: '+493023125001', target: '+493023125001' };

/** The program beside the browser, in the test's hands. */
class FakeProgram {
  readonly facts: CallFacts[] = [];
  readonly lines: LineWord[] = [];
  readonly posted: { type: string; id?: number; [key: string]: unknown }[] = [];
  readonly reports: unknown[] = [];
  opened = 0;
  refuses: AppError | undefined;
  listener: NativeListener | undefined;
  readonly stop = new AbortController();

  readonly host: ConnectorHost = {
    sink: {
      call: (facts) => this.facts.push(structuredClone(facts)),
      line: (word) => this.lines.push(word),
      report: (error) => this.reports.push(error),
    },
    openMicrophone: () => Promise.reject(new Error('no microphone here')),
    play: () => undefined,
    tone: () => undefined,
    now: Date.now,
    reach: {
      openNative: async (listener) => {
        this.opened += 1;
        if (this.refuses) throw this.refuses;
        this.listener = listener;
        return { post: (message) => this.posted.push(message as never), close: () => undefined };
      },
      openAddress: async () => undefined,
    },
  };

  says(message: object): void {
    this.listener?.message(message);
  }

  /** It is there, with these calls, and registered. */
  async ready(calls: object[] = []): Promise<void> {
    await vi.waitFor(() => expect(this.posted.at(-1)?.type).toBe('hello'));
    this.says({ type: 'hello', version: 1 });
    this.says({ type: 'calls', calls });
    this.says({ type: 'phone', state: 'ready', detail: '' });
  }

  answer(type: string, result: object = { ok: true }): void {
    this.says({ type: 'result', id: this.posted.findLast((message) => message.type === type)?.id, ...result });
  }

  get newest() {
    return this.facts.at(-1);
  }
}

const RINGING = { id: 'sip-1', direction: 'incoming', phase: 'ringing', peer: 'sip:+4930111@pbx', name: 'Zoë "<b>"' };

let program: FakeProgram;
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  program = new FakeProgram();
});
afterEach(() => {
  program.stop.abort();
  expect(program.reports).toEqual([]);
  vi.useRealTimers();
});
const open = () => createDesktop({}, program.host, program.stop.signal);

describe('a call', () => {
  it('dialled: its order, the softphone’s id, ringing, connected, hung up by us', async () => {
    const line = open();
    await program.ready();
    const dialled = line.dial({ ...ORDER, target: '*21#' }, null);
    expect(program.posted.at(-1)).toMatchObject({ type: 'dial', order: 'c-1', target: '*21%23' });
    const call = { id: 'sip-9', order: 'c-1', direction: 'outgoing', phase: 'dialling', peer: 'sip:x@pbx', name: '' };
    program.says({ type: 'call', call });
    program.answer('dial');
    expect(await dialled).toEqual({ ok: true });
    program.says({ type: 'call', call: { ...call, alerting: true } });
    program.says({ type: 'call', call: { ...call, alerting: true, phase: 'connected' } });
    expect(program.newest).toMatchObject({ id: 'c-1', phase: 'connected', number: ORDER.number, sipCallId: 'sip-9' });
    program.says({ type: 'call', call: { ...call, phase: 'ended', end: { by: 'us' } } });
    expect(program.newest).toMatchObject({ phase: 'ended', end: { reason: 'localHangUp' }, sipCallId: 'sip-9' });
  });

  it('that the softphone refuses to dial has failed, with its words', async () => {
    const line = open();
    await program.ready();
    const dialled = line.dial(ORDER, null);
    program.answer('dial', { ok: false, detail: 'No such account' });
    expect(await dialled).toEqual({ ok: true });
    expect(program.newest).toMatchObject({ phase: 'ended', end: { reason: 'failed', text: 'No such account' } });
  });

  it('never shows a number that is to be withheld', async () => {
    const line = open();
    await program.ready();
    expect(await line.dial({ ...ORDER, withheld: true }, null)).toEqual({ ok: false, error: 'lineCannot' });
    expect(program.facts).toEqual([]);
  });

  it.each([
    [{ by: 'us' }, 'declined'],
    [{ by: 'them' }, 'callerGaveUp'],
    [{ by: 'error', text: 'x' }, 'failed'],
  ])('that rings and ends by %j was %s', async (end, reason) => {
    open();
    await program.ready([RINGING]);
    expect(program.newest).toMatchObject({ phase: 'ringing', number: '+4930111', displayName: 'Zoë "<b>"' });
    program.says({ type: 'call', call: { ...RINGING, phase: 'ended', end } });
    expect(program.newest?.end?.reason).toBe(reason);
  });

  it('of somebody who hides is withheld', async () => {
    open();
    await program.ready([{ ...RINGING, peer: 'sip:anonymous@anonymous.invalid', name: 'Anonymous' }]);
    expect(program.newest).toMatchObject({ number: '', displayName: '', withheld: true });
  });

  it('is held, muted and given keys once each; what is so already is not asked again', async () => {
    const line = open();
    const connected = { ...RINGING, phase: 'connected' };
    await program.ready([connected]);
    const id = program.newest?.id ?? '';
    const held = line.control(id, { kind: 'hold' });
    program.says({ type: 'call', call: { ...connected, heldByUs: true } });
    program.answer('hold');
    expect(await held).toEqual({ ok: true });
    expect(program.newest?.heldByUs).toBe(true);
    const asked = program.posted.length;
    expect(await line.control(id, { kind: 'hold' })).toEqual({ ok: true });
    expect(program.posted).toHaveLength(asked);
    const keys = line.control(id, { kind: 'digits', digits: '1#', as: 'info' });
    program.answer('digits', { ok: false });
    expect(await keys).toMatchObject({ ok: false, error: 'digitsFailed' });
    expect(await line.control(id, { kind: 'connect', with: id })).toEqual({ ok: false, error: 'lineCannot' });
  });
});

describe('the program or the softphone goes away', () => {
  const connected = { ...RINGING, phase: 'connected' };

  it('the program, and is back: what the softphone still has goes on, the rest was lost', async () => {
    open();
    await program.ready([connected, { ...connected, id: 'sip-2' }]);
    const [first, second] = program.facts.map(({ id }) => id);
    program.listener?.gone('desktopAppGone', 'Native host has exited.');
    expect(program.lines.at(-1)).toMatchObject({
      phase: 'lost',
      reason: 'desktopAppGone',
      nextTry: expect.any(Number),
    });
    await vi.advanceTimersByTimeAsync(2100);
    await program.ready([connected]);
    expect(program.lines.at(-1)?.phase).toBe('ready');
    const ended = program.facts.filter(({ phase }) => phase === 'ended');
    expect(ended.map(({ id, end }) => [id, end?.reason])).toEqual([[second, 'lost']]);
    program.says({ type: 'call', call: { ...connected, phase: 'ended', end: { by: 'them' } } });
    expect(program.newest).toMatchObject({ id: first, end: { reason: 'remoteHangUp' } });
  });

  it('the program, which does not know then whether a call is mute: we do', async () => {
    open();
    await program.ready([{ ...connected, muted: true }]);
    program.listener?.gone('desktopAppGone', '');
    await vi.advanceTimersByTimeAsync(2100);
    await program.ready([{ ...connected, heldByUs: true }]);
    expect(program.newest).toMatchObject({ muted: true, heldByUs: true });
  });

  it('the program, for long: its calls are lost', async () => {
    open();
    await program.ready([connected]);
    program.refuses = new AppError('desktopAppMissing');
    program.listener?.gone('desktopAppGone', '');
    await vi.advanceTimersByTimeAsync(19_000);
    expect(program.newest?.phase).toBe('connected');
    await vi.advanceTimersByTimeAsync(2000);
    expect(program.newest).toMatchObject({ phase: 'ended', end: { reason: 'lost' } });
  });

  it('the softphone: its calls are lost at once', async () => {
    open();
    await program.ready([connected]);
    program.says({ type: 'phone', state: 'unreachable', detail: '' });
    expect(program.newest?.end?.reason).toBe('lost');
    expect(program.lines.at(-1)).toMatchObject({ phase: 'lost', reason: 'softphoneUnreachable' });
  });

  it('us: calls of an earlier life go on under their old ids', async () => {
    const earlier: CallFacts = {
      ...{ id: 'old', direction: 'incoming', phase: 'connected', number: '+4930111', displayName: '' },
      ...{ withheld: false, startedAt: 1, answeredAt: 2, sipCallId: 'sip-1' },
    };
    createDesktop(
      {},
      { ...program.host, earlier: [earlier, { ...earlier, id: 'gone', sipCallId: 'sip-7' }] },
      program.stop.signal,
    );
    await program.ready([connected]);
    expect(program.facts.map(({ id, phase, end }) => [id, phase, end?.reason])).toEqual([
      ['old', 'connected', undefined],
      ['gone', 'ended', 'lost'],
    ]);
  });

  it('an older program says so; one that says nothing counts as gone', async () => {
    open();
    await vi.waitFor(() => expect(program.posted.at(-1)?.type).toBe('hello'));
    program.says({ type: 'hello', version: 99 });
    expect(program.lines.at(-1)).toMatchObject({ phase: 'lost', reason: 'desktopAppOutdated' });
    await vi.advanceTimersByTimeAsync(8000);
    expect(program.lines.at(-1)).toMatchObject({ phase: 'lost', reason: 'desktopAppGone', detail: 'it says nothing' });
  });

  it('not allowed, not installed: the line says which, and tries again less and less', async () => {
    program.refuses = new AppError('desktopAppNotAllowed');
    open();
    await vi.waitFor(() => expect(program.lines.at(-1)).toMatchObject({ reason: 'desktopAppNotAllowed' }));
    await vi.advanceTimersByTimeAsync(60_000);
    const inFirstMinute = program.opened;
    expect(inFirstMinute).toBeGreaterThan(20);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(program.opened - inFirstMinute).toBeLessThan(60);
  });

  it('taken down: it takes leave, and live calls are lost', async () => {
    const line = open();
    await program.ready([connected]);
    program.stop.abort();
    await line.closed;
    expect(program.posted.at(-1)?.type).toBe('quit');
    expect(program.newest?.end?.reason).toBe('lost');
  });
});

describe('whatever the program says', () => {
  it('is understood, or is no message; nothing throws, nothing is longer than it may be', () => {
    const shape = fc.record(
      {
        ...{ type: fc.constantFrom('hello', 'phone', 'calls', 'call', 'result', 'x'), version: fc.anything() },
        ...{ state: fc.oneof(fc.constantFrom('ready', '__proto__', 'toString'), fc.anything()), detail: fc.anything() },
        ...{ id: fc.anything(), ok: fc.anything(), calls: fc.oneof(fc.array(fc.anything()), fc.anything()) },
        call: fc.oneof(
          fc.anything(),
          fc.record({
            id: fc.string(),
            direction: fc.anything(),
            phase: fc.anything(),
            peer: fc.anything(),
            end: fc.anything(),
          }),
        ),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(fc.oneof(shape, fc.anything()), (message) => {
        const read = readDesktopMessage(message);
        expect(JSON.stringify(read ?? '').length).toBeLessThan(60_000);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing before it has greeted', async () => {
    open();
    await vi.waitFor(() => expect(program.posted.at(-1)?.type).toBe('hello'));
    program.says({ type: 'call', call: RINGING });
    program.says({ type: 'phone', state: 'ready' });
    expect([program.facts, program.lines]).toEqual([[], []]);
  });
});

describe('handing over', () => {
  it('tells of a call that is dialled and at once somebody else’s', async () => {
    const given: string[] = [];
    const reach = { ...program.host.reach, openAddress: async (address: string) => void given.push(address) };
    const line = createHandOff({ scheme: 'tel' }, { ...program.host, reach } as ConnectorHost, program.stop.signal);
    expect(program.lines.at(-1)).toEqual({ phase: 'ready' });
    expect(await line.dial(ORDER, null)).toEqual({ ok: true });
    expect(given).toEqual(['tel:+493023125001']);
    expect(program.facts.map(({ phase, end }) => [phase, end?.reason])).toEqual([
      ['dialling', undefined],
      ['ended', 'handedOff'],
    ]);
    expect(await line.hangUp('c-1')).toEqual({ ok: false, error: 'callUnknown' });
  });

  it.each<[HandOffScheme, string, string]>([
    ['tel', '+4930123;ext=7', 'tel:+4930123;ext=7'],
    ['callto', '+4930123;ext=7', 'callto:+4930123'],
    ['sip', '*21#', 'sip:*21%23'],
    ['tel', 'sip:anna@pbx.example', 'sip:anna@pbx.example'],
  ])('%s of %s is %s', (scheme, target, address) => {
    expect(addressFor(scheme, target)).toBe(address);
    expect(isHandOffAddress(address)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'https://a.example',
    'tel:',
    'tel:1 2',
    'sip:a@b/c',
    'mailto:1',
    'tel:1#2',
    'callto:1?x',
    '',
  ])('%j is nothing to hand over', (address) => expect(isHandOffAddress(address)).toBe(false));
});
