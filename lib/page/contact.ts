/** Whose number it is, as the page tells: the CRM's profile first, else the list row or the page's heading. */
import type { CallContact } from '../call';
import type { CrmProfile } from '../crm/profile';
import { recordReader } from '../crm/records';
import { known } from './knowledge';

const MAX_NAME = 200;
const ROW = 'tr, [role="row"], li';
const LINK = 'a[href]:not([href^="tel:"], [href^="mailto:"], [href^="#"])';
/** A value stands at most this deep in a row that only its place in a long list tells. */
const ROW_DEPTH = 8;
/** A heading by its role is looked for through the whole page, so no more often than this. */
const LOOK_AGAIN_MS = 2000;

/**
 * Reads the record around an element, or null, each row and the heading once: for one pass, since it remembers. Everything in
 * it is text of the page: untrusted.
 */
export function contactReader(profile: CrmProfile | undefined): (element: Element) => CallContact | null {
  const page = new URL(location.href);
  const recordOf = recordReader(profile?.profiles ?? []);
  const rows = new Map<Element, CallContact | null>();
  let whole: CallContact | null | undefined;
  return (element) => {
    const record = recordOf(element, page);
    if (record) return { ...record, name: record.name.slice(0, MAX_NAME) };
    const row = element.closest(ROW) ?? rowOfLongList(element);
    const inRow = row && (rows.get(row) ?? contactOfRow(row, element));
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
    if (known.isLongList(row.parentElement)) return isOneOfMany(row) ? row : null;
  return null;
}

/** Built as the one beside it, of several parts: neither a paragraph nor the one large part of a form. */
function isOneOfMany({ localName, childElementCount, nextElementSibling, previousElementSibling }: Element): boolean {
  const isAlike = (other: Element | null) =>
    other?.localName === localName && other.childElementCount === childElementCount;
  return childElementCount > 1 && (isAlike(nextElementSibling) || isAlike(previousElementSibling));
}

/** Null for a row that is a field of a record: "Phone | 030 …". */
function contactOfRow(row: Element, element: Element): CallContact | null {
  const link = row.querySelector<HTMLAnchorElement>(LINK);
  const cells = [...row.children];
  const url = link?.href ?? location.href;
  const underName = textUnderName(cells);
  if (underName) return named(underName, url);
  const own = cells.findIndex((cell) => cell.contains(element));
  // What stands behind a number ("Call") does not say what it is.
  const before = (own < 0 ? cells : cells.slice(0, own)).filter(textOf);
  // Labels and values take turns: "Max Maier | Mobile | 0171 …" begins with no label.
  const field = before.find((cell, i) => i % 2 === 0 && namesPhone(cell, i === 0));
  const behind = link && field?.compareDocumentPosition(link);
  if (field && behind !== Node.DOCUMENT_POSITION_PRECEDING) return null;
  return named(clean(link?.textContent ?? '') || firstWords(row), url);
}

/** What stands in a column of names or of people: an earlier one may hold a direction, a state or a number. */
function textUnderName(cells: Element[]): string {
  for (const cell of cells) {
    const text = known.isCell(cell) && isNameHead(known.columnHead(cell)) ? textOf(cell) : '';
    if (!text || known.holdsNumber(text)) continue;
    return clean(cell.querySelector(LINK)?.textContent ?? '') || text;
  }
  return '';
}

function isNameHead(head: string): boolean {
  return known.hasWordOf('names', head) || known.hasWordOf('people', head);
}

function textOf({ textContent }: Element): string {
  return clean(textContent ?? '');
}

/** "Phone", "Number", "Whatever:"; "Home" only at the beginning: further on it is one of several numbers of a row. */
function namesPhone(cell: Element, isFirst: boolean): boolean {
  const text = textOf(cell);
  const kind = known.classifyLabel(text);
  return kind === 'phone' || kind === 'number' || text.endsWith(':') || (isFirst && isAllOf('whose', text));
}

/** Are all its words in this list? */
function isAllOf(list: 'whose' | 'nobodies', text: string): boolean {
  return known
    .fold(text)
    .split(' ')
    .every((word) => known.isWordOf(list, word));
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

/** The first cell that reads like a name: neither small words and states ("ein", "missed") nor a time. */
function firstWords(row: Element): string {
  for (const cell of row.children) {
    const text = textOf(cell);
    if (
      text.length > 2 &&
      text.length < 80 &&
      !/\d{3}|\d:\d/.test(text) &&
      !isAllOf('nobodies', text) &&
      (/[a-z]{2}/i.test(text) || /\p{L}{2}/u.test(text))
    )
      return text;
  }
  return '';
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
}
