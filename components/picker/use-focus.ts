import { useEffect, useRef } from 'preact/hooks';

/** Puts the focus into a card as it opens, so that Tab goes on from there; give the ref to an element with tabIndex -1. */
export function useFocus() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}
