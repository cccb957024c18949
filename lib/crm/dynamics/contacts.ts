/**
 * Who has this number in Dynamics 365: contacts, accounts, leads. It keeps numbers as typed; `contains` takes % for anything
 * (learn.microsoft.com/power-apps/developer/data-platform/wildcard-characters).
 */
import type { CallContact } from '../../call';
import type { NumberRules } from '../../phone-number';
import { type Fields, isFields, nameOf, rowsOf, textOf, whereAllowed } from '../answers';
import type { Account } from '../form';
import { baseUrl } from '../http';
import { reaches, searchFor } from '../number-search';
import type { Match } from '../write-back';
import { GUID, send } from './api';

const TABLES = {
  contact: {
    set: 'contacts',
    name: 'fullname',
    company: '_parentcustomerid_value',
    phones: ['telephone1', 'mobilephone', 'telephone2', 'telephone3'],
  },
  account: { set: 'accounts', name: 'name', company: '', phones: ['telephone1', 'telephone2', 'telephone3'] },
  lead: { set: 'leads', name: 'fullname', company: 'companyname', phones: ['telephone1', 'mobilephone', 'telephone2'] },
} as const;
export type Table = keyof typeof TABLES;
const REF = /^(contact|account|lead),([0-9a-f-]{36})$/i;
const NAMES = { Prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' };

export async function recordsWith(
  account: Account,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const search = searchFor(number);
  if (!search) return [];
  const pattern = search.like.slice(1, -1);
  return allTables(async (table) => {
    const { phones } = TABLES[table];
    const term = (phone: string) =>
      search.exactly ? `${phone} eq '${search.exactly}'` : `contains(${phone},'${pattern}')`;
    const rows = await list(account, table, phones.map(term).join(' or '), signal);
    return rows.filter((row) => phones.some((phone) => reaches(row[phone], number, rules)));
  }, account);
}

export function recordsNamed(account: Account, text: string, signal: AbortSignal): Promise<Match[]> {
  const quoted = text.replace(/'/g, "''");
  return allTables((table) => list(account, table, `contains(${TABLES[table].name},'${quoted}')`, signal), account);
}

/** The record of this reference, if there is one that we may see. */
export async function recordOf(account: Account, ref: string, signal: AbortSignal): Promise<CallContact | undefined> {
  const found = target(ref);
  if (!found) return undefined;
  const path = `${TABLES[found.table].set}(${found.id})?$select=${columns(found.table)}`;
  const row = send(account, path, signal, { headers: NAMES });
  const [known] = await whereAllowed(row.then((body) => (isFields(body) ? match(account, found.table, body) : [])));
  return known;
}

/** Table and id of a reference made here. */
export function target(ref: string): { table: Table; set: string; id: string } | undefined {
  const [, table = '', id = ''] = REF.exec(ref) ?? [];
  if (!GUID.test(id)) return undefined;
  const name = table.toLowerCase() as Table;
  return { table: name, set: TABLES[name].set, id: id.toLowerCase() };
}

/** The address of a record in the web client. */
export function recordAddress({ url = '' }: Account, table: string, id: string): string {
  const base = baseUrl(url).replace(/\/main\.aspx$/, '');
  return `${base}/main.aspx?pagetype=entityrecord&etn=${table}&id=${id}`;
}

async function allTables(rows: (table: Table) => Promise<Fields[]>, account: Account): Promise<Match[]> {
  const found: Match[] = [];
  for (const table of Object.keys(TABLES) as Table[])
    found.push(...(await whereAllowed(rows(table).then((all) => all.flatMap((row) => match(account, table, row))))));
  return found;
}

function columns(table: Table): string {
  const { name, company, phones } = TABLES[table];
  return [`${table}id`, name, company, ...phones].filter(Boolean).join(',');
}

async function list(account: Account, table: Table, filter: string, signal: AbortSignal): Promise<Fields[]> {
  const query = `$select=${columns(table)}&$filter=${encodeURIComponent(filter)}&$top=50`;
  const answer = await send(account, `${TABLES[table].set}?${query}`, signal, { headers: NAMES });
  return rowsOf(isFields(answer) ? answer.value : undefined);
}

function match(account: Account, table: Table, row: Fields): Match[] {
  const { name, company } = TABLES[table];
  const id = textOf(row[`${table}id`]).toLowerCase();
  if (!GUID.test(id)) return [];
  const shown =
    row[`${company}@OData.Community.Display.V1.FormattedValue`] ?? (company === 'companyname' && row[company]);
  return [
    {
      ref: `${table},${id}`,
      name: nameOf(row[name]),
      organisation: nameOf(shown) || undefined,
      url: recordAddress(account, table, id),
      type: table,
    },
  ];
}
