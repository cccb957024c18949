/** Who has this number in Tryton: parties by their contact mechanisms (party/contact_mechanism.py of Tryton 6.0). */
import type { CallContact } from '../../call';
import type { NumberRules } from '../../phone-number';
import { type Fields, isFields, MOST_CANDIDATES, nameOf, rowsOf } from '../answers';
import type { Account } from '../form';
import { baseUrl } from '../http';
import { reaches, searchFor } from '../number-search';
import type { Match } from '../write-back';
import { call } from './rpc';

const PARTY_REF = /^party\.party,(\d{1,15})$/;

/**
 * Parties with exactly this number as phone or mobile, in the CRM's order, each once. Tryton keeps numbers as typed, so
 * the search takes the last digits with anything in between, and the number engine compares what comes back. `rules` say
 * how numbers without + in the CRM are read. Throws CrmFailure.
 */
export async function partiesWith(
  account: Account,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const search = searchFor(number);
  if (!search) return [];
  const value = search.exactly ? ['value', '=', search.exactly] : ['value', 'ilike', search.like];
  const domain = [['type', 'in', ['phone', 'mobile']], value];
  const fields = ['value', 'party', 'party.rec_name'];
  const params = [domain, 0, MOST_CANDIDATES, null, fields, {}];
  const rows = rowsOf(await call(account, 'model.party.contact_mechanism.search_read', params, signal));
  return rows.flatMap((row) => {
    const found = reaches(row.value, number, rules) ? mechanism(row) : undefined;
    return found ? [match(account, found.party, found.name)] : [];
  });
}

/** Parties with this in their name. Throws CrmFailure. */
export async function partiesNamed(account: Account, text: string, signal: AbortSignal): Promise<Match[]> {
  const params = [[['rec_name', 'ilike', `%${text}%`]], 0, 20, null, ['rec_name'], {}];
  const rows = rowsOf(await call(account, 'model.party.party.search_read', params, signal));
  return rows.flatMap(({ id, rec_name }) => (isId(id) ? [match(account, id, rec_name)] : []));
}

/** The party of this reference, if there is one: a page may show what does not exist or is not ours to see. */
export async function partyOf(account: Account, ref: string, signal: AbortSignal): Promise<CallContact | undefined> {
  const id = partyId(ref);
  if (!id) return undefined;
  const params = [[['id', '=', id]], 0, 1, null, ['rec_name'], {}];
  const rows: unknown = await call(account, 'model.party.party.search_read', params, signal);
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  if (!isFields(row) || row.id !== id) return undefined;
  const { ref: found, name, url } = match(account, id, row.rec_name);
  return { ref: found, name, url };
}

/** Tryton's id of a reference made here; NaN for others. */
export function partyId(ref: string): number {
  return Number(PARTY_REF.exec(ref)?.[1]);
}

/** The address of a record in the web client. */
export function recordAddress({ url = '', database = '' }: Account, model: string, id: number): string {
  return `${baseUrl(url)}/#${encodeURIComponent(database)}/model/${model}/${id}`;
}

function match(account: Account, id: number, name: unknown): Match {
  const url = recordAddress(account, 'party.party', id);
  return { ref: `party.party,${id}`, name: nameOf(name), url, type: 'contact' };
}

/** `party.rec_name` comes back under "party." (facts of trytond 6.0); anything of another shape is no match. */
function mechanism(row: Fields): { party: number; name: unknown } | undefined {
  if (!isId(row.party)) return undefined;
  const party = row['party.'];
  return { party: row.party, name: isFields(party) ? party.rec_name : '' };
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
