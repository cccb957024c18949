/**
 * The cheap pass over a part of the page: which elements may hold a number, which open shadow roots there are, and which
 * long lists. A list is not entered: each of its rows is surveyed by itself once it comes near view, so that cost follows
 * what one can see and not the list's length. Reads no labels and measures nothing.
 */
import { countDigits } from './candidates';
import { holderOf, isField } from './find-phones';
import { isOurs } from './label-text';
import { selectorOf } from './lexicon';
import { discardCopy, isCopy } from './shell';
import { isTextField } from './text-field';

export interface SurveySink {
  holder(element: Element): void;
  /** One of many like it, not surveyed yet. */
  row(element: Element): void;
  /** A long list; true where its rows need not be named. */
  list?(element: Element): boolean;
  shadowRoot(root: ShadowRoot): void;
  /** A custom element without a root: it may get one later, and no mutation will tell. */
  mayGetRoot(element: Element): void;
}

/** Nodes between two chances to be interrupted. */
const STRIDE = 64;
/** From this many children on an element is a list. */
const LONG = 24;
/** A page's body holds all sorts of things side by side; only from here on they are rows. */
const LONG_BODY = 200;
/** No text is looked through in here, nor an element that could hold a number. */
const CLOSED = new Set(['script', 'style', 'noscript', 'template', 'textarea', 'select', 'code', 'kbd', 'svg', 'time']);
const FIELDS = new Set(['a', 'input', 'textarea']);
/** What these hold belongs together, however many they are. */
const UNDIVIDED = new Set(['tr', 'p', 'select', 'colgroup']);

/** Is this element a list whose children are surveyed by themselves? */
export function isLongList(element: ParentNode & Node): boolean {
  // Most elements hold little or nothing; asking for one child goes no further than to it, counting goes through all.
  if (!element.firstElementChild?.nextElementSibling) return false;
  const name = element instanceof Element ? element.localName : '';
  if (UNDIVIDED.has(name) || !element.children[(name === 'body' ? LONG_BODY : LONG) - 1]) return false;
  return !(element instanceof Element) || element.getAttribute('role') !== 'row';
}

/**
 * Surveys one part of the page; to be run in slices. Nodes that go meanwhile do no harm; nodes that come meanwhile are
 * the mutation observer's.
 */
export function* survey(part: Node, sink: SurveySink): Generator<void> {
  if (part instanceof Element && part.parentElement?.closest(selectorOf('skipped'))) return;
  const open: Node[] = [part];
  let count = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    if (++count % STRIDE === 0) yield;
    if (node.nodeType === Node.TEXT_NODE) surveyText(node as Text, sink);
    else if (isEntered(node, sink)) {
      if (isParent(node) && isLongList(node)) {
        if (!(node instanceof Element && sink.list?.(node))) yield* surveyRows(node, sink);
      } else for (let child = node.lastChild; child; child = child.previousSibling) open.push(child);
    }
  }
}

/** Names every row of a list. A row that goes while we rest takes our place with it: then we begin again. */
function* surveyRows(list: Node, sink: SurveySink): Generator<void> {
  let count = 0;
  let child = list.firstChild;
  while (child) {
    surveyRow(child, sink);
    if (++count % STRIDE === 0) yield;
    child = child.parentNode === list ? child.nextSibling : list.firstChild;
  }
}

/** Names a node that stands in a list, where it may hold anything. */
export function surveyRow(node: Node, sink: SurveySink): void {
  if (node.nodeType === Node.TEXT_NODE) surveyText(node as Text, sink);
  else if (node instanceof Element && isRow(node)) sink.row(node);
}

/** May this element of a long list hold anything? */
export function isRow(element: Element): boolean {
  return (element.firstChild !== null || mayHoldAlone(element)) && !isOurs(element);
}

function mayHoldAlone(element: Element): boolean {
  return isTextField(element) || element.localName.includes('-') || element.shadowRoot !== null;
}

/** Takes note of the node itself; does it have anything inside to look at? */
function isEntered(node: Node, sink: SurveySink): boolean {
  if (node.nodeType !== Node.ELEMENT_NODE) return isParent(node);
  const element = node as Element;
  const { localName } = element;
  if (localName.includes('-')) {
    if (isOurs(element)) {
      if (isCopy(element)) discardCopy(element);
      return false;
    }
    if (!element.shadowRoot) sink.mayGetRoot(element);
  }
  if (element.shadowRoot) sink.shadowRoot(element.shadowRoot);
  if (FIELDS.has(localName) && isField(element)) sink.holder(element);
  if (CLOSED.has(localName)) return false;
  return !element.hasAttributes() || !element.matches(selectorOf('skipped'));
}

/** Seven digits may be a number anywhere; fewer only where nothing else stands (an internal number in its field). */
function surveyText(node: Text, sink: SurveySink): void {
  const { data } = node;
  const digits = countDigits(data, 7);
  if (digits < 7 && (digits < 2 || data.length > 40 || data.trim().length > 20)) return;
  const parent = node.parentElement;
  if (parent) sink.holder(holderOf(parent));
}

function isParent(node: Node): node is Node & ParentNode {
  const { nodeType } = node;
  return nodeType === Node.ELEMENT_NODE || nodeType === Node.DOCUMENT_FRAGMENT_NODE || nodeType === Node.DOCUMENT_NODE;
}
