/** Whom somebody typing into the number box may mean: favourites and colleagues first, then who called or was called. */
import type { Table } from 'dexie';
import type { CallerRow } from './caller-index';
import { db, type PersonRow } from './db';
import { fits, type Wanted, wantedOf } from './search-terms';
import type { SeenContact } from './seen-contacts';

export interface Suggestion {
  name: string;
  organisation: string;
  /** What is dialled. */
  number: string;
  from: 'favourite' | 'colleague' | 'contact' | 'history';
  /** Speed dial: the digit that stands for this favourite where nothing else is typed. */
  digit?: number;
}

const LEAST_TYPED = 2;
/** Favourites that a digit stands for, 1 to 9. */
export const SPEED_DIALS = 9;
/** Rows looked at for one begin of a term: among so many the newest are good enough. */
const MOST = 200;

/** Each number once. A digit alone means the favourite that it stands for. */
export async function suggestions(text: string, limit: number): Promise<Suggestion[]> {
  const typed = text.trim();
  if (typed === '') return (await favourites()).slice(0, limit);
  if (typed.length < LEAST_TYPED) return (await favourites()).filter(({ digit }) => String(digit) === typed);
  const wanted = wantedOf(text);
  const begins = wanted.numbers.length > 0 ? wanted.numbers : wanted.words.slice(0, 1);
  const of = <R>(table: Table<R, string>) =>
    Promise.all(begins.map((begin) => table.where('terms').between(begin, `${begin}\uffff`).limit(MOST).toArray()));
  const [people, callers, onPages] = await Promise.all([of(db.people), of(db.callers), of(db.seen)]);
  const known = fitting(people.flat(), wanted).sort(
    (a, b) => b.favourite - a.favourite || a.name.localeCompare(b.name),
  );
  const called = fitting(callers.flat(), wanted).sort((a, b) => b.lastAt - a.lastAt);
  const seen = fitting(onPages.flat(), wanted).sort((a, b) => b.seenAt - a.seenAt);
  const found = new Map<string, Suggestion>();
  for (const one of [...known.map(ofPerson), ...called.map(ofCaller), ...seen.map(ofSeen)]) {
    const digits = one.number.replace(/\D/g, '');
    // The same desk may stand in both lists, as 030… and as +4930…: the end tells.
    const same = [...found.keys()].some((key) => digits.length > 6 && key.slice(-7) === digits.slice(-7));
    if (!same && !found.has(digits)) found.set(digits, one);
    if (found.size === limit) break;
  }
  return [...found.values()];
}

function fitting<R extends { terms: string[] }>(rows: R[], wanted: Wanted): R[] {
  return rows.filter((row) => fits(wanted, row.terms));
}

function ofPerson({ name, organisation, number, favourite }: PersonRow): Suggestion {
  return { name, organisation, number, from: favourite ? 'favourite' : 'colleague' };
}

function ofSeen({ name, organisation = '', number }: SeenContact): Suggestion {
  return { name, organisation, number, from: 'contact' };
}

/** Speed dial: offered before anything is typed. */
async function favourites(): Promise<Suggestion[]> {
  const rows = await db.people
    .where('[from+favourite]')
    .anyOf([
      ['own', 1],
      ['policy', 1],
    ])
    .toArray();
  const sorted = rows.sort((a, b) => a.name.localeCompare(b.name)).map(ofPerson);
  return sorted.map((one, at) => (at < SPEED_DIALS ? { ...one, digit: at + 1 } : one));
}

function ofCaller({ name, organisation, number, ref, url }: CallerRow): Suggestion {
  return { name, organisation, number, from: ref || url ? 'contact' : 'history' };
}
