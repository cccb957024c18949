/**
 * Which numbers belong to one mask (a form, a dialog, a record view): it gets one call button. Lists get none, since a
 * button for two hundred contacts helps nobody.
 */
import type { CrmProfile } from '../crm/profile';
import { maskReader } from '../crm/records';
import { boxAround } from './boxless';
import type { Place } from './find-phones';
import { known } from './knowledge';

/** More numbers than this are a list, whatever the page calls it; those of one field count once. */
const MAX_NUMBERS = 12;

/** The heads of a table's columns. */
const HEADS =
  ':scope > thead, :scope > * > tr:first-child > th + th, :scope > * > tr:nth-child(-n + 3) > th + th:not(:has(~ td))';

/** From so many rows with a form each on they are a list. */
const FEWEST_ROWS = 3;

/** The mask's element for a number, or null for none (a list, running text). */
function maskOf(place: Place, ofProfile: (element: Element) => Element | undefined): Element | null {
  if (place.kind === 'text' && place.shape === 'text') return null;
  const { element } = place;
  const own = ofProfile(element);
  if (own) return own;
  if (isInList(element)) return null;
  const { selectorOf } = known;
  const mask = element.closest(selectorOf('forms')) ?? element.closest(selectorOf('mains')) ?? mainOf(element);
  // Tables and lists take no foreign children, and what has no box has no place for a button.
  const host = mask && boxAround(mask).closest(selectorOf('hosts'));
  return host ?? null;
}

function mainOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof Document ? root.body : null;
}

/** In a table with column heads and several rows, or in a grid. */
function isInList(element: Element): boolean {
  if (element.closest(known.selectorOf('lists'))) return true;
  const table = element.closest('table');
  // A row of filters may stand over the heads.
  return table !== null && table.rows.length > 2 && table.querySelector(HEADS) !== null;
}

/** The list or table in whose row the mask stands. */
function listAround(mask: Element): Element | null {
  return mask.closest('tr, li, [role="row"], [role="listitem"]')?.parentElement ?? null;
}

/** Groups what has icons now by mask. */
export function groupByMask<T extends { place: Place; number: string }>(
  entries: Iterable<T>,
  profile: CrmProfile | undefined,
): Map<Element, T[]> {
  const ofProfile = maskReader(profile?.profiles ?? []);
  const groups = new Map<Element, T[]>();
  for (const entry of entries) {
    const mask = maskOf(entry.place, ofProfile);
    if (!mask) continue;
    const group = groups.get(mask) ?? [];
    if (!group.some(({ number }) => number === entry.number)) group.push(entry);
    groups.set(mask, group);
  }
  const lists = [...groups].map(([mask, { length }]) => (length === 1 ? listAround(mask) : null));
  for (const [mask, group] of groups) {
    const list = group.length === 1 ? listAround(mask) : null;
    // Each of these numbers has its icon, and their buttons would lie over each other.
    if (list && lists.filter((each) => each === list).length >= FEWEST_ROWS) groups.delete(mask);
    else if (group.filter(({ place }) => !place.nth).length > MAX_NUMBERS) groups.delete(mask);
    else
      group.sort((a, b) => {
        const order = a.place.element.compareDocumentPosition(b.place.element);
        return (order & Node.DOCUMENT_POSITION_PRECEDING) - (order & Node.DOCUMENT_POSITION_FOLLOWING);
      });
  }
  return groups;
}
