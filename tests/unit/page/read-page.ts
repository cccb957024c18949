/** Reads a saved page as the content script does, without a browser's layout: only what is hidden inline is left out. */
import type { CrmProfile } from '../../../lib/crm/profile';
import { type Place, placesOf } from '../../../lib/page/find-phones';
import { survey } from '../../../lib/page/survey';

/** Every place in the current document, in no particular order. */
export function readPage(country: string, profile?: CrmProfile): Place[] {
  const holders = new Set<Element>();
  const parts: Node[] = [document];
  for (const part of parts) {
    const job = survey(part, {
      holder: (element) => holders.add(element),
      row: (element) => parts.push(element),
      shadowRoot() {},
      mayGetRoot() {},
    });
    while (!job.next().done);
  }
  const places = [...holders].flatMap((holder) => placesOf(holder, { country, profile }));
  return places.filter(({ element }) => !element.closest('[style*="display:none"], [style*="display: none"]'));
}

/** Puts a saved page into the current document. */
export function showPage(html: string): void {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const { title } = parsed;
  document.documentElement.lang = parsed.documentElement.lang;
  document.head.replaceChildren(...[...parsed.head.children].filter(({ localName }) => localName !== 'script'));
  document.title = title;
  // Moved nodes lose which option is selected in happy-dom.
  document.body.innerHTML = parsed.body.innerHTML;
}
