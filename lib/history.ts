/**
 * Reading the history: newest first, page by page. A page is found by the place where the one before ended (keyset), so
 * that the last page of a million calls costs what the first does; nothing here counts or skips rows.
 */
import { type Call, isLive } from './call';
import type { CallerRow } from './caller-index';
import { db } from './db';
import { callCount } from './figures';
import { fits, numberTerms, type Wanted, wantedOf, weekStart, weekTerm, wordsOf } from './search-terms';

export type HistoryFilter = 'all' | 'incoming' | 'outgoing' | 'missed';

export interface HistoryQuery {
  /** Beginnings of words of name, firm or note, or digits of the number: its beginning, or its last three or more. */
  text: string;
  filter: HistoryFilter;
  /** Only calls that began within; epoch ms, the end is not included. */
  from?: number | undefined;
  to?: number | undefined;
  /** Only calls whose record the CRM does not have yet. */
  unsaved: boolean;
}

export const ALL_CALLS: HistoryQuery = { text: '', filter: 'all', unsaved: false };

/** Where a page ends: its last call. */
export interface Place {
  startedAt: number;
  id: string;
}

export interface HistoryPage {
  calls: Call[];
  /** Where the next page begins; undefined where this is the last one. */
  next: Place | undefined;
}

/** Rows read at once while looking for those that fit, and after how many a page is given as it is. */
const BATCH = 500;
const MOST_READ = 10_000;
/** More callers than this are no choice any more: then the calls themselves are looked through. */
const MOST_CALLERS = 2000;
/** So many rows may be looked through for one page before asking caller by caller is quicker. */
const CHEAP = 3000;
/** Notes with a word are read one by one up to here; above they are so many that one week after the other is enough. */
const MOST_NOTES = 200;
const MOST_NOTES_READ = 400;
const FIRST_WEEK = '2400:'; // 2015
const NEVER = Number.MAX_SAFE_INTEGER;

/** The next calls of a query that are older than `before`; `limit` of them, or as many as there are. */
export async function historyPage(query: HistoryQuery, before: Place | undefined, limit: number): Promise<HistoryPage> {
  const wanted = wantedOf(query.text);
  const passes = filterOf(query, wanted, before);
  const upper = Math.min(before?.startedAt ?? NEVER, (query.to ?? NEVER) - 1);
  if (query.unsaved) return cut((await unsaved()).filter(passes), limit);
  // Without a search nearly every row fits: one more than asked for tells whether there are more.
  if (wanted.words.length + wanted.numbers.length === 0) return through(query, passes, before, limit, limit + 10);
  const callers = await callersOf(wanted);
  const total = await callCount();
  const theirs = callers?.reduce((sum, { calls }) => sum + calls, 0) ?? total;
  // So many rows hold one page, if the calls of these callers lie as others do.
  const likely = (1.3 * limit * total) / Math.max(1, theirs);
  if (!callers || limit * total < CHEAP * Math.max(1, theirs)) return through(query, passes, before, limit, likely);
  const notes = await callsWithNote(wanted.words, passes, upper, limit);
  if (!notes) return through(query, passes, before, limit, BATCH);
  const calls = await callsOfAll(callers, passes, query.from ?? 0, upper, limit);
  const known = [...calls, ...notes.calls].filter(({ startedAt }) => startedAt >= notes.since);
  const page = cut([...new Map(known.map((call) => [call.id, call])).values()].sort(newestFirst), limit);
  // What lies before nobody has looked at yet.
  return page.next || notes.since === 0 ? page : { ...page, next: { startedAt: notes.since, id: '' } };
}

type Passes = (call: Call) => boolean;

/** Looks through the calls themselves, newest first, by the index that leaves out most. */
async function through(
  { filter, from = 0, to = NEVER }: HistoryQuery,
  passes: Passes,
  before: Place | undefined,
  limit: number,
  likely: number,
): Promise<HistoryPage> {
  const found: Call[] = [];
  let place = before;
  let size = Math.ceil(Math.min(Math.max(likely, limit + 10), Math.max(BATCH, limit + 10)));
  for (let read = 0; read < MOST_READ; read += size) {
    const upper = Math.min(place?.startedAt ?? NEVER, to - 1);
    const rows = await newest(filter, from, upper, size);
    const after = place;
    const fresh = after ? rows.filter((call) => isBefore(call, after)) : rows;
    found.push(...fresh.filter(passes));
    if (found.length > limit) return cut(found, limit);
    if (rows.length < size) return { calls: found, next: undefined };
    // More calls in one millisecond than were read: they come again with the rest.
    if (fresh.length === 0) size *= 2;
    else size = BATCH;
    place = fresh.at(-1) ?? place;
  }
  return { calls: found, next: place };
}

function newest(filter: HistoryFilter, from: number, upper: number, limit: number): Promise<Call[]> {
  const range =
    filter === 'all'
      ? db.calls.where('startedAt').between(from, upper, true, true)
      : db.calls
          .where(filter === 'missed' ? '[state+startedAt]' : '[direction+startedAt]')
          .between([filter, from], [filter, upper], true, true);
  return range.reverse().limit(limit).toArray();
}

