import type { Call } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import * as glyphs from '../../lib/glyphs';
import { duration } from '../../lib/i18n';
import { talkWords, wordOf } from '../call-look';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { useNow } from '../use-now';

export interface HeldBarProps {
  call: Call;
  /** The call of this window may take this one over. */
  given: boolean;
  onSwap(): void;
}

/** Another call that waits on hold, above the one that the window shows. */
export function HeldBar({ call, given, onSwap }: HeldBarProps) {
  const ui = useUi();
  const now = useNow(true);
  const { texts } = ui;
  const facts = [wordOf(call, texts), duration(now - (call.answeredAt ?? call.startedAt)), talkWords(call, texts)];
  return (
    <>
      <div class="cwheld" data-call={call.id}>
        <Glyph shapes={glyphs.held} tone="c-held" />
        <div class="grow">
          <p class="strong cut" dir="auto">
            {callerOf(call, ui).name}
          </p>
          <p class="xs muted cut two">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        <button type="button" class="btn quiet" data-swap={call.id} onClick={onSwap}>
          <Glyph shapes={glyphs.swap} />
          {texts.t('action_swap')}
        </button>
      </div>
      {given && (
        <p class="cwarrow">
          <Glyph shapes={glyphs.transfer} />
          {texts.t('call_transferTo')}
        </p>
      )}
    </>
  );
}
