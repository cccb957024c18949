import type { GlyphShapes } from '../lib/glyphs';
import { Glyph } from './Glyph';

export interface IconButtonProps {
  shapes: GlyphShapes;
  /** What the button does, in words: its accessible name and its tooltip. */
  name: string;
  onPress(): void;
  /** "go" for the handset that dials. */
  tone?: 'go';
  /** A choice that is on or off. */
  pressed?: boolean;
  /** Shown and focusable, but a press does nothing; `name` says why. */
  unavailable?: boolean;
  /** It opens something, which is open now or not. */
  expanded?: boolean;
  /** -1 in a list whose rows are one tab stop together. */
  tabIndex?: number;
}

/** A button that is a glyph. */
export function IconButton(props: IconButtonProps) {
  const { shapes, name, onPress, tone, pressed, unavailable, expanded, tabIndex } = props;
  return (
    <button
      type="button"
      class={tone ? `ib ${tone}` : 'ib'}
      aria-label={name}
      title={name}
      aria-expanded={expanded}
      tabIndex={tabIndex}
      aria-pressed={pressed}
      aria-disabled={unavailable ? 'true' : undefined}
      onClick={unavailable ? undefined : onPress}
    >
      <Glyph shapes={shapes} />
    </button>
  );
}
