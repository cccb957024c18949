/** What a rule would do on this page: the same interpreter and the same reading of holders as everywhere else. */
import { interpret } from '../../crm/interpret';
import type { FieldRule, Profile } from '../../crm/profile';
import type { Candidate, Judgement } from '../../messages';
import { placesOf } from '../find-phones';
import { type Pickable, textOf } from './pickable';
import type { Where } from './rules-for';

export interface Match extends Pickable {
  /** What stands there now. */
  text: string;
  /** What would be dialled, as people write it; '' where it is no number; undefined until it is judged. */
  display?: string;
}

export interface Choice {
  where: Where;
  matches: Match[];
}

/** More are counted, not shown. */
const JUDGED = 60;

/** Each way with what it hits; ways that hit the same are one, and all hit `element`. */
export function choicesOf(ways: readonly Where[], element: Element, all: readonly Pickable[]): Choice[] {
  const choices: Choice[] = [];
  for (const where of ways) {
    const matches = matchesOf(where, all);
    const hits = matches.map((match) => match.element);
    if (!hits.some((hit) => hit === element || element.contains(hit) || hit.contains(element))) continue;
    const same = choices.some(
      (choice) =>
        choice.matches.length === hits.length && choice.matches.every((match, i) => match.element === hits[i]),
    );
    if (!same) choices.push({ where, matches });
  }
  return choices.slice(0, 4);
}

/** All that this rule hits, in document order. */
function matchesOf(where: Where, all: readonly Pickable[]): Match[] {
  const crm = interpret([profileOf({ ...where, is: 'phone' })], document);
  return all
    .filter(({ element }) => crm?.place(element) !== undefined)
    .map((pickable) => ({ ...pickable, text: textOf(pickable.element) }));
}

export function profileOf(rule: FieldRule): Profile {
  return { name: 'own', fields: [rule] };
}

/** The matches with what each would dial. */
export async function withNumbers(
  { where, matches }: Choice,
  profiles: readonly Profile[],
  country: string,
  judge: (candidates: Candidate[]) => Promise<Judgement[]>,
): Promise<Match[]> {
  const reading = { profile: interpret([profileOf({ ...where, is: 'phone' }), ...profiles], document), country };
  const asked = matches.slice(0, JUDGED).map((match) => ({
    match,
    places: placesOf(match.holder, reading).filter(({ element }) => element === match.element),
  }));
  const candidates = asked.flatMap(({ places }) =>
    places.map(({ text, kind }) => ({ text: text.slice(0, 300), kind, country })),
  );
  const answers = candidates.length > 0 ? await judge(candidates) : [];
  let next = 0;
  const judged = asked.map(({ match, places }) => {
    const own = answers.slice(next, next + places.length);
    next += places.length;
    const displays = own.flatMap((answer) => (answer ? [answer.display] : []));
    return { ...match, display: displays.join(', ') };
  });
  return [...judged, ...matches.slice(JUDGED)];
}
