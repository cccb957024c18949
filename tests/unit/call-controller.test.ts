import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Call, type EndReason, isLive } from '../../lib/call';
import { CallController, type ControllerParts } from '../../lib/call-controller';
import { liveCalls, patchCall } from '../../lib/call-log';
import { db } from '../../lib/db';
import { missedCount } from '../../lib/figures';
import { defaultSettings } from '../../lib/settings';
import { FakeSoftphone } from './fake-softphone';

const NUMBER = '+493023125001';

/** A worker's life: everything it keeps in memory is new, the log and the line stay. */
function newWorker(
  softphone: FakeSoftphone,
  checkDial: ControllerParts['checkDial'] = (number) => ({ ok: true, target: number }),
) {
  return new CallController({
    softphone,
    settings: async () => ({ ...defaultSettings(), connector: 'sip' }),
    checkDial,
    normaliseCaller: (raw) => raw,
    announce: () => {},
    now: () => softphone.clock,
  });
}

async function deliver(controller: CallController, softphone: FakeSoftphone): Promise<void> {
  await softphone.acknowledge(await controller.takeEvents([...softphone.journal]));
}

const all = (): Promise<Call[]> => db.calls.toArray();
const only = async (): Promise<Call> => {
  const calls = await all();
  expect(calls).toHaveLength(1);
  return calls[0] as Call;
};

beforeEach(async () => {
  await Promise.all([db.calls.clear(), db.tasks.clear(), db.outbox.clear(), db.callers.clear(), db.status.clear()]);
});

describe('dialling', () => {
  it('stores the call before the order is sent', async () => {
    const softphone = new FakeSoftphone();
    const seen: (Call | undefined)[] = [];
    vi.spyOn(softphone, 'dial').mockImplementation(async ({ callId }) => {
      seen.push(await db.calls.get(callId));
      return { ok: true };
    });
    await newWorker(softphone).dial({ number: NUMBER });
    expect(seen[0]).toMatchObject({ state: 'dialling', number: NUMBER, direction: 'outgoing' });
  });

  it('leaves no trace when the microphone is refused', async () => {
    const softphone = new FakeSoftphone();
    softphone.readiness = { ok: false, error: 'microphoneRefused' };
    const result = await newWorker(softphone).dial({ number: NUMBER });
    expect(result).toEqual({ ok: false, error: 'microphoneRefused' });
    expect(await all()).toEqual([]);
    expect(softphone.known.size).toBe(0);
  });

  it('a double click dials once', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    const dialled = { number: NUMBER };
    expect(await Promise.all([controller.dial(dialled), controller.dial(dialled)])).toEqual([
      { ok: true },
      { ok: true },
    ]);
    expect(softphone.known.size).toBe(1);
    expect(await all()).toHaveLength(1);
  });

  it('asks first where the rules want it, without a trace; the confirmed call goes through at once', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone, (number, _settings, { confirmed = [] }) =>
      confirmed.includes('premium')
        ? { ok: true, target: `0${number}` }
        : { ok: false, error: 'confirmationNeeded', question: { number, dials: '', reasons: [] } },
    );
    const dial = vi.spyOn(softphone, 'dial');
    expect(await controller.dial({ number: NUMBER })).toMatchObject({ error: 'confirmationNeeded' });
    expect(await all()).toEqual([]);
    expect(await controller.dial({ number: NUMBER, confirmed: ['premium'] })).toEqual({ ok: true });
    expect(dial.mock.calls[0]?.[0]).toMatchObject({ number: NUMBER, target: `0${NUMBER}` });
    expect(await only()).toMatchObject({ number: NUMBER, dialled: `0${NUMBER}` });
  });

  it('a second dial is refused and logs nothing while the first one dials; then it holds the first (R8)', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    await controller.dial({ number: NUMBER });
    expect(await controller.dial({ number: '100' })).toEqual({ ok: false, error: 'callInProgress' });
    expect(await all()).toHaveLength(1);
    const { id } = await only();
    softphone.change(id, { phase: 'connected', answeredAt: softphone.clock });
    await deliver(controller, softphone);
    expect(await controller.dial({ number: '101' })).toEqual({ ok: true });
    await deliver(controller, softphone);
    expect(await db.calls.get(id)).toMatchObject({ state: 'connected', heldByUs: true });
    expect(await all()).toHaveLength(2);
  });

  it('keeps a call whose order arrived though the reply was lost', async () => {
    const softphone = new FakeSoftphone();
    softphone.loseReply = true;
    await newWorker(softphone).dial({ number: NUMBER });
    expect(await only()).toMatchObject({ state: 'dialling', seq: 1 });
  });

  it('ends a call as lost whose order never arrived', async () => {
    const softphone = new FakeSoftphone();
    vi.spyOn(softphone, 'dial').mockRejectedValue(new Error('no receiving end'));
    await newWorker(softphone).dial({ number: NUMBER });
    expect(await only()).toMatchObject({ state: 'hungUp', endReason: 'lost' });
  });
});

