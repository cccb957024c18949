/** Whether a spot is free: nothing of the page that one reads or clicks lies under it. Only inside the viewport. */
import type { Place, Stretch } from './find-phones';
import { isOfOurs } from './label-text';
import { isWordOf } from './lexicon';
import { span, spanIn } from './span';
import { type Box, overlap } from './spots';
import { isVeiled } from './veil';

export interface Owner {
  element: Element;
  shape: Place['shape'] | 'mask';
  stretch?: Stretch | undefined;
}

/** The glyph without its padding: letters may come near, not under it. */
const PADDING = 4;

/** May a host of this owner stand there? `taken`: where other hosts of ours will stand. */
export function isFree({ element, shape, stretch }: Owner, box: Box, taken: readonly Box[]): boolean {
  if (isVeiled()) return true;
  const core = inner(box);
  if (stretch && isInOwnBox(element, stretch, box) && taken.every((other) => !overlap(inner(other), core))) return true;
  if (box.left < 0 || box.right > innerWidth || taken.some((other) => overlap(inner(other), core))) return false;
  const root = element.getRootNode() as Document | ShadowRoot;
  const closely = shape === 'mask' || shape === 'area';
  const hits = pointsIn(box, closely).map(([x, y]) => root.elementFromPoint(x, y));
  if (shape === 'input') return hits.every((hit) => hit && (hit === element || isGround(hit, element)));
  if (!hits.every((hit) => hit && isGround(hit, element))) return false;
  // On the edge of a box it would belong to neither side.
  if (shape === 'area' && hits.some((hit) => hit !== hits[0] || isClipped(element, hit))) return false;
  return !textTouches(core, root, closely ? 3 : 1);
}

/** The number ends the text of its element, which has nothing else and room for the box: no need to look closer. */
function isInOwnBox(element: Element, { toNode, to }: Stretch, box: Box): boolean {
  if (element.childElementCount > 0 || element.lastChild !== toNode || toNode.data.slice(to).trim() !== '')
    return false;
  if (overlap(spanIn(element).getBoundingClientRect(), box)) return false;
  const own = element.getBoundingClientRect();
  return box.left >= own.left && box.right <= own.right && box.left > 0 && box.right < innerWidth;
}

function inner({ left, right, top, bottom }: Box): Box {
  return { left: left + PADDING, right: right - PADDING, top: top + PADDING, bottom: bottom - PADDING };
}

function pointsIn({ left, right, top, bottom }: Box, closely: boolean): [number, number][] {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const down = closely ? [top + 2, y, bottom - 2] : [y];
  return [left + 2, x, right - 2].flatMap((each) => down.map((other): [number, number] => [each, other]));
}

/** Does a box around the element end before it comes to what was hit, and show nothing there? */
function isClipped(element: Element, hit: Element | null): boolean {
  for (let box = element.parentElement; box && !box.contains(hit); box = box.parentElement)
    if (getComputedStyle(box).overflow !== 'visible') return true;
  return false;
}

/** Is `hit` only ground: an ancestor, or a neighbour that shows nothing there and does nothing? */
function isGround(hit: Element, element: Element): boolean {
  if (isOfOurs(hit)) return false;
  if (hit.contains(element) || hit === element) return true;
  return isWordOf('ground', hit.localName) && isStill(hit, element.parentElement ?? element);
}

/** A row that does something as a whole has no part that does. */
function isStill(element: Element, around: Element): boolean {
  const { cursor, borderRadius, backgroundImage } = getComputedStyle(element);
  return (
    (cursor !== 'pointer' || cursor === getComputedStyle(around).cursor) &&
    !(parseFloat(borderRadius) > 6 && element.childElementCount === 0) &&
    // A picture, also of a font that has pictures for letters.
    (element.firstChild !== null || !/url|"[^"]/.test(backgroundImage + getComputedStyle(element, '::before').content))
  );
}

/** Does any text of the page run under this box? */
function textTouches(box: Box, root: Document | ShadowRoot, rows: number): boolean {
  const across = Math.max(8, (box.right - box.left) / 6);
  const down = (box.bottom - box.top) / (rows + 1);
  for (let y = box.top + down; y < box.bottom; y += down)
    for (let x = box.left; x <= box.right; x += across) if (textAt(x, y, box, root)) return true;
  return false;
}

function textAt(x: number, y: number, box: Box, root: Document | ShadowRoot): boolean {
  const caret = document.caretPositionFromPoint?.(
    x,
    y,
    root instanceof ShadowRoot ? { shadowRoots: [root] } : undefined,
  );
  const node = caret?.offsetNode;
  if (!caret || node?.nodeType !== Node.TEXT_NODE) return false;
  const words = span(node, Math.max(0, caret.offset - 1), node, Math.min((node as Text).length, caret.offset + 1));
  return words.toString().trim() !== '' && [...words.getClientRects()].some((rect) => overlap(rect, box));
}
