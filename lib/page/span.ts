/** What a stretch of the page's text takes up on the screen. */

/** One for all: the browser moves every range that lives along with each change of the page. Never kept by who uses it. */
let range: Range | undefined;

/** The range from one point of the page to another, good until the next is asked for. Throws where there is no such point. */
export function span(fromNode: Node, from: number, toNode: Node, to: number): Range {
  range ??= document.createRange();
  range.setStart(fromNode, from);
  range.setEnd(toNode, to);
  return range;
}

/** The range of all that is in the node. */
export function spanIn(node: Node): Range {
  range ??= document.createRange();
  range.selectNodeContents(node);
  return range;
}
