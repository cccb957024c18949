/**
 * Reading the history: newest first, page by page. A page is found by the place where the one before ended (keyset), so
 * that the last page of a million calls costs what the first does; nothing here counts or skips rows.
 */
import { type Call, isLive } from './call';
import { type CallRow, db, type OutboxRow } from './db';
import type { Head } from './history-head';
import { callersOf, callsOfAll, callsWithNote, keysOfNotes, longest, type Passes, present } from './history-search';
import { fits, numberTerms, type Wanted, wantedOf, wordsOf } from './search-terms';

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

/** Calls of a page, where nobody asks for more or fewer. */
export const HISTORY_PAGE = 50;

export interface HistoryPage {
  calls: Call[];
  /** Where the next page begins; undefined where this is the last one. */
  next: Place | undefined;
}

/** Rows read at once while looking for those that fit, and after how many a page is given as it is. */
const BATCH = 500;
const MOST_READ = 10_000;
/** After so many a page is given with what was found, fewer than asked for: nobody waits for rows below the view. */
const ENOUGH_READ = 2500;
/** So many fill the view of a usual window; a higher one asks for more at once. */
const VIEWFUL = 20;
const MOST_REMEMBERED = 1000;
/** Records that are read by themselves. */
const MOST_RECORDS = 1000;
const UNSAVED: OutboxRow['state'][] = ['rejected', 'waiting', 'unsure', 'local'];
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * The next calls of a query that are older than `before`; `limit` of them, or as many as there are. A search looks through
 * `head`, the newest calls, before it asks the database.
 */
export async function historyPage(
  query: HistoryQuery,
  before: Place | undefined,
  limit: number,
  head?: Head,
): Promise<HistoryPage> {
  const wanted = wantedOf(query.text);
  const passes = filterOf(query, wanted, before);
  if (query.unsaved) return unsavedPage(query, passes, before, limit);
  // Without a search nearly every row fits: one more than asked for tells whether there are more.
  if (wanted.words.length + wanted.numbers.length === 0) return through(query, passes, before, limit, limit + 10);
  // What many calls have stands among the newest, and no index finds it there sooner; they also tell how many have it.
  if (head && (!before || !head.end || isBefore(head.end, before))) {
    const enough = Math.min(limit, VIEWFUL);
    const page = pageOfHead(head, query, wanted, before, limit);
    if (page.calls.length < enough && page.next) return byIndex(query, wanted, passes, before, enough);
    // Those that went away meanwhile are announced at once, and the page is read again.
    return { ...page, calls: present(await db.calls.bulkGet(page.calls.map(({ id }) => id))) };
  }
  const first = await through(query, passes, before, limit, BATCH, BATCH);
  if (first.calls.length === limit || !first.next) return first;
  if (first.calls.length * ENOUGH_READ < limit * BATCH) return byIndex(query, wanted, passes, before, limit);
  const rest = await through(query, passes, first.next, limit - first.calls.length, BATCH);
  return { calls: [...first.calls, ...rest.calls], next: rest.next };
}

/** What few calls have is found by callers and by words of notes, unless too many have them after all. */
async function byIndex(
  query: HistoryQuery,
  wanted: Wanted,
  passes: Passes,
  before: Place | undefined,
  limit: number,
): Promise<HistoryPage> {
  const upper = Math.min(before?.startedAt ?? NEVER, (query.to ?? NEVER) - 1);
  const [{ callers, noNames }, noted] = await Promise.all([
    callersOf(wanted),
    Promise.all(wanted.words.map(keysOfNotes)),
  ]);
  if (!callers) return through(query, passes, before, limit, BATCH);
  const calls = await callsOfAll(callers, passes, query.from ?? 0, upper, limit);
  // Notes need not be looked at beyond the calls that are already enough.
  const oldest = calls.sort(newestFirst)[limit]?.startedAt ?? 0;
  const words = noNames.length > 0 ? noted.filter(({ word }) => word === longest(noNames)) : noted;
  const notes = await callsWithNote(words, passes, upper, limit, oldest);
  if (!notes) return through(query, passes, before, limit, BATCH);
  const known = [...calls, ...notes.calls].filter(({ startedAt }) => startedAt >= notes.since);
  const page = cut([...new Map(known.map((call) => [call.id, call])).values()].sort(newestFirst), limit);
  // What lies before nobody has looked at yet.
  return page.next || notes.since === 0 ? page : { ...page, next: { startedAt: notes.since, id: '' } };
}

