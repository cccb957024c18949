import { askBackground, type UiCalls } from '../../lib/messages';
import type { ControlActions } from '../call-actions';
import type { Commands } from '../use-command';

/** What a person can do during a call, as commands to the background. @param moved another call is the foremost one now */
export function controlActions(commands: Commands, moved: (callId?: string) => void = () => undefined): ControlActions {
  const control: ControlActions['onControl'] = (callId, order) =>
    void commands
      .run(() => askBackground<UiCalls, 'control'>('control', { callId, control: order }))
      .then((ok) => ok && order.kind === 'resume' && moved(callId));
  return {
    onControl: control,
    onTransfer: (callId, text) =>
      void commands.run((confirmed) => askBackground<UiCalls, 'transfer'>('transfer', { callId, text, confirmed })),
    onConsult: (callId, text) =>
      void commands
        .run((confirmed) => askBackground<UiCalls, 'consult'>('consult', { callId, text, confirmed }))
        .then((ok) => ok && moved()),
    onBack: (callId, waitingId) =>
      void commands
        .run(() => askBackground<UiCalls, 'hangUp'>('hangUp', { callId }))
        .then((ok) => ok && control(waitingId, { kind: 'resume' })),
  };
}
