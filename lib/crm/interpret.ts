/**
 * Reads the page by profiles. They are never trusted: a selector that the browser refuses takes its rule away and nothing
 * else; selectors, words and addresses are all they can hold.
 */
import type { CallContact } from '../call';
import { columnHead } from '../page/columns';
import { evidenceForInput, evidenceForValue } from '../page/labels';
import { fold } from '../page/lexicon';
import { addressReader } from './address-template';
import type { CrmProfile, FieldRule, PhonePlace, Profile, RecordRule, TypeRule, Verdict } from './profile';

/** What asks one rule about an element. */
type Ask = (element: Element) => PhonePlace | undefined;
type Recall = (element: Element, url: URL) => CallContact | undefined;

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
  const masks = here.flatMap(({ mask }) => (mask && isSelector(mask) ? [mask] : []));
  const recalls = here.flatMap(({ records = [] }) => records.flatMap(recallOf));
  return {
    name: here[0]?.name ?? '',
    place: (element) => first(asks, (ask) => ask(element)),
    maskOf: (element) => first(masks, (mask) => element.closest(mask) ?? undefined),
    record: (element, url) => first(recalls, (recall) => recall(element, url)),
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

function recallOf(rule: RecordRule): Recall[] {
  const { within, link, ref, title = [] } = rule;
  const selectors = [within, link, ...title].filter((each) => each !== undefined);
  if (!selectors.every(isSelector)) return [];
  const read = addressReader(rule.address);
  return [
    (element, page) => {
      const box = within ? element.closest(within) : element.ownerDocument.documentElement;
      const anchor = link ? box?.querySelector<HTMLAnchorElement>(link) : undefined;
      if (!box || (link && !anchor?.href)) return undefined;
      const url = anchor ? new URL(anchor.href) : page;
      const words = read(`${url.pathname}${url.search}${url.hash}`);
      if (!words) return undefined;
      const name = nameIn(box, title) || anchor?.textContent?.trim() || titleOf(element.ownerDocument);
      return { ref: filled(ref ?? '', words), name, url: url.href };
    },
  ];
}

function filled(template: string, words: Readonly<Record<string, string>>): string {
  const ref = template.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '');
  // What a record's reference may hold; a page must not smuggle more into it.
  return /^[\w.,:-]{0,120}$/.test(ref) ? ref : '';
}

function nameIn(box: Element, title: readonly string[]): string {
  for (const selector of title) {
    const shown = box.querySelector(selector);
    const words = shown instanceof HTMLInputElement ? shown.value : (shown?.textContent ?? '');
    const name = words.replace(/\s+/g, ' ').trim();
    if (name) return name;
  }
  return '';
}

/** The page's title without the name of the CRM behind it. */
function titleOf(document: Document): string {
  return document.title.split(/ [-–|·] /)[0]?.trim() ?? '';
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

/** Does the browser take this selector? */
export function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}

function first<T, R>(list: readonly T[], ask: (each: T) => R | undefined): R | undefined {
  // Asked of each value of a page, and most profiles have no rule of a kind.
  if (list.length === 0) return undefined;
  for (const each of list) {
    const answer = ask(each);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
