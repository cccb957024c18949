import { useLayoutEffect, useRef } from 'preact/hooks';

/** A click within this time of a change was meant for the button that stood there before. */
export const GUARD_MS = 300;

/** Wraps callbacks so that they do nothing until 300 ms after `state` last changed. The buttons look as ever. */
export function useGuard(state: string): <A extends unknown[]>(act: (...args: A) => void) => (...args: A) => void {
  const changedAt = useRef(0);
  useLayoutEffect(() => {
    changedAt.current = performance.now();
  }, [state]);
  return (act) =>
    (...args) => {
      if (performance.now() - changedAt.current >= GUARD_MS) act(...args);
    };
}
