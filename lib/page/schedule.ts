/** When our work may run: in slices, after the page has drawn, and never while nobody looks. */

/** Longest stretch of our work in one go; the page's own work comes in between. */
const SLICE_MS = 5;
/** What was read in several slices waits this long at most for what the next ones read. */
const GATHERED_MS = 30;
/** Frames do not come in hidden tabs and hidden frames; then this long is waited at most. */
const NO_FRAME_MS = 300;

/** Runs `work` in a task of its own; an urgent one before the page's timers. */
function later(work: () => void, signal: AbortSignal, urgent = false): void {
  const run = () => {
    if (!signal.aborted) work();
  };
  if (typeof scheduler === 'undefined') setTimeout(run);
  else void scheduler.postTask(run, { priority: urgent ? 'user-blocking' : 'user-visible' });
}

/**
 * Runs `work` once the next frame has been laid out: reading boxes is then free. Repeated calls before that run it once.
 * What only puts things into the page is not urgent: it goes after all that reads.
 */
export function afterFrame(work: () => void, signal: AbortSignal, urgent = true): () => void {
  let waiting = false;
  const run = () => {
    waiting = false;
    work();
  };
  // Before the page changes anything again: else reading a box would lay it out once more.
  const start = () => later(run, signal, urgent);
  return () => {
    // In Firefox a page that was left throws at a timer.
    if (waiting || signal.aborted || !document.defaultView) return;
    onNextFrame(start);
    waiting = true;
  };
}

let isDrawn = false;

/** Has `whenLaidOut` know of the next frame. To be called before it is known whether there is anything to do. */
export function awaitFrame(): void {
  requestAnimationFrame(() => {
    isDrawn = document.readyState === 'complete';
  });
}

/**
 * Runs `work` in a task of its own: where a frame has been drawn since the page was loaded it is laid out, as a rule, and
 * nobody has to wait for another. Else it runs after the next one.
 */
export function whenLaidOut(work: () => void, signal: AbortSignal): void {
  // In Firefox a page that was left throws at a timer.
  if (isDrawn && document.defaultView) later(work, signal, true);
  else afterFrame(work, signal)();
}

const forNextFrame = new Set<() => void>();
let asked = 0;
let isTimed = false;

/** One request of a frame serves all that waits for it; one timer runs on for many frames. */
function onNextFrame(start: () => void): void {
  if (forNextFrame.size === 0) {
    asked = performance.now();
    requestAnimationFrame(startAll);
    if (!isTimed) watchFrame(NO_FRAME_MS);
  }
  forNextFrame.add(start);
}

function startAll(): void {
  const all = [...forNextFrame];
  forNextFrame.clear();
  for (const each of all) each();
}

/** Starts all in `ms` if no frame has come for them by then. */
function watchFrame(ms: number): void {
  isTimed = true;
  setTimeout(() => {
    isTimed = false;
    if (forNextFrame.size === 0) return;
    const rest = asked + NO_FRAME_MS - performance.now();
    if (rest > 0) watchFrame(rest);
    else startAll();
  }, ms);
}

/** Runs `work` when the page is about to be laid out for the next frame; at once where no frame came since the last call. */
export function beforeLayout(work: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) {
      work();
      return;
    }
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      work();
    });
  };
}

/** How many items the first turn takes, so that something shows early; later ones take what fits into a slice. */
const FIRST_TURN = 2;
const LARGEST_TURN = 80;
/** A turn takes at most this many times what the one before took: the first ones are slow and say little. */
const GROWTH = 4;

/**
 * Works on a few items after each frame until none is left: layout is clean then and nothing has to be forced. The first
 * ones do not wait for a frame on a page that is drawn.
 * Items may be added at any time; an item that waits already keeps its place.
 */
export function inTurns<T>(
  work: (items: T[], last: boolean) => void,
  signal: AbortSignal,
): (items: Iterable<T>) => void {
  const waiting = new Set<T>();
  let size = FIRST_TURN;
  const run = () => {
    if (waiting.size === 0) return;
    const items = [...waiting].slice(0, size);
    for (const item of items) waiting.delete(item);
    const start = performance.now();
    work(items, waiting.size === 0);
    const fits = (items.length * SLICE_MS) / Math.max(0.1, performance.now() - start);
    size = Math.round(Math.min(LARGEST_TURN, size * GROWTH, Math.max(FIRST_TURN, fits)));
    if (waiting.size > 0) turn();
  };
  const turn = afterFrame(run, signal, false);
  // The very first are waited for.
  let next = () => {
    next = turn;
    whenLaidOut(run, signal);
  };
  return (items) => {
    for (const item of items) waiting.add(item);
    if (waiting.size > 0) next();
  };
}

export interface Slicer {
  /** Queues a job, which yields wherever it may be interrupted. An urgent one goes before all that wait. */
  add(job: Iterator<void>, urgent?: boolean): void;
  /** Works on the queue at once instead of in a task of its own: for callers that are one already. */
  now(): void;
}

/**
 * A queue of interruptible jobs; `paused` is called when the queue is empty, and after some slices where it is not: what is
 * made of what was read costs messages and frames, and less of both where more comes at once.
 */
export function slicer(paused: () => void, signal: AbortSignal): Slicer {
  const jobs: Iterator<void>[] = [];
  let waiting = false;
  /** When the work began that nothing was made of yet. */
  let since: number | undefined;
  const slice = () => {
    const start = performance.now();
    since ??= start;
    while (jobs.length > 0 && performance.now() < start + SLICE_MS) step(jobs);
    if (jobs.length === 0 || performance.now() > since + GATHERED_MS) {
      since = undefined;
      paused();
    }
    goOn();
  };
  const goOn = () => {
    if (waiting || jobs.length === 0) return;
    waiting = true;
    later(() => {
      waiting = false;
      slice();
    }, signal);
  };
  return {
    add(job, urgent = false) {
      if (urgent) jobs.unshift(job);
      else jobs.push(job);
      goOn();
    },
    now: slice,
  };
}

/** One step of the first job. A job may put others before itself meanwhile. */
function step(jobs: Iterator<void>[]): void {
  const job = jobs[0] as Iterator<void>;
  if (job.next().done) jobs.splice(jobs.indexOf(job), 1);
}

declare const scheduler: { postTask(run: () => void, options: { priority: string }): Promise<void> } | undefined;
