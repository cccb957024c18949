import { useEffect, useState } from 'preact/hooks';

const SECOND = 1000;
/** setTimeout takes no more than 2^31 - 1 ms. */
const LONGEST = 2_000_000_000;

/**
 * The time, renewed each full second while `ticking`, and once at `nextAt`; otherwise it stands still and costs nothing.
 */
export function useNow(ticking: boolean, nextAt?: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const wait = ticking ? SECOND - (Date.now() % SECOND) : (nextAt ?? Number.POSITIVE_INFINITY) - Date.now();
    if (!Number.isFinite(wait)) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(Math.max(wait, 0) + 1, LONGEST));
    return () => clearTimeout(timer);
  }, [ticking, nextAt, now]);
  // Started late or woken from sleep: never show a time older than this render's needs.
  return ticking ? Math.max(now, Date.now()) : now;
}
