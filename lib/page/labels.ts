/**
 * What the page says about a field or a piece of text: its label, wherever the CRM put it. Reads the DOM only, never
 * layout, so that it may run on everything near view.
 */
import { classifyLabel, fold, type LabelKind } from './lexicon';

export interface Evidence {
  kind: LabelKind;
  /** The label in words, '' where there is none to show. */
  label: string;
}

const NOTHING: Evidence = { kind: '', label: '' };
const OWN_ATTRIBUTES = [
  'aria-label',
  'data-title',
  'data-label',
  'data-th',
  'data-field',
  'data-name',
  'data-column',
  'itemprop',
];
const NAMING_ATTRIBUTES = ['name', 'id', 'data-testid', 'formcontrolname', 'ng-model'];
const CLIMB = 4;
const SEARCH = /(^|[^a-z])(search|filter|suche|query|quicksearch|q)([^a-z]|$)/i;

/** Label and meaning of an input. */
export function evidenceForInput(input: HTMLInputElement): Evidence {
  const label = shorten(inputLabel(input));
  const said = classifyLabel(label);
  const named = classifyNames(input);
  if (said === 'fax' || said === 'other') return { kind: said, label };
  if (said === 'phone') return { kind: 'phone', label };
  if (named) return { kind: named, label };
  const semantic = input.type === 'tel' || input.inputMode === 'tel' || /(^|\s)tel(-|\s|$)/.test(input.autocomplete);
  if (semantic) return { kind: 'phone', label };
  const hint = classifyLabel(shorten(input.placeholder)) || classifyLabel(shorten(input.title));
  if (hint) return { kind: hint, label: label || shorten(input.placeholder) };
  return { kind: '', label };
}

/** A box to search or filter with holds no number of a record. */
export function isSearchBox(input: HTMLInputElement): boolean {
  if (input.type === 'search' || input.getAttribute('role') === 'searchbox') return true;
  if (input.closest('thead, th, [role="columnheader"], [role="search"]')) return true;
  return SEARCH.test(input.name) || SEARCH.test(input.id) || SEARCH.test(input.placeholder);
}

/** Label and meaning of an element that shows a value. */
export function evidenceForValue(element: Element): Evidence {
  let vague = NOTHING;
  let current: Element | null = element;
  for (let level = 0; current && level < CLIMB; level++) {
    for (const evidence of labelsAt(current)) {
      if (evidence.kind) return evidence;
      if (!vague.label) vague = evidence;
    }
    if (isBoundary(current)) break;
    // A label two steps away belongs to this value only as long as the value is alone in its box.
    const parent: Element | null = current.parentElement;
    if (!parent || parent.childElementCount > 8) break;
    current = parent;
  }
  return vague;
}

function* labelsAt(element: Element): Generator<Evidence> {
  yield ownLabel(element);
  const cell = element.localName === 'td' || /^(gridcell|cell)$/.test(element.getAttribute('role') ?? '');
  if (cell) {
    yield* cellLabels(element);
    return;
  }
  if (element.localName === 'dd') yield said(termOf(element));
  yield said(textBefore(element));
}

function isBoundary(element: Element): boolean {
  return /^(td|th|dd|tr|table|form|body|main|section|article|li)$/.test(element.localName);
}

function ownLabel(element: Element): Evidence {
  for (const name of OWN_ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (!value || /\d{4}/.test(value)) continue;
    const kind = classifyLabel(value);
    if (kind) return { kind, label: /^(aria-label|data-(title|label|th))$/.test(name) ? shorten(value) : '' };
  }
  const labelledBy = referenced(element, 'aria-labelledby');
  if (labelledBy) return said(labelledBy);
  return { kind: classifyNames(element), label: '' };
}

/** Field names of the CRM's own ("contact_phone", "mobileNumber"), kept apart from labels: nobody sees them. */
function classifyNames(element: Element): LabelKind {
  for (const name of NAMING_ATTRIBUTES) {
    const value = element.getAttribute(name);
    const kind = value ? classifyName(value) : '';
    if (kind) return kind;
  }
  return '';
}

function classifyName(name: string): LabelKind {
  const folded = fold(name);
  const kind = classifyLabel(name);
  // An id alone says "other" too easily ("id", "ref", "key" are parts of any generated name).
  if (kind === 'other' && !/\b(tel|phone|telefon|mobile?|fax)/.test(folded)) return '';
  return kind;
}

function* cellLabels(cell: Element): Generator<Evidence> {
  const head = said(columnHead(cell));
  if (head.kind) yield head;
  const row = cell.parentElement;
  if (row) yield* rowLabels(row, cell);
  yield head;
}

/** The row's own head, a label cell right before, or a cell that holds nothing but the type ("Fax"). */
function* rowLabels(row: Element, cell: Element): Generator<Evidence> {
  const before = previousCell(cell);
  if (before) yield said(shortText(before));
  let seen = 0;
  for (let other = row.firstElementChild; other && seen < 16; other = other.nextElementSibling, seen++) {
    if (other === cell || other === before) continue;
    const text = shortText(other);
    if (text.length > 24 || /\d/.test(text)) continue;
    const evidence = said(text);
    if (evidence.kind === 'phone' || evidence.kind === 'fax') yield evidence;
  }
}

function previousCell(cell: Element): Element | null {
  let before = cell.previousElementSibling;
  while (before && (before as HTMLElement).hidden) before = before.previousElementSibling;
  return before;
}

const headsOf = new WeakMap<Element, { row: Element | null; texts: string[] }>();

