/**
 * Every glyph of the interface as plain data: pages draw it with Preact (components/Glyph.tsx), the content script with
 * createElementNS. One export per glyph, so that a bundle carries only those it uses.
 */

/** One element inside the 24 x 24 grid. */
export interface SvgShape {
  tag: 'path' | 'circle';
  attrs: Readonly<Record<string, string>>;
  /**
   * Cuts this shape: to be drawn in a mask over a white 24 x 24 ground, stroke and fill in black (fill: none where the
   * shape names no fill). The mask's id must be unique within its document or shadow root.
   */
  cutBy?: SvgShape;
}

/** The shapes of one glyph, bottom first. */
export type GlyphShapes = readonly SvgShape[];

/** Attributes of the svg element around the shapes. */
export const GLYPH_ROOT = {
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': '1.75',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

/** Also drawn by style sheet: lib/page/styles.ts. */
export const HANDSET =
  'M12 7C7.5 7 4 8.7 2.2 11.2c-.8 1.1-.9 2.5-.4 3.9.3 1 1.2 1.5 2.2 1.3l2.7-.5c1-.2 1.7-1 1.7-2v-1.4c1.1-.4 2.3-.6 3.6-.6s2.5.2 3.6.6v1.4c0 1 .7 1.8 1.7 2l2.7.5c1 .2 1.9-.3 2.2-1.3.5-1.4.4-2.8-.4-3.9C20 8.7 16.5 7 12 7Z';

export const alert: GlyphShapes = [{ tag: 'path', attrs: { d: 'M12 4.2 21 19.5H3ZM12 10.2v4.2M12 16.9h.01' } }];
export const backspace: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M8.6 5.5H20.5v13H8.6L3 12ZM11.5 9.6l4.8 4.8M16.3 9.6l-4.8 4.8' } },
];
export const bell: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M6.4 16.2v-5a5.6 5.6 0 0 1 11.2 0v5l1.6 1.9H4.8ZM10 20.8h4' } },
];
export const bellOff: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M8 7.6a5.6 5.6 0 0 1 9.6 3.6v3.6M6.4 11.2v5l-1.6 1.9h11.4M10 20.8h4M4 4l16 16' } },
];
export const calendar: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M4.5 6h15v14h-15ZM4.5 10.4h15M8.5 3.6V8M15.5 3.6V8' } },
];
/** Call icon: a call is under way; a click ends it. */
export const callActive: GlyphShapes = [
  { tag: 'circle', attrs: { cx: '12', cy: '12', r: '10.6', 'stroke-width': '2.2' } },
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(12 11.9) scale(0.66) translate(-12 -11.7)',
      d: HANDSET,
    },
  },
];
/** Call icon: a click dials on the demonstration line. */
export const callReadyDemo: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(12.5 11.5) rotate(-135) scale(1.06) translate(-12 -11.7)',
      d: HANDSET,
    },
    cutBy: { tag: 'path', attrs: { d: 'M18.6 1.6 23 6l-4.4 4.4L14.2 6z', 'stroke-width': '3.4', fill: '#000' } },
  },
  { tag: 'path', attrs: { fill: 'var(--demo,#6a3cbf)', stroke: 'none', d: 'M18.6 1.6 23 6l-4.4 4.4L14.2 6z' } },
];
/** Call icon: a click dials. */
export const callReady: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(12.5 11.5) rotate(-135) scale(1.06) translate(-12 -11.7)',
      d: HANDSET,
    },
  },
];
/** Call icon: no line; the tooltip says why. */
export const callUnavailable: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(12.5 11.5) rotate(-135) scale(1.06) translate(-12 -11.7)',
      d: HANDSET,
    },
    cutBy: { tag: 'path', attrs: { d: 'M3.5 20.5 20.5 3.5', 'stroke-width': '4.6' } },
  },
  { tag: 'path', attrs: { 'stroke-width': '1.9', d: 'M3.5 20.5 20.5 3.5' } },
];
export const check: GlyphShapes = [{ tag: 'path', attrs: { 'stroke-width': '2', d: 'M4.8 12.6l4.6 4.6L19.2 7.4' } }];
export const chevronDown: GlyphShapes = [{ tag: 'path', attrs: { d: 'M6.5 9.5 12 15l5.5-5.5' } }];
export const chevronRight: GlyphShapes = [{ tag: 'path', attrs: { d: 'M9.5 6.5 15 12l-5.5 5.5' } }];
export const clock: GlyphShapes = [
  { tag: 'circle', attrs: { cx: '12', cy: '12', r: '8.3' } },
  { tag: 'path', attrs: { d: 'M12 7.3V12l3.2 2' } },
];
export const close: GlyphShapes = [{ tag: 'path', attrs: { d: 'M6.5 6.5l11 11M17.5 6.5l-11 11' } }];
export const connected: GlyphShapes = [
  { tag: 'path', attrs: { 'stroke-width': '2.1', d: 'M4 10.5v3M8 7.5v9M12 4.5v15M16 8v8M20 10.5v3' } },
];
export const copy: GlyphShapes = [{ tag: 'path', attrs: { d: 'M9 9h11v11H9ZM5.5 15H4V4h11v1.5' } }];
export const dialling: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(10.6 13.4) rotate(-135) scale(0.86) translate(-12 -11.7)',
      d: HANDSET,
    },
  },
  { tag: 'path', attrs: { 'stroke-width': '2.6', d: 'M14 5.4h.01M18 5.4h.01M22 5.4h.01' } },
];
export const lock: GlyphShapes = [{ tag: 'path', attrs: { d: 'M6 10.5h12v9H6ZM8.5 10.5V7.6a3.5 3.5 0 0 1 7 0v2.9' } }];
export const download: GlyphShapes = [{ tag: 'path', attrs: { d: 'M12 4v11M7.4 10.6 12 15.2l4.6-4.6M4.5 19.7h15' } }];
export const globe: GlyphShapes = [
  { tag: 'circle', attrs: { cx: '12', cy: '12', r: '8.4' } },
  {
    tag: 'path',
    attrs: { d: 'M3.8 12h16.4M12 3.6c2.4 2.4 3.6 5.2 3.6 8.4s-1.2 6-3.6 8.4c-2.4-2.4-3.6-5.2-3.6-8.4s1.2-6 3.6-8.4Z' },
  },
];
export const hangup: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(12 12) scale(1) translate(-12 -11.7)',
      d: HANDSET,
    },
  },
];
export const headset: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      d: 'M4.5 14.5V12a7.5 7.5 0 0 1 15 0v2.5M4.5 13.5h3.2V19H6a1.5 1.5 0 0 1-1.5-1.5ZM19.5 13.5h-3.2V19H18a1.5 1.5 0 0 0 1.5-1.5Z',
    },
  },
];
export const held: GlyphShapes = [{ tag: 'path', attrs: { 'stroke-width': '2.6', d: 'M9 6v12M15 6v12' } }];
export const incoming: GlyphShapes = [{ tag: 'path', attrs: { 'stroke-width': '2', d: 'M18 6 7 17M6.8 9v8.2H15' } }];
export const keypad: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      'stroke-width': '3.4',
      d: 'M6 5.5h.01M12 5.5h.01M18 5.5h.01M6 12h.01M12 12h.01M18 12h.01M6 18.5h.01M12 18.5h.01M18 18.5h.01',
    },
  },
];
export const micOff: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      d: 'M9.2 9.2V11a2.8 2.8 0 0 0 4.5 2.2M14.8 10.4V6a2.8 2.8 0 0 0-5.5-.8M18.4 11c0 1-.2 2-.6 2.8M5.6 11a6.4 6.4 0 0 0 9.7 5.5M12 17.4v3.4M4 4l16 16',
    },
  },
];
export const mic: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      d: 'M12 3.2A2.8 2.8 0 0 0 9.2 6v5a2.8 2.8 0 0 0 5.6 0V6A2.8 2.8 0 0 0 12 3.2ZM5.6 11a6.4 6.4 0 0 0 12.8 0M12 17.4v3.4',
    },
  },
];
export const missed: GlyphShapes = [
  { tag: 'path', attrs: { 'stroke-width': '2', d: 'M20.5 7.5 12 16 4 8M3.8 14V7.8H10' } },
];
export const note: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M5 4h14v11l-5 5H5ZM14 20v-5h5M8.6 8.8h6.8M8.6 12.4h4' } },
];
export const open: GlyphShapes = [
  {
    tag: 'path',
    attrs: { d: 'M13.5 4H20v6.5M19.8 4.2 12 12M9.5 5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-3.5' },
  },
];
export const outgoing: GlyphShapes = [{ tag: 'path', attrs: { 'stroke-width': '2', d: 'M6 18 17 7M9 6.8h8.2V15' } }];
export const pause: GlyphShapes = [{ tag: 'path', attrs: { 'stroke-width': '2.2', d: 'M9 5.5v13M15 5.5v13' } }];
export const phone: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(12.5 11.5) rotate(-135) scale(1.06) translate(-12 -11.7)',
      d: HANDSET,
    },
  },
];
export const pick: GlyphShapes = [
  { tag: 'circle', attrs: { cx: '12', cy: '12', r: '5.2' } },
  { tag: 'path', attrs: { d: 'M12 3v4.5M12 16.5V21M3 12h4.5M16.5 12H21' } },
];
export const play: GlyphShapes = [{ tag: 'path', attrs: { d: 'M8 5.4v13.2L18.6 12Z' } }];
export const plug: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M9 3.5v4M15 3.5v4M6 7.5h12V11a6 6 0 0 1-12 0ZM12 17v3.5' } },
];
export const plus: GlyphShapes = [{ tag: 'path', attrs: { d: 'M12 5v14M5 12h14' } }];
export const power: GlyphShapes = [{ tag: 'path', attrs: { d: 'M12 3.5v8M7 6.4a7.6 7.6 0 1 0 10 0' } }];
export const record: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      d: 'M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.5ZM6.3 15.6c.2-1.6 1.3-2.5 2.7-2.5s2.5.9 2.7 2.5M14.6 10h3M14.6 13.8h3',
    },
  },
  { tag: 'circle', attrs: { cx: '9', cy: '10.2', r: '1.6' } },
];
export const ringing: GlyphShapes = [
  {
    tag: 'path',
    attrs: {
      fill: 'currentColor',
      stroke: 'none',
      transform: 'translate(10.6 13.4) rotate(-135) scale(0.86) translate(-12 -11.7)',
      d: HANDSET,
    },
  },
  { tag: 'path', attrs: { d: 'M14.2 5.6a4.6 4.6 0 0 1 4.2 4.2M14.4 2a8.2 8.2 0 0 1 7.6 7.6' } },
];
export const rules: GlyphShapes = [{ tag: 'path', attrs: { d: 'M9.6 4 7.6 20M16.4 4l-2 16M4.6 9h15.2M4.2 15h15.2' } }];
export const search: GlyphShapes = [
  { tag: 'circle', attrs: { cx: '10.8', cy: '10.8', r: '6.3' } },
  { tag: 'path', attrs: { d: 'M15.5 15.5 20 20' } },
];
export const settings: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M4 7.5h8.5M17.5 7.5H20M4 16.5h2.5M11.5 16.5H20' } },
  { tag: 'circle', attrs: { cx: '15', cy: '7.5', r: '2.4' } },
  { tag: 'circle', attrs: { cx: '9', cy: '16.5', r: '2.4' } },
];
export const speaker: GlyphShapes = [
  {
    tag: 'path',
    attrs: { d: 'M4 9.4v5.2h3.6L12 18.6V5.4L7.6 9.4ZM15.6 9a4.2 4.2 0 0 1 0 6M18.2 6.4a7.8 7.8 0 0 1 0 11.2' },
  },
];
export const stayInFront: GlyphShapes = [{ tag: 'path', attrs: { d: 'M3.5 5h17v14h-17ZM11.5 11.5h6v4.5h-6Z' } }];
export const swap: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M7.2 4 3.7 7.5 7.2 11M4 7.5h13M16.8 13l3.5 3.5-3.5 3.5M20 16.5H7' } },
];
export const sync: GlyphShapes = [
  {
    tag: 'path',
    attrs: { d: 'M19.5 9.5A8 8 0 0 0 5 8.2L4 9.5M4 4.5v5h5M4.5 14.5A8 8 0 0 0 19 15.8l1-1.3M20 19.5v-5h-5' },
  },
];
export const transfer: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M4 18.5V14a4.5 4.5 0 0 1 4.5-4.5H20M15.2 4.7 20 9.5l-4.8 4.8' } },
];
export const trash: GlyphShapes = [
  { tag: 'path', attrs: { d: 'M4.5 7h15M9.5 7V4.3h5V7M6.5 7l.9 12.7h9.2L17.5 7M10.4 10.8v5M13.6 10.8v5' } },
];
export const user: GlyphShapes = [
  { tag: 'circle', attrs: { cx: '12', cy: '8.2', r: '3.7' } },
  { tag: 'path', attrs: { d: 'M4.8 20c.6-3.7 3.5-5.6 7.2-5.6s6.6 1.9 7.2 5.6' } },
];
export const users: GlyphShapes = [
  { tag: 'circle', attrs: { cx: '9', cy: '8.4', r: '3.4' } },
  {
    tag: 'path',
    attrs: {
      d: 'M2.6 19.4c.5-3.4 3.1-5.1 6.4-5.1s5.9 1.7 6.4 5.1M15.7 5.3a3.4 3.4 0 0 1 0 6.2M18 14.7c1.9.7 3.1 2.3 3.4 4.7',
    },
  },
];
