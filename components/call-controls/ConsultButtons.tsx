import type { Call } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import * as glyphs from '../../lib/glyphs';
import type { CallActions, ControlActions } from '../call-actions';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { useGuard } from '../use-guard';

export interface ConsultButtonsProps {
  /** The call in which our user asks. */
  call: Call;
  /** The held call that is to be given away. */
  waiting: Call;
  actions: ControlActions & Pick<CallActions, 'onHangUp'>;
}

/** While our user asks whether somebody takes a call over: give it to them, go back to it, or only end the asking. */
export function ConsultButtons({ call, waiting, actions }: ConsultButtonsProps) {
  const ui = useUi();
  const { texts } = ui;
  const guard = useGuard(`${call.id} ${call.state} consult`);
  return (
    <>
      <div class="stack">
        <button
          type="button"
          class="btn big wide connect"
          disabled={call.state !== 'connected'}
          onClick={guard(() => actions.onControl(waiting.id, { kind: 'connect', with: call.id }))}
        >
          <Glyph shapes={glyphs.transfer} />
          {texts.t('action_connectNow')}
        </button>
      </div>
      <div class="pair even">
        <button type="button" class="btn quiet big" onClick={guard(() => actions.onBack(call.id, waiting.id))}>
          <span class="cut two">{texts.t('action_backTo', { name: callerOf(waiting, ui).name })}</span>
        </button>
        <button type="button" class="btn big end" onClick={guard(() => actions.onHangUp(call.id))}>
          <Glyph shapes={glyphs.hangup} />
          {texts.t('action_hangUp')}
        </button>
      </div>
    </>
  );
}
