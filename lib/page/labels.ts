/**
 * What the page says about a field or a piece of text: its label, wherever the CRM put it. Reads the DOM only, never
 * layout, so that it may run on everything near view.
 */
import { around } from './around';
import { iconWords, textAfter } from './beside';
import { columnHead, fieldCell, isCell, looseHead } from './columns';
import { holdsNumber, innermost, isOurs, referenced, shorten, shortText } from './label-text';
import { hasLetter, hasWord } from './letters';
import {
  classifyLabel,
  classifyLeadIn,
  classifyName,
  fold,
  isHeadOf,
  isOther,
  isPhone,
  isWordOf,
  type LabelKind,
  namesField,
  namesSearch,
  numberShape,
  pictureWord,
  selectorOf,
} from './lexicon';
import { isArea, type TextField } from './text-field';

export interface Evidence {
  kind: LabelKind;
  /** The label in words, '' where there is none to show. */
  label: string;
}

const NOTHING: Evidence = { kind: '', label: '' };
/** Labels that elements carry themselves, in words that people read. */
const LABEL_ATTRIBUTES = ['aria-label', 'data-title', 'data-label', 'data-th', 'title'];
const CLIMB = 4;
/** So many boxes around nothing else are no step on the way: a page may nest thousands. */
const MOST_BOXES = 16;
/** A label in words goes before a field name that stands up to this many levels further in. */
const LABEL_OVER_NAME = 2;

/** Label and meaning of an input. */
export function evidenceForInput(input: TextField): Evidence {
  const own = shorten(inputLabel(input));
  const said = classifyLabel(own);
  if (said && said !== 'number') return { kind: said, label: own };
  const chosen = said || isArea(input) ? NOTHING : choiceBeside(input);
  if (chosen.kind) return chosen;
  const label = own || chosen.label;
  const named = kindByNames(input, true);
  // "case_description" is what is written about the case, where people read "Description".
  const kind = (isArea(input) && label && named === 'other' ? '' : named) || kindByType(input) || said;
  if (kind) return { kind, label: label || labelOfCell(input) };
  const hint = classifyLabel(shorten(input.placeholder)) || classifyLabel(shorten(input.title));
  if (hint) return { kind: hint, label: label || shorten(input.placeholder) };
  if (/^[dtjmagy]{1,4}[./-][dtjmagy]{1,4}/i.test(input.placeholder)) return { kind: 'other', label };
  return { kind: /^\D{0,8}\+?[\d\s()/-]{8,}$/.test(input.placeholder) ? 'phone' : '', label };
}

function kindByType({ type, inputMode, autocomplete }: TextField): LabelKind {
  if (/(^|\s)fax(\s|$)/.test(autocomplete)) return 'fax';
  if (/(^|\s)(cc-|bday|postal-code|one-time|transaction)/.test(autocomplete)) return 'other';
  if (type === 'tel' || inputMode === 'tel' || /(^|\s)tel(-|\s|$)/.test(autocomplete)) return 'phone';
  return type === 'number' ? 'other' : '';
}

/** A list beside the input whose choice tells what it holds ("Mobile", "Fax"), or where that is ("Home"). */
function choiceBeside(input: TextField): Evidence {
  let box = input.parentElement;
  for (let level = 0; box && level < 3; level++, box = box.parentElement) {
    // To ask for the fourth goes no further than to it.
    if (box.getElementsByTagName('input')[3]) return NOTHING;
    const controls = box.querySelectorAll(selectorOf('controls'));
    if (controls.length > 3) return NOTHING;
    const select = [...controls].find((each) => each instanceof HTMLSelectElement);
    const label = shorten(select?.selectedOptions[0]?.text ?? '');
    const kind = classifyLabel(label);
    // Other choices tell that it is one of types: "Home", "Work", "Mobile".
    if (kind || hasPhoneChoice(select)) return { kind, label };
  }
  return NOTHING;
}

/** Among the first of its choices: there are lists of thousands. */
function hasPhoneChoice(select: HTMLSelectElement | undefined): boolean {
  for (let i = 0; i < 20; i++) if (isPhone(classifyLabel(select?.options[i]?.text ?? ''))) return true;
  return false;
}

/** A box to search or filter with holds no number of a record. */
export function isSearchBox(input: TextField): boolean {
  if (input.type === 'search' || input.getAttribute('role') === 'searchbox') return true;
  if (input.closest(selectorOf('filters'))) return true;
  return namesSearch(`${input.name} ${input.id} ${input.placeholder}`);
}

