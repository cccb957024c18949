import { useEffect, useState } from 'preact/hooks';

/** So long after a frame has begun it is painted, and whatever it did not need is no hindrance to it, ms. */
export const PAINTED_MS = 100;

/** False for the first picture of a component, which has nothing in it that nobody sees; true right after it was painted. */
export function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPainted(true), PAINTED_MS);
    return () => clearTimeout(timer);
  }, []);
  return painted;
}
