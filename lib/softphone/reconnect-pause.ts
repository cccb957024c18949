/**
 * How long to wait before the servers are tried again. Short outages (a restart, a change of network) are to be over
 * within 3 s of their end, so the first minute is tried often; a server that stays away is tried less and less. All
 * of it with jitter, so that a company's browsers do not come back in the same moment.
 */
const SHORT_OUTAGE_MS = 75_000;
const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * @param outageMs how long there has been no connection
 * @param random 0..1
 */
export function reconnectPause(outageMs: number, random: number): number {
  if (outageMs < SHORT_OUTAGE_MS) return SHORTEST_PAUSE_MS * (1 + random);
  // Grows with the outage: a quarter of it at most, a twelfth at least.
  const longest = Math.min(LONGEST_PAUSE_MS, outageMs / 4);
  return longest * (1 / 3 + (random * 2) / 3);
}
