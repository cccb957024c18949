/**
 * Who has this number in Odoo: contacts (res.partner) and, where CRM is installed, leads (crm.lead). Odoo keeps numbers as
 * typed; "=ilike" takes a pattern (odoo/osv/expression.py at 2d08f97). Which phone fields there are differs by version: `mobile` of
 * contacts is gone since 19.
 */
import type { CallContact } from '../../call';
import type { NumberRules } from '../../phone-number';
import { type Fields, isFields, MOST_CANDIDATES, nameOf, rowsOf, whereAllowed } from '../answers';
import type { Account } from '../form';
import { reaches, searchFor } from '../number-search';
import type { Match } from '../write-back';
import { type Model, recordAddress, target } from './address';
import { call } from './rpc';

const PHONES = ['phone', 'mobile'];
const MODELS = {
  'res.partner': ['name', 'is_company', 'commercial_company_name'],
  'crm.lead': ['name', 'contact_name', 'partner_name'],
} as const;

/** Records with exactly this number, contacts first. Throws CrmFailure. */
export async function recordsWith(
  account: Account,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const search = searchFor(number);
  if (!search) return [];
  const ask = async (model: Model) => {
    const phones = await phoneFields(account, model, signal);
    const terms = phones.map((name) => (search.exactly ? [name, '=', search.exactly] : [name, '=ilike', search.like]));
    const domain = [...phones.slice(1).map(() => '|'), ...terms];
    const rows = phones.length > 0 ? await read(account, model, domain, phones, signal) : [];
    const matching = rows.filter((row) => phones.some((name) => reaches(row[name], number, rules)));
    return matching.flatMap((row) => match(account, model, row));
  };
  const contacts = await ask('res.partner');
  // A company and its contact person often share a number: the person is who calls.
  contacts.sort((a, b) => Number(a.type === 'account') - Number(b.type === 'account'));
  return [...contacts, ...(await whereAllowed(ask('crm.lead')))];
}

export async function recordsNamed(account: Account, text: string, signal: AbortSignal): Promise<Match[]> {
  const named = async (model: Model) =>
    (await read(account, model, [['name', 'ilike', text]], [], signal)).flatMap((row) => match(account, model, row));
  return [...(await named('res.partner')), ...(await whereAllowed(named('crm.lead')))];
}

/** The record of this reference, if there is one that we may see. */
export async function recordOf(account: Account, ref: string, signal: AbortSignal): Promise<CallContact | undefined> {
  const wanted = target(ref);
  if (!wanted) return undefined;
  const { model, id } = wanted;
  const ask = read(account, model, [['id', '=', id]], [], signal);
  const [found] = await whereAllowed(ask.then((rows) => rows.flatMap((row) => match(account, model, row))));
  return found?.ref === `${model},${id}` ? found : undefined;
}

async function phoneFields(account: Account, model: Model, signal: AbortSignal): Promise<string[]> {
  const named = { allfields: PHONES, attributes: ['type'] };
  const answer = await call(account, model, 'fields_get', named, signal);
  return isFields(answer) ? PHONES.filter((name) => isFields(answer[name])) : [];
}

async function read(account: Account, model: Model, domain: unknown[], more: string[], signal: AbortSignal) {
  const named = { domain, fields: [...MODELS[model], ...more], limit: MOST_CANDIDATES };
  return rowsOf(await call(account, model, 'search_read', named, signal));
}

function match(account: Account, model: Model, row: Fields): Match[] {
  const { id } = row;
  if (!Number.isSafeInteger(id) || Number(id) <= 0) return [];
  const base = { ref: `${model},${id}`, url: recordAddress(account, model, Number(id)) };
  if (model === 'crm.lead') {
    const name = nameOf(row.contact_name) || nameOf(row.partner_name) || nameOf(row.name);
    return [{ ...base, name, organisation: nameOf(row.partner_name) || undefined, type: 'lead' }];
  }
  const [name, company] = [nameOf(row.name), nameOf(row.commercial_company_name)];
  const organisation = company && company !== name ? company : undefined;
  return [{ ...base, name, organisation, type: row.is_company === true ? 'account' : 'contact' }];
}
