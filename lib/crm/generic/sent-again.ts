/**
 * Has the browser sent a request again by itself? It does so when a kept connection ends before the answer, a POST as well,
 * over HTTP/2 too (Chromium: HttpNetworkTransaction::HandleIOError), and tells nobody. But then the answer has come over a
 * connection that was made for this request, although the request before it had just left one to use. Over HTTP/1.1 each
 * request has a connection of its own, and nothing is sent again (origin-rule.ts).
 */

/** The browser notes the times of a request a moment after its answer was read. */
const PATIENCE_MS = 200;
const STEP_MS = 10;

/** MUST be called before the requests that are asked about: the browser keeps the times of a few hundred, and of no more. */
export function forgetTimes(): void {
  performance.clearResourceTimings();
}

/**
 * Was the request to `url`, which came right after another one to the same server, sent more than once? `probe` asks the
 * server something harmless at `probed`; where it cannot, the answer is yes.
 */
export async function sentAgain(url: string, probed: string, probe: () => Promise<void>): Promise<boolean> {
  if (!(await hadNewConnection(url))) return false;
  // A server that keeps no connection had to be connected to again, and on a new one nothing is sent again.
  try {
    await probe();
    forgetTimes();
    await probe();
  } catch {
    return true;
  }
  return !(await hadNewConnection(probed));
}

/** False too where the browser does not say. */
async function hadNewConnection(url: string): Promise<boolean> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += STEP_MS) {
    const last = performance.getEntriesByName(new URL(url).href, 'resource').at(-1) as
      | PerformanceResourceTiming
      | undefined;
    if (last) return /^h[23]/.test(last.nextHopProtocol) && last.connectStart > last.fetchStart;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  return false;
}