describe('a worker that died in the middle of a dial', () => {
  it('finds its call alive while the host still opens the microphone, and lost when nothing came of it', async () => {
    const softphone = new FakeSoftphone();
    vi.spyOn(softphone, 'dial').mockImplementation(() => new Promise(() => {}));
    void newWorker(softphone).dial({ number: NUMBER });
    await vi.waitFor(() => only());
    const { id } = await only();
    softphone.ordered = [id];
    await newWorker(softphone).reconcile();
    expect(await only()).toMatchObject({ state: 'dialling' });
    softphone.ordered = [];
    await newWorker(softphone).reconcile();
    expect(await only()).toMatchObject({ state: 'hungUp', endReason: 'lost' });
  });
});

describe('accepting', () => {
  it('holds the other talk', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    softphone.begin('a', 'incoming', '100');
    softphone.begin('b', 'incoming', '101');
    await deliver(controller, softphone);
    await controller.accept('a');
    await controller.accept('b');
    await deliver(controller, softphone);
    expect(await db.calls.get('a')).toMatchObject({ state: 'connected', heldByUs: true });
    expect(await db.calls.get('b')).toMatchObject({ state: 'connected', heldByUs: undefined });
  });

  it('is refused while our user dials, and the caller goes on ringing', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    await controller.dial({ number: NUMBER });
    softphone.begin('b', 'incoming', '101');
    await deliver(controller, softphone);
    expect(await controller.accept('b')).toEqual({ ok: false, error: 'callInProgress' });
    expect((await db.calls.get('b'))?.state).toBe('ringing');
  });

  it('says the microphone is missing before the 200 goes out', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    softphone.begin('a', 'incoming', '100');
    await deliver(controller, softphone);
    softphone.readiness = { ok: false, error: 'microphoneMissing' };
    expect(await controller.accept('a')).toEqual({ ok: false, error: 'microphoneMissing' });
    expect((await db.calls.get('a'))?.state).toBe('ringing');
  });
});

