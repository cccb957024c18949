/** What stays in view while the page scrolls under it: heads of tables and lists, first columns, bars. */

import { around } from './around';
import type { Clip } from './clip';
import { isOfOurs } from './label-text';
import { type Box, isIn, shared, windowBox } from './spots';

export interface Pin {
  readonly element: Element;
  /** Where it is now. */
  box: Box;
  /** Was it seen to lie over what it shares its place with? Known until then. */
  isOver: boolean;
  until: number;
}

/** Heads are among the first things of their box. */
const FIRST = 24;
/** A head may be the first row of a table's first part. */
const DEPTH = 2;
/** What was found is good for so long, as long as it is there: pages scroll and change all the time. */
const FOUND_MS = 500;
/** To look at a point costs most. */
const SEEN_MS = 200;
const PASS_MS = 20;
/** In px: borders that cells share. */
const BORDER = 2;

const found = new WeakMap<Element, { pins: Pin[]; until: number }>();
const pinOf = new WeakMap<Element, Pin>();

/** What this box holds that stays in view, measured now. */
export function pinsIn(box: Element): Pin[] {
  const now = performance.now();
  let known = found.get(box);
  if (!known || known.until < now || known.pins.some(({ element }) => !element.isConnected)) {
    known = { pins: box.firstElementChild === box.lastElementChild ? [] : collect(box, DEPTH), until: now + FOUND_MS };
    found.set(box, known);
  }
  for (const pin of known.pins) pin.box = pin.element.getBoundingClientRect();
  return known.pins;
}

function collect(box: Element, depth: number): Pin[] {
  const { firstElementChild: first, lastElementChild: last } = box;
  const pins: Pin[] = [];
  for (let each = first, i = 0; each; each = i < FIRST ? each.nextElementSibling : each === last ? null : last, i++) {
    if (/sticky|fixed/.test(getComputedStyle(each).position)) {
      const pin = pinOf.get(each) ?? { element: each, box: each.getBoundingClientRect(), isOver: false, until: 0 };
      pinOf.set(each, pin);
      pins.push(pin);
    } else if (depth && (each === first || each === last || each.localName === 'thead'))
      pins.push(...collect(each, depth - 1));
  }
  return pins;
}

/** Does one of these lie over the box, which belongs to this element? Over its middle, unless `partly`. */
export function isUnder(
  element: Element,
  box: Box,
  { pins, sight }: Pick<Clip, 'pins' | 'sight'>,
  partly = false,
): boolean {
  return pins.some((pin) => {
    const { left, top, right, bottom } = shared(box, pin.box);
    if (right - left <= BORDER || bottom - top <= BORDER || isOfOne(element, pin.element) || isGround(pin))
      return false;
    return (partly || isIn(box, pin.box)) && liesOver(pin, shared(pin.box, sight));
  });
}

/** Is one of them in the other, also through shadow roots? */
function isOfOne(element: Element, pin: Element): boolean {
  for (let each: Element | null = element; each; each = around(each)) if (each === pin) return true;
  return element.contains(pin);
}

/** What is as large as the window is what all else stands on, or lies over all of it: then no icon can be seen anyway. */
function isGround({ box }: Pin): boolean {
  const { left, top, right, bottom } = shared(box, windowBox());
  return (right - left) * (bottom - top) > 0.9 * innerWidth * innerHeight;
}

/** Is it to be seen itself, and no mere frame around the page? */
function liesOver(pin: Pin, { left, top, right, bottom }: Box): boolean {
  const now = performance.now();
  if (pin.until < now && left < right && top < bottom) {
    const root = pin.element.getRootNode() as Document | ShadowRoot;
    const hit = root.elementFromPoint(left + (right - left) / 4, (top + bottom) / 2);
    const isOursNow = hit !== null && isOfOurs(hit);
    pin.isOver = isOursNow || pin.element.contains(hit);
    // What is not over it may be with the next step of scrolling, and an icon has not gone on with its number yet.
    pin.until = now + (pin.isOver && !isOursNow ? SEEN_MS : PASS_MS);
  }
  return pin.isOver;
}
