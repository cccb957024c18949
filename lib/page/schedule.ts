/** When our work may run: in slices, after the page has drawn, and never while nobody looks. */

/** Longest stretch of our work in one go; the page's own work comes in between. */
const SLICE_MS = 5;
/** Frames do not come in hidden tabs and hidden frames; then this long is waited at most. */
const NO_FRAME_MS = 300;

/** Runs `work` in a task of its own. */
function later(work: () => void, signal: AbortSignal): void {
  const run = () => {
    if (!signal.aborted) work();
  };
  if (typeof scheduler === 'undefined') setTimeout(run);
  else void scheduler.postTask(run, { priority: 'user-visible' });
}

/** Runs `work` once the next frame has been laid out: reading boxes is then free. Repeated calls before that run it once. */
export function afterFrame(work: () => void, signal: AbortSignal): () => void {
  let waiting = false;
  const run = () => {
    if (!waiting) return;
    waiting = false;
    work();
  };
  return () => {
    if (waiting || signal.aborted) return;
    waiting = true;
    const timer = setTimeout(() => later(run, signal), NO_FRAME_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      later(run, signal);
    });
  };
}

/**
 * Works on a few items after each frame until none is left: layout is clean then and nothing has to be forced.
 * Items may be added at any time; an item that waits already keeps its place.
 */
export function inTurns<T>(
  work: (items: T[], last: boolean) => void,
  size: number,
  signal: AbortSignal,
): (items: Iterable<T>) => void {
  const waiting = new Set<T>();
  const turn = afterFrame(() => {
    const items = [...waiting].slice(0, size);
    for (const item of items) waiting.delete(item);
    work(items, waiting.size === 0);
    if (waiting.size > 0) turn();
  }, signal);
  return (items) => {
    for (const item of items) waiting.add(item);
    if (waiting.size > 0) turn();
  };
}

/** A queue of interruptible jobs. A job yields wherever it may be interrupted. */
export function slicer(signal: AbortSignal): (job: Generator<void>) => void {
  const jobs: Generator<void>[] = [];
  let running = false;
  const slice = () => {
    const end = performance.now() + SLICE_MS;
    while (jobs.length > 0 && performance.now() < end) if (jobs[0]?.next().done) jobs.shift();
    running = jobs.length > 0;
    if (running) later(slice, signal);
  };
  return (job) => {
    jobs.push(job);
    if (running) return;
    running = true;
    later(slice, signal);
  };
}

declare const scheduler: { postTask(run: () => void, options: { priority: string }): Promise<void> } | undefined;
