import { isLive } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import * as glyphs from '../../lib/glyphs';
import { lookOf, wordOf } from '../call-look';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { Timer } from '../Timer';
import { useUi } from '../ui';
import { CallButtons, type CallButtonsProps } from './CallButtons';

/** A call in the small window that stays in front of all others: who, how long, and what cannot wait. */
export function MiniCall({ call, actions, onClose }: CallButtonsProps) {
  const ui = useUi();
  const { texts } = ui;
  const ringing = call.state === 'ringing';
  const look = lookOf(call);
  const { name, organisation, number } = callerOf(call, ui);
  const { muted = false, heldByUs = false } = call;
  return (
    <main class="rs" data-call={call.id} data-state={call.state}>
      <div class={ringing ? 'mini filled' : 'mini'}>
        <div class={ringing ? 'cwtop rings' : 'cwtop'} role={ringing ? 'alert' : 'status'}>
          <Glyph shapes={look.shapes} tone={ringing ? undefined : look.tone} />
          <span class={`strong ${ringing ? '' : look.tone}`}>{wordOf(call, texts)}</span>
          {isLive(call) && <Timer since={call.answeredAt ?? call.startedAt} />}
        </div>
        <h1 class="cut" dir="auto">
          {name}
        </h1>
        {[organisation, number].filter(Boolean).map((fact) => (
          <p key={fact} class="xs muted soft cut" dir="auto">
            {fact}
          </p>
        ))}
        <div class="minirow">
          {call.state === 'connected' && (
            <>
              <IconButton
                shapes={muted ? glyphs.micOff : glyphs.mic}
                name={texts.t(muted ? 'action_muted' : 'action_mute')}
                pressed={muted}
                onPress={() => actions.onControl(call.id, { kind: 'mute', on: !muted })}
              />
              <IconButton
                shapes={glyphs.pause}
                name={texts.t(heldByUs ? 'action_resume' : 'action_hold')}
                pressed={heldByUs}
                onPress={() => actions.onControl(call.id, { kind: heldByUs ? 'resume' : 'hold' })}
              />
            </>
          )}
          <CallButtons call={call} actions={actions} onClose={onClose} />
        </div>
      </div>
    </main>
  );
}
