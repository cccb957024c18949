/** Numbers that stand in the page and cannot be seen: hidden copies, and what fades in and is not to be seen at first. */
import { around } from './around';
import { boxAround, isBoxless } from './boxless';
import type { Place } from './find-phones';

/** In px: one line of small print. */
const LOWEST_AREA = 10;

export interface Unseen {
  /** May the number of this holder have an icon? What cannot be seen is looked at again by `look`. */
  isShown(holder: Element, place: Place): boolean;
  /** Has all holders read again whose numbers can be seen by now. Called when things have moved. */
  look(): void;
  /** The holder is gone, or read anew. */
  forget(holder: Element): void;
  clear(): void;
}

/** `again` has a holder read once more; `soon` calls `look` after the next frame: animations of scripts end without any event. */
export function unseenOf(again: (holder: Element) => void, soon: () => void): Unseen {
  const unseen = new Map<Element, Place>();
  /** Ends of animations that are waited for; some never come. */
  const awaited = new WeakSet<Promise<unknown>>();
  const awaitStill = (element: Element) => {
    for (let each: Element | null = element; each; each = around(each))
      for (const { finished } of each.getAnimations()) {
        if (awaited.has(finished)) continue;
        awaited.add(finished);
        finished.then(soon, soon);
      }
  };
  return {
    isShown(holder, place) {
      if (isVisible(place)) return true;
      unseen.set(holder, place);
      awaitStill(place.element);
      return false;
    },
    look() {
      for (const [holder, place] of unseen) {
        if (!isVisible(place)) continue;
        unseen.delete(holder);
        again(holder);
      }
    },
    forget: (holder) => void unseen.delete(holder),
    clear: () => unseen.clear(),
  };
}

function isVisible({ element, shape }: Place): boolean {
  // Code editors take their keys from an area that is too small to read.
  if (shape === 'area' && element.clientHeight < LOWEST_AREA) return false;
  if (isSeen(element)) return true;
  return isBoxless(element) && getComputedStyle(element).visibility === 'visible' && isSeen(boxAround(element));
}

function isSeen(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}
