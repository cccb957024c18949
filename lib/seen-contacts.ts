/**
 * What CRM pages have shown: whose number it is and where the record lies. It names a caller before the CRM has answered,
 * and where no CRM can be asked. Everything in it is text of a page: shown as text, kept short, forgotten after some days.
 */
import type { CallContact } from './call';
import { db } from './db';
import type { Sighting } from './messages';
import { numberTerms, wordsOf } from './search-terms';

/** A number that a page showed beside a name (key: number and record). */
export interface SeenContact extends CallContact {
  key: string;
  number: string;
  /** Epoch ms when a page last showed it. */
  seenAt: number;
  /** By which the number box finds it (search-terms.ts). */
  terms: string[];
}

const DAY = 86_400_000;
/** The oldest go when there are more. */
export const MOST_SEEN = 20_000;
const MOST_MATCHES = 10;
/** Seen again this soon, nothing is written: lists are drawn anew all day. */
const FRESH_MS = 3_600_000;

/** Remembers what a page shows. */
export async function noteSeen(sightings: readonly Sighting[], now: number): Promise<void> {
  const rows = sightings.filter(({ contact }) => contact.name && (contact.ref || contact.url)).map(rowOf(now));
  await db.transaction('rw', db.seen, async () => {
    const known = await db.seen.bulkGet(rows.map(({ key }) => key));
    const news = rows.filter((row, i) => !isSame(row, known[i]));
    if (news.length === 0) return;
    await db.seen.bulkPut(news);
    const tooMany = (await db.seen.count()) - MOST_SEEN;
    if (tooMany > 0) await db.seen.bulkDelete(await db.seen.orderBy('seenAt').limit(tooMany).primaryKeys());
  });
}

/** Who was seen with this number in the last `days`, the newest first, each record once. */
export async function seenWith(number: string, days: number, now: number): Promise<CallContact[]> {
  if (!number || days <= 0) return [];
  const rows = await db.seen.where('number').equals(number).toArray();
  return rows
    .filter(({ seenAt }) => seenAt > now - days * DAY)
    .sort((a, b) => b.seenAt - a.seenAt)
    .slice(0, MOST_MATCHES)
    .map(({ ref, name, organisation, url }) => ({ ref, name, organisation, url }));
}

/** Forgets what is older than `days`. */
export async function forgetSeenBefore(days: number, now: number): Promise<void> {
  await db.seen
    .where('seenAt')
    .below(now - days * DAY)
    .delete();
}

/** Forgets everything about one number. */
export async function forgetSeen(number: string): Promise<void> {
  await db.seen.where('number').equals(number).delete();
}

function rowOf(now: number): (sighting: Sighting) => SeenContact {
  return ({ number, contact: { ref, name, organisation, url } }) => ({
    ...{ key: `${number}\n${ref || url}`, number, ref, name, organisation, url, seenAt: now },
    terms: [...wordsOf(`${name} ${organisation ?? ''}`), ...numberTerms(number)],
  });
}

function isSame(row: SeenContact, known: SeenContact | undefined): boolean {
  if (!known || row.seenAt - known.seenAt > FRESH_MS) return false;
  return row.name === known.name && row.organisation === known.organisation && row.url === known.url;
}
