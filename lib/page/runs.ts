/** Texts that are read as one: neighbours, and the pieces of a number that the page marks or sets in elements of their own. */
import { countDigits } from './candidates';
import { isOurs } from './label-text';
import { isWordOf, numberShape } from './lexicon';

/** Among more children than this nothing is put together. */
const MOST_CHILDREN = 24;
/** A number has at most so many digits, and at least; from so many on a piece is one by itself. */
const [MOST_DIGITS, FEWEST_DIGITS] = [15, 7];

/** Neighbouring texts of an element's own; our hosts and comments do not part them, nor does what parts a number in two. */
export function runsOf(element: Element): Text[][] {
  const { firstChild } = element;
  // Most cells are like this.
  if (firstChild?.nodeType === Node.TEXT_NODE && !firstChild.nextSibling) return [[firstChild as Text]];
  const runs: Text[][] = [];
  const pieces = new Set<Text>();
  const mayJoin = !element.childNodes[MOST_CHILDREN];
  let chain: Text[] = [];
  const end = () => {
    const isOne = pieces.size === 0 || isNumberIn(chain);
    let run: Text[] | undefined;
    for (const text of chain)
      if (!isOne && pieces.has(text)) run = undefined;
      else if (run) run.push(text);
      else {
        run = [text];
        runs.push(run);
      }
    chain = [];
    pieces.clear();
  };
  for (let node = firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE) chain.push(node as Text);
    else if (node.nodeType !== Node.ELEMENT_NODE || isOurs(node)) continue;
    else if (mayJoin && isPiece(node as Element))
      for (const text of node.childNodes) {
        if (text.nodeType !== Node.TEXT_NODE) continue;
        chain.push(text as Text);
        // What a search has marked belongs to the text around it in any case.
        if (node.nodeName !== 'MARK') pieces.add(text as Text);
      }
    else end();
  }
  end();
  return runs;
}

/** What the text of this element is read with: its parent, where it is but a piece of the number there. */
export function wholeOf(element: Element): Element {
  const parent = element.parentElement;
  if (!parent || parent.childNodes[MOST_CHILDREN] || !isPiece(element)) return element;
  return runsOf(parent).some((run) => run.some(({ parentNode }) => parentNode === element)) ? parent : element;
}

/** Digits alone, in an element that changes no more than their looks. */
function isPiece(element: Element): boolean {
  const { localName, firstElementChild, textContent } = element;
  if (!isWordOf('pieces', localName) || (firstElementChild && !isOurs(firstElementChild))) return false;
  // An icon parts what stands before it from what stands behind.
  return textContent ? numberShape('piece').test(textContent) : localName === 'wbr';
}

/** Is there a number that begins in one box of text and ends in another, none of which holds a number of its own? */
function isNumberIn(texts: Text[]): boolean {
  const all = texts.map(({ data }) => data).join('');
  for (const { index, 0: number } of all.matchAll(numberShape('pieced'))) {
    let at = 0;
    const inside = texts.filter(({ data, parentNode }, i) => {
      const start = at;
      at += data.length;
      return start > index && start < index + number.length && parentNode !== texts[i - 1]?.parentNode;
    });
    const digits = countDigits(number, MOST_DIGITS + 1);
    const isWhole = digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && inside.length > 0;
    const isOwn = ({ data }: Text) => /^\s*[+(0]/.test(data) && countDigits(data, FEWEST_DIGITS) === FEWEST_DIGITS;
    if (isWhole && !inside.some(isOwn)) return true;
  }
  return false;
}
