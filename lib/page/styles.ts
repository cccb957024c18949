/**
 * The style sheets of what we put into pages. Text only: the background holds it and sends it with the vocabulary to each
 * frame that says hello, so that no frame has to load and keep it as a script.
 */

/** The shapes of call icons (lib/glyphs.ts) as outlines in a square of 24: turned, cut out and thickened as they are drawn. */
const HANDSET =
  'M8.98 15.02C12.35 18.4 16.25 19.74 19.47 19.22C20.89 19 22.02 18.02 22.69 16.6C23.22 15.62 22.92 14.57 22.02 13.97' +
  'L19.62 12.32C18.72 11.72 17.6 11.8 16.85 12.55L15.8 13.6C14.67 13.07 13.62 12.32 12.65 11.35C11.68 10.38 10.93 9.33 ' +
  '10.4 8.2L11.45 7.15C12.2 6.4 12.28 5.28 11.68 4.38L10.03 1.98C9.43 1.08 8.38 .78 7.4 1.31C5.98 1.98 5 3.11 4.78 4.53' +
  'C4.26 7.75 5.6 11.65 8.98 15.02Z';
/** The mark of the demonstration line; all of it lies on the other side of one line than the handset. */
const DIAMOND = 'M18.6 1.6L23 6L18.6 10.4L14.2 6Z';
const ENDING =
  'M12 8.8C9.03 8.8 6.72 9.92 5.53 11.57C5 12.3 4.94 13.22 5.27 14.14C5.47 14.8 6.06 15.13 6.72 15L8.5 14.67' +
  'C9.16 14.54 9.62 14.01 9.62 13.35L9.62 12.43C10.35 12.16 11.14 12.03 12 12.03C12.86 12.03 13.65 12.16 14.38 12.43' +
  'L14.38 13.35C14.38 14.01 14.84 14.54 15.5 14.67L17.28 15C17.94 15.13 18.53 14.8 18.73 14.14C19.06 13.22 19 12.3 18.47 ' +
  '11.57C17.28 9.92 14.97 8.8 12 8.8ZM12 .3C18.46 .3 23.7 5.54 23.7 12C23.7 18.46 18.46 23.7 12 23.7C5.54 23.7 .3 18.46 ' +
  '.3 12C.3 5.54 5.54 .3 12 .3ZM12 2.5C17.25 2.5 21.5 6.75 21.5 12C21.5 17.25 17.25 21.5 12 21.5C6.75 21.5 2.5 17.25 2.5 ' +
  '12C2.5 6.75 6.75 2.5 12 2.5Z';
const BELL =
  'M5.5 15.9L5.5 11.2C5.5 7.61 8.41 4.7 12 4.7C15.59 4.7 18.5 7.61 18.5 11.2L18.5 15.9L19.9 17.5C20.14 17.77 20.2 18.15 ' +
  '20.05 18.48C19.89 18.81 19.56 19.01 19.2 19L4.8 19C4.44 19.01 4.11 18.81 3.95 18.48C3.8 18.15 3.86 17.77 4.1 17.5Z' +
  'M7.3 16.2L7.3 11.2C7.3 8.6 9.4 6.5 12 6.5C14.6 6.5 16.7 8.6 16.7 11.2L16.7 16.2L17.3 17.2L6.7 17.2Z' +
  'M9.3 20L14.7 20L14.7 21.7L9.3 21.7Z';

/** Edge of the glyph, in px, by the edge of the box around it. A small icon keeps its glyph readable and gives up its margin. */
const GLYPHS = { 26: 18, 24: 16, 20: 12, 16: 13 } as const;

/**
 * An element of class `g` shows the glyph of its `data-s` in the size for `data-b`, on the demonstration line with
 * `data-demo`. Outlines in the size they are drawn: to have them scaled, the browser would keep a layer for each.
 */
const GLYPH = `
.g::before { content: ''; display: block; height: 100%; background: currentColor; }
.g[data-s=ringing]::before { transform-origin: 50% 10%; }
.g[data-s=unavailable]::before { mask: linear-gradient(135deg, #000 43.2%, #0000 0 56.8%, #000 0); }
.g[data-s=unavailable] { position: relative; }
.g[data-s=unavailable]::after { content: ''; position: absolute; inset: var(--p, 0); background: currentColor;
  clip-path: polygon(11.8% 82.6%, 82.6% 11.8%, 87.4% 12.6%, 88.2% 17.4%, 17.4% 88.2%, 12.6% 87.4%); }
.g[data-demo]::before { background: linear-gradient(45deg, currentColor 66.95%, var(--demo, #6a3cbf) 0); }
@media (forced-colors: active) { .g { forced-color-adjust: none; --demo: Highlight; } }`;

