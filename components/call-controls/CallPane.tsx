import type { Call } from '../../lib/call';
import type { ControlActions } from '../call-actions';
import { Keypad } from './Keypad';
import { TransferTarget } from './TransferTarget';
import type { Pane } from './use-pane';

export interface CallPaneProps {
  call: Call;
  pane: Pane;
  /** All calls that do not ring. */
  others: Call[];
  actions: ControlActions;
}

/** Keypad or target of a transfer, while it is open. */
export function CallPane({ call, pane, others, actions }: CallPaneProps) {
  if (pane === 'keypad')
    return <Keypad key={call.id} onKeys={(digits) => actions.onControl(call.id, { kind: 'digits', digits })} />;
  if (pane !== 'transfer') return null;
  const held = others.filter(({ id, state }) => id !== call.id && state === 'connected');
  return <TransferTarget key={call.id} call={call} others={held} actions={actions} />;
}