/** Label and meaning of an element that shows a value. */
export function evidenceForValue(element: Element): Evidence {
  let vague = NOTHING;
  let named: LabelKind = '';
  let levels = CLIMB;
  let current: Element | null = element;
  for (let level = 0; current && current !== element.ownerDocument.body && level < levels; level++) {
    for (const evidence of labelsAt(current)) {
      // Nearer to the value than what all around it is about stands its own label.
      const isFarther = evidence.kind === 'other' && vague.kind === '' && hasLetter(vague.label) && level > 0;
      if (isFarther || isPerson(evidence, current)) continue;
      if (evidence.kind && evidence.kind !== 'number') return evidence;
      if (!vague.label) vague = evidence;
    }
    if (!named) {
      named = kindByNames(current, false);
      if (named) levels = Math.min(levels, level + 1 + LABEL_OVER_NAME);
    }
    if (current.localName === 'li' && current.parentElement) {
      const list = evidenceBefore(current.parentElement);
      return { kind: named || list.kind || vague.kind, label: list.label || vague.label };
    }
    if (isBoundary(current)) break;
    // A label two steps away belongs to this value only as long as the value is alone in its box.
    const parent: Element | null = around(current);
    if (!parent || parent.childElementCount > 8) break;
    if (level < 8 && (parent !== current.parentElement || parent.childElementCount < 2)) levels++;
    current = parent;
  }
  const kind = named || vague.kind || kindByClass(element);
  const head = kind ? '' : looseHead(element);
  return head ? said(head) : { kind, label: vague.label };
}

