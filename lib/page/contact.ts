/** Whose number it is, as the page tells: the CRM's profile first, else the list row or the page's heading. */
import type { CallContact } from '../call';
import type { CrmProfile } from '../crm/profile';

const MAX_NAME = 200;
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
    const row = element.closest('tr, [role="row"], li');
    const inRow = row && (rows.get(row) ?? contactOfRow(row));
    if (row) rows.set(row, inRow);
    if (inRow) return inRow;
    const { ownerDocument } = element;
    if (whole === undefined) whole = named(headingOf(ownerDocument), page.href);
    return whole;
  };
}

function contactOfRow(row: Element): CallContact | null {
  const link = row.querySelector<HTMLAnchorElement>('a[href]:not([href^="tel:"], [href^="mailto:"], [href^="#"])');
  return named(clean(link?.textContent ?? '') || firstWords(row), link?.href ?? location.href);
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
