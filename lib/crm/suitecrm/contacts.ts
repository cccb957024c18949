/** Who has this number in SuiteCRM: contacts, accounts, leads; `like` is SQL's (Api/V8/JsonApi/Repository/Filter.php at 4d971e1). */
import type { CallContact } from '../../call';
import type { NumberRules } from '../../phone-number';
import { type Fields, isFields, nameOf, rowsOf, textOf, whereAllowed } from '../answers';
import type { Account } from '../form';
import { baseUrl } from '../http';
import { reaches, searchFor } from '../number-search';
import type { Match } from '../write-back';
import { send } from './api';

const PERSON = ['phone_work', 'phone_mobile', 'phone_home', 'phone_other'];
/** Phone fields by module (modules/<module>/vardefs.php, include/SugarObjects/templates). */
const MODULES = {
  Contacts: { type: 'contact', phones: PERSON, names: ['first_name', 'last_name'] },
  Accounts: { type: 'account', phones: ['phone_office', 'phone_alternate'], names: ['name'] },
  Leads: { type: 'lead', phones: PERSON, names: ['first_name', 'last_name'] },
} as const;
type Module = keyof typeof MODULES;
const REF = /^(Contacts|Accounts|Leads),(\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

export async function recordsWith(
  account: Account,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const search = searchFor(number);
  if (!search) return [];
  const [op, value] = search.exactly ? ['eq', search.exactly] : ['like', search.like];
  return everywhere(async (module) => {
    const { phones } = MODULES[module];
    const rows = await list(account, module, phones, op as string, value as string, signal);
    const has = ({ attributes }: Fields) =>
      isFields(attributes) && phones.some((phone) => reaches(attributes[phone], number, rules));
    return rows.filter(has).flatMap((row) => match(account, module, row));
  });
}

export function recordsNamed(account: Account, text: string, signal: AbortSignal): Promise<Match[]> {
  return everywhere(async (module) => {
    const rows = await list(account, module, MODULES[module].names, 'like', `%${text}%`, signal);
    return rows.flatMap((row) => match(account, module, row));
  });
}

/** The record of this reference, if there is one that we may see. */
export async function recordOf(account: Account, ref: string, signal: AbortSignal): Promise<CallContact | undefined> {
  const [, module, id] = REF.exec(ref) ?? [];
  if (!module) return undefined;
  const row = send(account, `module/${module}/${id}`, signal);
  const found = row.then((body) =>
    isFields(body) && isFields(body.data) ? match(account, module as Module, body.data) : [],
  );
  return (await whereAllowed(found))[0];
}

/** The address of a record in the web client: SuiteCRM 8 has its own in front of the /legacy part. */
export function recordAddress({ url = '' }: Account, module: string, id: string): string {
  const base = baseUrl(url);
  if (base.endsWith('/legacy')) return `${base.slice(0, -7)}/#/${module.toLowerCase()}/record/${id}`;
  return `${base}/index.php?module=${module}&action=DetailView&record=${id}`;
}

async function everywhere(matches: (module: Module) => Promise<Match[]>): Promise<Match[]> {
  const found: Match[] = [];
  for (const module of Object.keys(MODULES) as Module[]) found.push(...(await whereAllowed(matches(module))));
  return found;
}

async function list(
  account: Account,
  module: Module,
  fields: readonly string[],
  op: string,
  value: string,
  signal: AbortSignal,
): Promise<Fields[]> {
  const query = new URLSearchParams({ 'page[size]': '50', 'filter[operator]': 'or' });
  for (const field of fields) query.set(`filter[${field}][${op}]`, value);
  const answer = await send(account, `module/${module}?${query}`, signal);
  return rowsOf(isFields(answer) ? answer.data : undefined);
}

function match(account: Account, module: Module, { id, attributes }: Fields): Match[] {
  const ref = `${module},${textOf(id)}`;
  if (!REF.test(ref) || !isFields(attributes)) return [];
  const person = nameOf(`${textOf(attributes.first_name)} ${textOf(attributes.last_name)}`);
  const organisation = module === 'Accounts' ? undefined : nameOf(attributes.account_name) || undefined;
  const url = recordAddress(account, module, textOf(id));
  return [{ ref, name: person || nameOf(attributes.name), organisation, url, type: MODULES[module].type }];
}
