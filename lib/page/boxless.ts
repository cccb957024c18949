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

/** Has the page taken out some of the holders that came near with this element, and not the element? */
export function isLacking(target: Element, holders: Iterable<Element>): boolean {
  return target.isConnected && [...holders].some(({ isConnected }) => !isConnected);
}

/** What stands in for holders without a box. */
export class StandIns {
  readonly #standIns = new WeakMap<Element, Element>();
  readonly #brought = new WeakMap<Element, Set<Element>>();

  /** The first in the holder with a box, else the nearest around it. */
  find(holder: Element): Element {
    const standIn = [...holder.children].find((child) => child.getClientRects()[0]) ?? boxAround(holder);
    this.#brought.set(standIn, (this.#brought.get(standIn) ?? new Set()).add(holder));
    this.#standIns.set(holder, standIn);
    return standIn;
  }

  /** Has the page taken out what stood in for this holder, or the holder itself for a time? */
  isLost(holder: Element): boolean {
    const standIn = this.#standIns.get(holder);
    return standIn !== undefined && !(standIn.isConnected && this.#brought.get(standIn)?.has(holder));
  }

  /** What this element stands in for. */
  broughtBy(standIn: Element): Iterable<Element> {
    const brought = this.#brought.get(standIn) ?? new Set();
    for (const holder of brought) if (!holder.isConnected) brought.delete(holder);
    return brought;
  }
}
