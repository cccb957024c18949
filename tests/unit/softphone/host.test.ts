import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../lib/errors';
import { DEFAULT_AUDIO } from '../../../lib/softphone/audio-settings';
import { DEMO, ended, FakeLine, fakeStream, MemoryJournal, ringing } from './fake-line';

let line: FakeLine;

beforeEach(async () => {
  vi.useFakeTimers();
  line = new FakeLine();
  await line.host.configure(DEMO);
});

afterEach(() => {
  line.stop.abort();
  vi.useRealTimers();
});

/** Lets everything that is due happen. */
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('events', () => {
  test('are numbered per call from 1 and delivered in order', async () => {
    const [a, b] = [ringing('a'), ringing('b')];
    line.says(a);
    line.says(b);
    line.says({ ...a, phase: 'connected', answeredAt: 1500 });
    line.says(ended(b));
    await settle();
    expect(line.events).toEqual(['a 1 ringing', 'b 1 ringing', 'a 2 connected', 'b 2 ended']);
  });

  test('are in the journal before they are delivered, and leave it once they are stored', async () => {
    line.says(ringing('a'));
    await settle();
    for (const { entries, journalled } of line.delivered) {
      for (const { key } of entries) expect(journalled).toContain(key);
    }
    expect((line.journal as MemoryJournal).entries.size).toBe(0);
    expect((await line.host.snapshot()).unacknowledged).toEqual([]);
  });

  test('are delivered again with growing delays up to 10 s until they are stored', async () => {
    const tries: number[] = [];
    line.background = async () => {
      tries.push(Date.now());
      throw new Error('the background sleeps');
    };
    line.says(ringing('a'));
    await settle(60_000);
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(gaps.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    line.background = async (entries) => entries.map(({ key }) => key);
    await settle(10_000);
    expect((await line.host.snapshot()).unacknowledged).toEqual([]);
  });

  test('that were only partly stored come again, those that were stored do not', async () => {
    line.background = async (entries) => entries.slice(0, 1).map(({ key }) => key);
    line.says(ringing('a'));
    line.says(ringing('b'));
    await settle(20_000);
    expect(line.events).toEqual(['a 1 ringing', 'b 1 ringing']);
    const counts = line.delivered.flatMap(({ entries }) => entries.map(({ event }) => event.facts.id));
    expect(counts.filter((id) => id === 'a')).toHaveLength(1);
  });

  test('a background that never answers does not stop the delivery', async () => {
    line.background = () => new Promise(() => undefined);
    line.says(ringing('a'));
    await settle(11_000);
    expect(line.delivered.length).toBeGreaterThan(1);
  });

  test('a snapshot holds live calls with their newest number and what nobody has stored', async () => {
    line.background = async () => [];
    line.says(ringing('a'));
    line.says({ ...ringing('a'), phase: 'connected', answeredAt: 1500 });
    line.says(ringing('b'));
    line.says(ended(ringing('b')));
    const { live, unacknowledged } = await line.host.snapshot();
    expect(live.map(({ seq, facts }) => [facts.id, seq])).toEqual([['a', 2]]);
    expect(unacknowledged.map(({ event }) => event.facts.id)).toEqual(['a', 'a', 'b', 'b']);
    await line.host.acknowledge(unacknowledged.map(({ key }) => key));
    expect((await line.host.snapshot()).unacknowledged).toEqual([]);
    expect((line.journal as MemoryJournal).entries.size).toBe(0);
  });

  test('after the end of a call are reported and dropped', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    line.says(ringing('a'));
    line.says(ended(ringing('a')));
    line.says(ended(ringing('a')));
    await settle();
    expect(line.events).toEqual(['a 1 ringing', 'a 2 ended']);
    expect(error).toHaveBeenCalledOnce();
  });
});

