/**
 * Elements without a box of their own (`display: contents`, as rows of CSS grids are): nothing says of them where they stand
 * or whether they can be seen, so what has a box in them or around them stands in.
 */
import { around } from './around';

export function isBoxless(element: Element): boolean {
  return getComputedStyle(element).display === 'contents';
}

/** The element itself or the nearest around it that can have a box. */
export function boxAround(element: Element): Element {
  const outer = isBoxless(element) && around(element);
  return outer ? boxAround(outer) : element;
}

/** What stands in for holders without a box. */
export class StandIns {
  readonly #standIns = new WeakMap<Element, Element>();
  readonly #brought = new WeakMap<Element, Set<Element>>();

  /** The first in the holder with a box, else the nearest around it. It brings the holder, and itself if it is one. */
  find(holder: Element, isHolder: (element: Element) => boolean): Element {
    const standIn = [...holder.children].find((child) => child.getClientRects()[0]) ?? boxAround(holder);
    const brought = this.#brought.get(standIn) ?? new Set(isHolder(standIn) ? [standIn] : []);
    this.#brought.set(standIn, brought.add(holder));
    this.#standIns.set(holder, standIn);
    return standIn;
  }

  /** Has the page taken out what stood in for this holder? */
  isLost(holder: Element): boolean {
    return this.#standIns.get(holder)?.isConnected === false;
  }

  /** The holders that come near with this element: itself, or those it stands in for. */
  broughtBy(target: Element): Iterable<Element> {
    return this.#brought.get(target) ?? [target];
  }
}
