import { isTextField, type TextField } from './text-field';

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
  /** What is read now: an input's value is compared with it from here on. */
  note(holder: Element): void;
  /** It is near view no longer. */
  forget(holder: Element): void;
  /** Listens in one more root: some of these events do not leave shadow roots. */
  listen(root: Document | ShadowRoot): void;
  /** Something happened in the page that may have set values. */
  wake(): void;
}

/** Calls `changed` for every input near view whose value is another than was read. */
export function followInputs(changed: (input: TextField) => void, signal: AbortSignal): InputWatch {
  const values = new Map<TextField, string>();
  let awakeUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (input: TextField) => {
    const { value } = input;
    const before = values.get(input);
    if (before === undefined || before === value) return;
    values.set(input, value);
    changed(input);
  };
  const lookSoon = () => {
    // In Firefox a page that was left throws at a timer.
    if (document.defaultView) timer ??= setTimeout(compare, CHECK_MS);
  };
  const compare = () => {
    timer = undefined;
    if (signal.aborted || document.hidden) return;
    for (const input of values.keys()) look(input);
    if (values.size > 0 && performance.now() < awakeUntil) lookSoon();
  };
  const wake = () => {
    awakeUntil = performance.now() + AWAKE_MS;
    lookSoon();
  };
  const onValue = (event: Event) => {
    wake();
    look(event.composedPath()[0] as TextField);
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
    note(holder) {
      if (isTextField(holder)) values.set(holder, holder.value);
    },
    forget: (holder) => void values.delete(holder as TextField),
    listen(root) {
      for (const type of ['input', 'change', 'selectionchange', 'reset'])
        root.addEventListener(type, onValue, { signal, capture: true, passive: true });
    },
  };
}
