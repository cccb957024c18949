/** The text of what may be a label: short, on one line, without its colon. */

const MAX_LABEL = 80;

/** Text of a label-like element; '' for boxes that hold more than a label may. */
export function shortText(element: Element): string {
  const first = element.firstChild;
  if (first && first === element.lastChild && first.nodeType === Node.TEXT_NODE) return shorten(first.nodeValue ?? '');
  if (element.childElementCount > 6) return '';
  return shorten(element.textContent ?? '');
}

export function shorten(text: string): string {
  const clean = text.replace(/\s+/g, ' ').trim();
  return clean.length > MAX_LABEL ? '' : clean.replace(/\s*[:*]+$/, '').trim();
}

/** The text of what an attribute such as aria-labelledby refers to. */
export function referenced(element: Element, attribute: string): string {
  const ids = element.getAttribute(attribute);
  if (!ids) return '';
  const root = element.getRootNode();
  if (!('getElementById' in root)) return '';
  const found = ids.split(/\s+/).map((id) => (root as Document).getElementById(id));
  return shorten(found.map((each) => (each && each !== element ? shortText(each) : '')).join(' '));
}

/** More digits than a label has: a value stands here. */
export function holdsNumber(text: string): boolean {
  return /\d{3}|(?:\d\W*){4}/.test(text);
}

/** What boxes around a single thing hold. */
export function innermost(element: Element): Element {
  let inner = element;
  while (inner.childElementCount === 1 && inner.firstElementChild) inner = inner.firstElementChild;
  return inner;
}

/** Is this element one of ours? */
export function isOurs(node: Node): boolean {
  return node.nodeType === Node.ELEMENT_NODE && (node as Element).localName.startsWith('ringside-');
}

/** Is this one of ours, or right in one? */
export function isOfOurs(element: Element): boolean {
  return isOurs(element.parentNode ?? element) || isOurs(element);
}
