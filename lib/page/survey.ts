/**
 * The cheap pass over a part of the page: which elements are worth watching because a number may stand there, and which
 * open shadow roots there are. It reads no labels and measures nothing; that is done for what comes near view.
 */
import { countDigits } from './candidates';
import { FIELD_SELECTOR, holderOfText, isField } from './find-phones';
import { isOurs } from './labels';

export interface SurveySink {
  /** Was this holder named already? */
  isKnown(element: Element): boolean;
  holder(element: Element): void;
  shadowRoot(root: ShadowRoot): void;
  /** A custom element without a root: it may get one later, and no mutation will tell. */
  mayGetRoot(element: Element): void;
}

/** Nodes between two chances to be interrupted. */
const STRIDE = 200;
/** Elements that can never host a shadow root need no look at all; the browser skips them for us. */
const ROOT_HOSTS =
  ':not(:is(td, tr, th, a, b, i, em, strong, ul, li, dt, dd, dl, table, tbody, thead, label, input, button, svg, svg *, img, option, select, br, script, style))';

/** Surveys one part of the page; to be run in slices. */
export function* survey(part: Node, sink: SurveySink): Generator<void> {
  if (part.nodeType === Node.TEXT_NODE) {
    surveyText(part as Text, sink);
    return;
  }
  if (!isParent(part) || isOurs(part)) return;
  if (part instanceof Element) surveyElement(part, sink);
  for (const field of part.querySelectorAll(FIELD_SELECTOR)) sink.holder(field);
  yield;
  yield* surveyTexts(part, sink);
  let count = 0;
  for (const element of part.querySelectorAll(ROOT_HOSTS)) {
    if (++count % STRIDE === 0) yield;
    surveyRootHost(element, sink);
  }
}

function* surveyTexts(part: Node, sink: SurveySink): Generator<void> {
  // Text only: the browser then makes no wrappers for elements that nobody asks about.
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (++count % STRIDE === 0) yield;
    surveyText(node as Text, sink);
  }
}

function surveyElement(element: Element, sink: SurveySink): void {
  if (isField(element)) sink.holder(element);
  surveyRootHost(element, sink);
}

function surveyRootHost(element: Element, sink: SurveySink): void {
  const root = element.shadowRoot;
  if (root) sink.shadowRoot(root);
  else if (element.localName.includes('-') && !isOurs(element)) sink.mayGetRoot(element);
}

/** Seven digits may be a number anywhere; fewer only where nothing else stands (an internal number in its field). */
function surveyText(node: Text, sink: SurveySink): void {
  const { data } = node;
  const digits = countDigits(data, 7);
  if (digits < 7 && (digits < 2 || data.length > 40 || data.trim().length > 20)) return;
  const holder = holderOfText(node, sink.isKnown);
  if (holder) sink.holder(holder);
}

function isParent(node: Node): node is Element | Document | ShadowRoot {
  return 'querySelectorAll' in node;
}
