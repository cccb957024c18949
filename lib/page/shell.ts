/**
 * The element we put into a page: a plain host that page styles cannot reach, with a closed shadow root on a span inside
 * it. The root sits on the span since a page that defines our tag name could otherwise read it.
 */
import { GLYPH_ROOT, type GlyphShapes } from '../glyphs';

export interface Shell {
  host: HTMLElement;
  root: ShadowRoot;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Events that never leave our hosts: a row click, a form or a framework's delegate must not see them. */
const KEPT = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'dblclick',
  'auxclick',
  'touchstart',
  'touchend',
  'keydown',
  'keypress',
  'keyup',
  'focusin',
  'focusout',
  'dragstart',
  'contextmenu',
]; // prettier-ignore

/**
 * Inline and important, so that neither page sheets nor `* { … !important }` change our box. Named one by one: `all` would
 * be written out as five hundred properties as soon as one more is set.
 */
const PLAIN =
  'display:block;float:none;margin:0;padding:0;border:0;outline:0;background:none;box-shadow:none;min-width:0;min-height:0;max-width:none;max-height:none;opacity:1;filter:none;transform:none;clip-path:none;mask:none;overflow:visible;transition:none;animation:none;box-sizing:border-box';
const HOST_STYLE = important(
  `${PLAIN};position:absolute;inset:auto;pointer-events:auto;user-select:none;contain:layout style;z-index:auto`,
);
const INNER_STYLE = important(
  `${PLAIN};position:static;width:100%;height:100%;visibility:inherit;pointer-events:inherit`,
);

function important(style: string): string {
  return style.replaceAll(';', ' !important;').concat(' !important');
}

/**
 * Makes a host, not yet in the page. Returns null where the page made shadow roots impossible.
 * `style` is the text of a style sheet for the closed root.
 */
export function createShell(name: `ringside-${string}`, style: string): Shell | null {
  try {
    const host = createPlain(name);
    host.style.cssText = HOST_STYLE;
    const span = document.createElement('span');
    span.style.cssText = INNER_STYLE;
    const root = span.attachShadow({ mode: 'closed' });
    adoptStyle(root, style);
    host.append(span);
    for (const type of KEPT) host.addEventListener(type, (event) => event.stopPropagation());
    return { host, root };
  } catch {
    return null;
  }
}

/** With a registry of its own, empty, the element stays undefined even where the page defines our tag name. */
function createPlain(name: string): HTMLElement {
  try {
    const customElementRegistry = new CustomElementRegistry();
    return document.createElement(name, { customElementRegistry } as ElementCreationOptions);
  } catch {
    // Browsers without scoped registries: a root of our own keeps a page's definition from taking its place.
    // It throws where that definition was faster: then there is no icon.
    const host = document.createElement(name);
    host.attachShadow({ mode: 'closed' }).append(document.createElement('slot'));
    return host;
  }
}

const sheets = new Map<string, CSSStyleSheet>();

/** An adopted sheet is shared by all icons and subject to no page policy; Firefox content scripts cannot adopt one. */
function adoptStyle(root: ShadowRoot, style: string): void {
  try {
    let sheet = sheets.get(style);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      sheets.set(style, sheet);
    }
    root.adoptedStyleSheets = [sheet];
    if (root.adoptedStyleSheets.length === 1) return;
  } catch {
    // The element below does the same.
  }
  const element = document.createElement('style');
  element.textContent = style;
  root.append(element);
}

/** Sets a style of the host so that the page's sheets cannot override it. */
export function setStyle(host: HTMLElement, name: string, value: string): void {
  if (host.style.getPropertyValue(name) !== value) host.style.setProperty(name, value, 'important');
}

/** Draws a glyph. */
export function drawGlyph(shapes: GlyphShapes): SVGSVGElement {
  const svg = element('svg', { ...GLYPH_ROOT, 'aria-hidden': 'true' }) as SVGSVGElement;
  shapes.forEach(({ tag, attrs, cutBy }, i) => {
    const shape = element(tag, attrs);
    if (!cutBy) {
      svg.append(shape);
      return;
    }
    const mask = element('mask', { id: `cut${i}` });
    mask.append(element('path', { fill: '#fff', stroke: 'none', d: 'M0 0h24v24H0z' }));
    mask.append(
      element(cutBy.tag, {
        stroke: '#000',
        fill: 'none',
        ...cutBy.attrs,
        ...(cutBy.attrs.fill ? { fill: '#000' } : {}),
      }),
    );
    const group = element('g', { mask: `url(#cut${i})` });
    group.append(shape);
    svg.append(mask, group);
  });
  return svg;
}

function element(tag: string, attrs: Readonly<Record<string, string>>): SVGElement {
  const created = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) created.setAttribute(name, value);
  return created;
}
