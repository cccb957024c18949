/**
 * Runs in a page of ours (bundled by big-log.ts): makes a log of very many calls the way the call log would have written
 * them, past Dexie and in big transactions, and times reading it.
 */
import type { Call } from '../../lib/call';
import { type CallerRow, callerRow, callRow } from '../../lib/caller-index';
import { db } from '../../lib/db';
import { dayFigures } from '../../lib/figures';
import { ALL_CALLS, historyPage } from '../../lib/history';
import { historyCsv } from '../../lib/history-export';
import { createTexts, startOfDay } from '../../lib/i18n';
import { readPictureFile } from '../../lib/picture-file';
import { forgetNumber, forgetOld } from '../../lib/retention';
import { isTask } from '../../lib/task-rows';
import messages from '../../public/_locales/en/messages.json';

const SPAN_MS = 730 * 86_400_000;
/** Newest missed calls that nobody has removed. */
const LISTED = 40;
const GIVEN = 'Anna Katrin Mehmet Jörg Sandra Tobias Elif Piotr Chloé Rainer Ulrike Hannes Zoë Bogdan Ingrid Samuel';
const FAMILY =
  'Vogel Vogt Yıldız Krämer Wieczorek Baumann Öztürk Hoppe Schuster Nowak Lindner Rautenberg Petersen Marx Albrecht Zander';
const FIRMS =
  'Elektrotechnik Logistik Steuerberatung Möbelhaus Stadtwerke Praxis Druckerei Gartenbau Spedition Feinmechanik Bäckerei';
const WORDS =
  'Angebot Lieferung Rückfrage Termin Rechnung Muster Werk Dienstag Preis Verteilerkasten Gewährleistung Montage Zoll Mahnung';
const [given, family, firms, words] = [GIVEN, FAMILY, FIRMS, WORDS].map((list) => list.split(' ')) as string[][];

/** Numbers between 0 and 1, the same ones in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = (list: string[] | undefined, at: number) => list?.[at % list.length] ?? '';

/** The n-th of `total` calls, oldest first. Few callers call often, most seldom. */
function callOf(n: number, total: number, callers: number, now: number, roll: () => number): Call {
  const caller = Math.floor(callers * roll() ** 2);
  const startedAt = now - SPAN_MS + Math.floor((n / total) * (SPAN_MS - 60_000));
  const incoming = roll() < 0.6;
  const answered = roll() < 0.8;
  const answeredAt = answered ? startedAt + 6000 : undefined;
  const state = answered ? 'ended' : incoming ? 'missed' : 'hungUp';
  const note = roll() < 0.15 ? `${pick(words, n)} ${pick(words, Math.floor(roll() * 99))} ${n % 5000}` : '';
  return {
    id: `call-${String(n).padStart(8, '0')}`,
    direction: incoming ? 'incoming' : 'outgoing',
    state,
    number: `+4930231${String(100_000 + caller)}`,
    displayName: '',
    withheld: false,
    startedAt,
    answeredAt,
    endedAt: startedAt + (answered ? 6000 + Math.floor(roll() * 600_000) : 20_000),
    endReason: answered ? 'localHangUp' : incoming ? 'callerGaveUp' : 'noAnswer',
    seq: 3,
    line: 'sip',
    removed: state === 'missed' && n < total - LISTED * 12 ? 1 : 0,
    contact: {
      ref: `party.party,${caller}`,
      name: `${pick(given, caller)} ${pick(family, caller >> 4)}`,
      organisation: `${pick(firms, caller >> 3)} ${caller % 700}`,
      url: `https://crm.example/party/${caller}`,
    },
    contactFrom: 'crm',
    note,
  };
}

/** Adds calls `from` up to `to` of a log of `total`. The last piece makes the callers and figures. */
async function fill(from: number, to: number, total: number, callers: number, now: number): Promise<void> {
  await db.open();
  const roll = dice(from + 1);
  const stores = ['calls', 'tasks', 'outbox', 'callers', 'status'];
  const transaction = db.backendDB().transaction(stores, 'readwrite', { durability: 'relaxed' });
  const [calls, tasks, outbox, people, status] = stores.map((name) => transaction.objectStore(name));
  if (from === 0) {
    known.clear();
    for (const store of [calls, tasks, outbox, people]) store?.clear();
  }
  for (let n = from; n < to; n++) {
    const call = callOf(n, total, callers, now, roll);
    calls?.put(callRow(call));
    if (isTask(call) && call.state === 'missed') tasks?.put(call);
    // The newer half as where no CRM is set up: they wait, and nobody has tried them.
    const stored = n < total / 2;
    const record = stored
      ? { state: 'stored', attempts: 1, storedAt: call.endedAt }
      : { state: 'waiting', attempts: 0 };
    outbox?.put({ callId: call.id, dueAt: 0, leaseUntil: 0, ...record });
    const before = known.get(call.number);
    // Terms cost most and change with the name only.
    if (before) Object.assign(before, { lastAt: call.startedAt, calls: before.calls + 1 });
    else known.set(call.number, callerRow(call, undefined, true));
  }
  status?.put({ id: 'calls', count: to });
  if (to === total) for (const row of known.values()) people?.put(row);
  await new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onabort = () => fail(transaction.error);
  });
  if (to === total) await figures(now);
}

