/**
 * Where hosts stand that cannot stand beside their value: one layer per scrolling box, at its end and without any size, so
 * that the hosts in it scroll natively with what they belong to and no row of the page is laid out anew.
 */

import { around } from './around';
import { SCROLLS } from './clip';
import { isWordOf } from './lexicon';
import { sign, styleOf } from './shell';

export const LAYER = 'ringside-layer';
/**
 * In px: `layerClips` of styles.ts reaches so far. In device pixels on the finest screen and largest zoom half of what a browser
 * counts up to.
 */
const REACH = 1_000_000;

/**
 * Finds the box that scrolls an element or lifts it over others, null for the document itself; one per pass, since it
 * remembers. Where a component scrolls what it shows in a slot that is the outermost of what is shown which can take our
 * layer: the component's own boxes must not.
 */
export function scrollerReader(): (element: Element) => Element | null {
  const seenFrom = new Map<Node, Map<Element, Element | null>>();
  return (element) => {
    if (isLifted(element)) return element;
    // What a component shows in a slot and what is its own have other boxes, with the same ones around them.
    const root = element.getRootNode();
    const seen = seenFrom.get(root) ?? new Map<Element, Element | null>();
    seenFrom.set(root, seen);
    const asked: Element[] = [];
    let found: Element | null | undefined;
    let isForeign = false;
    for (let each = around(element); found === undefined; each = each && around(each)) {
      if (!each || each === document.documentElement) found = null;
      else {
        found = seen.get(each);
        if (found === undefined && doesScroll(each)) {
          if (isFixed(each) || isIn(element, each.getRootNode())) found = each;
          else if (!isLifted(each)) {
            const shown = [element, ...asked].findLast((part) => isFit(part) && isIn(element, part.getRootNode()));
            if (shown) return shown;
            isForeign = true;
          }
        }
        asked.push(each);
      }
    }
    if (!isForeign) for (const each of asked) seen.set(each, found);
    return found;
  };
}

/**
 * Is the element in this root, or in a component in it? What a component shows in a slot is not: its boxes are the
 * component's own, and only one that lies over the whole page has to take our layer.
 */
function isIn(element: Element, root: Node): boolean {
  const own = element.getRootNode();
  return own === root || (own instanceof ShadowRoot && isIn(own.host, root));
}

function isFixed(element: Element): boolean {
  return getComputedStyle(element).position === 'fixed';
}

function doesScroll(element: Element): boolean {
  if (isLifted(element)) return true;
  // What a slot holds is shown only where it is given nothing.
  if (element.localName === 'slot' || !SCROLLS.test(getComputedStyle(element).overflow)) return false;
  // The body's overflow is the viewport's as long as the root element has none of its own.
  return element !== document.body || getComputedStyle(document.documentElement).overflowY !== 'visible';
}

/** Nothing of the page's own reaches over what lies above it; what is fixed, as all in the top layer, scrolls with nothing. */
function isLifted(element: Element): boolean {
  const { position, zIndex } = getComputedStyle(element);
  return (
    (position === 'fixed' || (position !== 'static' && Number(zIndex) > 0)) && !isWordOf('unfit', element.localName)
  );
}

/** Can it take our layer, and show it? A component shows only what it has a slot for; what is in a line has no inner size. */
function isFit(element: Element): boolean {
  return element.clientWidth > 0 && !element.shadowRoot && !isWordOf('unfit', element.localName);
}

export interface Layers {
  /** The layer for what `scroller` scrolls; made when first needed. */
  for(scroller: Element | null): HTMLElement;
  /** Where the layer's corner is now or will be, or undefined where that is not known yet. */
  origin(scroller: Element | null): { left: number; top: number } | undefined;
  /** Has each be what its scroller asks for now. */
  refresh(): void;
  /** Removes layers that hold nothing. */
  sweep(): void;
}

/** The layers of one document. */
export function layersOf(): Layers {
  const layers = new Map<Element | null, HTMLElement>();
  const styles = new WeakMap<HTMLElement, string>();
  /** A panel that comes up in an animation is another kind of box once that is over. */
  const dress = (scroller: Element | null, layer: HTMLElement) => {
    const style = styleFor(scroller);
    if (styles.get(layer) === style) return;
    styles.set(layer, style);
    layer.style.cssText = style;
  };
  return {
    for(scroller) {
      let layer = layers.get(scroller);
      if (!layer) {
        layer = sign(document.createElement(LAYER));
        dress(scroller, layer);
        layers.set(scroller, layer);
      }
      // Outside the body, since frameworks replace bodies whole.
      if (!layer.isConnected) (scroller ?? document.documentElement).append(layer);
      return layer;
    },
    origin(scroller) {
      const layer = layers.get(scroller);
      if (layer?.isConnected) return layer.getBoundingClientRect();
      // The document's own will stand at its corner.
      return scroller || isContainingBlock(document.documentElement) ? undefined : { left: -scrollX, top: -scrollY };
    },
    refresh() {
      for (const [scroller, layer] of layers) dress(scroller, layer);
    },
    sweep() {
      for (const [scroller, layer] of layers) {
        if (layer.childElementCount > 0) continue;
        layer.remove();
        layers.delete(scroller);
      }
    },
  };
}

/**
 * A box of fixed size that is laid out by itself: hosts that come and go do not touch the page's layout. What is contained
 * gives no box more to scroll (CSS Containment, section 3.3); to clip is quicker where there is but the page (measured). Out of
 * the flow where the scroller is a containing block; else a block of no height at the end of its content, which is itself the
 * containing block.
 */
function styleFor(scroller: Element | null): string {
  const inFlow = scroller !== null && !isContainingBlock(scroller);
  const clips = !scroller && document.documentElement.scrollHeight < REACH;
  const place = inFlow ? styleOf('layerInFlow') + closeUp(scroller) : styleOf('layerAside');
  return styleOf('layer') + styleOf(clips ? 'layerClips' : 'layerContained') + place;
}

/** Boxes that lay their children out keep a distance between them, also where one has no size. */
function closeUp(scroller: Element): string {
  const { display, flexDirection, rowGap, columnGap } = getComputedStyle(scroller);
  if (!display.includes('flex')) return '';
  const [gap, side] = flexDirection.startsWith('row') ? [columnGap, 'inline'] : [rowGap, 'block'];
  return `margin-${side}-${flexDirection.endsWith('reverse') ? 'end' : 'start'}:-${parseFloat(gap) || 0}px !important`;
}

function isContainingBlock(element: Element): boolean {
  const { position, transform, filter, contain, willChange } = getComputedStyle(element);
  if (position !== 'static' || transform !== 'none' || filter !== 'none') return true;
  return /paint|strict|content|layout/.test(contain) || /transform|filter|perspective/.test(willChange);
}
