/**
 * What ran on a page's main thread, from the browser's own trace: every slice of script with the microtasks, compilation,
 * garbage collection and forced layout in it, and which of them began in a file of the extension. Script is measured in
 * the thread's own processor time, so that other programs on the machine do not count; waiting is measured by the clock.
 */
import type { CDPSession } from 'puppeteer-core';
import type { TestBrowser } from '../parts/browser.ts';

const CATEGORIES = [
  ...['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'v8.execute', 'toplevel'],
  'blink.user_timing',
];
const SCRIPT = new Set([
  ...['FunctionCall', 'EvaluateScript', 'v8.compile', 'v8.run', 'v8.callFunction', 'RunMicrotasks'],
  ...['TimerFire', 'FireAnimationFrame', 'MinorGC', 'MajorGC'],
]);
const RENDERING = new Set(['UpdateLayoutTree', 'Layout']);
const OURS = /^chrome-extension:/;
/** What the bench itself evaluates is nobody's cost. */
const BENCH = /^(pptr:|__puppeteer)/;

interface TraceEvent {
  name: string;
  cat: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds by the clock, and of the thread's own processor time: another program's work is not ours. */
  ts: number;
  dur?: number;
  tts?: number;
  tdur?: number;
  args: { data?: { url?: string; functionName?: string }; fileName?: string };
}

/** Processor time of the thread, microseconds. */
interface Slice {
  from: number;
  to: number;
}

export interface Traced {
  /** ms of all script on the page's main thread. */
  script: number;
  /** ms of script that began in the extension's files. */
  ours: number;
  /** The longest main-thread task, counting all script in it: on a page without scripts of its own, ours. */
  longest: number;
  /** The same, counting only script that began in the extension's files. */
  longestOurs: number;
  /** ms of style and layout outside of script. */
  rendering: number;
  /** ms of the call of this function, which must be the first of its task. */
  call(name: string): number;
  /** ms by the clock from the start of our script until the page marked `name`; NaN where it never did. */
  until(name: string): number;
  /** ms of script on the page's main thread before that. */
  scriptUntil(name: string): number;
}

/** Records while `work` runs. The page must call performance.mark('bench') meanwhile: by it its thread is known. */
export async function traced(test: TestBrowser, work: () => Promise<void>): Promise<Traced> {
  const session = await test.browser.target().createCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'], recordMode: 'recordAsMuchAsPossible' },
  });
  try {
    await work();
  } finally {
    await endOf(session);
    await session.detach();
  }
  return read(events);
}

async function endOf(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
}

function read(events: TraceEvent[]): Traced {
  const mark = events.find(({ name, cat }) => name === 'bench' && cat.includes('user_timing'));
  if (!mark) throw new Error('the page has not said which one it is');
  const here = events.filter(({ pid, tid }) => pid === mark.pid && tid === mark.tid);
  const complete = here.filter(({ ph, tts, tdur }) => ph === 'X' && tts !== undefined && tdur !== undefined);
  const bench = complete.filter(({ args }) => BENCH.test(args.data?.url ?? '')).map(sliceOf);
  const within = (slice: Slice, slices: Slice[]) => slices.some(({ from, to }) => slice.from >= from && slice.to <= to);
  const slices = complete.filter(({ name }) => SCRIPT.has(name)).filter((each) => !within(sliceOf(each), bench));
  const script = union(slices.map(sliceOf));
  const ours = slices.filter(({ args }) => OURS.test(args.data?.url ?? args.fileName ?? ''));
  const own = union(ours.map(sliceOf));
  const tasks = complete.filter(({ name }) => name === 'ThreadControllerImpl::RunTask').map(sliceOf);
  const rendering = union(complete.filter(({ name }) => RENDERING.has(name)).map(sliceOf));
  const [first] = ours.toSorted((a, b) => a.ts - b.ts);
  const began = first?.ts ?? Number.NaN;
  const markOf = (name: string) => here.find((each) => each.name === name)?.ts ?? Number.NaN;
  return {
    script: total(script),
    ours: total(own),
    longest: longestOf(
      script.filter(({ to }) => first?.tts !== undefined && to > first.tts),
      tasks,
    ),
    longestOurs: longestOf(own, tasks),
    rendering: total(rendering.filter((slice) => !within(slice, script))),
    call: (name) => (complete.find(({ args }) => args.data?.functionName === name)?.tdur ?? Number.NaN) / 1000,
    until: (name) => (markOf(name) - began) / 1000,
    scriptUntil: (name) => total(union(slices.filter(({ ts }) => ts >= began && ts < markOf(name)).map(sliceOf))),
  };
}

function sliceOf({ tts = 0, tdur = 0 }: TraceEvent): Slice {
  return { from: tts, to: tts + tdur };
}

/** Nested and overlapping slices become one. */
function union(slices: Slice[]): Slice[] {
  const merged: Slice[] = [];
  for (const slice of slices.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && slice.from <= last.to) last.to = Math.max(last.to, slice.to);
    else merged.push({ ...slice });
  }
  return merged;
}

function total(slices: Slice[]): number {
  return slices.reduce((sum, { from, to }) => sum + to - from, 0) / 1000;
}

function longestOf(slices: Slice[], tasks: Slice[]): number {
  let longest = 0;
  for (const task of tasks) {
    const inside = slices.filter(({ from, to }) => from >= task.from && to <= task.to);
    longest = Math.max(longest, total(inside));
  }
  return longest;
}
