/** What each number is doing, derived from the live calls: the one truth behind every icon (R3). */
import type { Call } from './call';
import type { NumberState } from './messages';

/** States of all numbers with a live call; every other number is idle. Talking outranks ringing. */
export function numberStates(live: Call[]): Record<string, NumberState> {
  const states: Record<string, NumberState> = {};
  for (const { number, state } of live) {
    if (!number) continue;
    if (state === 'dialling' || state === 'connected') states[number] = 'active';
    else if (state === 'ringing' && states[number] !== 'active') states[number] = 'ringing';
  }
  return states;
}
