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
 * around it changed.
 */
export function samePlace(old: Place, fresh: readonly Place[], position: number): Place | undefined {
  const inOrder = fresh[position];
  // Of a field all numbers stand at one spot.
  const candidates = inOrder ? [inOrder, ...fresh] : fresh;
  for (const isSame of SAMENESS) {
    const found = candidates.find((place) => isSame(place, old));
    if (found) return found;
  }
  return inOrder?.element === old.element ? inOrder : undefined;
}
