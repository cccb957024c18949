/** Shadow roots that come after their elements: no mutation tells of them. */

/** They are looked for this long after their element appeared. */
const RETRIES_MS = [50, 300, 1500];

/** Calls back with the open root of the element, once it has one; not for ever, and holds on to nothing meanwhile. */
export function awaitRoot(element: Element, found: (root: ShadowRoot) => void, signal: AbortSignal): void {
  look(new WeakRef(element), 0, found, signal);
}

function look(
  reference: WeakRef<Element>,
  attempt: number,
  found: (root: ShadowRoot) => void,
  signal: AbortSignal,
): void {
  const delay = RETRIES_MS[attempt];
  if (delay === undefined || signal.aborted) return;
  setTimeout(() => {
    const element = reference.deref();
    if (!element?.isConnected) return;
    if (element.shadowRoot) found(element.shadowRoot);
    else look(reference, attempt + 1, found, signal);
  }, delay);
}
