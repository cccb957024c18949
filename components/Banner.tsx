import type { GlyphShapes } from '../lib/glyphs';
import { Glyph } from './Glyph';

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
  /** At most two: the remedy, and a way to put the banner away. */
  actions: BannerAction[];
  /** A lost line interrupts a screen reader; everything else waits. */
  urgent?: boolean;
}

/** Glyph | cause, then next step | action. */
export function Banner({ kind, shapes, why, next, actions, urgent }: BannerProps) {
  return (
    <div class={`banner ${kind}`} role={urgent ? 'alert' : 'status'} aria-atomic="false">
      <Glyph shapes={shapes} />
      <p class="why">{why}</p>
      <p class="next">{next}</p>
      <div class="acts">
        {actions.map(({ label, onPress }) => (
          <button key={label} type="button" class="act" onClick={onPress}>
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}