/** Callers that fit what is wanted; undefined where they are too many to tell apart. */
async function callersOf(wanted: Wanted): Promise<CallerRow[] | undefined> {
  // The longest word is the rarest; the others are compared with what it finds.
  const begins = wanted.numbers.length > 0 ? wanted.numbers : [longest(wanted.words)];
  const found = new Map<string, CallerRow>();
  for (const begin of begins) {
    const theirs = db.callers.where('terms').between(begin, `${begin}\uffff`);
    // Keys alone tell soonest that they are too many.
    const keys = await theirs.clone().limit(MOST_CALLERS).primaryKeys();
    if (keys.length === MOST_CALLERS) return undefined;
    for (const row of await theirs.toArray()) if (fits(wanted, row.terms)) found.set(row.number, row);
  }
  return [...found.values()];
}

/** The newest calls of these callers, more than `limit` where there are so many. */
async function callsOfAll(callers: CallerRow[], passes: Passes, from: number, upper: number, limit: number) {
  const found: Call[] = [];
  let asked = callers.map(({ number }) => ({ number, upper }));
  let each = Math.ceil((2 * limit) / Math.max(1, callers.length)) + 1;
  while (asked.length > 0) {
    const rows = await Promise.all(
      asked.map(({ number, upper: last }) =>
        db.calls
          .where('[number+startedAt]')
          .between([number, from], [number, last], true, true)
          .reverse()
          .limit(each)
          .toArray(),
      ),
    );
    found.push(...rows.flat().filter(passes));
    // Who gave all he has need not be asked again; of the others all is known down to their last call.
    const open = asked.flatMap(({ number }, index) => {
      const got = rows[index] ?? [];
      return got.length < each ? [] : [{ number, upper: got.at(-1)?.startedAt ?? from }];
    });
    const known = Math.max(from, ...open.map((one) => one.upper));
    if (open.length === 0 || found.filter(({ startedAt }) => startedAt > known).length > limit) break;
    each *= 4;
    asked = open.filter((one) => one.upper >= from);
  }
  return found;
}

/**
 * Calls whose note has one of the words, all of them since `since` (0: all there are); undefined where they are too many
 * even for one week.
 */
async function callsWithNote(
  words: string[],
  passes: Passes,
  upper: number,
  limit: number,
): Promise<{ calls: Call[]; since: number } | undefined> {
  const keys = (begin: string) =>
    db.calls.where('words').between(begin, `${begin}\uffff`).limit(MOST_NOTES).primaryKeys() as Promise<string[]>;
  const read = async (ids: string[]) => present(await db.calls.bulkGet([...new Set(ids)])).filter(passes);
  const found: Call[] = [];
  let since = 0;
  for (const word of words) {
    const all = await keys(word);
    if (all.length < MOST_NOTES) {
      found.push(...(await read(all)));
      continue;
    }
    let [count, seen] = [0, 0];
    for (let at = Math.min(upper, Date.now() + 86_400_000); weekTerm('', at) > FIRST_WEEK; at = weekStart(at) - 1) {
      const week = await keys(weekTerm(word, at));
      if (week.length === MOST_NOTES) return undefined;
      const calls = await read(week);
      found.push(...calls);
      count += calls.length;
      seen += week.length;
      if (count > limit || seen > MOST_NOTES_READ) {
        since = Math.max(since, weekStart(at));
        break;
      }
    }
  }
  return { calls: found, since };
}

/** Calls that the CRM does not have yet. */
async function unsaved(): Promise<Call[]> {
  const inState = (state: string) => db.outbox.where('[state+dueAt]').between([state, 0], [state, NEVER]).toArray();
  const rows = await Promise.all(['rejected', 'waiting', 'unsure', 'local'].map(inState));
  return present(await db.calls.bulkGet(rows.flat().map(({ callId }) => callId))).sort(newestFirst);
}

function cut(calls: Call[], limit: number): HistoryPage {
  const page = calls.slice(0, limit);
  const last = page.at(-1);
  return { calls: page, next: calls.length > limit && last ? { startedAt: last.startedAt, id: last.id } : undefined };
}

function filterOf({ filter, from = 0, to = NEVER }: HistoryQuery, wanted: Wanted, before: Place | undefined): Passes {
  const asked = wanted.words.length + wanted.numbers.length > 0;
  return (call) => {
    if (isLive(call) || call.hidden || call.startedAt < from || call.startedAt >= to) return false;
    if (before && !isBefore(call, before)) return false;
    if (filter === 'missed' ? call.state !== 'missed' : filter !== 'all' && call.direction !== filter) return false;
    return !asked || fits(wanted, wanted.words.length > 0 ? textTerms(call) : knownNumberTerms(call.number));
  };
}

/** The words of one call, for comparing it alone. */
function textTerms({ contact, displayName, note }: Call): string[] {
  return wordsOf(`${contact?.name ?? ''} ${contact?.organisation ?? ''} ${displayName} ${note}`);
}

const numbersKnown = new Map<string, string[]>();

/** To read a number costs more than to read a call from the database, and few numbers make most calls. */
function knownNumberTerms(number: string): string[] {
  const terms = numbersKnown.get(number) ?? numberTerms(number);
  if (numbersKnown.size > 1000) numbersKnown.clear();
  numbersKnown.set(number, terms);
  return terms;
}

export function isBefore(call: Place, place: Place): boolean {
  return call.startedAt < place.startedAt || (call.startedAt === place.startedAt && call.id < place.id);
}

function newestFirst(a: Call, b: Call): number {
  return b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1);
}

function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}

function present<T>(rows: (T | undefined)[]): T[] {
  return rows.filter((row) => row !== undefined);
}
