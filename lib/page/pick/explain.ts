/**
 * Why an element has its icon, or none: the evidence for and against, by the very functions that decide it. Each line is
 * a key of the words with its parameters; the order is the order in which it counts (design section 3).
 */
import type { PhonePlace } from '../../crm/profile';
import type { Candidate, Judgement } from '../../messages';
import { candidatesIn, countDigits } from '../candidates';
import { isField, numberOfLink, type Place, placesOf, type Reading } from '../find-phones';
import { evidenceForInput, evidenceForValue, isSearchBox } from '../labels';
import { selectorOf } from '../lexicon';
import { isTextField } from '../text-field';
import { asPickable, textOf } from './pickable';

export interface WhyLine {
  side: 'for' | 'against' | 'note';
  key: WhyKey;
  params: Readonly<Record<string, string>>;
}

export type WhyKey =
  | 'off'
  | 'hidden'
  | 'skipped'
  | 'search'
  | 'inputType'
  | 'empty'
  | 'rulePhone'
  | 'ruleNever'
  | 'typePhone'
  | 'typeNever'
  | 'labelPhone'
  | 'labelFax'
  | 'labelOther'
  | 'labelNumber'
  | 'labelSilent'
  | 'noLabel'
  | 'telField'
  | 'callLink'
  | 'noDigits'
  | 'noCandidate'
  | 'candidate'
  | 'valid'
  | 'invalid';

export interface Explanation {
  /** Will there be an icon? */
  icon: boolean;
  /** What stands there. */
  text: string;
  lines: WhyLine[];
  /** The profile's rule that decided, where one did. */
  by: PhonePlace['by'] | undefined;
}

/** All evidence at this element. `iconsOff`: nothing is shown on this address at all. */
export async function explain(
  element: Element,
  reading: Reading,
  iconsOff: boolean,
  judge: (candidates: Candidate[]) => Promise<Judgement[]>,
): Promise<Explanation> {
  const isCallLink = element.localName === 'a' && isField(element);
  const text = isCallLink ? numberOfLink(element as HTMLAnchorElement) : textOf(element);
  const known = reading.profile?.place(element);
  const { holder } = asPickable(element);
  const places = placesOf(holder, reading).filter((place) => place.element === element);
  const before = [...stateLines(element, iconsOff), ...ruleLines(known), ...pageLines(element, text, reading, places)];
  // What the evidence above has ruled out may still be a number: that is worth knowing too.
  const asked =
    places.length > 0
      ? places
      : candidatesIn(text, reading.country).map((each) => ({ ...each, kind: 'text' as const }));
  const judged = await judgedLines(asked, reading.country, judge);
  const found = places.length > 0 && judged.some(({ key }) => key === 'valid');
  const icon = found && !iconsOff && isShown(element);
  return { icon, text, lines: [...before, ...judged], by: known?.by };
}

function isShown(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

function stateLines(element: Element, iconsOff: boolean): WhyLine[] {
  const lines: WhyLine[] = [];
  if (iconsOff) lines.push(against('off'));
  if (!isShown(element)) lines.push(against('hidden'));
  if (
    element.parentElement?.closest(selectorOf('skipped')) ||
    (!isField(element) && element.matches(selectorOf('skipped')))
  )
    lines.push(against('skipped'));
  if (!isTextField(element)) return lines;
  if (!isField(element)) lines.push(against('inputType', { type: element.type }));
  if (isSearchBox(element)) lines.push(against('search'));
  if (element.value.trim() === '') lines.push(against('empty'));
  return lines;
}

function ruleLines(known: PhonePlace | undefined): WhyLine[] {
  if (!known) return [];
  // Words beside the field decided: they say more to people than the selector does.
  if (known.by.rule.type && known.label) {
    const params = { profile: known.by.profile, type: known.label };
    return [known.verdict === 'phone' ? support('typePhone', params) : against('typeNever', params)];
  }
  const params = {
    profile: known.by.profile,
    rule: known.by.rule.at ?? known.by.rule.column ?? known.by.rule.labelled ?? '',
  };
  return [known.verdict === 'phone' ? support('rulePhone', params) : against('ruleNever', params)];
}

/** What the page itself says: kind of field, label, shape of the text. */
function pageLines(element: Element, text: string, { country }: Reading, places: readonly Place[]): WhyLine[] {
  const lines: WhyLine[] = [];
  const input = isTextField(element) ? element : undefined;
  const { kind, label } = input ? evidenceForInput(input) : evidenceForValue(element);
  if (input && (input.type === 'tel' || input.inputMode === 'tel' || /(^|\s)tel(-|\s|$)/.test(input.autocomplete)))
    lines.push(support('telField'));
  if (element.localName === 'a' && isField(element)) lines.push(support('callLink'));
  if (kind === 'phone') lines.push(support('labelPhone', { label: label || nameOf(element) }));
  else if (kind === 'fax') lines.push(against('labelFax', { label: label || nameOf(element) }));
  else if (kind === 'other') lines.push(against('labelOther', { label: label || nameOf(element) }));
  else if (kind === 'number' && places.length === 0)
    lines.push(against('labelNumber', { label: label || nameOf(element) }));
  else lines.push({ side: 'note', key: label ? 'labelSilent' : 'noLabel', params: { label } });
  const shapes = places.length > 0 ? places : candidatesIn(text, country);
  if (countDigits(text, 2) < 2) lines.push(against('noDigits'));
  else if (shapes.length === 0) lines.push(against('noCandidate', { text: text.slice(0, 60) }));
  else lines.push(support('candidate', { text: shapes.map((each) => each.text).join(', ') }));
  return lines;
}

/** What a field is called where nobody sees it. */
function nameOf(element: Element): string {
  return element.getAttribute('name') ?? element.id;
}

async function judgedLines(
  places: readonly Pick<Place, 'text' | 'kind'>[],
  country: string,
  judge: (candidates: Candidate[]) => Promise<Judgement[]>,
): Promise<WhyLine[]> {
  if (places.length === 0) return [];
  const answers = await judge(places.map(({ text, kind }) => ({ text: text.slice(0, 300), kind, country })));
  return places.map(({ text }, i) => {
    const answer = answers[i];
    return answer ? support('valid', { text, number: answer.display }) : against('invalid', { text });
  });
}

function support(key: WhyKey, params: WhyLine['params'] = {}): WhyLine {
  return { side: 'for', key, params };
}

function against(key: WhyKey, params: WhyLine['params'] = {}): WhyLine {
  return { side: 'against', key, params };
}
