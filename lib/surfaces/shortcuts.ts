/** Which call a keyboard shortcut (the manifest's commands) means. */
import type { Call } from '../call';
import { foremost, liveCalls } from '../task-list';

export const SHORTCUTS = ['accept', 'hang-up', 'mute'] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

/**
 * The one that rings foremost is accepted; the one that is talked in or dialled is muted or hung up; where there is none,
 * hanging up declines the ringing one.
 */
export function callFor(shortcut: Shortcut, calls: readonly Call[]): Call | undefined {
  const ringing = liveCalls(calls).find(({ state }) => state === 'ringing');
  const busy = foremost(calls);
  if (shortcut === 'accept') return ringing;
  return shortcut === 'mute' ? busy : (busy ?? ringing);
}
