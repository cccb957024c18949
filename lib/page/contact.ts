/** Whose number it is, as the page tells: the CRM's profile first, else the list row or the page's heading. */
import type { CallContact } from '../call';
import type { CrmProfile } from '../crm/profile';

const MAX_NAME = 200;
/** A heading that was looked for is good for so long where only its name is wanted: looking goes through the whole page. */
const HEADING_MS = 500;

/** The record around an element, or null. Everything in it is text of the page: untrusted. */
export function contactOf(element: Element, profile: CrmProfile | undefined): CallContact | null {
  const nearest = nearestContact(element, profile);
  if (nearest) return nearest;
  const name = headingOf(element.ownerDocument);
  return name ? { ref: '', name, url: location.href } : null;
}

/** The name of the record around an element, '' for none; a heading may be one of half a second ago. */
export function nameAround(element: Element, profile: CrmProfile | undefined): string {
  const nearest = nearestContact(element, profile);
  if (nearest) return nearest.name;
  const now = performance.now();
  if (heading?.of !== element.ownerDocument || heading.until < now)
    heading = { of: element.ownerDocument, name: headingOf(element.ownerDocument), until: now + HEADING_MS };
  return heading.name;
}

let heading: { of: Document; name: string; until: number } | undefined;

/** What the CRM's profile or the list row says. */
function nearestContact(element: Element, profile: CrmProfile | undefined): CallContact | null {
  const known = profile?.record(element, new URL(location.href));
  if (known) return { ...known, name: known.name.slice(0, MAX_NAME) };
  const row = element.closest('tr, [role="row"], li');
  if (!row) return null;
  const link = row.querySelector<HTMLAnchorElement>('a[href]:not([href^="tel:"], [href^="mailto:"], [href^="#"])');
  const name = clean(link?.textContent ?? '') || firstWords(row);
  return name ? { ref: '', name, url: link?.href ?? location.href } : null;
}

function headingOf(document: Document): string {
  const found = document.querySelector('main h1, h1, [role="heading"][aria-level="1"], h2');
  return clean(found?.textContent ?? '') || clean(document.title);
}

/** The first cell that reads like a name. */
function firstWords(row: Element): string {
  for (const cell of row.children) {
    const text = clean(cell.textContent ?? '');
    if (text.length > 2 && text.length < 80 && !/\d{3}/.test(text) && /\p{L}{2}/u.test(text)) return text;
  }
  return '';
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
}
