/** The glyphs of call icons and mask buttons are drawn by style sheet (styles.ts): they cost no element. */
import type { IconState } from './icon';

/** Makes the element, of class `g`, show this glyph. */
export function setGlyph(element: HTMLElement, state: IconState, demo: boolean): void {
  if (element.getAttribute('data-s') !== state) element.setAttribute('data-s', state);
  element.toggleAttribute('data-demo', demo && state === 'ready');
}

/** A glyph in a box of so many px. */
export function glyph(state: IconState, demo: boolean, box: number): HTMLElement {
  const shown = document.createElement('i');
  shown.className = 'g';
  shown.dataset.b = String(box);
  setGlyph(shown, state, demo);
  return shown;
}