const known = new Map<string, CallerRow>();

async function figures(now: number): Promise<void> {
  await db.status.delete('today');
  const missed = await db.tasks.where('state').equals('missed').count();
  const day = startOfDay(now);
  await db.status.bulkPut([
    { id: 'today', day, figures: await dayFigures(day) },
    { id: 'missed', count: missed },
    { id: 'tidied', at: now },
  ]);
}

/** The newest 50 by the history's own reading and by a bare getAll of the same rows, in turns; ms each. */
async function newest(times: number): Promise<{ ours: number[]; raw: number[] }> {
  const { calls } = await historyPage(ALL_CALLS, undefined, 50);
  const range = IDBKeyRange.lowerBound(calls.at(-1)?.startedAt ?? 0);
  const [ours, raw]: [number[], number[]] = [[], []];
  for (let n = 0; n < times; n++) {
    ours.push(await timed(() => historyPage(ALL_CALLS, undefined, 50)));
    raw.push(await timed(() => rawGetAll(range)));
  }
  return { ours, raw };
}

function rawGetAll(range: IDBKeyRange): Promise<Call[]> {
  return new Promise((done, fail) => {
    const request = db.backendDB().transaction('calls').objectStore('calls').index('startedAt').getAll(range);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

/** Pages of 50 anywhere in the log, ms each. */
async function anywhere(times: number, now: number): Promise<number[]> {
  const roll = dice(7);
  const found: number[] = [];
  for (let n = 0; n < times; n++) {
    const place = { startedAt: now - Math.floor(roll() * SPAN_MS * 0.98), id: 'z' };
    found.push(await timed(() => historyPage(ALL_CALLS, place, 50)));
  }
  return found;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Runs some work that takes long; meanwhile a call is written every 200 ms: how long each of these waited, ms. */
async function beside<T>(work: () => Promise<T>): Promise<{ ms: number; result: T; waits: number[] }> {
  const started = performance.now();
  let over = false;
  const running = work().finally(() => {
    over = true;
  });
  const waits: number[] = [];
  while (!over) {
    waits.push(
      await timed(() =>
        db.transaction('rw', [db.calls, db.tasks, db.outbox, db.callers, db.status], () => db.status.get('line')),
      ),
    );
    await new Promise((go) => setTimeout(go, 50));
  }
  const result = await running;
  return { ms: performance.now() - started, result, waits };
}

Object.assign(globalThis, {
  bigLog: {
    fill,
    newest,
    anywhere,
    csv: () => beside(async () => (await historyCsv(ALL_CALLS, createTexts('en', messages))).size),
    retention: (days: number) => beside(() => forgetOld(days, Date.now())),
    forget: (number: string) => beside(() => forgetNumber(number)),
    /** What a write waits for while nothing else is done. */
    idle: (ms: number) => beside(() => new Promise((done) => setTimeout(done, ms))),
    /** Has the background written the panel's first picture since the log was filled? One more change asks for it. */
    async pictureIsKept() {
      const { calls } = await historyPage(ALL_CALLS, undefined, 1);
      const text = await readPictureFile().catch(() => '');
      if (calls[0] && text.includes(calls[0].id)) return true;
      await db.status.put({ id: 'tidied', at: Date.now() });
      return false;
    },
    /** Text of the panel's first picture; '' where there is none. */
    picture: () => readPictureFile().catch(() => ''),
    async counts() {
      const row = await db.status.get('calls');
      return { calls: row?.id === 'calls' ? row.count : 0, rows: await db.calls.count() };
    },
    /** What is left of a number, by store. */
    async traces(number: string) {
      const calls = db.calls.where('[number+startedAt]').between([number, 0], [number, Number.MAX_SAFE_INTEGER]);
      const others = [db.tasks, db.callers, db.seen].map((store) => store.where('number').equals(number));
      const left = await Promise.all([calls, ...others].map((found) => found.count()));
      return ['calls', 'tasks', 'callers', 'seen'].filter((_store, n) => left[n]);
    },
  },
});
