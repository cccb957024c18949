import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js';
import examples from 'libphonenumber-js/mobile/examples';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/call';
import { type CallerRow, callerRow, callRow } from '../../lib/caller-index';
import { type CallRow, db } from '../../lib/db';
import { ALL_CALLS, type HistoryQuery, historyPage, type Place } from '../../lib/history';
import { historyCsv } from '../../lib/history-export';
import { type Head, heldHead, readHead } from '../../lib/history-head';
import { createTexts } from '../../lib/i18n';
import { fits, noteTerms, numberTerms, wantedOf, wordsOf } from '../../lib/search-terms';
import { suggestions } from '../../lib/suggestions';
import de from '../../public/_locales/de/messages.json';
import { until } from '../parts/wait';

const NOW = Date.now();
let count = 0;

function call(rest: Partial<Call>): Call {
  count += 1;
  const base = { direction: 'incoming', state: 'ended', number: '+493023125418', displayName: '' } as const;
  const more = { withheld: false, seq: 1, line: 'sip', removed: 0, note: '' } as const;
  return { ...base, ...more, id: `call-${String(count).padStart(5, '0')}`, startedAt: NOW - count * 1000, ...rest };
}

/** As the call log does it. */
async function store(calls: Call[]): Promise<void> {
  const callers = new Map<string, CallerRow>();
  for (const one of calls) if (one.number) callers.set(one.number, callerRow(one, callers.get(one.number), true));
  await db.calls.bulkAdd(calls.map(callRow) as CallRow[]);
  await db.callers.bulkAdd([...callers.values()]);
  await db.status.put({ id: 'calls', count: calls.length });
}

const query = (patch: Partial<HistoryQuery>): HistoryQuery => ({ ...ALL_CALLS, ...patch });
const ids = (calls: Call[]) => calls.map(({ id }) => id);

/** All pages of a query, one after the other. */
async function all(asked: HistoryQuery, limit: number): Promise<Call[]> {
  const found: Call[] = [];
  let place: Place | undefined;
  do {
    const page = await historyPage(asked, place, limit);
    found.push(...page.calls);
    place = page.next;
  } while (place);
  return found;
}

async function newestCalls(): Promise<Head> {
  readHead();
  return until('the newest calls', heldHead);
}

beforeEach(async () => {
  await Promise.all([db.calls.clear(), db.callers.clear(), db.people.clear(), db.outbox.clear(), db.status.clear()]);
});

describe('the history', () => {
  it('is every ended call, newest first; what was taken out of it is not shown', async () => {
    const calls = [call({}), call({ state: 'missed' }), call({ state: 'connected' }), call({ hidden: 1 }), call({})];
    await store(calls);
    expect(ids((await historyPage(ALL_CALLS, undefined, 9)).calls)).toEqual(
      ids([calls[0], calls[1], calls[4]] as Call[]),
    );
  });

  it('comes in pages that neither repeat nor leave out, also where many calls began in one millisecond', async () => {
    const calls = Array.from({ length: 700 }, (_, i) => call({ startedAt: NOW - Math.floor(i / 90) }));
    await store(calls);
    const expected = ids(calls.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1)));
    expect(ids(await all(ALL_CALLS, 50))).toEqual(expected);
  });

  it('filters by direction, missed, days, and what the CRM does not have', async () => {
    const [out, missed, old] = [
      call({ direction: 'outgoing', state: 'hungUp' }),
      call({ state: 'missed' }),
      call({ startedAt: NOW - 9e8 }),
    ];
    await store([out, missed, old]);
    await db.outbox.bulkAdd([
      { callId: old.id, state: 'rejected', dueAt: 1, attempts: 1, leaseUntil: 0 },
      { callId: out.id, state: 'stored', dueAt: 1, attempts: 1, leaseUntil: 0 },
    ]);
    const found = async (patch: Partial<HistoryQuery>) => ids((await historyPage(query(patch), undefined, 9)).calls);
    expect(await found({ filter: 'outgoing' })).toEqual([out.id]);
    expect(await found({ filter: 'missed' })).toEqual([missed.id]);
    expect(await found({ filter: 'incoming' })).toEqual([missed.id, old.id]);
    expect(await found({ to: NOW - 8e8 })).toEqual([old.id]);
    expect(await found({ from: NOW - 8e8, filter: 'incoming' })).toEqual([missed.id]);
    expect(await found({ unsaved: true })).toEqual([old.id]);
  });

  it('shows what the CRM does not have page by page, also where that is nearly everything', async () => {
    const calls = Array.from({ length: 3000 }, () => call({}));
    await store(calls);
    const records = calls.map(({ id }, at) => ({ callId: id, dueAt: 1, attempts: 0, leaseUntil: 0, at }));
    await db.outbox.bulkAdd(records.map(({ at, ...row }) => ({ ...row, state: at % 3 ? 'waiting' : 'stored' })));
    const waiting = calls.filter((_call, at) => at % 3);
    expect(ids(await all(query({ unsaved: true }), 50))).toEqual(ids(waiting));
    const first = await historyPage(query({ unsaved: true }), undefined, 50);
    expect(ids(first.calls)).toEqual(ids(waiting.slice(0, 50)));
  }, 30_000);
});

