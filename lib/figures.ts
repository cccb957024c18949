/** Figures kept with every change of the log, since counting takes long: missed calls that ask for something, all calls, today. */
import { asks, type Call } from './call';
import { db } from './db';
import { startOfDay } from './i18n';

/** What the calls of one day come to. */
export interface DayFigures {
  calls: number;
  answered: number;
  missed: number;
  talkedMs: number;
}

export const NO_FIGURES: DayFigures = { calls: 0, answered: 0, missed: 0, talkedMs: 0 };

/** Missed calls for the toolbar: not removed, not seen, not called back. */
export function missedCount(): Promise<number> {
  return figure('missed');
}

/** How many calls the log holds. */
export function callCount(): Promise<number> {
  return figure('calls');
}

/** What today's calls come to. `day` is the local midnight it began at. */
export async function dayFigures(day: number): Promise<DayFigures> {
  const row = await db.status.get('today');
  // Right after an update, or in another time zone, nobody has counted that day yet.
  return row?.id === 'today' && row.day === day ? row.figures : summed(day);
}

/**
 * The figures after calls have changed: those that were there before, and what they are now. MUST be called in the
 * transaction that changes them, after the write (it needs `calls` and `status`).
 */
export async function countChange(before: readonly Call[], after: readonly Call[], now = Date.now()): Promise<void> {
  await Promise.all([
    count('missed', after.filter(asks).length - before.filter(asks).length),
    count('calls', after.length - before.length),
    countDay(before, after, startOfDay(now)),
  ]);
}

async function count(id: 'missed' | 'calls', more: number): Promise<void> {
  if (more !== 0) await db.status.put({ id, count: Math.max(0, (await figure(id)) + more) });
}

async function figure(id: 'missed' | 'calls'): Promise<number> {
  const row = await db.status.get(id);
  return row?.id === id ? row.count : 0;
}

async function countDay(before: readonly Call[], after: readonly Call[], day: number): Promise<void> {
  const todays = (calls: readonly Call[]) => calls.filter(({ startedAt }) => startedAt >= day);
  const [gone, come] = [todays(before), todays(after)];
  if (gone.length + come.length === 0) return;
  const row = await db.status.get('today');
  const known = row?.id === 'today' && row.day === day ? row.figures : undefined;
  await db.status.put({ id: 'today', day, figures: known ? plus(plus(known, gone, -1), come, 1) : await summed(day) });
}

async function summed(day: number): Promise<DayFigures> {
  return plus(NO_FIGURES, await db.calls.where('startedAt').aboveOrEqual(day).toArray(), 1);
}

function plus(start: DayFigures, calls: readonly Call[], times: 1 | -1): DayFigures {
  return calls.reduce((sum, { answeredAt, endedAt, state }) => {
    const talked = answeredAt !== undefined && endedAt !== undefined ? endedAt - answeredAt : 0;
    return {
      calls: sum.calls + times,
      answered: sum.answered + times * Number(answeredAt !== undefined),
      missed: sum.missed + times * Number(state === 'missed'),
      talkedMs: sum.talkedMs + times * talked,
    };
  }, start);
}