/** "Customer" over a number is the customer's number; over a name and a number, or "+49 …", it says who that is. */
function isPerson({ kind, label }: Evidence, box: Element): boolean {
  return (
    kind === 'other' &&
    isWordOf('people', fold(label)) &&
    /[a-z\u00df-\u024f]{3}|^\s*[([]?\+/i.test(box.textContent ?? '')
  );
}

/** Does the head over the cell say that it is no phone, and nothing nearer to the value anything else? */
export function isRuledOut(cell: Element): boolean {
  const head = said(columnHead(cell));
  return isOther(head.kind) && !isPerson(head, cell) && ownLabel(cell).kind === '' && !fieldOf(cell).kind;
}

function* labelsAt(element: Element): Generator<Evidence> {
  yield ownLabel(element);
  if (isCell(element)) {
    yield* cellLabels(element);
    return;
  }
  if (element.localName === 'dd') yield said(termOf(element));
  const before = evidenceBefore(element);
  yield before;
  if (!before.label) yield said(textAfter(element));
}

function isBoundary(element: Element): boolean {
  return isWordOf('boundaries', element.localName);
}

function ownLabel(element: Element): Evidence {
  for (const name of LABEL_ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (!value || holdsNumber(value)) continue;
    const kind = classifyLabel(value);
    if (kind) return { kind, label: shorten(value) };
  }
  return said(referenced(element, 'aria-labelledby'));
}

/** Field names of the CRM's own ("contact_phone", "mobileNumber"), kept apart from labels: nobody sees them. */
function kindByNames(element: Element, isInput: boolean): LabelKind {
  // Names only: for each attribute that is asked for itself the browser makes a node.
  for (const name of element.getAttributeNames()) {
    const naming = namesField(name);
    if (!naming) continue;
    const value = element.getAttribute(name) ?? '';
    const kind = classifyName(isInput || naming === 'firm' ? value : withoutCells(value));
    const counts = isInput ? name !== 'id' && !name.startsWith('data-') : naming === 'firm';
    if (isPhone(kind) || (kind === 'other' && counts)) return kind;
  }
  return '';
}

/** "row-4-cell-2", "grid cell": where a value stands is no phone. */
function withoutCells(names: string): string {
  return names.replace(/(?<![a-z])cells?(?![a-z])/gi, '');
}

/** The last thing to go by: what the value is styled as. */
function kindByClass(element: Element): LabelKind {
  const kind = classifyName(withoutCells(element.getAttribute('class') ?? ''));
  return isPhone(kind) ? kind : '';
}

function* cellLabels(cell: Element): Generator<Evidence> {
  const head = said(columnHead(cell));
  const field = isPhone(head.kind) ? NOTHING : fieldOf(cell);
  // "Order Ltd" heads the column of a record, "Order no." that of other things: digits alone are one of these.
  if (field.kind && !(head.kind === 'other' && /^[1-9]\d*$/.test(shortText(cell)))) {
    yield field;
    return;
  }
  if (head.kind && head.kind !== 'number') yield head;
  yield said(referenced(cell, 'aria-describedby'));
  const row = cell.parentElement;
  if (row) yield* rowLabels(row, cell, head.label);
  yield head;
}

/** What the cell that says what its row is about says of this one. */
function fieldOf(cell: Element): Evidence {
  const row = cell.parentElement;
  const field = row && fieldCell(row);
  if (!field || field === cell) return NOTHING;
  const before = labelCell(cell);
  // "Insurance | Allianz | 030 …": where no head calls it a field, no words stand between.
  const isNext = before === field || columnHead(field) || /(\d\D*){6}/.test(before ? shortText(before) : '');
  return isNext ? said(shortText(field)) : NOTHING;
}

/** The row's own head, a label cell right before, or a cell that holds nothing but the type ("Fax"). */
function* rowLabels(row: Element, cell: Element, head: string): Generator<Evidence> {
  const before = labelCell(cell);
  const evidence = before ? said(shortText(before) || iconWords(before)) : NOTHING;
  if (before && (!head || isTypeCell(before, evidence))) yield evidence;
  // It has a label of its own, and that of the next value is not about it.
  if (!head && evidence.kind === 'number' && row.childElementCount > 3) return;
  const isLabelled = hasLetter(evidence.label) && !/\d/.test(evidence.label) && row.childElementCount > 3;
  let seen = 0;
  for (let other = row.firstElementChild; other && seen < 16; other = other.nextElementSibling, seen++) {
    if (other === cell || other === before) continue;
    const text = shortText(other);
    if (text.length > 24 || /\d/.test(text)) continue;
    const type = said(text);
    if (isPhone(type.kind) && (head ? isTypeCell(other, type) : !(isLabelled && isOfNext(other, cell)))) yield type;
  }
}

/** Is this cell the label of a value of its own, beside the pair of the cell in question? */
function isOfNext(label: Element, cell: Element): boolean {
  const value = label.nextElementSibling;
  return value !== null && value !== cell && holdsNumber(shortText(value));
}

/** Where columns have heads, another cell is another thing, unless it says what kind of thing this row is. */
function isTypeCell(cell: Element, evidence: Evidence): boolean {
  const head = columnHead(cell);
  return isHeadOf('typeHead', head) || (isPhone(evidence.kind) && (head === '' || !/\s/.test(evidence.label)));
}

/** The cell before this one; cells that hold nothing (marks, errors) stand between. */
function labelCell(cell: Element): Element | null {
  let before = cell.previousElementSibling;
  while (before && ((before as HTMLElement).hidden || (!before.firstElementChild && !before.textContent?.trim())))
    before = before.previousElementSibling;
  return before;
}

function termOf(definition: Element): string {
  let before = definition.previousElementSibling;
  while (before && before.localName === 'dd') before = before.previousElementSibling;
  return before?.localName === 'dt' ? shortText(before) : '';
}

/** What stands right before an element: words, a label element, or an icon that tells the type. */
function evidenceBefore(element: Element): Evidence {
  let node: Node | null = element.previousSibling;
  for (let steps = 0; node && steps < 6; node = node.previousSibling, steps++) {
    if (node.nodeType === Node.TEXT_NODE) {
      let text = (node.nodeValue ?? '').trim();
      // "Phone from <del>030 …</del> to <ins>030 …</ins>": these words say nothing, those before them do.
      if (numberShape('between').test(text) && numberShape('change').test(element.parentNode?.textContent ?? ''))
        text = text.replace(numberShape('between'), '').trim();
      const words = shorten(text.slice(-60));
      const kind = text.length > 30 ? classifyLeadIn(text) : classifyLabel(words);
      if (!kind && !hasWord(text)) continue;
      return holdsNumber(text.slice(-30)) ? NOTHING : { kind, label: words };
    }
    if (!(node instanceof Element) || isOurs(node)) continue;
    if (isSibling(node, element)) return NOTHING;
    const evidence = evidenceOfNeighbour(node);
    if (evidence) return labelOver(node) ?? evidence;
  }
  return NOTHING;
}

/** Things of one kind in a row (list items, paragraphs, pairs of label and value) are no labels of each other. */
function isSibling(before: Element, element: Element): boolean {
  if (before.localName !== element.localName) return false;
  if (isWordOf('alike', before.localName)) return true;
  if (before.localName === 'p' && shortText(before).length > 40) return true;
  if (before.getAttribute('class') !== element.getAttribute('class')) return false;
  const box = innermost(before);
  // A label and its value in a box of their own, as here.
  const isPair = innermost(element).childElementCount > 1 && hasWord(box.children[1]?.textContent ?? '');
  return before.childElementCount > 1 || isPair;
}

/** The label over words of help: "<div>Support number</div><div>Customers see this on invoices</div>". */
function labelOver(help: Element): Evidence | undefined {
  const over = help.previousElementSibling;
  if (!over || over.previousElementSibling || isWordOf('titles', over.localName)) return undefined;
  const label = said(shortText(over));
  const near = said(shortText(help));
  if (!label.kind || label.kind === 'number' || isPhone(near.kind) || holdsNumber(label.label)) return undefined;
  // "Herr Otto", "Order number" help nobody.
  const isHelp = (near.kind === 'other' ? /(\s\S+){3}/ : /\s[a-z\u00df-\u024f]{4}/).test(near.label);
  // "Client | Société générale | 01 42 …": what stands over a text is no label of its own.
  return isHelp && (label.kind !== 'other' || /\s|n(umme)?r\b/i.test(label.label)) ? label : undefined;
}

/** What an element before a value says of it; undefined to look further back. */
function evidenceOfNeighbour(node: Element): Evidence | undefined {
  const [, second, third] = innermost(node).children;
  // Another value, or another field's row: its label is not ours.
  if (
    node.hasAttribute('itemprop') ||
    node.localName === 'select' ||
    third ||
    node.querySelector('th + th, :nth-child(4)') ||
    node.querySelector(selectorOf('controls'))
  )
    return NOTHING;
  const text = shortText(node);
  // Another number of the same field.
  if (/^[+(]?\d[\d\s()/.+-]{5,}$/.test(text)) return undefined;
  if (holdsNumber(text)) return NOTHING;
  const label = second && labelOver(second);
  if (label) return label;
  const icon = text && !/ico|fa-|material/i.test(node.getAttribute('class') ?? '') ? '' : iconWords(node);
  return icon || hasLetter(text) ? said(icon || text) : undefined;
}

function inputLabel(input: TextField): string {
  for (const label of labelsOf(input)) {
    const text = shortText(label);
    if (text) return text;
  }
  const own = referenced(input, 'aria-labelledby') || input.getAttribute('aria-label');
  return own || labelAround(input);
}

/** Its label elements. For `labels` a browser goes through the whole page, for each input: most stand right before it. */
function labelsOf(input: TextField): Iterable<Element> {
  const before = input.previousElementSibling;
  if (before instanceof HTMLLabelElement && before.control === input) return [before];
  return input.id || input.closest('label') ? (input.labels ?? []) : [];
}

function labelAround(input: TextField): string {
  let current: Element | null = input;
  let boxes = 0;
  let picture = '';
  for (let level = 0; current && level < CLIMB; level++) {
    const labels = current === input ? [evidenceBefore(input), said(textAfter(input))] : labelsAt(current);
    for (const { kind, label } of labels) {
      // The name of a picture beside it is no word that people read, where they read one further out.
      if (kind === 'phone' && label === pictureWord(label).toLowerCase()) picture ||= label;
      else if (label && (!picture || isPhone(kind))) return label;
    }
    if (isBoundary(current)) break;
    const parent: Element | null = around(current);
    if (!parent || holdsOther(parent, input)) break;
    // A box around nothing else is no step away.
    if (parent.childElementCount < 2 && ++boxes < MOST_BOXES) level--;
    current = parent;
  }
  return picture;
}

/** The label of a cell is that of the first field in it: "Phone | [030 …] Ext [12]". */
function labelOfCell(input: TextField): string {
  const cell = input.closest(selectorOf('cells'));
  if (cell?.querySelector(selectorOf('controls')) === input)
    for (const { label } of labelsAt(cell)) if (label) return label;
  return '';
}

/** In a large mask another control comes first as a rule, and to ask for the first one goes no further than to it. */
function holdsOther(box: Element, control: TextField): boolean {
  const controls = selectorOf('controls');
  const first = box.querySelector(controls);
  return first !== null && (first !== control || box.querySelectorAll(controls)[1] !== undefined);
}

function said(label: string): Evidence {
  return label ? { kind: classifyLabel(label), label } : NOTHING;
}
