/** Whose number it is, as the page tells: the CRM's profile first, else the list row or the page's heading. */
import type { CallContact } from '../call';
import type { CrmProfile } from '../crm/profile';

const MAX_NAME = 200;

/** The record around an element, or null. Everything in it is text of the page: untrusted. */
export function contactOf(element: Element, profile: CrmProfile | undefined): CallContact | null {
  const url = new URL(location.href);
  const known = profile?.record(element, url);
  if (known) return { ...known, name: known.name.slice(0, MAX_NAME) };
  const row = element.closest('tr, [role="row"], li');
  const link = row?.querySelector<HTMLAnchorElement>('a[href]:not([href^="tel:"], [href^="mailto:"], [href^="#"])');
  const rowName = row ? clean(link?.textContent ?? '') || firstWords(row) : '';
  if (rowName) return { ref: '', name: rowName, url: link?.href ?? url.href };
  const heading = element.ownerDocument.querySelector('main h1, h1, [role="heading"][aria-level="1"], h2');
  const name = clean(heading?.textContent ?? '') || clean(element.ownerDocument.title);
  return name ? { ref: '', name, url: url.href } : null;
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
