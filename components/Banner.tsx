import type { GlyphShapes } from '../lib/glyphs';
import * as glyphs from '../lib/glyphs';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { useUi } from './ui';

export interface BannerAction {
  label: string;
  onPress(): void;
}

export interface BannerProps {
  kind: 'warn' | 'lost' | 'demo';
  shapes: GlyphShapes;
  /** The cause, in words. */
  why: string;
  /** What happens or what to do next; absent where it ticks and must not be announced. */
  next: string;
  action?: BannerAction | undefined;
  /** A way to put the banner away; a banner that says what holds now has none. */
  onDismiss?: (() => void) | undefined;
  /** A lost line interrupts a screen reader; everything else waits. */
  urgent?: boolean;
}

/** Beside an action a longer next step would stand in a narrow column of many lines. */
const LONG = 64;

/** Glyph | cause, then next step | action. */
export function Banner({ kind, shapes, why, next, action, onDismiss, urgent }: BannerProps) {
  const { texts } = useUi();
  return (
    <div
      class={`banner ${kind}${next.length > LONG ? ' long' : ''}`}
      role={urgent ? 'alert' : 'status'}
      aria-atomic="false"
    >
      <Glyph shapes={shapes} />
      <p class="why">{why}</p>
      <p class="next">{next}</p>
      {action && (
        <button type="button" class="act" onClick={action.onPress}>
          {action.label}
        </button>
      )}
      {onDismiss && <IconButton shapes={glyphs.close} name={texts.t('action_dismiss')} onPress={onDismiss} />}
    </div>
  );
}