describe('after the host died', () => {
  test('calls that were live end as lost at the last heartbeat, before anything new is told', async () => {
    const journal = new MemoryJournal();
    let clock = 100_000;
    const first = new FakeLine(journal, () => clock);
    first.background = async () => [];
    await first.host.configure(DEMO);
    first.says({ ...ringing('a'), startedAt: 100_000 });
    first.says({ ...ringing('b'), startedAt: 100_000 });
    first.says(ended({ ...ringing('b'), startedAt: 100_000 }));
    clock = 104_000;
    await settle(4000);
    // No abort: a dead process says nothing.
    const second = new FakeLine(journal, () => 200_000);
    second.background = async () => [];
    const { live, unacknowledged } = await second.host.snapshot();
    expect(live).toEqual([]);
    const last = unacknowledged.at(-1)?.event;
    expect(last).toMatchObject({ seq: 2, facts: { id: 'a', phase: 'ended', end: { reason: 'lost', at: 104_000 } } });
    expect(unacknowledged).toHaveLength(4);
    second.background = async (entries) => entries.map(({ key }) => key);
    await settle(1000);
    expect(second.events.at(-1)).toBe('a 2 ended');
    const third = new FakeLine(journal);
    expect((await third.host.snapshot()).unacknowledged).toEqual([]);
  });
});

