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

/** The range of all that is in the node, `last` being the last of its children that counts. */
export function spanIn(node: Node, last?: Node): Range {
  range ??= document.createRange();
  range.selectNodeContents(node);
  if (last) range.setEndAfter(last);
  return range;
}
