import { useLayoutEffect, useRef } from 'preact/hooks';

/** Puts the focus into a card as it opens, so that Tab goes on from there; give the ref to an element with tabIndex -1. */
export function useFocus() {
  const ref = useRef<HTMLDivElement>(null);
  // At once: keys may follow before the browser has drawn.
  useLayoutEffect(() => ref.current?.focus(), []);
  return ref;
}