describe('microphone', () => {
  test('is open before the connector is asked to dial, and off when the call ends', async () => {
    const order = { callId: 'a', number: '1', target: '1' };
    expect(await line.host.dial(order)).toEqual({ ok: true });
    expect(line.connector.asked).toEqual(['dial a with microphone']);
    const facts = ringing('a', { direction: 'outgoing', phase: 'dialling' });
    line.says(facts);
    expect(line.streams[0]?.on()).toBe(true);
    line.says(ended(facts));
    expect(line.streams[0]?.on()).toBe(false);
  });

  test('that is still being opened: the ordered call is in the snapshot, so that nobody takes it for lost', async () => {
    let open: (stream: MediaStream) => void = () => {};
    line.microphone = () =>
      new Promise((resolve) => {
        open = resolve;
      });
    const dialled = line.host.dial({ callId: 'a', number: '1', target: '1' });
    expect(await line.host.snapshot()).toMatchObject({ live: [], ordered: ['a'] });
    open(fakeStream());
    await dialled;
    line.says(ringing('a', { direction: 'outgoing', phase: 'dialling' }));
    expect(await line.host.snapshot()).toMatchObject({ live: [{ facts: { id: 'a' } }], ordered: [] });
  });

  test('is opened once for prepare and dial, kept 15 s and then turned off', async () => {
    expect(await line.host.prepare('a')).toEqual({ ok: true });
    await line.host.dial({ callId: 'a', number: '1', target: '1' });
    expect(line.streams).toHaveLength(1);
    await line.host.prepare('b');
    await settle(14_900);
    expect(line.streams[1]?.on()).toBe(true);
    await settle(200);
    expect(line.streams[1]?.on()).toBe(false);
    expect(line.streams[0]?.on()).toBe(true);
  });

  test.each(['microphoneRefused', 'microphoneMissing', 'microphoneBusy', 'microphoneNotAsked'] as const)(
    '%s is said and nothing is sent',
    async (code) => {
      line.microphone = async () => {
        throw new AppError(code, 'why');
      };
      line.says(ringing('in'));
      const failure = { ok: false, error: code, detail: 'why' };
      expect(await line.host.prepare('a')).toEqual(failure);
      expect(await line.host.dial({ callId: 'a', number: '1', target: '1' })).toEqual(failure);
      expect(await line.host.accept('in')).toEqual(failure);
      expect(line.connector.asked).toEqual([]);
      // It could not be accepted, so it rings on.
      expect(line.sounding).toEqual(['ringtone']);
    },
  );

  test('goes off when the connector refuses the call', async () => {
    line.connector.answer = { ok: false, error: 'callFailed' };
    await line.host.dial({ callId: 'a', number: '1', target: '1' });
    expect(line.streams[0]?.on()).toBe(false);
  });

  test('goes off when the caller gives up while it was being opened', async () => {
    let open: (stream: MediaStream) => void = () => undefined;
    line.microphone = () =>
      new Promise((resolve) => {
        open = resolve;
      });
    line.says(ringing('a'));
    const accepted = line.host.accept('a');
    await settle();
    line.says(ended(ringing('a')));
    const stream = fakeStream();
    open(stream);
    expect(await accepted).toMatchObject({ ok: false, error: 'callUnknown' });
    expect(stream.on()).toBe(false);
    expect(line.connector.asked).toEqual([]);
  });

  test('chosen anew in a call is the one the call goes on with', async () => {
    line.says(ringing('a'));
    await line.host.accept('a');
    line.says({ ...ringing('a'), phase: 'connected', answeredAt: 1 });
    const audio = { ...DEFAULT_AUDIO, microphone: { id: 'headset', label: 'Headset' } };
    await line.host.configure({ ...DEMO, audio });
    await settle();
    expect(line.connector.asked).toEqual(['accept a with microphone', 'replaceMicrophone a with microphone']);
    expect(line.streams.map((stream) => stream.on())).toEqual([false, true]);
    expect(line.uses.at(-1)?.audio).toEqual(audio);
    await line.host.configure({ ...DEMO, audio });
    expect(line.uses).toHaveLength(2);
  });

  test('that dies in a call is replaced by another one, which goes off when the call ends', async () => {
    line.says(ringing('a'));
    await line.host.accept('a');
    line.says({ ...ringing('a'), phase: 'connected', answeredAt: 1 });
    line.uses[0]?.lost?.(false);
    await settle();
    expect(line.connector.asked).toEqual(['accept a with microphone', 'replaceMicrophone a with microphone']);
    expect(line.uses.map(({ callId }) => callId)).toEqual(['a', 'a']);
    line.uses[1]?.lost?.(false);
    await settle();
    expect(line.streams).toHaveLength(3);
    line.says(ended(ringing('a')));
    expect(line.streams.at(-1)?.on()).toBe(false);
    line.uses[2]?.lost?.(false);
    await settle();
    expect(line.streams).toHaveLength(3);
    expect(line.voiceLost).toEqual([]);
  });

  test('that dies while it waits for its call is opened anew for it', async () => {
    await line.host.prepare('a');
    line.uses[0]?.lost?.(false);
    expect(await line.host.dial({ callId: 'a', number: '1', target: '1' })).toEqual({ ok: true });
    expect(line.streams).toHaveLength(2);
    expect(line.connector.asked).toEqual(['dial a with microphone']);
  });

  test('that nothing can replace leaves the call up, and the background is told why', async () => {
    line.says(ringing('a'));
    await line.host.accept('a');
    const refused = new AppError('microphoneRefused');
    line.microphone = async () => Promise.reject(refused);
    line.uses[0]?.lost?.(false);
    await settle();
    expect(line.voiceLost).toEqual([refused]);
    expect((await line.host.snapshot()).live).toHaveLength(1);
  });

  test('is not opened for a connector that needs none', async () => {
    line.connector.needsMicrophone = false;
    await line.host.dial({ callId: 'a', number: '1', target: '1' });
    expect(line.connector.asked).toEqual(['dial a']);
    expect(line.streams).toEqual([]);
  });
});