describe('a search', () => {
  const yildiz = call({ displayName: 'Dr. Mehmet Yıldız' });
  const mueller = call({
    contact: { ref: '', name: 'Jörg Müller', organisation: 'Öztürk & Söhne' },
    note: 'Angebot Straße 12',
  });
  it.each([
    ['mehmet', yildiz, true],
    ['ehmet', yildiz, false],
    ['dr. meh', yildiz, true],
    ['yildiz', yildiz, true],
    ['mehmet vogel', yildiz, false],
    ['JORG', mueller, true],
    ['ozturk', mueller, true],
    ['muller angeb', mueller, true],
    ['strasse', mueller, true],
    ['030 2312', yildiz, true],
    ['+49 (30) 231', yildiz, true],
    ['0049 30 231', yildiz, true],
    ['5418', yildiz, true],
    ['418', yildiz, true],
    ['18', yildiz, false],
    ['0305', yildiz, false],
    [' ', yildiz, true],
  ])('for "%s"', (text, among, expected) => {
    const terms = [
      ...wordsOf(`${among.displayName} ${among.contact?.name} ${among.contact?.organisation}`),
      ...noteTerms(among.note, among.startedAt),
      ...numberTerms(among.number),
    ];
    expect(fits(wantedOf(text), terms)).toBe(expected);
  });

  it('knows the digits dialled at home of numbers of every country', () => {
    const given = Object.entries(examples).map(([country, national]) => ({
      e164: `+${getCountryCallingCode(country as CountryCode)}${national}`,
      national,
    }));
    const wrong = given.filter(({ e164, national }) => !numberTerms(e164).includes(`#${national}`));
    expect(wrong).toEqual([]);
    expect(numberTerms('+80012345678')).toContain('#12345678');
  });

  it('of a name and digits does not find notes by the week they are stored with', async () => {
    await store([
      call({ displayName: 'Jörg Müller', note: 'Rückruf' }),
      call({ displayName: 'Jörg Müller', note: 'Haus 29' }),
    ]);
    const found = await historyPage(query({ text: 'müller 29' }), undefined, 20);
    expect(found.calls.map(({ note }) => note)).toEqual(['Haus 29']);
  });

  it('finds by the indexes what looking at every call finds', async () => {
    const names = ['Vogel', 'Vogt', 'Anna Vogel', 'Baumann', ''];
    const notes = ['', '', 'Angebot Muster', 'Liefertermin', 'Angebot'];
    const calls = Array.from({ length: 6000 }, (_, i) =>
      call({
        number: `+4930231${25000 + ((i * 7919) % 400)}`,
        displayName: names[((i * 7919) % 400) % 5] ?? '',
        note: notes[(i * 31) % 5] ?? '',
        direction: i % 3 ? 'incoming' : 'outgoing',
        startedAt: NOW - i * 3_600_000,
      }),
    );
    await store(calls);
    const head = await newestCalls();
    expect(head.calls.length).toBeLessThan(6000);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('vog', 'vogel', 'anna vo', 'angebot', 'ange anna', '030 23125', '25017', '+4930231251', 'zzz'),
        fc.constantFrom('all', 'incoming', 'outgoing') as fc.Arbitrary<HistoryQuery['filter']>,
        fc.integer({ min: 0, max: 5999 }),
        // With the newest calls in memory, and without.
        fc.boolean(),
        async (text, filter, start, withHead) => {
          const before = start === 0 ? undefined : calls[start];
          const page = await historyPage(query({ text, filter }), before, 20, withHead ? head : undefined);
          const wanted = wantedOf(text);
          const expected = calls
            .slice(start === 0 ? 0 : start + 1)
            .filter((one) => filter === 'all' || one.direction === filter)
            .filter((one) => fits(wanted, [...wordsOf(`${one.displayName} ${one.note}`), ...numberTerms(one.number)]));
          expect(ids(page.calls)).toEqual(ids(expected.slice(0, 20)));
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);

  it('finds a short log whole in memory, and what has changed since', async () => {
    const [talk, missed] = [call({ note: 'Angebot' }), call({ state: 'missed' })];
    await store([talk, missed, call({ hidden: 1, note: 'Angebot' })]);
    const found = async (text: string) => {
      const page = await historyPage(query({ text }), undefined, 20, await newestCalls());
      expect(page.next).toBeUndefined();
      return ids(page.calls);
    };
    expect(await found('angeb')).toEqual([talk.id]);
    await db.calls.put(callRow({ ...missed, note: 'Angebot 2' }));
    expect(heldHead()).toBeUndefined();
    expect(await found('angeb')).toEqual([talk.id, missed.id]);
    await db.calls.delete(talk.id);
    expect(await found('angeb')).toEqual([missed.id]);
  });
});

describe('suggestions', () => {
  it('name favourites before callers, each number once, and no withheld ones', async () => {
    await store([
      call({ displayName: 'Vogel neu' }),
      call({ displayName: 'Vogt', number: '+494066969530' }),
      call({ displayName: 'Vogt', number: '', withheld: true }),
    ]);
    const person = { name: 'Vogel, Katrin', number: '030 23125418', organisation: 'Einkauf', from: 'own' } as const;
    await db.people.add({
      ...person,
      id: 'p',
      favourite: 1,
      terms: [...wordsOf('Vogel Katrin'), ...numberTerms('+493023125418')],
    });
    expect((await suggestions('vog', 5)).map(({ name, from }) => [name, from])).toEqual([
      ['Vogel, Katrin', 'favourite'],
      ['Vogt', 'history'],
    ]);
    expect(await suggestions('vog', 1)).toHaveLength(1);
    expect(await suggestions('v', 5)).toEqual([]);
    // Speed dial.
    expect((await suggestions('', 5)).map(({ digit }) => digit)).toEqual([1]);
    expect((await suggestions('1', 5)).map(({ name }) => name)).toEqual(['Vogel, Katrin']);
    expect(await suggestions('2', 5)).toEqual([]);
    expect((await suggestions('5418', 5)).map(({ name }) => name)).toEqual(['Vogel, Katrin']);
  });
});

describe('the file of the history', () => {
  it('is what a spreadsheet reads, and runs no formula', async () => {
    await store([call({ displayName: '=HYPERLINK("x")', note: 'a, "b"\nc', number: '+493023125418' })]);
    const csv = await (await historyCsv(ALL_CALLS, createTexts('de', de))).text();
    const [heads, first] = csv.split('\r\n');
    expect(heads).toBe('\uFEFFDatum,Uhrzeit,Richtung,Zustand,Grund,Name,Firma,Nummer,Dauer,Notiz');
    expect(first).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain(',+493023125418,,"a, ""b""\nc"\r\n');
  });
});
