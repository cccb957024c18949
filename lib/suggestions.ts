/** Whom somebody typing into the number box may mean: favourites and colleagues first, then who called or was called. */
import type { CallerRow } from './caller-index';
import { db, type PersonRow } from './db';
import { fits, type Wanted, wantedOf } from './search-terms';

export interface Suggestion {
  name: string;
  organisation: string;
  /** What is dialled. */
  number: string;
  from: 'favourite' | 'colleague' | 'contact' | 'history';
}

const LEAST_TYPED = 2;
/** Rows looked at for one begin of a term: among so many the newest are good enough. */
const MOST = 200;

/** Each number once. */
export async function suggestions(text: string, limit: number): Promise<Suggestion[]> {
  if (text.trim().length < LEAST_TYPED) return [];
  const wanted = wantedOf(text);
  const begins = wanted.numbers.length > 0 ? wanted.numbers : wanted.words.slice(0, 1);
  const [people, callers] = await Promise.all([
    Promise.all(begins.map((begin) => db.people.where('terms').between(begin, `${begin}\uffff`).limit(MOST).toArray())),
    Promise.all(
      begins.map((begin) => db.callers.where('terms').between(begin, `${begin}\uffff`).limit(MOST).toArray()),
    ),
  ]);
  const known = fitting(people.flat(), wanted).sort(
    (a, b) => b.favourite - a.favourite || a.name.localeCompare(b.name),
  );
  const seen = fitting(callers.flat(), wanted).sort((a, b) => b.lastAt - a.lastAt);
  const found = new Map<string, Suggestion>();
  for (const one of [...known.map(ofPerson), ...seen.map(ofCaller)]) {
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

function ofCaller({ name, organisation, number, ref, url }: CallerRow): Suggestion {
  return { name, organisation, number, from: ref || url ? 'contact' : 'history' };
}
