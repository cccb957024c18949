import type { Call } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

export interface HeldCallProps {
  call: Call;
  /** Another call is the foremost one and would be held in turn. */
  swaps: boolean;
  onResume(): void;
}

/** A held call beside the foremost one: who waits, and the way back. */
export function HeldCall({ call, swaps, onResume }: HeldCallProps) {
  const ui = useUi();
  const { name, organisation } = callerOf(call, ui);
  return (
    <div class="waits">
      <div class="grow">
        <p class="strong cut" dir="auto">
          {name}
        </p>
        {organisation && (
          <p class="xs muted cut" dir="auto">
            {organisation}
          </p>
        )}
      </div>
      <button type="button" class="btn quiet" data-swap={call.id} onClick={onResume}>
        <Glyph shapes={swaps ? glyphs.swap : glyphs.pause} />
        {ui.texts.t(swaps ? 'action_swap' : 'action_resume')}
      </button>
    </div>
  );
}
