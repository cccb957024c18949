/** What stands right beside a value: words before and behind it, and pictures that stand for words. */
import { holdsNumber, isOurs, shorten, shortText } from './label-text';
import { hasLetter, hasWord } from './letters';
import { classifyLabel, isWordOf, pictureWord } from './lexicon';

/** A label below or behind its value, where the two are all there is: "<b>030 …</b> <small>Fax</small>". */
export function textAfter(element: Element): string {
  if (hasWordsBefore(element)) return '';
  let after = element.nextElementSibling;
  while (after?.nextElementSibling && !after.textContent?.trim()) after = after.nextElementSibling;
  if (!after || isOurs(after) || after.nextElementSibling || !isWordOf('below', after.localName)) return '';
  const text = shortText(after);
  return text.length <= 40 && hasLetter(text) && !holdsNumber(text) && !after.querySelector('input, select')
    ? text
    : '';
}

function hasWordsBefore(element: Element): boolean {
  for (let node = element.previousSibling; node; node = node.previousSibling)
    if (node.nodeType !== Node.COMMENT_NODE && hasWord(node.textContent ?? '')) return true;
  return false;
}

/** "fa fa-phone", "icon-fax", <svg><title>Mobil</title>, <use href="#phone">, <img alt="Telefon">. */
export function iconWords(element: Element): string {
  const inner = element.firstElementChild;
  for (const each of inner ? [element, inner] : [element]) {
    const named = each.getAttribute('title') || each.getAttribute('aria-label') || each.getAttribute('alt');
    if (named) return shorten(named);
    const look = [...each.attributes].map(({ name, value }) => (isWordOf('looks', name) ? value : ''));
    // Icon fonts write their icons as words: <i class="material-icons">phone</i>.
    const word = shortText(each);
    const hit = pictureWord(`${look.join(' ')} ${word.length < 16 ? word : ''}`);
    if (hit) return /print/i.test(hit) ? 'fax' : hit;
  }
  return '';
}

/** The words in front of a text that stands in the same element: "<b>Fon:</b> 030 …", "<b>Fon</b><br>030 …". */
export function wordsBefore(text: Text): string {
  let node = text.previousSibling;
  let isOver = false;
  for (; node; node = node.previousSibling)
    if (node.nodeName === 'BR' && !isOver) isOver = true;
    else if (
      node instanceof Element ? !isOurs(node) : node.nodeType === Node.TEXT_NODE && hasWord(node.nodeValue ?? '')
    )
      break;
  if (!(node instanceof Element) || node.localName === 'br') return '';
  const words = shortText(node);
  // In a sentence nothing is the label of the next line, and names and titles are none of a number or its line.
  if (isOver && (hasLetter(text.data + (node.previousSibling?.nodeValue ?? '')) || !classifyLabel(words))) return '';
  return holdsNumber(words) ? '' : words || iconWords(node);
}

/** What follows an element in brackets, or is all that does: "<a>030 …</a> (Fax)". */
export function bracketAfter(element: Element): string {
  const next = element.nextSibling;
  const text = next?.nodeType === Node.TEXT_NODE ? (next.nodeValue ?? '') : '';
  if (/^\s*[([]/.test(text)) return text.slice(0, 40);
  const alone =
    text.trim() &&
    !element.previousSibling &&
    next &&
    !next.nextSibling &&
    text.trim().length <= 20 &&
    !/\d/.test(text);
  return alone ? `(${text.trim()})` : '';
}
