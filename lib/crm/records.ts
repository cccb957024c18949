/** What profiles say of the mask and the record that a number belongs to; never trusted, as all of them (interpret.ts). */
import type { CallContact } from '../call';
import { addressReader } from './address-template';
import type { Profile, RecordRule } from './profile';
import { first, isSelector } from './selectors';

type Recall = (element: Element, url: URL) => CallContact | undefined;

/** Finds the mask that an element belongs to. */
export function maskReader(profiles: readonly Profile[]): (element: Element) => Element | undefined {
  const masks = profiles.flatMap(({ mask }) => (mask && isSelector(mask) ? [mask] : []));
  return (element) => first(masks, (mask) => element.closest(mask) ?? undefined);
}

/** Reads the record that an element's mask or list row shows, on the page of this address. */
export function recordReader(profiles: readonly Profile[]): Recall {
  const recalls = profiles.flatMap(({ records = [] }) => records.flatMap(recallOf));
  return (element, url) => first(recalls, (recall) => recall(element, url));
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
