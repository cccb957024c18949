/**
 * The glyphs of call icons and mask buttons (lib/glyphs.ts), drawn by a style sheet: they cost no element, and all icons of
 * a page share the one sheet. An element of class `g` shows the glyph of its `data-s`, on the demonstration line with
 * `data-demo`; `--z` is its edge as a part of 24 px, `--p` where it begins in the element's box.
 */
import { HANDSET } from '../glyphs';
import type { IconState } from './icon';

/** What a stroke of 1.75 px along the bell covers. */
const BELL =
  'M5.5 15.9v-4.7a6.5 6.5 0 0 1 13 0v4.7l1.4 1.6a.9.9 0 0 1-.7 1.5H4.8a.9.9 0 0 1-.7-1.5ZM7.3 16.2v-5a4.7 4.7 0 0 1 9.4 0v5l.6 1H6.7ZM9.3 20h5.4v1.7H9.3Z';

/** CSS of the glyphs for the closed root they live in. */
export const GLYPH_STYLE = `
.g { position: relative; }
.g::before, .g::after { position: absolute; left: var(--p, 0); top: var(--p, 0); width: 24px; height: 24px; transform-origin: 0 0; }
.g::before { content: ''; background: currentColor; clip-path: path('${HANDSET}');
  transform: scale(var(--z)) translate(12.5px, 11.5px) rotate(-135deg) scale(1.06) translate(-12px, -11.7px); }
.g[data-demo]::before { mask: linear-gradient(#000 14.9px, #0000 0), linear-gradient(90deg, #000 7.06px, #0000 0 16.14px, #000 0); }
.g[data-demo]::after { content: ''; background: var(--demo, #6a3cbf); clip-path: polygon(18.6px 1.6px, 23px 6px, 18.6px 10.4px, 14.2px 6px); transform: scale(var(--z)); }
.g[data-s=unavailable]::before { mask: linear-gradient(90deg, #000 9.83px, #0000 0 14.17px, #000 0); }
.g[data-s=unavailable]::after { content: ''; background: currentColor; width: 25.9px; height: 1.9px; border-radius: 1px;
  transform: scale(var(--z)) translate(12px, 12px) rotate(-45deg) translate(-50%, -50%); }
.g[data-s=active]::before { transform: scale(var(--z)) translate(12px, 11.9px) scale(.66) translate(-12px, -11.7px); }
.g[data-s=active]::after { content: ''; width: 19px; height: 19px; border: 2.2px solid; border-radius: 50%; transform: scale(var(--z)) translate(.3px, .3px); }
.g[data-s=ringing]::before { clip-path: path(evenodd, '${BELL}'); transform: scale(var(--z)); transform-origin: 12px 2.4px;
  margin: calc(2.4px * (var(--z) - 1)) 0 0 calc(12px * (var(--z) - 1)); }
@media (forced-colors: active) { .g { forced-color-adjust: none; --demo: Highlight; } }`;

/** Makes the element show this glyph. */
export function setGlyph(element: HTMLElement, state: IconState, demo: boolean): void {
  if (element.getAttribute('data-s') !== state) element.setAttribute('data-s', state);
  element.toggleAttribute('data-demo', demo && state === 'ready');
}