describe('a connected call', () => {
  async function connected() {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    softphone.begin('a', 'incoming', '100');
    await deliver(controller, softphone);
    await controller.accept('a');
    await deliver(controller, softphone);
    return { softphone, controller };
  }

  it('is muted and held, and the log says so as long as it lasts', async () => {
    const { softphone, controller } = await connected();
    await controller.control('a', { kind: 'mute', on: true });
    await controller.control('a', { kind: 'hold' });
    await deliver(controller, softphone);
    expect(await db.calls.get('a')).toMatchObject({ heldByUs: true, muted: true });
    await controller.control('a', { kind: 'resume' });
    await deliver(controller, softphone);
    expect(await db.calls.get('a')).toMatchObject({ heldByUs: false, muted: true });
    softphone.end('a', 'remoteHangUp');
    await deliver(controller, softphone);
    expect((await db.calls.get('a'))?.muted).toBeUndefined();
  });

  it('takes keys, and nothing that is none', async () => {
    const { softphone, controller } = await connected();
    expect(await controller.control('a', { kind: 'digits', digits: '12#' })).toEqual({ ok: true });
    expect(softphone.controls).toEqual([{ kind: 'digits', digits: '12#', as: 'rtp' }]);
    expect(await controller.control('a', { kind: 'digits', digits: '1,2' })).toMatchObject({ error: 'numberInvalid' });
    expect(softphone.controls).toHaveLength(1);
  });

  it('given away leaves at once as transferred (R7); a ringing one cannot be', async () => {
    const { softphone, controller } = await connected();
    softphone.begin('b', 'incoming', '101');
    await deliver(controller, softphone);
    expect(await controller.transfer('b', { number: '103' })).toEqual({ ok: false, error: 'callUnknown' });
    expect(await controller.transfer('a', { number: '103' })).toEqual({ ok: true });
    await deliver(controller, softphone);
    expect(await db.calls.get('a')).toMatchObject({ state: 'ended', endReason: 'transferred' });
  });
});

describe('missed calls', () => {
  async function miss(controller: CallController, softphone: FakeSoftphone, id: string): Promise<void> {
    softphone.begin(id, 'incoming', NUMBER);
    softphone.end(id, 'callerGaveUp');
    softphone.clock += 1000;
    await deliver(controller, softphone);
  }

  it('are marked as called back by an answered call, and leave the count, not the list', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    await miss(controller, softphone, 'a');
    expect(await missedCount()).toBe(1);
    await controller.dial({ number: NUMBER });
    const [callId = ''] = softphone.live.keys();
    softphone.change(callId, { phase: 'connected', answeredAt: softphone.clock });
    await deliver(controller, softphone);
    expect(await missedCount()).toBe(0);
    expect(await db.calls.get('a')).toMatchObject({ state: 'missed', removed: 0, calledBackAt: softphone.clock });
  });

  it('stay in the count when the call back was busy', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    await miss(controller, softphone, 'a');
    await controller.dial({ number: NUMBER });
    const [callId = ''] = softphone.live.keys();
    softphone.end(callId, 'busy');
    await deliver(controller, softphone);
    expect(await missedCount()).toBe(1);
  });

  it('come back to the list when the ringing row had been removed (R9)', async () => {
    const softphone = new FakeSoftphone();
    const controller = newWorker(softphone);
    softphone.begin('a', 'incoming', NUMBER);
    await deliver(controller, softphone);
    await patchCall('a', { removed: 1 });
    softphone.end('a', 'callerGaveUp');
    await deliver(controller, softphone);
    expect(await db.calls.get('a')).toMatchObject({ state: 'missed', removed: 0 });
  });
});

/** Anything that can happen to a worker and its line. */
type Act =
  | { do: 'ring' | 'dial'; n: number }
  | { do: 'accept' | 'hangUp' | 'answer' | 'hold' | 'resume' | 'mute' | 'transfer'; n: number }
  | { do: 'die' | 'die, ring' | 'die, end'; n: number }
  | { do: 'end'; n: number; reason: EndReason }
  | { do: 'deliver' | 'twice' | 'reply lost'; n: number };

const n = fc.nat(5);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constantFrom('ring' as const, 'dial' as const), n }),
  fc.record({ do: fc.constantFrom('accept' as const, 'hangUp' as const, 'answer' as const), n }),
  fc.record({ do: fc.constantFrom('hold' as const, 'resume' as const, 'mute' as const, 'transfer' as const), n }),
  fc.record({ do: fc.constantFrom('die' as const, 'die, ring' as const, 'die, end' as const), n }),
  fc.record({
    do: fc.constant('end' as const),
    n,
    reason: fc.constantFrom<EndReason>('remoteHangUp', 'callerGaveUp', 'busy', 'lost', 'answeredElsewhere', 'noAnswer'),
  }),
  fc.record({ do: fc.constantFrom('deliver' as const, 'twice' as const, 'reply lost' as const), n }),
);

