/** Which number of one reading is which of the next: in one field or one text there may be several. */
import type { Place } from './find-phones';

/** What makes two places the same, most telling first: what stands before a number may be typed, and moves it. */
export const SAMENESS: readonly ((a: Place, b: Place) => boolean)[] = [
  (a, b) => a.element === b.element && a.text === b.text,
  isSameSpot,
];

function isSameSpot(a: Place, b: Place): boolean {
  const same = a.element === b.element && a.stretch?.fromNode === b.stretch?.fromNode;
  return same && a.stretch?.from === b.stretch?.from;
}

/**
 * The number's place as it reads now: the same number, or what stands at its spot, or in the same order where the text
 * around it changed. Of a field that holds several, or did, only the same number: all stand at one spot, and another one
 * of them is not what was clicked.
 */
export function samePlace(old: Place, fresh: readonly Place[], position: number): Place | undefined {
  const beside = fresh.filter(({ element }) => element === old.element);
  const isOneOfSeveral = !old.stretch && (old.nth !== undefined || beside.length > 1);
  for (const isSame of isOneOfSeveral ? SAMENESS.slice(0, 1) : SAMENESS) {
    const found = fresh.find((place) => isSame(place, old));
    if (found) return found;
  }
  const inOrder = fresh[position];
  return !isOneOfSeveral && inOrder?.element === old.element ? inOrder : undefined;
}
