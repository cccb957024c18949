/**
 * Which numbers belong to one mask (a form, a dialog, a record view): it gets one call button. Lists get none, since a
 * button for two hundred contacts helps nobody.
 */
import type { CrmProfile } from '../crm/profile';
import type { Place } from './find-phones';

const FORM = 'form, [role="form"], dialog, [role="dialog"], article, [itemscope]';
/** More numbers than this are a list, whatever the page calls it. */
const MAX_NUMBERS = 12;

/** The mask's element for a number, or null for none (a list, running text). */
export function maskOf(place: Place, profile: CrmProfile | undefined): Element | null {
  if (place.kind === 'text' && place.shape === 'text') return null;
  const { element } = place;
  const known = profile?.maskOf(element);
  if (known) return known;
  if (isInList(element)) return null;
  const mask = element.closest(FORM) ?? element.closest('main, [role="main"]') ?? mainOf(element);
  // Tables and lists take no foreign children.
  return mask?.closest(':not(table, tbody, thead, tr, ul, ol, dl)') ?? null;
}

function mainOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof Document ? root.body : null;
}

/** In a table with column heads and several rows, or in a grid. */
function isInList(element: Element): boolean {
  if (element.closest('[role="grid"], [role="treegrid"], [role="row"], [role="listbox"]')) return true;
  const table = element.closest('table');
  return (
    table !== null &&
    table.rows.length > 2 &&
    (table.tHead !== null || table.rows[0]?.querySelector(':scope > th + th') !== null)
  );
}

/** Groups what has icons now by mask. */
export function groupByMask<T extends { place: Place; number: string }>(
  entries: Iterable<T>,
  profile: CrmProfile | undefined,
): Map<Element, T[]> {
  const groups = new Map<Element, T[]>();
  for (const entry of entries) {
    const mask = maskOf(entry.place, profile);
    if (!mask) continue;
    const group = groups.get(mask) ?? [];
    if (!group.some(({ number }) => number === entry.number)) group.push(entry);
    groups.set(mask, group);
  }
  for (const [mask, group] of groups) {
    if (group.length > MAX_NUMBERS) groups.delete(mask);
    else
      group.sort((a, b) =>
        a.place.element.compareDocumentPosition(b.place.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
      );
  }
  return groups;
}
