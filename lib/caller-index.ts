/**
 * One row for every number that ever called or was called: by whose name it is found, when last, how often. Kept by the
 * call log in the transaction that writes a call, so that a search reads thousands of callers and not a million calls.
 */
import type { Call } from './call';
import type { CallRow } from './db';
import { noteTerms, numberTerms, wordsOf } from './search-terms';

export interface CallerRow {
  /** The key; withheld callers have none and are not in here. */
  number: string;
  name: string;
  organisation: string;
  url: string;
  ref: string;
  /** When the newest call began. */
  lastAt: number;
  calls: number;
  terms: string[];
}

/** The call as it is stored: with the terms of its note. */
export function callRow(call: Call): CallRow {
  const { words: _old, ...plain } = call as CallRow;
  return plain.note ? { ...plain, words: noteTerms(plain.note, plain.startedAt) } : plain;
}

/** The caller's row with this call. The newest call with a name gives the name; one without takes none away. */
export function callerRow(call: Call, before: CallerRow | undefined, isNew: boolean): CallerRow {
  const sent = call.withheld ? '' : call.displayName;
  const newest = !before || call.startedAt >= before.lastAt;
  const name = (newest && (call.contact?.name || sent)) || before?.name || call.contact?.name || sent;
  const contact = newest ? call.contact : undefined;
  const row = {
    number: call.number,
    name,
    organisation: contact?.organisation ?? before?.organisation ?? '',
    url: contact?.url ?? before?.url ?? '',
    ref: contact?.ref ?? before?.ref ?? '',
    lastAt: Math.max(call.startedAt, before?.lastAt ?? 0),
    calls: (before?.calls ?? 0) + (isNew ? 1 : 0),
  };
  return { ...row, terms: [...wordsOf(`${row.name} ${row.organisation}`), ...numberTerms(row.number)] };
}
