/**
 * Who has this number in HubSpot: contacts and companies. HubSpot keeps numbers as typed and searches them in a normalised
 * form without the country code, by tokens; a * at either end stands for the rest (guides/crm/search, "Search for phone
 * numbers" and "Filter operators"). So the end of the number is asked for, and where nobody has it, its beginning: a number
 * that was typed with its switchboard's 0 in front of the extension ends otherwise.
 */
import type { CallContact } from '../../call';
import { hasInlineExtensions, type NumberRules, nationalDigits, regionOfNumber } from '../../phone-number';
import { type Fields, isFields, MOST_CANDIDATES, nameOf, rowsOf, textOf, whereAllowed } from '../answers';
import type { Account } from '../form';
import { baseUrl, CrmFailure } from '../http';
import { reaches, searchFor } from '../number-search';
import type { Match } from '../write-back';
import { send } from './api';

const OBJECTS = {
  contacts: {
    code: '0-1',
    type: 'contact',
    phones: ['phone', 'mobilephone'],
    searched: ['hs_searchable_calculated_phone_number', 'hs_searchable_calculated_mobile_number'],
    names: ['firstname', 'lastname', 'company'],
  },
  companies: {
    code: '0-2',
    type: 'account',
    phones: ['phone'],
    searched: ['hs_searchable_calculated_phone_number'],
    names: ['name'],
  },
} as const;
export type HubObject = keyof typeof OBJECTS;
const REF = /^(contacts|companies),(\d{1,20})$/;

export async function recordsWith(
  account: Account,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const search = searchFor(number);
  if (!search) return [];
  const asked = (value: string) => both((object) => withToken(account, object, value, number, rules, signal));
  if (search.exactly) return asked(search.exactly);
  const byEnd = await asked(`*${search.tail}`);
  const stem = stemOf(number);
  return byEnd.length > 0 || !stem ? byEnd : asked(`${stem}*`);
}

async function withToken(
  account: Account,
  object: HubObject,
  value: string,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const { searched, phones } = OBJECTS[object];
  const filterGroups = searched.map((propertyName) => ({
    filters: [{ propertyName, operator: 'CONTAINS_TOKEN', value }],
  }));
  const rows = await list(account, object, { filterGroups }, signal);
  const has = ({ properties }: Fields) =>
    isFields(properties) && phones.some((phone) => reaches(properties[phone], number, rules));
  return toMatches(account, object, rows.filter(has), signal);
}

/** As many digits as extensions have at the end of a number. */
const EXTENSION_DIGITS = 3;

/** The number without the country code and without its last digits; '' where extensions are no part of it. */
function stemOf(number: string): string {
  if (!hasInlineExtensions(number)) return '';
  const national = nationalDigits(number, regionOfNumber(number)).replace(/^0/, '');
  return national.slice(0, -EXTENSION_DIGITS);
}

export function recordsNamed(account: Account, text: string, signal: AbortSignal): Promise<Match[]> {
  return both(async (object) =>
    toMatches(account, object, await list(account, object, { query: text }, signal), signal),
  );
}

/** The record of this reference, if there is one that we may see. */
export async function recordOf(account: Account, ref: string, signal: AbortSignal): Promise<CallContact | undefined> {
  const found = target(ref);
  if (!found) return undefined;
  const properties = OBJECTS[found.object].names.join(',');
  const row = send(account, `/crm/v3/objects/${found.object}/${found.id}?properties=${properties}`, signal);
  const [known] = await whereAllowed(
    row.then((body) => (isFields(body) ? toMatches(account, found.object, [body], signal) : [])),
  );
  return known;
}

/** Object and id of a reference made here. */
export function target(ref: string): { object: HubObject; id: string } | undefined {
  const [, object, id = ''] = REF.exec(ref) ?? [];
  return object ? { object: object as HubObject, id } : undefined;
}

const portals = new Map<string, string>();

/** The address of a record in HubSpot's app; undefined where the account's number cannot be learned. */
export async function recordAddress(account: Account, code: string, id: string, signal: AbortSignal) {
  const key = JSON.stringify([account.url, account.token]);
  let portal = portals.get(key);
  if (!portal) {
    const details = await send(account, '/account-info/v3/details', signal).catch((error: unknown) => {
      if (error instanceof CrmFailure) return undefined;
      throw error;
    });
    portal = isFields(details) ? textOf(details.portalId) : '';
    if (!/^\d{1,20}$/.test(portal)) return undefined;
    portals.set(key, portal);
  }
  return `${baseUrl(account.appUrl ?? '')}/contacts/${portal}/record/${code}/${id}`;
}

async function both(ask: (object: HubObject) => Promise<Match[]>): Promise<Match[]> {
  return [...(await ask('contacts')), ...(await whereAllowed(ask('companies')))];
}

async function list(account: Account, object: HubObject, search: object, signal: AbortSignal): Promise<Fields[]> {
  const { phones, names } = OBJECTS[object];
  const body = { ...search, properties: [...names, ...phones], limit: MOST_CANDIDATES };
  const answer = await send(account, `/crm/v3/objects/${object}/search`, signal, { method: 'POST', body });
  return rowsOf(isFields(answer) ? answer.results : undefined);
}

async function toMatches(account: Account, object: HubObject, rows: Fields[], signal: AbortSignal): Promise<Match[]> {
  const { code, type } = OBJECTS[object];
  const matches: Match[] = [];
  for (const { id, properties } of rows.slice(0, 20)) {
    const ref = `${object},${textOf(id)}`;
    if (!REF.test(ref) || !isFields(properties)) continue;
    const person = nameOf(`${textOf(properties.firstname)} ${textOf(properties.lastname)}`);
    const url = await recordAddress(account, code, textOf(id), signal);
    const organisation = object === 'contacts' ? nameOf(properties.company) || undefined : undefined;
    matches.push({ ref, name: object === 'contacts' ? person : nameOf(properties.name), organisation, url, type });
  }
  return matches;
}
