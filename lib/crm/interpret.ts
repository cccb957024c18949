/**
 * Reads the page by profiles. They are never trusted: a selector that the browser refuses takes its rule away and nothing
 * else; selectors, words and addresses are all they can hold.
 */
import { columnHead } from '../page/columns';
import { evidenceForInput, evidenceForValue } from '../page/labels';
import { fold } from '../page/lexicon';
import type { CrmProfile, FieldRule, PhonePlace, Profile, TypeRule, Verdict } from './profile';
import { first, isSelector } from './selectors';

/** What asks one rule about an element. */
type Ask = (element: Element) => PhonePlace | undefined;

const CELL = 'td, th, [role="gridcell"], [role="cell"]';

/** The profiles that this document is a page of, as one; undefined where there is none. */
export function interpret(profiles: readonly Profile[], document: Document): CrmProfile | undefined {
  // Most pages are of no CRM that a profile knows, and that is seen at one go.
  const hints = profiles.flatMap(({ pages = [] }) => pages);
  const mayBeKnown = hasAny(document, hints);
  const isHere = ({ pages }: Profile) => !pages?.length || (mayBeKnown && pages.some((hint) => has(document, hint)));
  const here = profiles.filter(isHere);
  if (here.length === 0) return undefined;
  const asks = here.flatMap((profile) => profile.fields.flatMap((rule) => askOf(profile.name, rule)));
  return {
    name: here[0]?.name ?? '',
    place: (element) => first(asks, (ask) => ask(element)),
    profiles: here,
  };
}

/** The rule as something to ask, or nothing where it cannot be read. */
function askOf(profile: string, rule: FieldRule): Ask[] {
  const { at, column, labelled, is, type } = rule;
  if (at && !isSelector(at)) return [];
  if (type && !(isSelector(type.within) && isSelector(type.at))) return [];
  const field = at
    ? (element: Element) => element.closest(at)
    : column
      ? underHead(fold(column))
      : labelled
        ? withLabel(fold(labelled))
        : undefined;
  if (!field) return [];
  return [
    (element) => {
      const own = field(element);
      if (!own) return undefined;
      const typed = type && readType(element, own, type);
      const verdict = typed?.verdict ?? is;
      const label = typed?.label || rule.label;
      return verdict && { verdict, ...(label && { label }), by: { profile, rule } };
    },
  ];
}

function underHead(wanted: string): (element: Element) => Element | null {
  return (element) => {
    const cell = element.closest(CELL);
    return cell && fold(columnHead(cell)) === wanted ? cell : null;
  };
}

function withLabel(wanted: string): (element: Element) => Element | null {
  return (element) => {
    const { label } = element instanceof HTMLInputElement ? evidenceForInput(element) : evidenceForValue(element);
    return label && fold(label) === wanted ? element : null;
  };
}

/** What the words beside the field say, with the words as its label. */
function readType(element: Element, own: Element, type: TypeRule): { verdict?: Verdict; label: string } | undefined {
  const box = element.closest(type.within);
  for (const each of box?.querySelectorAll(type.at) ?? []) {
    if (each === own || each.contains(element)) continue;
    const words = wordsOf(each);
    const plain = words.map((word) => word.toLowerCase());
    const label = words[0] ?? '';
    if (plain.some((word) => type.never.includes(word))) return { verdict: 'never', label };
    if (plain.some((word) => type.phone.includes(word))) return { verdict: 'phone', label };
    // Only lists of what is not called: everything else beside the field is the name of its kind.
    if (label && type.phone.length === 0 && type.never.length > 0 && each.matches('select, span')) return { label };
  }
  return undefined;
}

/** A selection's words and its value, or the element's text; brackets around a type belong to its looks. */
function wordsOf(element: Element): string[] {
  const select = element instanceof HTMLSelectElement ? element : element.querySelector('select');
  const chosen = select?.selectedOptions[0];
  const words = chosen ? [chosen.text, chosen.value] : [element.textContent ?? ''];
  return words.map((word) => word.trim().replace(/^\((.*)\)$/, '$1')).filter((word) => word && word.length <= 60);
}

/** Elements that a page has few of, with conditions on that element alone. */
const NAMED = /^(script|link|meta|body)(?=[[.#])[^\s,>+~:]*$/;

/** Does the page have what the hint says? Browsers know where all elements of a name are, and need not go through the page. */
function has(page: Document, hint: string): boolean {
  try {
    const name = NAMED.exec(hint)?.[1];
    if (!name) return page.querySelector(hint) !== null;
    return [...page.getElementsByTagName(name)].some((element) => element.matches(hint));
  } catch {
    return false;
  }
}

/** Does the page have anything of what one of the hints says? May be true where it has not. */
function hasAny(page: Document, hints: readonly string[]): boolean {
  const byName = new Map<string, string[]>();
  for (const hint of hints) {
    const name = NAMED.exec(hint)?.[1] ?? '';
    byName.set(name, [...(byName.get(name) ?? []), hint]);
  }
  try {
    return [...byName].some(([name, list]) => {
      // An id by itself is looked up, in a list of selectors it is searched for.
      if (!name) return list.some((hint) => page.querySelector(hint));
      return [...page.getElementsByTagName(name)].some((each) => list.some((hint) => each.matches(hint)));
    });
  } catch {
    // One of them is no selector: each is asked by itself.
    return true;
  }
}
