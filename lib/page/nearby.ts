/** What is near view: whoever scrolls by a screen finds its icons there, and a mask's button knows its numbers before. */

/** How far around the visible part holders and rows are read (design section 3). */
export const NEAR = '100%';

/** In Firefox the scroll margin does not widen the root itself; in Chromium it does, and both would add up (measured). */
export const areaWithin = (margin: string): IntersectionObserverInit => ({
  // The frame's own viewport as root: margins then count in frames of other origins too.
  root: document,
  scrollMargin: margin,
  rootMargin: import.meta.env.FIREFOX ? margin : '0px',
});
