/** What belongs together in the page: what stands around a value, and whose labels may stand where. */
import { isLongList } from './survey';

/** A label may stand this many levels above the value. */
const CONTEXT_LEVELS = 5;
/** How far up from what is hit a label and its value are looked for. */
const GLANCE_LEVELS = 2;
/** Where the first glance falls, as parts of the viewport's width and height. */
const GLANCES = [0.1, 0.3, 0.5];
const GLANCES_DOWN = [0.2, 0.5];

/** What stands at a few points of the viewport. */
export function partsInSight(): Set<Element> {
  const seen = new Set<Element>();
  for (const y of GLANCES_DOWN)
    for (const x of GLANCES) {
      const hit = document.elementFromPoint(innerWidth * x, innerHeight * y);
      if (hit) seen.add(partAround(hit));
    }
  return seen;
}

/** The row of a long list around the element, else what is a little more than itself. */
function partAround(element: Element): Element {
  let part = element;
  for (let each: Element | null = element; each?.parentElement; each = each.parentElement)
    if (isLongList(each.parentElement)) return each;
  for (let level = 0; level < GLANCE_LEVELS && part.parentElement && part.parentElement !== document.body; level++)
    part = part.parentElement;
  return part;
}

/** May rows or texts stand right in it? */
export function isElementOrRoot(node: Node): node is Element | ShadowRoot {
  return node.nodeType === Node.ELEMENT_NODE || node instanceof ShadowRoot;
}

/** Does a change at one of these nodes concern the holder: at itself, in it, or where its label may stand? */
export function concerns(holder: Element, changed: ReadonlySet<Node>): boolean {
  let node: Node | null = holder;
  for (let level = 0; node && level <= CONTEXT_LEVELS; level++, node = node.parentNode)
    if (changed.has(node)) return true;
  for (const child of holder.children) if (changed.has(child)) return true;
  return false;
}
