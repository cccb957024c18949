import { useEffect, useState } from 'preact/hooks';
import type { Call } from '../../lib/call';

/** What is open below the buttons of a call, in place of note and outcome. */
export type Pane = 'keypad' | 'transfer' | undefined;

/** The pane of a call; it closes with the call, and the target of a transfer once one is under way or somebody is asked. */
export function usePane({ id, state, transfer, heldByUs }: Call): [Pane, (pane: Pane) => void] {
  const [open, setOpen] = useState<{ id: string; pane: Pane }>({ id, pane: undefined });
  const leaves = transfer?.state === 'underWay' || heldByUs === true;
  const live = state === 'connected' || state === 'dialling';
  useEffect(() => {
    setOpen(({ pane }) => ({ id, pane: leaves && pane === 'transfer' ? undefined : pane }));
  }, [id, leaves]);
  const pane = live && open.id === id ? open.pane : undefined;
  return [pane === 'transfer' && state !== 'connected' ? undefined : pane, (next) => setOpen({ id, pane: next })];
}
