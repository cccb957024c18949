import { type Call, isLive } from '../../lib/call';
import type { GlyphShapes } from '../../lib/glyphs';
import * as glyphs from '../../lib/glyphs';
import type { TextKey } from '../../lib/i18n';
import type { CallActions, ControlActions } from '../call-actions';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { useGuard } from '../use-guard';

export interface CallButtonsProps {
  call: Call;
  actions: Omit<CallActions, 'onOpen' | 'onRecord'> & ControlActions;
  onClose(): void;
}

interface Choice {
  text: TextKey;
  kind: 'go' | 'no' | 'end' | 'quiet';
  shapes?: GlyphShapes;
  press(): void;
}

/**
 * At most two buttons by state (R6), main one right: Call back stands exactly where Accept stood. A withheld caller
 * cannot be called back. Nothing takes effect for 300 ms after a change of state.
 */
export function CallButtons(props: CallButtonsProps) {
  const { texts } = useUi();
  const { call } = props;
  const guard = useGuard(`${call.id} ${call.state}`);
  const choices = choicesFor(props);
  const wide = choices.length === 1;
  return (
    <div class={wide ? 'stack' : 'pair'}>
      {choices.map(({ text, kind, shapes, press }) => (
        <button key={text} type="button" class={`btn big ${kind} ${wide ? 'wide' : ''}`} onClick={guard(press)}>
          {shapes && <Glyph shapes={shapes} />}
          {texts.t(text)}
        </button>
      ))}
    </div>
  );
}

function choicesFor({ call, actions, onClose }: CallButtonsProps): Choice[] {
  const { id } = call;
  if (call.state === 'ringing')
    return [
      { text: 'action_reject', kind: 'no', shapes: glyphs.hangup, press: () => actions.onReject(id) },
      { text: 'action_accept', kind: 'go', shapes: glyphs.phone, press: () => actions.onAccept(id) },
    ];
  if (isLive(call))
    return [{ text: 'action_hangUp', kind: 'end', shapes: glyphs.hangup, press: () => actions.onHangUp(id) }];
  const listed = call.state === 'missed' && call.removed === 0;
  const leave: Choice = listed
    ? { text: 'action_removeShort', kind: 'quiet', press: () => actions.onRemove(id) }
    : { text: 'action_close', kind: 'quiet', press: onClose };
  if (!call.number || call.withheld) return [leave];
  const again = call.state === 'missed' ? 'action_callBack' : 'action_callAgain';
  return [leave, { text: again, kind: 'go', shapes: glyphs.phone, press: () => actions.onCallBack(id) }];
}
