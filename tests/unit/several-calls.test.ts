/**
 * Several calls at once, with the real call-controller over the real line host. Only the far end is played: a connector
 * that keeps its contract (softphone.ts) and takes its time, and a world in which calls ring, answer, end and hold.
 */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import type { CallFacts, EndReason } from '../../lib/call';
import { CallController } from '../../lib/call-controller';
import { db } from '../../lib/db';
import { defaultSettings } from '../../lib/settings';
import { createLineHost } from '../../lib/softphone/host';
import type { LineHost } from '../../lib/softphone/host-parts';
import type { CallControl, CommandResult, Connector, ConnectorHost, DialOrder } from '../../lib/softphone/softphone';
import { fakeStream, MemoryJournal } from './softphone/fake-line';

const OK: CommandResult = { ok: true };
const UNKNOWN: CommandResult = { ok: false, error: 'callUnknown' };

/** The far end. Every answer of it takes some turns, in which other things happen. */
class World implements Connector {
  readonly needsMicrophone = true;
  readonly closed = Promise.resolve();
  readonly calls = new Map<string, CallFacts>();
  /** At most so many calls in which our user was heard, or would be heard next, at any moment. */
  mostHeard = 0;
  /** A far side that refuses to be held. */
  stubborn = false;
  /** How long its answers take: beats in which everything else goes on. */
  slowness = 0;
  #rung = 0;

  constructor(private readonly host: ConnectorHost) {}

  async dial({ callId, number }: DialOrder): Promise<CommandResult> {
    await beats(this.slowness);
    this.#set({ ...fresh(callId, number), direction: 'outgoing', phase: 'dialling' });
    return OK;
  }
  async accept(callId: string): Promise<CommandResult> {
    if (this.calls.get(callId)?.phase !== 'ringing') return UNKNOWN;
    // The 200 is on its way; that the call is connected comes later.
    void beats(2 * this.slowness).then(() => this.change(callId, 'ringing', { phase: 'connected', answeredAt: 2 }));
    return OK;
  }
  async reject(callId: string): Promise<CommandResult> {
    return this.end(callId, 'declined') ? OK : UNKNOWN;
  }
  async hangUp(callId: string): Promise<CommandResult> {
    return this.end(callId, 'localHangUp') ? OK : UNKNOWN;
  }
  async control(callId: string, control: CallControl): Promise<CommandResult> {
    await beats(this.slowness);
    if (this.calls.get(callId)?.phase !== 'connected') return UNKNOWN;
    if (control.kind === 'hold' && this.stubborn) return { ok: false, error: 'holdFailed' };
    if (control.kind === 'hold') this.change(callId, 'connected', { heldByUs: true });
    else if (control.kind === 'resume') this.change(callId, 'connected', { heldByUs: false });
    else if (control.kind === 'mute') this.change(callId, 'connected', { muted: control.on });
    else if (control.kind === 'transfer') this.end(callId, 'transferred');
    else if (control.kind === 'connect') {
      if (this.calls.get(control.with)?.phase !== 'connected' || control.with === callId) return UNKNOWN;
      this.end(control.with, 'transferred');
      this.end(callId, 'transferred');
    }
    return OK;
  }
  async replaceMicrophone(): Promise<CommandResult> {
    return OK;
  }
  retryNow(): void {}

  ring(): void {
    this.#rung += 1;
    this.#set({ ...fresh(`rung-${this.#rung}`, `10${this.#rung}`), direction: 'incoming', phase: 'ringing' });
  }
  answer(callId: string): void {
    this.change(callId, 'dialling', { phase: 'connected', answeredAt: 2 });
  }
  change(callId: string, from: CallFacts['phase'], patch: Partial<CallFacts>): void {
    const facts = this.calls.get(callId);
    if (facts?.phase === from) this.#set({ ...facts, ...patch });
  }
  end(callId: string, reason: EndReason): boolean {
    const facts = this.calls.get(callId);
    if (!facts) return false;
    this.#set({ ...facts, phase: 'ended', end: { at: 3, reason } });
    return true;
  }

  #set(facts: CallFacts): void {
    if (facts.phase === 'ended') this.calls.delete(facts.id);
    else this.calls.set(facts.id, facts);
    const heard = [...this.calls.values()].filter(
      ({ phase, heldByUs }) => phase === 'dialling' || (phase === 'connected' && !heldByUs),
    );
    this.mostHeard = Math.max(this.mostHeard, heard.length);
    this.host.sink.call(facts);
  }
}

function fresh(id: string, number: string) {
  return { id, number, displayName: '', withheld: false, startedAt: 1 };
}