/** The glyphs' outlines for boxes of these edges. */
function outlines(...boxes: (keyof typeof GLYPHS)[]): string {
  return boxes.map((box) => sized(`.g[data-b="${box}"]`, GLYPHS[box])).join('\n');
}

function sized(glyph: string, edge: number): string {
  const outline = (path: string) =>
    path.replace(/[\d.]+/g, (each) => String(Math.round(Number(each) * edge * 4.1667) / 100));
  return `${glyph}::before { clip-path: path('${outline(HANDSET)}'); }
${glyph}[data-demo]::before { clip-path: path('${outline(HANDSET + DIAMOND)}'); }
${glyph}[data-s=active]::before { clip-path: path(evenodd, '${outline(ENDING)}'); }
${glyph}[data-s=ringing]::before { clip-path: path(evenodd, '${outline(BELL)}'); }`;
}

const icon = `
.b { all: initial; pointer-events: inherit; visibility: inherit; --c: #137542; --on: #fff; --tint: #dff0e5; --p: 4px; display: block; width: 100%; height: 100%;
  padding: var(--p); border-radius: 5px; color: var(--c); cursor: pointer; outline: none; box-sizing: border-box; }
.b[data-b="16"] { --p: 1.5px; }
.b[data-s=active], .b[data-s=ringing] { --c: #c0242d; --tint: #fbe1e2; }
.b[data-s=unavailable] { --c: #626a75; --tint: #e4e7ec; cursor: default; }
.b[data-g=dark] { --c: #55cd8c; --tint: #1f3d2d; --on: #10192a; --demo: #bda4f7; }
.b[data-g=dark]:is([data-s=active], [data-s=ringing]) { --c: #ff8280; --tint: #45262a; }
.b[data-g=dark][data-s=unavailable] { --c: #aab3be; --tint: #343a42; }
.b:hover { background: var(--tint); }
.b[data-g=plate] { background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / .12); }
.b:focus-visible { outline: 2px solid #2b4a7d; outline-offset: 1px; box-shadow: 0 0 0 1px #fff; }
.b:active { background: var(--c); color: var(--on); --demo: var(--on); }
@keyframes rock { 0%, 60%, 100% { rotate: none; } 10%, 30% { rotate: -12deg; } 20%, 40% { rotate: 12deg; } }
@media (prefers-reduced-motion: no-preference) { .b[data-s=ringing]::before { animation: rock 1.4s ease-in-out infinite; } }
${outlines(26, 24, 20, 16)}
${GLYPH}
@media (forced-colors: active) {
  .b.b { forced-color-adjust: none; outline-color: Highlight; background: Canvas !important;
    --c: ButtonText !important; --on: Highlight !important; --demo: Highlight !important; }
  .b.b:is([data-s=active], [data-s=ringing]) { --c: LinkText !important; } .b.b[data-s=unavailable] { --c: GrayText !important; } }
@media print { .b { display: none; } }`;

const mask = `
.mb { all: initial; pointer-events: inherit; visibility: inherit; display: inline-flex; align-items: center; gap: 8px; height: 32px; padding: 0 12px 0 10px; box-sizing: border-box;
  border: 1px solid #137542; border-radius: 6px; background: #fff; color: #137542; cursor: pointer; outline: none;
  font: 500 13px/20px system-ui, sans-serif; white-space: nowrap; }
.mb .g { --p: 0px; width: 16px; height: 16px; flex: none; }
.mb .sep { width: 1px; height: 16px; background: currentColor; opacity: .35; margin-left: 2px; }
.mb .down { width: 4.6px; height: 4.6px; margin: -3px 1px 0 4px; border: solid; border-width: 0 1px 1px 0; rotate: 45deg; }
.mb:hover { background: #e5f3ea; }
.mb:focus-visible, .mi:focus-visible { outline: 2px solid #2b4a7d; outline-offset: 2px; }
.mb:is([data-s=active], [data-s=ringing]) { border-color: #c0242d; color: #c0242d; }
.mb[data-s=unavailable] { border-color: #858d98; color: #565e69; border-style: dashed; cursor: default; }
${outlines(24)}
${GLYPH}
@media (forced-colors: active) { .mb { border: 1px solid ButtonText; } .mb .g { color: ButtonText; } }
@media print { .mb { display: none; } }`;

