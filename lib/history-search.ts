/**
 * Which calls fit a search, found by their callers and by the words of their notes, without looking at every call. Keys are
 * compared before rows are read, and of many callers only those who called last are asked for their calls.
 */
import type { Call } from './call';
import type { CallerRow } from './caller-index';
import { type CallRow, db } from './db';
import { fits, type Wanted, WEEK, weekStart, weekTerm } from './search-terms';

export type Passes = (call: CallRow) => boolean;

/** More callers than this are no choice any more: then the calls themselves are looked through. */
const MOST_CALLERS = 2000;
/** Notes with a word are read one by one up to here; above they are so many that one week after the other is enough. */
const MOST_NOTES = 200;
/** So many notes of one week with the same word: then nearly every call has it, and looking at every call is quicker. */
const MOST_OF_WEEK = 500;
const MOST_NOTES_READ = 400;
const FIRST_WEEK = '2400:'; // 2015
/** Weeks read at once. */
const WEEKS = 3;

interface Callers {
  /** Those who fit; undefined where they are too many to tell apart. */
  callers: CallerRow[] | undefined;
  /** Words that no caller has: they can only stand in notes. */
  noNames: string[];
}

/** Callers that fit what is wanted. */
export async function callersOf(wanted: Wanted): Promise<Callers> {
  const begins = wanted.numbers.length > 0 ? wanted.numbers : wanted.words;
  // Keys alone tell soonest that they are too many, and who has all of the words.
  const keys = await Promise.all(begins.map((begin) => having(begin).limit(MOST_CALLERS).primaryKeys()));
  if (wanted.numbers.length > 0) {
    if (keys.some(isTooMany)) return { callers: undefined, noNames: [] };
    return { callers: fitting(present(await db.callers.bulkGet(unique(keys.flat()))), wanted), noNames: [] };
  }
  const noNames = begins.filter((_begin, at) => keys[at]?.length === 0);
  if (noNames.length > 0) return { callers: [], noNames };
  const known = begins
    .map((begin, at) => ({ begin, keys: unique(keys[at] ?? []) }))
    .filter(({ keys: theirs }) => !isTooMany(theirs))
    .sort((a, b) => a.keys.length - b.keys.length);
  const [fewest, ...others] = known;
  if (!fewest) return { callers: undefined, noNames };
  const sets = others.map((other) => new Set(other.keys));
  const both = fewest.keys.filter((key) => sets.every((set) => set.has(key)));
  // One range is read sooner than many single rows.
  const rows =
    both.length * 3 < fewest.keys.length
      ? present(await db.callers.bulkGet(both))
      : await having(fewest.begin).toArray();
  const once = new Map(fitting(rows, wanted).map((row) => [row.number, row]));
  return { callers: [...once.values()], noNames };
}

const having = (begin: string) => db.callers.where('terms').between(begin, `${begin}\uffff`);
const isTooMany = (keys: readonly string[]) => keys.length >= MOST_CALLERS;
const fitting = (rows: CallerRow[], wanted: Wanted) => rows.filter(({ terms }) => fits(wanted, terms));

/** The newest calls of these callers that pass, more than `limit` where there are so many. */
export async function callsOfAll(
  callers: CallerRow[],
  passes: Passes,
  from: number,
  upper: number,
  limit: number,
): Promise<Call[]> {
  // Who called last stands first: whoever is not asked has no call that is newer than his last one.
  const queue = callers.toSorted((a, b) => b.lastAt - a.lastAt);
  const newer = queue.findIndex(({ lastAt }) => lastAt <= upper);
  let asked = (newer === -1 ? queue.length : newer) + limit + 1;
  return db.transaction('r', db.calls, async () => {
    for (;;) {
      const lower = Math.max(from, (queue[asked]?.lastAt ?? -1) + 1);
      const found = await newestOf(queue.slice(0, asked), passes, lower, upper, limit);
      if (found.length > limit || asked >= queue.length || lower === from) return found;
      asked *= 4;
    }
  });
}

/** The newest calls of all these callers since `from`: all there are, or more than `limit`. */
async function newestOf(callers: CallerRow[], passes: Passes, from: number, upper: number, limit: number) {
  const found = new Map<string, Call>();
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
    for (const call of rows.flat().filter(passes)) found.set(call.id, call);
    // Who gave all he has need not be asked again, nor whose calls are known down to where the page ends.
    const end = [...found.values()].map(({ startedAt }) => startedAt).sort((a, b) => b - a)[limit] ?? from;
    asked = asked.flatMap(({ number }, index) => {
      const got = rows[index] ?? [];
      const known = got.at(-1)?.startedAt ?? from;
      return got.length < each || known < end ? [] : [{ number, upper: known }];
    });
    each *= 4;
  }
  return [...found.values()];
}

/** Keys of calls whose note has the word; of very many only the first. */
export async function keysOfNotes(word: string): Promise<NoteKeys> {
  return { word, keys: (await noting(word).limit(MOST_NOTES).primaryKeys()) as string[] };
}

interface NoteKeys {
  word: string;
  keys: string[];
}

const noting = (begin: string) => db.calls.where('words').between(begin, `${begin}\uffff`);

/**
 * Calls whose note has one of the words, all of them since `since` (0: all there are), which is not before the week of
 * `oldest` unless nothing older is wanted; undefined where they are too many even for one week.
 */
export async function callsWithNote(
  words: NoteKeys[],
  passes: Passes,
  upper: number,
  limit: number,
  oldest: number,
): Promise<{ calls: Call[]; since: number } | undefined> {
  const found = await Promise.all(words.map((word) => callsWithWord(word, passes, upper, limit, oldest)));
  if (found.includes(undefined)) return undefined;
  const all = present(found);
  return { calls: all.flatMap(({ calls }) => calls), since: Math.max(0, ...all.map(({ since }) => since)) };
}

async function callsWithWord({ word, keys }: NoteKeys, passes: Passes, upper: number, limit: number, oldest: number) {
  if (keys.length < MOST_NOTES)
    return { calls: present(await db.calls.bulkGet(unique(keys))).filter(passes), since: 0 };
  const calls: Call[] = [];
  let seen = 0;
  let at = Math.min(upper, Date.now() + 86_400_000);
  while (weekTerm('', at) > FIRST_WEEK) {
    const begins = Array.from({ length: WEEKS }, (_, n) => weekTerm(word, at - n * WEEK));
    const weeks = await Promise.all(begins.map((begin) => noting(begin).limit(MOST_OF_WEEK).toArray()));
    if (weeks.some(({ length }) => length === MOST_OF_WEEK)) return undefined;
    calls.push(...weeks.flat().filter(passes));
    seen += weeks.flat().length;
    const since = weekStart(at) - (WEEKS - 1) * WEEK;
    if (calls.length > limit || seen > MOST_NOTES_READ || since <= oldest) return { calls, since };
    at = since - 1;
  }
  return { calls, since: 0 };
}

export function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}

export function present<T>(rows: (T | undefined)[]): T[] {
  return rows.filter((row) => row !== undefined);
}

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