/** Plays acts against one line over several worker lives. */
async function play(acts: Act[]): Promise<FakeSoftphone> {
  const softphone = new FakeSoftphone();
  let worker = newWorker(softphone);
  let rung = 0;
  const ring = (caller: number) => softphone.begin(`rung-${++rung}`, 'incoming', `10${caller}`);
  const pick = (index: number) => [...softphone.live.keys()][index % Math.max(1, softphone.live.size)] ?? 'nobody';
  for (const one of acts) {
    softphone.clock += 1500;
    softphone.loseReply = one.do === 'reply lost';
    if (one.do === 'ring') ring(one.n);
    else if (one.do === 'dial') await worker.dial({ number: `20${one.n}` });
    else if (one.do === 'reply lost') await worker.dial({ number: '300' });
    else if (one.do === 'accept') await worker.accept(pick(one.n));
    else if (one.do === 'hangUp') await worker.hangUp(pick(one.n));
    else if (one.do === 'hold' || one.do === 'resume') await worker.control(pick(one.n), { kind: one.do });
    else if (one.do === 'mute') await worker.control(pick(one.n), { kind: 'mute', on: one.n % 2 === 0 });
    else if (one.do === 'transfer') await worker.transfer(pick(one.n), { number: '400' });
    else if (one.do === 'end') softphone.end(pick(one.n), one.reason);
    else if (one.do === 'answer') answerDialled(softphone, pick(one.n));
    else if (one.do === 'deliver') await deliver(worker, softphone);
    else if (one.do === 'twice') await worker.takeEvents([...softphone.journal]);
    else {
      worker = newWorker(softphone);
      // The world does not wait for the answer of the host.
      softphone.meanwhile = async () => {
        if (one.do === 'die') return;
        if (one.do === 'die, ring') ring(one.n);
        else softphone.end(pick(one.n), 'remoteHangUp');
        await deliver(worker, softphone);
      };
      await worker.reconcile();
    }
  }
  await worker.reconcile();
  return softphone;
}

function answerDialled(softphone: FakeSoftphone, id: string): void {
  if (softphone.live.get(id)?.facts.direction === 'outgoing')
    softphone.change(id, { phase: 'connected', answeredAt: softphone.clock });
}

describe('whatever happens to worker, line and messages', () => {
  it('no call is lost, none doubled, none lives that the line does not know, each ended one has one record due', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        await Promise.all([
          db.calls.clear(),
          db.tasks.clear(),
          db.outbox.clear(),
          db.callers.clear(),
          db.status.clear(),
        ]);
        const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
        const softphone = await play(acts);
        const calls = await all();
        const ids = calls.map(({ id }) => id);
        expect(ids.toSorted()).toEqual([...softphone.known.keys()].toSorted());
        const live = (await liveCalls()).map(({ id }) => id);
        expect(live.toSorted()).toEqual([...softphone.live.keys()].toSorted());
        const ended = calls.filter((call) => !isLive(call)).map(({ id }) => id);
        expect((await db.outbox.toArray()).map(({ callId }) => callId).toSorted()).toEqual(ended.toSorted());
        for (const call of calls) {
          const facts = softphone.known.get(call.id);
          expect(call.answeredAt).toBe(facts?.answeredAt);
          expect(call.endedAt).toBe(facts?.end?.at);
          const { heldByUs, muted } = isLive(call) ? (facts ?? {}) : {};
          expect({ heldByUs: call.heldByUs, muted: call.muted }).toEqual({ heldByUs, muted });
        }
        expect(complaints).not.toHaveBeenCalled();
        complaints.mockRestore();
      }),
      { numRuns: 1000 },
    );
  }, 120_000);
});
