/** Reading what a CRM answered: anything may be anything. */
import type { Call, CallContact } from '../call';
import type { ErrorCode } from '../errors';
import { type CallRecord, callRecord } from './call-record';
import { CrmFailure, clean, later, refusal } from './http';
import type { LookUp, Match, PushResult, WriteBack } from './write-back';

/** Rows of one answer that are looked at. */
export const MOST_CANDIDATES = 100;
/** Matches that are shown. */
const MOST_MATCHES = 10;
const LONGEST_NAME = 200;

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; of 100,000 only the first. Throws CrmFailure where there is no list. */
export function rowsOf(list: unknown, what = 'the look-up'): Fields[] {
  if (!Array.isArray(list)) throw later('crmUnreachable', `unexpected answer to ${what}`);
  return list.slice(0, MOST_CANDIDATES).filter(isFields);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A name as one short line. */
export function nameOf(value: unknown): string {
  return clean(textOf(value), LONGEST_NAME);
}

/** Each record once, the first ones only. */
export function fewMatches(matches: Match[]): Match[] {
  const refs = new Map<string, Match>();
  for (const match of matches) if (!refs.has(match.ref)) refs.set(match.ref, match);
  return [...refs.values()].slice(0, MOST_MATCHES);
}

/** A match as the contact of a call. */
export function asContact({ ref, name, organisation, url }: CallContact): CallContact {
  return { ref, name, url, ...(organisation && { organisation }) };
}

/** The parts of an adapter, before failures are made values. */
export interface Work {
  lookUp(number: string, signal: AbortSignal): Promise<Match[]>;
  find(text: string, signal: AbortSignal): Promise<Match[]>;
  /** The record of a ref of this CRM that we may see; undefined for all others, whatever the ref says. */
  recordOf(ref: string, signal: AbortSignal): Promise<CallContact | undefined>;
  /**
   * Makes the record or changes it. `contact`: link it to this one and to no other; undefined: leave the link alone.
   * Returns the record's own ref and address.
   */
  save(order: SaveOrder, signal: AbortSignal): Promise<{ ref: string; url?: string | undefined }>;
  /** The user's name. */
  check(signal: AbortSignal): Promise<string>;
}

export interface SaveOrder {
  record: CallRecord;
  contact: CallContact | undefined;
  /** Take the stored record off whomever it is linked to, where the CRM's interface lets us. */
  unlink: boolean;
  /** The record's ref, where an earlier push was confirmed. */
  known: string | undefined;
}

/** An adapter whose every CrmFailure is a value; bugs go on. */
export function writeBack({ can, origins }: Pick<WriteBack, 'can' | 'origins'>, work: Work): WriteBack {
  const asked = async (matches: () => Promise<Match[]>): Promise<LookUp> => {
    try {
      return { matches: fewMatches(await matches()) };
    } catch (error) {
      return { matches: [], failure: failureOf(error) };
    }
  };
  return {
    can,
    origins,
    lookUp: (number, signal) => asked(async () => (number ? work.lookUp(number, signal) : [])),
    find: (text, signal) => asked(async () => (text.trim() ? work.find(text.trim(), signal) : [])),
    async store(call, contact, signal, known): Promise<PushResult> {
      try {
        const linked = await linkFor(work, call, contact, known, signal);
        const saved = await work.save(
          { record: callRecord(call), contact: linked, unlink: contact === null, known },
          signal,
        );
        return { kind: 'ok', ...saved, contact: linked };
      } catch (error) {
        return refusal(error);
      }
    },
    async check(signal) {
      try {
        return { ok: true, user: clean(await work.check(signal), 100) };
      } catch (error) {
        return { ok: false, ...failureOf(error) };
      }
    },
  };
}

/** Whom a record is to be linked to: the call's contact if the CRM knows it; for a new record else who has the number. */
async function linkFor(
  work: Work,
  call: Call,
  contact: CallContact | null | undefined,
  known: string | undefined,
  signal: AbortSignal,
): Promise<CallContact | undefined> {
  const chosen = contact?.ref ? await work.recordOf(contact.ref, signal) : undefined;
  if (chosen) return asContact(chosen);
  // Whom a private call was with is nobody's business, unless the user named them.
  const unasked = call.withheld || call.isPrivate || !call.number || known !== undefined;
  if (contact === null || unasked) return undefined;
  const [best] = await work.lookUp(call.number, signal);
  return best && asContact(best);
}

function failureOf(error: unknown): { error: ErrorCode; detail: string } {
  const { error: code, detail } = refusal(error);
  return { error: code, detail };
}

/** Runs one of several questions; where the CRM has no such thing or gives no right to it, the answer is nobody. */
export async function whereAllowed(question: Promise<Match[]>): Promise<Match[]> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof CrmFailure && (error.result.kind === 'reject' || error.result.error === 'crmNotSetUp'))
      return [];
    throw error;
  }
}
