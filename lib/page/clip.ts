/** What boxes of the page cut off of what they hold: closed accordions, carousels, lists that scroll. */
import { around } from './around';
import type { Box } from './spots';

export interface Clip {
  /** What lies outside of it is cut off for good: no scrolling of a person's brings it into sight. */
  cut: Box;
  /** Nothing outside of it is in sight now. */
  sight: Box;
  viewport: Box;
}

/** Values of `overflow` of a box that people scroll. */
export const SCROLLS = /auto|scroll|overlay/;
const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** Finds in what part of the viewport an element can be seen; one per pass, since it remembers. */
export function clipReader(): (element: Element) => Clip {
  const seen = new Map<Element, Clip>();
  const viewport = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const open = { cut: EVERYWHERE, sight: viewport, viewport };
  /** `leaps`: what is asked for is held by no box before the next that is positioned itself. */
  const clipBy = (box: Element | null, leaps: boolean): Clip => {
    // What the body cuts off the viewport does.
    if (!box || box === document.body || box === document.documentElement) return open;
    const known = leaps ? undefined : seen.get(box);
    if (known) return known;
    const { overflow, position } = getComputedStyle(box);
    const isPassed = leaps && position === 'static';
    const outer = position === 'fixed' ? open : clipBy(around(box), isPassed || position === 'absolute');
    // What has no box, or several of a line each, cuts nothing off.
    const [rect, another] = isPassed || overflow === 'visible' ? [] : box.getClientRects();
    const clip = rect && !another ? narrowed(outer, rect, overflow) : outer;
    if (!leaps) seen.set(box, clip);
    return clip;
  };
  return (element) => {
    const isField = element instanceof HTMLInputElement;
    if (!isField) return clipBy(element, false);
    const { position } = getComputedStyle(element);
    return position === 'fixed' ? open : clipBy(around(element), position === 'absolute');
  };
}

function narrowed({ cut, sight, viewport }: Clip, box: Box, overflow: string): Clip {
  return { cut: SCROLLS.test(overflow) ? cut : shared(cut, box), sight: shared(sight, box), viewport };
}

/** What both boxes cover; one of no or less than no size where that is nothing. */
export function shared(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}
