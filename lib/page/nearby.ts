/** What is near view: whoever scrolls finds the icons there, and a mask's button knows its numbers before. */

/** How far around the visible part holders and rows are read: by a screen. */
const NEAR = '100%';
/**
 * Rows of very long lists scroll past by the hundred, and no mask waits for what they hold: each has its icons a few frames
 * before it comes into view.
 */
const NEAR_IN_LIST = '10%';

/** In Firefox the scroll margin does not widen the root itself; in Chromium it does, and both would add up (measured). */
export const areaWithin = (margin: string): IntersectionObserverInit => ({
  // The frame's own viewport as root: margins then count in frames of other origins too.
  root: document,
  scrollMargin: margin,
  rootMargin: import.meta.env.FIREFOX ? margin : '0px',
});

export interface Nearby {
  /** `inList`: it is a row of a very long list. */
  observe(element: Element, inList: boolean): void;
  unobserve(element: Element): void;
}

/** Tells `noted` what came near view and what is far from it, until the signal aborts. */
export function nearbyOf(noted: (entries: IntersectionObserverEntry[]) => void, signal: AbortSignal): Nearby {
  const around = (margin: string) => {
    const observer = new IntersectionObserver(noted, areaWithin(margin));
    signal.addEventListener('abort', () => observer.disconnect());
    return observer;
  };
  const [near, nearInList] = [around(NEAR), around(NEAR_IN_LIST)];
  return {
    observe: (element, inList) => (inList ? nearInList : near).observe(element),
    unobserve(element) {
      near.unobserve(element);
      nearInList.unobserve(element);
    },
  };
}
