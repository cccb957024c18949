import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Call, step } from '../../lib/call';
import { db } from '../../lib/db';
import { LineCare, lineConfig } from '../../lib/line-care';
import { dismissOutages, recentOutages, untoldOutage } from '../../lib/outages';
import { defaultSettings } from '../../lib/settings';
import type { JournalEntry, LineState } from '../../lib/softphone/softphone';
import { loadLine } from '../../lib/status';

const BEGAN = Date.parse('2026-11-22T10:00:00Z');
let now: number;
let told: object[];
let care: LineCare;
let url: string;

const line = (phase: LineState['phase'], patch: Partial<LineState> = {}): LineState => ({
  ...{ phase, connector: 'sip', since: now },
  ...patch,
});
const missed = (callId: string, minute: number, legs: string[] = []) => {
  const at = new Date(BEGAN + minute * 60_000).toISOString();
  return { callId, legs, from: '+493023125001', startedAt: at, endedAt: at };
};
const spans = async () => (await recentOutages(9)).map(({ from, to }) => [from - BEGAN, to && to - BEGAN]);

describe('the line that settings describe', () => {
  it('rings itself, but where another program has the calls: that one rings', () => {
    const rings = (connector: 'demo' | 'sip' | 'desktop' | 'handOff') =>
      lineConfig({ ...defaultSettings(), connector }).ringtone.on;
    expect([rings('demo'), rings('sip'), rings('desktop'), rings('handOff')]).toEqual([true, true, false, false]);
    expect(lineConfig({ ...defaultSettings(), connector: 'handOff' })).toMatchObject({ scheme: 'tel' });
  });
});

beforeEach(async () => {
  fakeBrowser.reset();
  await Promise.all([db.calls.clear(), db.status.clear(), db.outages.clear()]);
  now = BEGAN;
  told = [];
  url = 'https://pbx.example/missed';
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ calls: told })));
  const takeEvents = async (entries: JournalEntry[]) => {
    for (const { event, line: name } of entries) {
      const before = await db.calls.get(event.facts.id);
      await db.calls.put(step(before, event, name, { keepDeclined: false }).call);
    }
    return [];
  };
  const settings = async () => ({ ...defaultSettings(), connector: 'sip' as const, missedCalls: { url, token: 't' } });
  care = new LineCare({ settings, takeEvents, now: () => now });
});

/** Ready at 0, lost at 2 min, ready again at 7 min. */
async function down(): Promise<void> {
  await care.took(line('ready'));
  now += 60_000;
  await care.look();
  now += 60_000;
  await care.took(line('lost', { reason: 'serverUnreachable', detail: 'closed (1006)' }));
  now += 300_000;
  await care.took(line('ready'));
}

describe('an outage', () => {
  it('is kept from its begin to its end, and told until it is put away', async () => {
    await down();
    expect(await spans()).toEqual([[120_000, 420_000]]);
    expect(await untoldOutage()).toMatchObject({ reason: 'serverUnreachable', detail: 'closed (1006)' });
    await dismissOutages();
    expect(await untoldOutage()).toBeUndefined();
  });

  it('is not the time before the first registration, nor a line that was taken off', async () => {
    await care.took(line('connecting'));
    await care.took(line('lost', { reason: 'wrongPassword' }));
    now += 60_000;
    await care.took(line('ready'));
    await care.took(line('lost'));
    await care.took(line('off', { connector: 'none' }));
    await care.took(line('lost'));
    await care.took(line('ready'));
    expect(await spans()).toEqual([]);
  });

  it('of a few seconds is kept, but nobody is told', async () => {
    await care.took(line('ready'));
    await care.took(line('lost'));
    now += 9_000;
    await care.took(line('ready'));
    expect(await spans()).toEqual([[0, 9000]]);
    expect(await untoldOutage()).toBeUndefined();
  });

  it('began when the line host was last seen alive, where that died', async () => {
    await care.took(line('ready'));
    now += 30_000;
    await care.look();
    now += 30_000;
    await care.hostStarted();
    await care.took(line('connecting'));
    now += 1000;
    await care.took(line('ready'));
    expect(await spans()).toEqual([[30_000, 61_000]]);
    expect((await recentOutages(1))[0]?.reason).toBe('lineHostGone');
  });

  it('is seen where its begin and its end are told in the same moment', async () => {
    await care.took(line('ready'));
    await care.look();
    now += 300_000;
    const slept = line('lost', { since: now - 240_000, reason: 'computerSlept' });
    await Promise.all([care.took(slept), care.took(line('ready'))]);
    expect(await spans()).toEqual([[60_000, 300_000]]);
    told = [missed('a', 3)];
    await care.look();
    expect(await db.calls.count()).toBe(1);
  });

  it('changes nothing when the same state is told again', async () => {
    expect(await care.took(line('ready'))).toBe(true);
    expect(await care.took(line('ready'))).toBe(false);
    expect((await loadLine()).phase).toBe('ready');
  });
});

describe('calls of that time', () => {
  const rows = async (): Promise<Call[]> => db.calls.orderBy('startedAt').toArray();

  it('are missed with their reason, once, however often they are told', async () => {
    await down();
    told = [missed('a', 3), missed('b', 6)];
    await care.look();
    await care.look();
    expect((await rows()).map(({ state, endReason, sipCallId }) => [state, endReason, sipCallId])).toEqual([
      ['missed', 'lineDown', 'a'],
      ['missed', 'lineDown', 'b'],
    ]);
    expect(await untoldOutage()).toMatchObject({ fetched: 2 });
  });

  it('that rang here are the ones in the log; later ones are none of that time', async () => {
    await down();
    const rang: Call = {
      ...{ id: 'x', direction: 'incoming', state: 'missed', number: '1', displayName: '', withheld: false },
      ...{ startedAt: BEGAN + 180_000, seq: 2, line: 'sip', removed: 0, note: '', sipCallId: 'leg-of-a' },
    };
    await db.calls.put(rang);
    told = [missed('a', 3, ['leg-of-a']), missed('late', 8)];
    await care.look();
    expect(await rows()).toEqual([rang]);
  });

  it('are asked for again while calls may still be ending, then no more', async () => {
    await down();
    await care.look();
    told = [missed('a', 6)];
    now += 60_000;
    await care.look();
    expect(await rows()).toHaveLength(1);
    now += 120_000;
    await care.look();
    told = [missed('a', 6), missed('b', 6)];
    await care.look();
    expect(await rows()).toHaveLength(1);
  });

  it('that cannot be had are told as a failure and asked for again', async () => {
    await down();
    vi.stubGlobal('fetch', async () => new Response('', { status: 401 }));
    await care.look();
    const notices = async () => (await db.status.get('notices')) as { notices: { code: string }[] } | undefined;
    expect((await notices())?.notices.map(({ code }) => code)).toEqual(['missedCallsRefused']);
    now += 3_600_000;
    told = [missed('a', 3)];
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ calls: told })));
    await care.look();
    expect(await rows()).toHaveLength(1);
    expect((await notices())?.notices).toEqual([]);
  });

  it('are not asked for where no address is set', async () => {
    url = '';
    vi.stubGlobal('fetch', () => expect.unreachable());
    await down();
    await care.look();
    expect((await untoldOutage())?.fetched).toBeUndefined();
  });
});