async function beats(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

const COMMANDS = ['dial', 'accept', 'hangUp', 'hold', 'resume', 'mute', 'transfer', 'connect'] as const;
const EVENTS = ['ring', 'answer', 'hangs up', 'holds', 'stubborn', 'slow', 'worker dies'] as const;
type Act = { do: (typeof COMMANDS)[number] | (typeof EVENTS)[number]; n: number; wait: boolean };

const act: fc.Arbitrary<Act> = fc.record({
  // What brings calls up comes more often than what ends them.
  do: fc.constantFrom(...COMMANDS, ...EVENTS, 'ring', 'accept', 'accept', 'dial', 'answer', 'answer', 'hold', 'resume'),
  n: fc.nat(4),
  // Or the next thing happens while this one is still under way.
  wait: fc.boolean(),
});

/** A worker's life over a host that stays. */
function newWorker(softphone: LineHost) {
  return new CallController({
    softphone,
    settings: async () => ({ ...defaultSettings(), connector: 'sip' }),
    normaliseCaller: (raw) => raw,
    checkDial: (number) => ({ ok: true, target: number, ...(number === '112' && { emergency: true }) }),
    announce: () => {},
    now: () => 1,
  });
}

async function play(acts: Act[], then?: (worker: CallController, world: World) => Promise<void>): Promise<World> {
  const stop = new AbortController();
  let worker: CallController | undefined;
  let world: World | undefined;
  const create = (_config: unknown, host: ConnectorHost) => {
    world = new World(host);
    host.sink.line({ phase: 'ready' });
    return world;
  };
  const host = createLineHost(
    {
      openMicrophone: async () => fakeStream(),
      play: () => undefined,
      tone: () => undefined,
      journal: new MemoryJournal(),
      onEvents: async (entries) => worker?.takeEvents(entries) ?? [],
      onLine: async () => undefined,
      connectors: { demo: create, sip: create },
    },
    stop.signal,
  );
  await host.configure({ connector: 'demo', ringtone: { on: false, volume: 0 } });
  if (!world) throw new Error('no line');
  worker = newWorker(host);
  const running: Promise<unknown>[] = [];
  for (const one of acts) {
    const done = perform(one, worker, world);
    running.push(Promise.resolve(done));
    if (one.do === 'worker dies') {
      worker = newWorker(host);
      await worker.reconcile();
    }
    if (one.wait) await done;
  }
  await Promise.all(running);
  await then?.(worker, world);
  await beats(900);
  await worker.reconcile();
  stop.abort();
  return world;
}

function perform({ do: what, n }: Act, worker: CallController, world: World): unknown {
  const ids = [...world.calls.keys()];
  const [id = 'nobody', other = 'nobody'] = [ids[n % Math.max(1, ids.length)], ids[(n + 1) % Math.max(1, ids.length)]];
  if (what === 'dial') return worker.dial({ number: `20${n}${world.calls.size}` });
  if (what === 'accept') return worker.accept(id);
  if (what === 'hangUp') return worker.hangUp(id);
  if (what === 'hold' || what === 'resume') return worker.control(id, { kind: what });
  if (what === 'mute') return worker.control(id, { kind: 'mute', on: n % 2 === 0 });
  if (what === 'connect') return worker.control(id, { kind: 'connect', with: other });
  if (what === 'transfer') return worker.transfer(id, { number: '400' });
  if (what === 'ring') return world.ring();
  if (what === 'answer') return world.answer(id);
  if (what === 'hangs up') return world.end(id, 'remoteHangUp');
  if (what === 'holds') return world.change(id, 'connected', { heldByThem: n % 2 === 0 });
  if (what === 'slow') world.slowness = n * 100;
  if (what === 'stubborn') world.stubborn = n % 2 === 0;
  return undefined;
}

beforeEach(async () => {
  await Promise.all([db.calls.clear(), db.tasks.clear(), db.outbox.clear(), db.status.clear()]);
});

it.each([
  ['while one dials: that one ends', ['dial'], []],
  ['while one talks: it is held', ['dial', 'answer'], [true]],
  ['while one talks that refuses to be held: it ends', ['dial', 'answer', 'stubborn'], []],
] as const)('a call for help %s', async (_, before, others) => {
  const acts = before.map((what) => ({ do: what, n: 0, wait: true }));
  await play(acts, async (worker, world) => {
    // Held or ended is decided by the log's state.
    const state = before.length > 1 ? 'connected' : 'dialling';
    await vi.waitFor(async () => expect(await db.calls.toArray()).toMatchObject([{ state }]));
    expect(await worker.dial({ number: '112' })).toEqual({ ok: true });
    const calls = [...world.calls.values()];
    expect(calls.find(({ number }) => number === '112')?.phase).toBe('dialling');
    expect(calls.filter(({ number }) => number !== '112').map(({ heldByUs }) => heldByUs)).toEqual(others);
  });
});

it('our user is heard in one call at a time, and the log knows what the line knows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30, size: 'max' }), async (acts) => {
      await Promise.all([db.calls.clear(), db.tasks.clear(), db.outbox.clear(), db.status.clear()]);
      const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
      const { mostHeard, calls } = await play(acts);
      expect(mostHeard).toBeLessThanOrEqual(1);
      const log = await db.calls.toArray();
      const live = log.filter(({ endedAt }) => endedAt === undefined);
      expect(live.map(({ id }) => id).toSorted()).toEqual([...calls.keys()].toSorted());
      for (const { id, heldByUs, heldByThem, muted } of live) {
        const facts = calls.get(id);
        expect({ heldByUs, heldByThem, muted }).toEqual({
          heldByUs: facts?.heldByUs,
          heldByThem: facts?.heldByThem,
          muted: facts?.muted,
        });
      }
      expect(complaints).not.toHaveBeenCalled();
      complaints.mockRestore();
    }),
    { numRuns: 1500 },
  );
}, 120_000);
