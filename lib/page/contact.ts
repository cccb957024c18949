/** Whose number it is, as the page tells: the CRM's profile first, else the list row or the page's heading. */
import type { CallContact } from '../call';
import type { CrmProfile } from '../crm/profile';
import { classifyLabel, fold, isWordOf } from './lexicon';
import { isLongList } from './survey';

const MAX_NAME = 200;
const ROW = 'tr, [role="row"], li';
/** A value stands at most this deep in a row that only its place in a long list tells. */
const ROW_DEPTH = 8;
/** A heading by its role is looked for through the whole page, so no more often than this. */
const LOOK_AGAIN_MS = 2000;

/** The record around an element, or null. Everything in it is text of the page: untrusted. */
export function contactOf(element: Element, profile: CrmProfile | undefined): CallContact | null {
  return contactReader(profile)(element);
}

/** Reads the record of many elements, each row and the heading once: for one pass, since it remembers. */
export function contactReader(profile: CrmProfile | undefined): (element: Element) => CallContact | null {
  const page = new URL(location.href);
  const rows = new Map<Element, CallContact | null>();
  let whole: CallContact | null | undefined;
  return (element) => {
    const known = profile?.record(element, page);
    if (known) return { ...known, name: known.name.slice(0, MAX_NAME) };
    const row = element.closest(ROW) ?? rowOfLongList(element);
    const inRow = row && (rows.get(row) ?? contactOfRow(row));
    if (row) rows.set(row, inRow);
    if (inRow) return inRow;
    const { ownerDocument } = element;
    if (whole === undefined) whole = named(headingOf(ownerDocument), page.href);
    return whole;
  };
}

function rowOfLongList(element: Element): Element | null {
  let row = element;
  for (let depth = 0; row.parentElement && depth < ROW_DEPTH; depth++, row = row.parentElement)
    if (isLongList(row.parentElement)) return row;
  return null;
}

/** Null for a row that is a field of a record: "Phone | 030 …". */
function contactOfRow(row: Element): CallContact | null {
  const link = row.querySelector<HTMLAnchorElement>('a[href]:not([href^="tel:"], [href^="mailto:"], [href^="#"])');
  const label = [...row.children].find(namesPhone);
  if (label && !(link && isBefore(link, label))) return null;
  return named(clean(link?.textContent ?? '') || firstWords(row), link?.href ?? location.href);
}

/** "Phone", "Number", "Home". */
function namesPhone({ textContent }: Element): boolean {
  const text = clean(textContent ?? '');
  const kind = classifyLabel(text);
  return kind === 'phone' || kind === 'number' || (text !== '' && fold(text).split(' ').every(isWhose));
}

function isWhose(word: string): boolean {
  return isWordOf('whose', word);
}

function isBefore(one: Node, other: Node): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function named(name: string, url: string): CallContact | null {
  return name ? { ref: '', name, url } : null;
}

function headingOf(document: Document): string {
  const first = (name: string) => document.getElementsByTagName(name)[0];
  const found = first('h1') ?? headingByRole(document) ?? first('h2');
  return clean(found?.textContent ?? '') || clean(document.title);
}

let heading: { element: Element | null; until: number } = { element: null, until: 0 };

function headingByRole(document: Document): Element | null {
  const now = performance.now();
  if (now > heading.until || heading.element?.isConnected === false)
    heading = { element: document.querySelector('[role="heading"][aria-level="1"]'), until: now + LOOK_AGAIN_MS };
  return heading.element;
}

/** The first cell that reads like a name. */
function firstWords(row: Element): string {
  for (const cell of row.children) {
    const text = clean(cell.textContent ?? '');
    if (
      text.length > 2 &&
      text.length < 80 &&
      !/\d{3}/.test(text) &&
      (/[a-z]{2}/i.test(text) || /\p{L}{2}/u.test(text))
    )
      return text;
  }
  return '';
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
}
