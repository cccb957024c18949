/**
 * The newest calls, held in memory while somebody searches, as a search compares them. What many calls have is found among
 * them without asking the database, and they tell how rare something is. Each is held by its terms only, and what is held
 * does not depend on how many calls there are.
 */
import Dexie from 'dexie';
import type { Call } from './call';
import { CALLS_CHANGED, type CallRow } from './db';
import { report } from './errors';
import { ALL_CALLS, historyPage, type Place } from './history';
import { numberTerms, wordsOf } from './search-terms';

export interface HeadCall extends Pick<Call, 'id' | 'startedAt' | 'direction' | 'state'> {
  /** Its terms, one a line, each after the line's break. */
  terms: string;
}

export interface Head {
  /** Newest first. */
  calls: HeadCall[];
  /** Where the other calls begin; undefined where there are none. */
  end: Place | undefined;
}

const SIZE = 5000;
/** So many tell already what is frequent. */
const ENOUGH = 1000;
/** Read in pieces: a key that is pressed meanwhile is not kept waiting. */
const PIECE = 250;

let held: Head | undefined;
let reading: Promise<void> | undefined;
let changes = 0;

Dexie.on('storagemutated', (parts) => {
  if (!(CALLS_CHANGED in parts)) return;
  changes += 1;
  held = undefined;
});

/** The newest calls as they are now; undefined where nobody has read them since the last change. */
export function heldHead(): Head | undefined {
  return held;
}

/** Reads them for the searches to come. Whoever asks waits for nothing. */
export function readHead(): void {
  if (reading || held) return;
  reading = read()
    .catch((error: unknown) => report(error, 'newest calls'))
    .finally(() => {
      reading = undefined;
    });
}

async function read(): Promise<void> {
  const before = changes;
  let calls: HeadCall[] = [];
  let end: Place | undefined;
  do {
    const page = await historyPage(ALL_CALLS, end, PIECE);
    if (changes !== before) return;
    calls = [...calls, ...page.calls.map(headCall)];
    end = page.next;
    if (!end || calls.length >= ENOUGH) held = { calls, end };
  } while (end && calls.length < SIZE);
}

function headCall(call: CallRow): HeadCall {
  const { id, startedAt, direction, state, contact, displayName, number, words = [] } = call;
  const names = wordsOf(`${contact?.name ?? ''} ${contact?.organisation ?? ''} ${displayName}`);
  // A note's words are stored with it, beside the same with their week.
  const terms = [...names, ...words.filter((word) => !word.includes(':')), ...numberTerms(number)];
  return { id, startedAt, direction, state, terms: terms.map((term) => `\n${term}`).join('') };
}
