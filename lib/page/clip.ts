/** In what part of the viewport something of the page can be seen: closed accordions, carousels, lists that scroll, tabs. */
import { around } from './around';
import { type Pin, pinsIn } from './pins';
import { type Box, shared, windowBox } from './spots';
import { isTextField } from './text-field';

export interface Clip {
  /** What lies outside of it is cut off for good: no scrolling of a person's brings it into sight. */
  cut: Box;
  /** Nothing outside of it is in sight now. */
  sight: Box;
  /** Whatever stands outside of it gives a box more to scroll. */
  room: Box;
  /** What may lie over it. */
  pins: Pin[];
}

/** `list`: the long list that the element stands in. What cuts that off cuts off its rows, which do so themselves nowhere. */
export type ClipReader = (element: Element, list?: Element | null) => Clip;

/** Values of `overflow` of a box that people scroll. */
export const SCROLLS = /auto|scroll/;
const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
const NOWHERE: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** Reads clips; one per pass, since it remembers. Layout has to be clean when it is first asked. */
export function clipReader(): ClipReader {
  const root = document.documentElement;
  const seen = new Map<Element | null, Clip>();
  const answers = new Map<Element, Clip>();
  const openClip = (): Clip => {
    const viewport = windowBox();
    return { cut: EVERYWHERE, sight: viewport, room: contentOf(root, viewport), pins: [] };
  };
  /** `leaps`: what is asked for is held by no box before the next that is positioned itself. */
  const clipBy = (box: Element | null, leaps: boolean): Clip => {
    const known = leaps && box ? undefined : seen.get(box);
    if (known) return known;
    const clip = box ? pinnedAt(box, leaps) : openClip();
    if (!leaps || !box) seen.set(box, clip);
    return clip;
  };
  const pinnedAt = (box: Element, leaps: boolean): Clip => {
    const clip = clipAt(box, leaps);
    const pins = pinsIn(box);
    return pins[0] ? { ...clip, pins: [...clip.pins, ...pins] } : clip;
  };
  const clipAt = (box: Element, leaps: boolean): Clip => {
    const { overflow, position, opacity } = getComputedStyle(box);
    // What the root cuts off the viewport does, and for the body too where the root says nothing.
    if (box === root || (box === document.body && getComputedStyle(root).overflow === 'visible'))
      return clipBy(null, false);
    const isPassed = leaps && position === 'static';
    const outer = position === 'fixed' ? clipBy(null, false) : clipBy(around(box), isPassed || position === 'absolute');
    // What has no box, or several of a line each, cuts nothing off; what cuts one way only is not followed.
    const [rect, another] = isPassed || overflow.includes('visible') || isTextField(box) ? [] : box.getClientRects();
    const clip = rect?.width && !another ? clippedBy(box, rect, overflow, outer) : outer;
    return opacity === '0' ? { ...clip, cut: NOWHERE } : clip;
  };
  return (inner, list) => {
    // What stays in view in one row does so in the others.
    const hasColumns = ({ element }: Pin) => list?.contains(element) && element.parentNode !== list;
    const element = list && !clipBy(list, false).pins.some(hasColumns) ? list : inner;
    const answer = answers.get(element);
    if (answer) return answer;
    const clip = clipBy(element, false);
    const isVisible = getComputedStyle(element).visibility === 'visible';
    const own = isVisible ? clip : { ...clip, cut: NOWHERE };
    answers.set(element, own);
    return own;
  };
}

function clippedBy(box: Element, rect: Box, overflow: string, outer: Clip): Clip {
  const sight = shared(outer.sight, rect);
  const cut = shared(outer.cut, rect);
  if (!SCROLLS.test(overflow)) return { ...outer, sight, cut };
  // What a box cuts off around a list that scrolls is the list's own part, and people scroll that.
  return {
    cut: cut.left < cut.right && cut.top < cut.bottom ? EVERYWHERE : NOWHERE,
    sight,
    room: contentOf(box, rect),
    pins: outer.pins,
  };
}

/** All that the box has to scroll, where it is now. */
function contentOf(box: Element, at: Box): Box {
  const { scrollWidth, scrollHeight, clientWidth } = box;
  const start = getComputedStyle(box).direction === 'rtl' ? clientWidth - scrollWidth : 0;
  const left = at.left + box.clientLeft + start - box.scrollLeft;
  const top = at.top + box.clientTop - box.scrollTop;
  return { left, top, right: left + scrollWidth, bottom: top + scrollHeight };
}
