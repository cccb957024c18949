/** What the page has on top: something of ours must stand in it, or it is deaf there, or its first click closes the box. */
import { elementAt, openRoots } from './pickable';

/** Makes all that is outside of it inert, or closes when something outside of it is pressed. */
const BOXES = 'dialog:modal, [popover]:popover-open:not([popover="manual" i])';

/** The topmost modal dialog or popover that is open, also in open shadow roots. */
export function topmostBox(): Element | undefined {
  const open = openRoots().flatMap((root) => [...root.querySelectorAll(BOXES)]);
  return open.findLast(isReached) ?? open.at(-1);
}

/** Does the pointer reach it, in its middle? */
function isReached(box: Element): boolean {
  const { left, top, width, height } = box.getBoundingClientRect();
  for (let node: Node | null = elementAt(left + width / 2, top + height / 2); node; node = above(node))
    if (node === box) return true;
  return false;
}

function above(node: Node): Node | null {
  if (node instanceof ShadowRoot) return node.host;
  return (node instanceof Element ? node.assignedSlot : null) ?? node.parentNode;
}

/** The element that has the focus, also in open shadow roots. */
export function focusedIn(root: Document | ShadowRoot): HTMLElement | undefined {
  const { activeElement } = root;
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return undefined;
  return (activeElement.shadowRoot && focusedIn(activeElement.shadowRoot)) ?? activeElement;
}
