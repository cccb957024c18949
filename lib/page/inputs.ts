/**
 * Values of inputs change without any mutation: people type, frameworks set the property. Typing fires events; a value set
 * by script moves the text cursor, which fires selectionchange in Chromium. For the rest the few inputs near view are
 * compared for a short time after anything happened; on a page where nothing happens nothing runs.
 */
const CHECK_MS = 200;
/** How long after the last sign of life values are compared. */
const AWAKE_MS = 2500;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'focusin', 'click'];

export interface InputWatch {
  /** Listens in one more root: some of these events do not leave shadow roots. */
  listen(root: Document | ShadowRoot): void;
  /** Something happened in the page that may have set values. */
  wake(): void;
}

/** Calls `changed` for every input near view whose value changed. */
export function followInputs(
  near: () => Iterable<Element>,
  changed: (input: HTMLInputElement) => void,
  signal: AbortSignal,
): InputWatch {
  const values = new WeakMap<HTMLInputElement, string>();
  let awakeUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const compare = () => {
    timer = undefined;
    if (signal.aborted || document.hidden) return;
    let inputs = 0;
    for (const holder of near()) {
      if (!(holder instanceof HTMLInputElement)) continue;
      inputs++;
      const before = values.get(holder);
      if (before === holder.value) continue;
      values.set(holder, holder.value);
      if (before !== undefined) changed(holder);
    }
    if (inputs > 0 && performance.now() < awakeUntil) timer = setTimeout(compare, CHECK_MS);
  };
  const wake = () => {
    awakeUntil = performance.now() + AWAKE_MS;
    timer ??= setTimeout(compare, CHECK_MS);
  };
  const onValue = (event: Event) => {
    wake();
    const target = event.composedPath()[0];
    if (!(target instanceof HTMLInputElement) || values.get(target) === target.value) return;
    values.set(target, target.value);
    changed(target);
  };

  // The end of a request is when most scripts fill in fields.
  const requests = new PerformanceObserver(wake);
  requests.observe({ type: 'resource' });
  for (const type of SIGNS_OF_LIFE) window.addEventListener(type, wake, { signal, capture: true, passive: true });
  signal.addEventListener('abort', () => {
    requests.disconnect();
    clearTimeout(timer);
  });
  wake();

  return {
    wake,
    listen(root) {
      for (const type of ['input', 'change', 'selectionchange', 'reset'])
        root.addEventListener(type, onValue, { signal, capture: true, passive: true });
    },
  };
}
