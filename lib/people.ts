/** Colleagues and favourites: found in the number box, offered as transfer targets. Written by the background alone. */
import { db, type PersonRow } from './db';
import type { Colleague } from './people-list';
import { numberTerms, wordsOf } from './search-terms';

/** A number as it is dialled, or undefined where it cannot be. */
export type ReadNumber = (text: string) => string | undefined;

export function personRow(person: Colleague, rest: Pick<PersonRow, 'from' | 'favourite'>, read: ReadNumber): PersonRow {
  const { name, number, organisation } = person;
  const terms = [...wordsOf(`${name} ${organisation}`), ...numberTerms(read(number) ?? number)];
  // The same person imported twice stands there once.
  const id = `${rest.from}:${number.replace(/\s/g, '')}:${wordsOf(name).join(' ')}`;
  return { id, name, number, organisation, ...rest, terms };
}

/** Adds people of the user's own; those that stand there already are written anew. */
export async function addPeople(people: readonly Colleague[], favourite: 0 | 1, read: ReadNumber): Promise<void> {
  await db.people.bulkPut(people.map((person) => personRow(person, { from: 'own', favourite }, read)));
}

/** The administration's list takes the place of the one before. */
export async function replacePolicyPeople(people: readonly Colleague[], read: ReadNumber): Promise<void> {
  await db.transaction('rw', db.people, async () => {
    const own = await db.people
      .where('[from+favourite]')
      .between(['policy', 0], ['policy', 1], true, true)
      .primaryKeys();
    await db.people.bulkDelete(own);
    await db.people.bulkPut(people.map((person) => personRow(person, { from: 'policy', favourite: 0 }, read)));
  });
}

export async function setFavourite(id: string, favourite: 0 | 1): Promise<void> {
  await db.people.update(id, { favourite });
}

export async function removePerson(id: string): Promise<void> {
  await db.people.delete(id);
}

/** Everybody, favourites first, then by name. */
export async function allPeople(): Promise<PersonRow[]> {
  const rows = await db.people.toArray();
  return rows.sort((a, b) => b.favourite - a.favourite || a.name.localeCompare(b.name));
}
