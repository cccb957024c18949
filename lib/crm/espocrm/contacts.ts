/**
 * Who has this number in EspoCRM: contacts, accounts, leads. `phoneNumberNumeric` holds the digits of all numbers of a record
 * (Core/Utils/Database/Orm/FieldConverters/Phone.php at 192653a), a list names the first number only.
 */
import type { CallContact } from '../../call';
import type { NumberRules } from '../../phone-number';
import { type Fields, isFields, nameOf, rowsOf, textOf, whereAllowed } from '../answers';
import type { Account } from '../form';
import { reaches, searchFor } from '../number-search';
import type { Match } from '../write-back';
import { baseOf, send } from './api';

const ENTITIES = { Contact: 'contact', Account: 'account', Lead: 'lead' } as const;
type Entity = keyof typeof ENTITIES;
const REF = /^(Contact|Account|Lead),([\w-]{1,36})$/;
/** Candidates whose further numbers are read one by one. */
const MOST_DETAILS = 5;

/** One condition of a list: type, attribute, value (Core/Select/Where/Item.php, Checker.php at 095f82d). */
export type Where = readonly [type: string, attribute: string, value: string];

export async function recordsWith(
  account: Account,
  number: string,
  rules: NumberRules | undefined,
  signal: AbortSignal,
): Promise<Match[]> {
  const search = searchFor(number);
  if (!search) return [];
  const where: Where = search.exactly
    ? ['equals', 'phoneNumberNumeric', search.exactly]
    : ['like', 'phoneNumberNumeric', search.like];
  return everywhere(account, where, signal, async (entity, rows) => {
    const matching: Fields[] = [];
    for (const [index, row] of rows.entries()) {
      const first = reaches(row.phoneNumber, number, rules);
      if (first || (index < MOST_DETAILS && (await hasFurther(entity, textOf(row.id))))) matching.push(row);
    }
    return matching;
  });

  async function hasFurther(entity: Entity, id: string): Promise<boolean> {
    if (!REF.test(`${entity},${id}`)) return false;
    const answer = await send(account, `${entity}/${id}`, signal);
    const numbers = isFields(answer) && Array.isArray(answer.phoneNumberData) ? answer.phoneNumberData : [];
    return numbers.slice(0, 20).some((each) => isFields(each) && reaches(each.phoneNumber, number, rules));
  }
}

export function recordsNamed(account: Account, text: string, signal: AbortSignal): Promise<Match[]> {
  return everywhere(account, ['contains', 'name', text], signal, async (_, rows) => rows);
}

/** The record of this reference, if there is one that we may see. */
export async function recordOf(account: Account, ref: string, signal: AbortSignal): Promise<CallContact | undefined> {
  const [, entity, id] = REF.exec(ref) ?? [];
  if (!entity) return undefined;
  const row = send(account, `${entity}/${id}`, signal);
  const [known] = await whereAllowed(
    row.then((body) => (isFields(body) ? match(account, entity as Entity, body) : [])),
  );
  return known?.ref === ref ? known : undefined;
}

/** Rows of an entity that meet one condition. */
export async function list(account: Account, entity: string, where: Where, fields: string, signal: AbortSignal) {
  const [type, attribute, value] = where;
  const query = new URLSearchParams({ select: fields, maxSize: '20' });
  query.set('where[0][type]', type);
  query.set('where[0][attribute]', attribute);
  query.set('where[0][value]', value);
  const answer = await send(account, `${entity}?${query}`, signal);
  return rowsOf(isFields(answer) ? answer.list : undefined);
}

async function everywhere(
  account: Account,
  where: Where,
  signal: AbortSignal,
  pick: (entity: Entity, rows: Fields[]) => Promise<Fields[]>,
): Promise<Match[]> {
  const found: Match[] = [];
  for (const entity of Object.keys(ENTITIES) as Entity[]) {
    const fields = `id,name,phoneNumber${entity === 'Account' ? '' : ',accountName'}`;
    const picked = list(account, entity, where, fields, signal).then((rows) => pick(entity, rows));
    found.push(...(await whereAllowed(picked.then((rows) => rows.flatMap((row) => match(account, entity, row))))));
  }
  return found;
}

function match(account: Account, entity: Entity, row: Fields): Match[] {
  const ref = `${entity},${textOf(row.id)}`;
  if (!REF.test(ref)) return [];
  const organisation = nameOf(row.accountName) || undefined;
  const url = `${baseOf(account)}/#${entity}/view/${textOf(row.id)}`;
  return [{ ref, name: nameOf(row.name), organisation, url, type: ENTITIES[entity] }];
}
