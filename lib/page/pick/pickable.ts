/** What can be pointed at in a page: fields, links and text with digits; the same holders that the detector reads. */
import { countDigits } from '../candidates';
import { holderOfText, isField } from '../find-phones';
import { isOurs } from '../label-text';
import { selectorOf } from '../lexicon';
import { isTextField } from '../text-field';

export interface Pickable {
  /** The field, the link, or the element whose own text holds digits. */
  element: Element;
  /** What the detector reads to find its numbers. */
  holder: Element;
}

/** A page may have any number of nodes; beyond this nobody walks by keys or looks through matches. */
const MAX_PICKABLES = 4000;
const CELL = 'td, th, [role="gridcell"], [role="cell"], dd';

/** Everything visible with a value, in document order, also in open shadow roots. */
export function pickables(root: Document | ShadowRoot = document): Pickable[] {
  const found = new Map<Element, Element>();
  collect(root, found);
  return [...found].map(([element, holder]) => ({ element, holder }));
}

/** The document and all open shadow roots in it. */
export function openRoots(): (Document | ShadowRoot)[] {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots)
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  return roots;
}

function collect(root: Document | ShadowRoot, found: Map<Element, Element>): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && found.size < MAX_PICKABLES; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (isOurs(node)) continue;
      if (node.shadowRoot) collect(node.shadowRoot, found);
      if (isField(node) && isSeen(node)) found.set(node, node);
    } else if (node.parentElement && countDigits(node.nodeValue ?? '', 2) >= 2) {
      const element = node.parentElement;
      if (found.has(element) || element.closest(selectorOf('fields')) || !isSeen(element)) continue;
      const holder = holderOfText(node as Text);
      if (holder) found.set(element, holder);
    }
  }
}

function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
}

/** The innermost element of the page at a point, through open shadow roots and past what is ours. */
export function elementAt(x: number, y: number): Element | null {
  let found: Element | null = null;
  let root: Document | ShadowRoot | null = document;
  while (root) {
    const [top]: Element[] = root.elementsFromPoint(x, y).filter((each) => !isOurs(each) && !isInOurs(each));
    if (!top || top === found) break;
    found = top;
    root = top.shadowRoot;
  }
  return found;
}

function isInOurs(element: Element): boolean {
  const { parentElement } = element;
  return parentElement !== null && isOurs(parentElement);
}

/** What a person means who points at this element: the field behind a label, the one value of a cell, else the element. */
export function meant(pointed: Element): Element {
  const field = pointed.closest(selectorOf('fields')) ?? pointed.closest('label')?.control;
  if (field) return field;
  const box = pointed.closest(CELL) ?? pointed;
  const inner = box.querySelectorAll(selectorOf('fields'));
  const [only] = inner;
  if (only && inner.length === 1 && isSeen(only)) return only;
  return textOf(pointed) || pointed === box ? pointed : (deepest(box) ?? pointed);
}

/** The one element in a box that has text of its own. */
function deepest(box: Element): Element | undefined {
  const withText = [box, ...box.querySelectorAll('*')].filter((each) => textOf(each) && isSeen(each));
  return withText.length === 1 ? withText[0] : undefined;
}

/** An element's value: what a field holds, or the text that is its own. */
export function textOf(element: Element): string {
  if (isTextField(element)) return element.value.trim();
  const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  return own
    .map((node) => node.nodeValue ?? '')
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The element as something to read; its holder as the detector would choose it. */
export function asPickable(element: Element): Pickable {
  const text = [...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
  const holder = isField(element) ? element : text && holderOfText(text as Text);
  return { element, holder: holder ?? element };
}
