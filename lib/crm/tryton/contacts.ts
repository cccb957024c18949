/** Who has this number in Tryton: parties by their contact mechanisms (party/contact_mechanism.py of Tryton 6.0). */
import type { CallContact } from '../../call';
import { judge, type NumberRules, regionOfNumber, sameNumber } from '../../phone-number';
import { digitsOf } from '../../phone-text';
import { clean } from '../http';
import type { Match } from '../write-back';
import { baseUrl, call, type TrytonAccount } from './rpc';

/** Last digits that the search asks for: enough to be few, and the same in every way to write the number. */
const TAIL_DIGITS = 7;
/** Numbers up to this length are searched as they are: any longer one would hold their digits. */
const SHORT_DIGITS = 5;
const MOST_CANDIDATES = 100;
const MOST_MATCHES = 10;
const LONGEST_NAME = 200;
const PARTY_REF = /^party\.party,(\d{1,15})$/;

/**
 * Parties with exactly this number as phone or mobile, in the CRM's order, each once. Tryton keeps numbers as typed, so
 * the search takes the last digits with anything in between, and the number engine compares what comes back. `rules` say
 * how numbers without + in the CRM are read; without them, as in the region of the number itself. Throws CrmFailure.
 */
export async function partiesWith(
  account: TrytonAccount,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const digits = digitsOf(number.split(';ext=')[0] ?? '');
  if (!digits) return [];
  const value =
    digits.length <= SHORT_DIGITS
      ? ['value', '=', digits]
      : ['value', 'ilike', `%${[...digits.slice(-TAIL_DIGITS)].join('%')}%`];
  const domain = [['type', 'in', ['phone', 'mobile']], value];
  const fields = ['value', 'party', 'party.rec_name'];
  const params = [domain, 0, MOST_CANDIDATES, null, fields, {}];
  const rows = await call(account, 'model.party.contact_mechanism.search_read', params, signal);
  const reading = rules ?? { country: regionOfNumber(number) || 'DE', internalDigits: SHORT_DIGITS - 1 };
  const matches = new Map<number, Match>();
  for (const row of Array.isArray(rows) ? rows.slice(0, MOST_CANDIDATES) : []) {
    const found = mechanism(row);
    const written = found && judge({ text: found.value, kind: 'field', country: '' }, reading);
    if (!written || !sameNumber(written.number, number)) continue;
    if (!matches.has(found.party))
      matches.set(found.party, { ...contact(account, found.party, found.name), type: 'contact' });
  }
  return [...matches.values()].slice(0, MOST_MATCHES);
}

/** The party of this reference, if there is one: a page may show what does not exist or is not ours to see. */
export async function partyOf(
  account: TrytonAccount,
  ref: string,
  signal: AbortSignal,
): Promise<CallContact | undefined> {
  const id = Number(PARTY_REF.exec(ref)?.[1]);
  if (!id) return undefined;
  const params = [[['id', '=', id]], 0, 1, null, ['rec_name'], {}];
  const rows: unknown = await call(account, 'model.party.party.search_read', params, signal);
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  if (!isObject(row) || row.id !== id) return undefined;
  return contact(account, id, typeof row.rec_name === 'string' ? row.rec_name : '');
}

/** Tryton's id of a reference made here. */
export function partyId(contact: CallContact): number {
  return Number(PARTY_REF.exec(contact.ref)?.[1]);
}

function contact(account: TrytonAccount, id: number, name: string): CallContact {
  const url = `${baseUrl(account.url)}/#${encodeURIComponent(account.database)}/model/party.party/${id}`;
  return { ref: `party.party,${id}`, name: clean(name, LONGEST_NAME), url };
}

/** `party.rec_name` comes back under "party." (facts of trytond 6.0); anything of another shape is no match. */
function mechanism(row: unknown): { value: string; party: number; name: string } | undefined {
  if (!isObject(row) || typeof row.value !== 'string' || !isId(row.party)) return undefined;
  const party = row['party.'];
  const name = isObject(party) && typeof party.rec_name === 'string' ? party.rec_name : '';
  return { value: row.value, party: row.party, name };
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