/** Of the menu that opens at a mask's button. */
const menu = `
.menu { all: initial; position: fixed; inset: auto; margin: 0; border: 0; width: 292px; box-sizing: border-box; max-height: 80vh; overflow: auto;
  background: #fff; color: #15181d; border-radius: 8px; padding: 4px; font: 13px/20px system-ui, sans-serif;
  box-shadow: 0 1px 2px rgb(21 24 29 / .06), 0 6px 20px rgb(21 24 29 / .18); }
.menu:not(:popover-open) { display: none; }
.mi { display: flex; align-items: center; gap: 12px; padding: 6px 10px; border-radius: 6px; min-height: 48px; cursor: pointer; box-sizing: border-box; outline: none; }
.mi:hover, .mi:focus { background: #eff1f4; }
${outlines(26)}
.mi .g { --p: 0px; width: 18px; height: 18px; color: #137542; flex: none; }
.mi b { display: block; font-weight: 500; }
.mi span { display: block; color: #565e69; font-size: 12px; line-height: 16px; font-variant-numeric: tabular-nums; }
.mi:is([data-s=active], [data-s=ringing]) :is(.g, span) { color: #c0242d; }
.mi[data-s=unavailable] .g { color: #626a75; }
@media (forced-colors: active) { .menu { border: 1px solid ButtonText; } .mi .g { color: ButtonText; } }
@media print { .menu { display: none; } }`;

const tip = `
.tip { all: initial; position: fixed; inset: auto; margin: 0; border: 0; max-width: 320px; box-sizing: border-box;
  background: #23272e; color: #fff; font: 12px/16px system-ui, sans-serif; padding: 6px 10px; border-radius: 6px;
  pointer-events: none; white-space: normal; }
.tip:not(:popover-open) { display: none; }
@media (forced-colors: active) { .tip { border: 1px solid CanvasText; background: Canvas; color: CanvasText; } }
@media print { .tip { display: none; } }`;

const question = `
.ask { all: initial; position: fixed; inset: auto; margin: 0; border: 0; width: 300px; max-width: calc(100vw - 8px); box-sizing: border-box;
  padding: 14px 16px 12px; border-radius: 8px; background: #fff; color: #15181d; font: 13px/20px system-ui, sans-serif; overflow-wrap: anywhere;
  box-shadow: 0 1px 2px rgb(21 24 29 / .06), 0 6px 20px rgb(21 24 29 / .18); }
.ask:not(:popover-open) { display: none; }
.ask b { display: block; font-size: 14px; font-weight: 600; font-variant-numeric: tabular-nums; }
.ask p { margin: 4px 0 0; color: #565e69; }
.ask div { display: flex; gap: 8px; justify-content: flex-end; margin-top: 12px; }
.ask span { padding: 5px 12px; border: 1px solid #858d98; border-radius: 6px; font-weight: 500; cursor: pointer; outline: none; }
.ask span:last-child { background: #23272e; border-color: #23272e; color: #fff; }
.ask span:focus-visible { outline: 2px solid #2b4a7d; outline-offset: 2px; }
.ask.passing::after { content: ''; position: absolute; left: 0; bottom: 0; height: 3px; width: 100%; background: #137542; transform-origin: 0 0; animation: pass var(--after) linear; }
@keyframes pass { from { transform: scaleX(0); } }
@media (forced-colors: active) { .ask, .ask span { border: 1px solid ButtonText; } }
@media print { .ask { display: none; } }`;

/**
 * Of our hosts, inline and important, so that neither page sheets nor `* { … !important }` change our box. Named one by one
 * and of each shorthand only what switches it off: every host keeps its own copy, and `all` would be five hundred properties.
 * Style containment would keep counters in as well, but makes a browser go through the whole page when a host leaves it.
 */
const host = important(
  'display:block;float:none;margin:0;padding:0;border-style:none;outline-style:none;background-color:transparent;' +
    'background-image:none;box-shadow:none;min-width:0;min-height:0;max-width:none;max-height:none;opacity:1;filter:none;' +
    'transform:none;scale:none;rotate:none;zoom:1;offset-path:none;aspect-ratio:auto;clip:auto;clip-path:none;' +
    'mask-image:none;mix-blend-mode:normal;content-visibility:visible;overflow:visible;transition-property:none;' +
    'animation-name:none;counter-increment:none;box-sizing:border-box;position:absolute;inset:auto;visibility:visible;' +
    'pointer-events:auto;user-select:none;contain:layout;z-index:auto',
);

/** Of the span in a host, which needs no box: it is there for its closed root. */
const inner = important('display:contents;counter-increment:none;visibility:inherit;pointer-events:inherit');

/** Of a layer, and what is added to it: see layer.ts. */
const layer = important(
  'display:block;width:0;height:0;margin:0;padding:0;border:0;float:none;flex:none;direction:ltr;',
);
const layerAside = important('position:absolute;left:0;top:0;');
const layerInFlow = important('position:relative;');
const layerContained = important('contain:size layout;');
const layerClips = important('overflow:clip;overflow-clip-margin:1000000px;');

function important(style: string): string {
  return style.replace(/;?$/, ';').replaceAll(';', ' !important;');
}

export const styles = {
  ...{ icon, mask, menu, tip, question, host, inner },
  ...{ layer, layerAside, layerInFlow, layerContained, layerClips },
};

export type Styles = typeof styles;
