/** Where the call window stood and how large it was: it opens there again. */
import { db } from './db';
import type { CommandResult } from './softphone/softphone';

/** Pixels of the screens together; a second screen may lie left of or above the first. */
export interface WindowPlace {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Call window -> background. */
export interface WindowCalls {
  keepCallWindow(data: { place: WindowPlace }): CommandResult;
}

type Handlers = { [K in keyof WindowCalls]: (data: Parameters<WindowCalls[K]>[0]) => Promise<CommandResult> };

/** Smaller ones hold no call, larger ones stand on no desk. */
const LEAST = { width: 240, height: 200 };
const MOST = 20_000;

export function windowHandlers(): Handlers {
  return {
    async keepCallWindow({ place }) {
      if (isPlace(place)) await db.status.put({ id: 'callWindow', place });
      return { ok: true };
    },
  };
}

/** Undefined before the window was first moved or closed. */
export async function lastPlace(): Promise<WindowPlace | undefined> {
  const row = await db.status.get('callWindow');
  return row?.id === 'callWindow' && isPlace(row.place) ? row.place : undefined;
}

function isPlace(place: WindowPlace): boolean {
  const { left, top, width, height } = place;
  const whole = [left, top, width, height].every((each) => Number.isInteger(each) && Math.abs(each) <= MOST);
  return whole && width >= LEAST.width && height >= LEAST.height;
}