/** The head of the cell's column, in tables and in ARIA grids. Heads are read once per table and head row. */
export function columnHead(cell: Element): string {
  const row = cell.parentElement;
  const table = cell.closest('table, [role="grid"], [role="table"], [role="treegrid"]');
  if (!row || !table || cell.closest('thead')) return '';
  const headRow = headRowOf(table, row);
  if (!headRow) return '';
  let heads = headsOf.get(table);
  if (!heads || heads.row !== headRow || heads.texts.length === 0) {
    heads = { row: headRow, texts: expandedTexts(headRow) };
    headsOf.set(table, heads);
  }
  const wanted = cell.getAttribute('aria-colindex');
  if (wanted) {
    const head = [...headRow.children].find((each) => each.getAttribute('aria-colindex') === wanted);
    if (head) return shortText(head);
  }
  return heads.texts[columnIndex(cell)] ?? '';
}

/** Forgets the column heads of the table around a change. */
export function forgetHeads(element: Element): void {
  const table = element.closest('table, [role="grid"], [role="table"], [role="treegrid"]');
  if (table) headsOf.delete(table);
}

function headRowOf(table: Element, row: Element): Element | null {
  if (table instanceof HTMLTableElement) {
    const head = table.tHead?.rows[0] ?? table.rows[0];
    if (head && head !== row && head.querySelector(':scope > th')) return head;
    return null;
  }
  const head = table.querySelector('[role="columnheader"]')?.parentElement ?? null;
  return head !== row ? head : null;
}

function expandedTexts(row: Element): string[] {
  const texts: string[] = [];
  for (const head of row.children) {
    const span = head instanceof HTMLTableCellElement ? Math.min(head.colSpan, 50) : 1;
    for (let i = 0; i < span; i++)
      texts.push(shortText(head) || head.getAttribute('aria-label') || head.getAttribute('title') || '');
  }
  return texts;
}

function columnIndex(cell: Element): number {
  let index = 0;
  for (let other = cell.previousElementSibling; other; other = other.previousElementSibling)
    index += other instanceof HTMLTableCellElement ? other.colSpan : 1;
  return index;
}

function termOf(definition: Element): string {
  let before = definition.previousElementSibling;
  while (before && before.localName === 'dd') before = before.previousElementSibling;
  return before?.localName === 'dt' ? shortText(before) : '';
}

/** The label right before an element: text, a label element, or an icon that tells the type by its class or title. */
function textBefore(element: Element): string {
  let node: Node | null = element.previousSibling;
  for (let steps = 0; node && steps < 4; node = node.previousSibling, steps++) {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.nodeValue ?? '').trim();
      if (text) return /\d{5}/.test(text) ? '' : shorten(text.slice(-60));
      continue;
    }
    if (!(node instanceof Element) || isOurs(node)) continue;
    // Another field's row: its label is not ours.
    if (node.querySelector('input, select, textarea')) return '';
    const text = shortText(node);
    if (text) return /\d{3}/.test(text) ? '' : text;
    const icon = iconWords(node);
    if (icon) return icon;
    if (node.childElementCount > 2) return '';
  }
  return '';
}

/** "fa fa-phone", "icon-fax", <svg><title>Mobil</title>, <use href="#phone">, <img alt="Telefon">. */
function iconWords(element: Element): string {
  const inner = element.firstElementChild;
  for (const each of inner ? [element, inner] : [element]) {
    const named = each.getAttribute('title') || each.getAttribute('aria-label') || each.getAttribute('alt');
    if (named) return shorten(named);
    const words = fold(
      `${each.getAttribute('class') ?? ''} ${each.getAttribute('href') ?? each.getAttribute('xlink:href') ?? ''}`,
    );
    const hit = /\b(fax|phone|telephone|tel|mobile|mobil|cell|smartphone|handy|envelope|mail|globe|calendar)\b/.exec(
      words,
    )?.[1];
    if (hit) return hit;
  }
  return '';
}

function inputLabel(input: HTMLInputElement): string {
  for (const label of input.labels ?? []) {
    const text = shortText(label);
    if (text) return text;
  }
  const own = referenced(input, 'aria-labelledby') || input.getAttribute('aria-label');
  return own || evidenceAround(input).label;
}

function evidenceAround(input: HTMLInputElement): Evidence {
  let current: Element | null = input;
  for (let level = 0; current && level < CLIMB; level++) {
    for (const evidence of current === input ? [said(textBefore(input))] : labelsAt(current))
      if (evidence.label) return evidence;
    if (isBoundary(current)) break;
    const parent: Element | null = current.parentElement;
    if (!parent || parent.querySelectorAll('input, select, textarea').length > 1) break;
    current = parent;
  }
  return NOTHING;
}

function referenced(element: Element, attribute: string): string {
  const ids = element.getAttribute(attribute);
  if (!ids) return '';
  const root = element.getRootNode();
  if (!('getElementById' in root)) return '';
  const found = ids.split(/\s+/).map((id) => (root as Document).getElementById(id));
  return shorten(found.map((each) => (each ? shortText(each) : '')).join(' '));
}

function said(label: string): Evidence {
  return label ? { kind: classifyLabel(label), label } : NOTHING;
}

/** Text of a label-like element; '' for boxes that hold more than a label may. */
function shortText(element: Element): string {
  const first = element.firstChild;
  if (first && first === element.lastChild && first.nodeType === Node.TEXT_NODE) return shorten(first.nodeValue ?? '');
  if (element.childElementCount > 6) return '';
  return shorten(element.textContent ?? '');
}

function shorten(text: string): string {
  const clean = text.replace(/\s+/g, ' ').trim();
  return clean.length > 80 ? '' : clean.replace(/\s*[:*]+$/, '').trim();
}

/** Is this element one of ours? */
export function isOurs(node: Node): boolean {
  return node.nodeType === Node.ELEMENT_NODE && (node as Element).localName.startsWith('ringside-');
}