/** The page as far as it stands among the newest calls, in memory. */
function pageOfHead(
  { calls, end }: Head,
  query: HistoryQuery,
  wanted: Wanted,
  before: Place | undefined,
  limit: number,
) {
  const begins = (list: readonly string[]) => list.map((begin) => `\n${begin}`);
  const [words, numbers] = [begins(wanted.words), begins(wanted.numbers)];
  const listed = listedOf(query, before);
  const fitting = calls.filter(
    (call) =>
      listed(call) &&
      words.every((word) => call.terms.includes(word)) &&
      (numbers.length === 0 || numbers.some((number) => call.terms.includes(number))),
  );
  const page = cut(fitting, limit);
  return { ...page, next: page.next ?? end };
}

/** Looks through the calls themselves, newest first, by the index that leaves out most: `begin` of them, then more. */
async function through(
  { filter, from = 0, to = NEVER }: HistoryQuery,
  passes: Passes,
  before: Place | undefined,
  limit: number,
  begin: number,
  most = MOST_READ,
  narrowed = async (calls: Call[]) => calls,
): Promise<HistoryPage> {
  const found: Call[] = [];
  let place = before;
  let size = begin;
  for (let read = 0; read < most; read += size) {
    const upper = Math.min(place?.startedAt ?? NEVER, to - 1);
    const rows = await newest(filter, from, upper, size);
    const after = place;
    const fresh = after ? rows.filter((call) => isBefore(call, after)) : rows;
    found.push(...(await narrowed(fresh.filter(passes))));
    if (found.length > limit) return cut(found, limit);
    if (rows.length < size) return { calls: found, next: undefined };
    // More calls in one millisecond than were read: they come again with the rest.
    if (fresh.length === 0) size *= 2;
    else size = BATCH;
    place = fresh.at(-1) ?? place;
    if (found.length > 0 && read + size > ENOUGH_READ) break;
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

/** Calls that the CRM does not have yet: by their records, or, where those are very many, by looking through the calls. */
async function unsavedPage(query: HistoryQuery, passes: Passes, before: Place | undefined, limit: number) {
  const inState = (state: string) =>
    db.outbox.where('[state+dueAt]').between([state, 0], [state, NEVER]).limit(MOST_RECORDS).primaryKeys();
  const ids = (await Promise.all(UNSAVED.map(inState))).flat();
  if (ids.length < MOST_RECORDS)
    return cut(
      present(await db.calls.bulkGet(ids))
        .filter(passes)
        .sort(newestFirst),
      limit,
    );
  return through(query, passes, before, limit, BATCH, MOST_READ, async (calls) => {
    const records = await db.outbox.bulkGet(calls.map(({ id }) => id));
    return calls.filter((_call, at) => UNSAVED.includes(records[at]?.state ?? 'stored'));
  });
}

function cut<T extends Place>(calls: T[], limit: number): { calls: T[]; next: Place | undefined } {
  const page = calls.slice(0, limit);
  const last = page.at(-1);
  return { calls: page, next: calls.length > limit && last ? { startedAt: last.startedAt, id: last.id } : undefined };
}

function filterOf(query: HistoryQuery, wanted: Wanted, before: Place | undefined): Passes {
  const asked = wanted.words.length + wanted.numbers.length > 0;
  const listed = listedOf(query, before);
  return (call: CallRow) =>
    listed(call) && (!asked || fits(wanted, wanted.words.length > 0 ? textTerms(call) : termsOfNumber(call.number)));
}

/** Everything about a call that decides but what is searched. */
function listedOf({ filter, from = 0, to = NEVER }: HistoryQuery, before: Place | undefined) {
  return (call: Pick<Call, 'id' | 'startedAt' | 'direction' | 'state' | 'hidden'>) => {
    if (isLive(call) || call.hidden || call.startedAt < from || call.startedAt >= to) return false;
    if (before && !isBefore(call, before)) return false;
    return filter === 'all' || (filter === 'missed' ? call.state === 'missed' : call.direction === filter);
  };
}

/** The words of one call, for comparing it alone. Those of its note are stored with it, beside the same with their week. */
function textTerms({ contact, displayName, words }: CallRow): string[] {
  const names = termsOfNames(`${contact?.name ?? ''} ${contact?.organisation ?? ''} ${displayName}`);
  return words ? [...names, ...words.filter((word) => !word.includes(':'))] : names;
}

const termsOfNames = remembered(wordsOf);
const termsOfNumber = remembered(numberTerms);

/** To take a text apart costs more than to read a call from the database, and few people make most calls. */
function remembered(read: (text: string) => string[]): (text: string) => string[] {
  const known = new Map<string, string[]>();
  return (text) => {
    const terms = known.get(text) ?? read(text);
    if (known.size > MOST_REMEMBERED) known.clear();
    known.set(text, terms);
    return terms;
  };
}

export function isBefore(call: Place, place: Place): boolean {
  return call.startedAt < place.startedAt || (call.startedAt === place.startedAt && call.id < place.id);
}

function newestFirst(a: Call, b: Call): number {
  return b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1);
}