describe('ringing', () => {
  test('sounds while a call rings in and stops at once when the user acts', async () => {
    line.says(ringing('a'));
    expect(line.sounding).toEqual(['ringtone']);
    expect(line.sounds[0]?.volume).toBe(0.5);
    const accepted = line.host.accept('a');
    await settle();
    expect(line.sounding).toEqual([]);
    await accepted;
    line.says({ ...ringing('a'), phase: 'connected', answeredAt: 1 });
    expect(line.sounding).toEqual([]);
  });

  test.each(['reject', 'end'] as const)('stops on %s', async (how) => {
    line.says(ringing('a'));
    if (how === 'reject') await line.host.reject('a');
    else line.says(ended(ringing('a')));
    expect(line.sounding).toEqual([]);
  });

  test('is a soft tone while another call is up, and a ringtone when that one ends', () => {
    const first = ringing('a', { phase: 'connected', answeredAt: 1 });
    line.says(first);
    line.says(ringing('b'));
    expect(line.sounding).toEqual(['callWaiting']);
    line.says(ended(first));
    expect(line.sounding).toEqual(['ringtone']);
  });

  test('goes on for the second of two calls', () => {
    line.says(ringing('a'));
    line.says(ringing('b'));
    line.says(ended(ringing('a')));
    expect(line.sounding).toEqual(['ringtone']);
  });

  test('turned off means silence, also in the middle of ringing', async () => {
    line.says(ringing('a'));
    await line.host.configure({ connector: 'demo', ringtone: { on: false, volume: 1 } });
    expect(line.sounding).toEqual([]);
    expect(line.connectors).toHaveLength(1);
  });

  test('can be heard in advance for 3 s', async () => {
    await line.host.previewRingtone(0.8);
    expect(line.sounding).toEqual(['ringtone']);
    await settle(3000);
    expect(line.sounding).toEqual([]);
  });
});

describe('configure', () => {
  test('with the same settings changes nothing', async () => {
    line.says(ringing('a'));
    await line.host.configure({ ...DEMO });
    expect(line.connectors).toHaveLength(1);
    expect((await line.host.snapshot()).live).toHaveLength(1);
  });

  test('null ends live calls as lost, stops the connector and keeps the events', async () => {
    line.background = async () => [];
    line.says(ringing('a'));
    await line.host.prepare('a');
    const { connector } = line;
    await line.host.configure(null);
    expect(connector.signal.aborted).toBe(true);
    expect(line.streams[0]?.on()).toBe(false);
    expect(line.sounding).toEqual([]);
    const { live, line: state, unacknowledged } = await line.host.snapshot();
    expect({ live, phase: state.phase, connector: state.connector }).toEqual({
      live: [],
      phase: 'off',
      connector: 'none',
    });
    expect(unacknowledged.at(-1)?.event.facts.end?.reason).toBe('lost');
    expect(await line.host.prepare('b')).toMatchObject({ ok: false, error: 'lineNotSetUp' });
  });

  test('a line that is not ready says why before anything is opened', async () => {
    const { sink } = line.connector.host;
    sink.line({ phase: 'connecting' });
    expect(await line.host.prepare('a')).toMatchObject({ error: 'lineConnecting' });
    sink.line({ phase: 'lost', reason: 'wrongPassword', detail: '401 Unauthorized' });
    expect(await line.host.prepare('a')).toEqual({ ok: false, error: 'wrongPassword', detail: '401 Unauthorized' });
    expect(line.streams).toEqual([]);
  });

  test('tells the background of every change once, and since when it holds', async () => {
    const { sink } = line.connector.host;
    await settle(1000);
    const began = Date.now();
    sink.line({ phase: 'lost', reason: 'serverUnreachable', nextTry: 1 });
    await settle(1000);
    sink.line({ phase: 'lost', reason: 'serverUnreachable', nextTry: 2 });
    sink.line({ phase: 'lost', reason: 'serverUnreachable', nextTry: 2 });
    await settle();
    const lost = line.lines.filter(({ phase }) => phase === 'lost');
    expect(lost.map(({ since, nextTry }) => [since, nextTry])).toEqual([
      [began, 1],
      [began, 2],
    ]);
  });

  test('commands for calls nobody knows fail', async () => {
    const unknown = { ok: false, error: 'callUnknown' };
    expect(await line.host.accept('x')).toMatchObject(unknown);
    expect(await line.host.reject('x')).toMatchObject(unknown);
    expect(await line.host.hangUp('x')).toMatchObject(unknown);
  });
});
