/**
 * Heads of columns: of tables, of ARIA grids, and of grids whose head is a table of its own (so that it stays in view).
 */
import { innermost, shortText } from './label-text';
import { classifyLabel, isHeadOf, isPhone, selectorOf } from './lexicon';

/** A head outside of its table is looked for again after this time: grids are built in steps. */
const LOOK_AGAIN_MS = 1000;

/** Cells that reach further down are not followed. */
const MOST_REACH = 30;

interface Heads {
  row: Element | null;
  texts: string[];
  /** What stands over columns that have their own numbers. */
  byIndex: Record<string, string>;
  /** What stands over rows of so many parts. */
  byParts: Record<number, readonly string[]>;
  /** Is one of them "Field"? */
  hasFields: boolean;
  until: number;
}

const headsOf = new WeakMap<Element, Heads>();

/** The head of the cell's column, '' for none. Heads are read once per table and head row. */
export function columnHead(cell: Element): string {
  const row = cell.parentElement;
  const table = cell.closest(selectorOf('grids'));
  if (!row || !table || cell.closest('thead')) return '';
  const heads = knownHeads(table, row);
  if (!heads.row || heads.row === row) return '';
  // In a table's own rows cells stand below their heads, whatever numbers they are given.
  const wanted =
    !(table instanceof HTMLTableElement && table.contains(heads.row)) && cell.getAttribute('aria-colindex');
  if (wanted && heads.row.firstElementChild?.hasAttribute('aria-colindex')) {
    heads.byIndex[wanted] ??= headAt(table.contains(heads.row) ? table : heads.row, wanted);
    return heads.byIndex[wanted];
  }
  const texts = textsOver(heads, table, row);
  const index = columnIndex(cell);
  return texts[row.childElementCount < texts.length ? behindReaching(row, index) : index] ?? '';
}

/** Cells of rows above that reach down into this row stand before those of its own. */
function behindReaching(row: Element, index: number): number {
  let at = index;
  let above = row.previousElementSibling;
  for (let down = 1; above && down < MOST_REACH; down++, above = above.previousElementSibling)
    for (const cell of above.children)
      if (cell instanceof HTMLTableCellElement && cell.rowSpan > down && cell.cellIndex <= at) at++;
  return at;
}

/** Parts of a grid that stay in view have heads of their own: of several rows of heads the one that is built as the row is. */
function textsOver(heads: Heads, grid: Element, { childElementCount: parts }: Element): readonly string[] {
  if (grid instanceof HTMLTableElement || heads.row?.childElementCount === parts) return heads.texts;
  const known = heads.byParts[parts];
  if (known) return known;
  const rows = [...grid.querySelectorAll('[role="columnheader"]')].map(({ parentElement }) => parentElement);
  const own = rows.find((row) => row?.childElementCount === parts && row.closest(selectorOf('grids')) === grid);
  heads.byParts[parts] = own ? textsOf([own]) : heads.texts;
  return heads.byParts[parts];
}

/** The heads over the plain cells of a table's row, by their place in it; none where a cell before them is wide. */
export function headsOver(row: Element): readonly string[] {
  const table = row.localName === 'tr' && !row.closest('thead') ? row.closest(selectorOf('grids')) : null;
  if (!table || row.querySelector('[colspan]')) return [];
  const heads = knownHeads(table, row);
  const isNone = heads.row === row || row.childElementCount < heads.texts.length || heads.hasFields;
  return isNone || row.firstElementChild?.localName === 'th' ? [] : heads.texts;
}

/** The cell that says what the others are, in tables of comparisons and of changes: below "Field", or the only head of its row, below nothing. */
export function fieldCell(row: Element): Element | null | undefined {
  const table = row.closest(selectorOf('grids'));
  if (table && knownHeads(table, row).hasFields)
    return [...row.children].find((cell) => isHeadOf('fieldHead', columnHead(cell)));
  const first = row.firstElementChild;
  return first?.matches('th:only-of-type') && !columnHead(first) ? first : null;
}

/** Of several heads (groups of columns) the lowest that says anything; columns that stay in view have a head row of their own. */
function headAt(box: Element, index: string): string {
  const heads = [...box.querySelectorAll(`[role="columnheader"][aria-colindex="${CSS.escape(index)}"]`)];
  // A row may hold a grid of its own.
  const own = heads.filter((head) => !box.matches(selectorOf('grids')) || head.closest(selectorOf('grids')) === box);
  return own.map(textOfHead).findLast((text) => text !== '') ?? '';
}

/** Is it a cell of a table or a grid? */
export function isCell(element: Element): boolean {
  if (element.localName === 'td' || element.localName === 'th') return true;
  const role = element.getAttribute('role');
  return role === 'gridcell' || role === 'cell';
}

/** Forgets the column heads of the table around a change. */
export function forgetHeads(element: Element): void {
  const table = element.closest(selectorOf('grids'));
  if (table) headsOf.delete(table);
}

function knownHeads(table: Element, row: Element): Heads {
  const known = headsOf.get(table);
  const now = performance.now();
  if (known && known.until > now && (!known.row || known.row.isConnected)) return known;
  const inside = table instanceof HTMLTableElement ? headOfTable(table) : headOfGrid(table);
  const head = inside ?? headBefore(table, row);
  const texts = head ? textsOf(headRowsWith(table, head)) : [];
  const heads = {
    row: head,
    texts,
    byIndex: {},
    byParts: {},
    hasFields: texts.some((text) => isHeadOf('fieldHead', text)),
    until: inside ? Number.POSITIVE_INFINITY : now + LOOK_AGAIN_MS,
  };
  headsOf.set(table, heads);
  return heads;
}

function headOfTable(table: HTMLTableElement): Element | null {
  const rows = [...(table.tHead?.rows ?? [])].slice(0, 4);
  if (rows.length > 0) return mostWords(rows);
  const first = table.rows[0];
  if (!first || table.rows.length < 2) return null;
  // A row of filters may stand over the heads.
  const heads = [0, 1, 2].flatMap((at) => table.rows[at] ?? []).filter(isHeadRow);
  return mostWords(heads) ?? (looksLikeHeads(first) ? first : null);
}

/** More heads than values, and more than one: a single one is that of a part of the table. */
function isHeadRow({ cells }: HTMLTableRowElement): boolean {
  return cells.length > 1 && [...cells].filter(isHead).length > cells.length / 2;
}

/** The rows of heads that reach down to others: "Name" over two rows, "Contact" over "Phone" and "Fax". */
function headRowsWith(table: Element, head: Element): Element[] {
  if (!(table instanceof HTMLTableElement && table.contains(head))) return [head];
  const rows = [...(table.tHead?.rows ?? [...table.rows].slice(0, 3).filter(isHeadRow))].slice(0, 4);
  return rows.includes(head as HTMLTableRowElement) && rows.some((row) => row.querySelector('[rowspan]'))
    ? rows
    : [head];
}

function isHead({ localName }: Element): boolean {
  return localName === 'th';
}

/**
 * Several heads (groups, filters) stand over each other: the one with the most to say is taken. One that says nothing only
 * gives its columns their widths.
 */
function mostWords(rows: Element[]): Element | null {
  const spoken = (row: Element | null) => [...(row?.children ?? [])].filter((cell) => textOfHead(cell) !== '').length;
  return rows.reduce<Element | null>((best, row) => (spoken(row) > spoken(best) ? row : best), null);
}

/** A first row of nothing but short words, the first for a box to tick, where nothing marks heads. */
function looksLikeHeads({ children }: Element): boolean {
  const texts = [...children].map((cell) => (cell.textContent ?? '').trim());
  // Nothing stands over the buttons at the end of each row. "Phone 2" is a head, where "Hauptstr. 5" is none.
  const hasPhone = texts.some((text) => isPhone(classifyLabel(text.replace(/ \d$/, ''))));
  while (hasPhone && texts.at(-1) === '') texts.pop();
  // A row with a head of its own is none of heads.
  const isFit = (text: string, i: number) =>
    (i > 0 ? text !== '' : text === '' || children[0]?.localName !== 'th') &&
    text.length <= 30 &&
    !(hasPhone ? /\d\d/ : /\d/).test(text);
  return texts.length >= 3 && texts.every(isFit);
}

function headOfGrid(grid: Element): Element | null {
  return grid.querySelector('[role="columnheader"]')?.parentElement ?? null;
}

/** The head row that stands before the body of a scrolling grid: in an earlier box beside one of those around it. */
function headBefore(table: Element, row: Element): Element | null {
  // A table with rows of its own has its heads for these.
  const isOver = (head: Element | null | undefined) =>
    head?.childElementCount === row.childElementCount &&
    head.closest('table')?.rows[3] === undefined &&
    Boolean(head.textContent?.trim());
  let around: Element | null = table;
  for (let level = 0; around && level < 5; level += levelsOf(around), around = around.parentElement) {
    let before = around.previousElementSibling;
    for (let steps = 0; before && steps < 3; steps++, before = before.previousElementSibling) {
      // Columns that stay in view have a head of their own, before that of the others.
      const heads = [...before.querySelectorAll('th + th, [role="columnheader"]')].map((each) => each.parentElement);
      const head = heads[0] ? heads.find(isOver) : headBox(before);
      if (head && isOver(head)) return head;
    }
  }
  return null;
}

/** A box around nothing else is no level: boxes that scroll are made of several. */
function levelsOf({ parentElement }: Element): number {
  return parentElement?.children[1] ? 1 : 0;
}

/** The head over an element of a list that is built without any table: "<div class=head>" with as many parts as its row. */
export function looseHead(element: Element): string {
  let cell = element;
  for (let level = 0; level < 3 && cell.parentElement; level++, cell = cell.parentElement) {
    const head = looseHeadOf(cell.parentElement);
    if (head) return textOfHead(head.children[indexOf(cell)] ?? head);
  }
  return '';
}

/** A row of more parts has no head of this kind. */
const MOST_PARTS = 64;

const looseHeads = new WeakMap<Element, { parts: number; head: Element | null; until: number }>();

/** The head over a row; looked for once for all rows beside it. */
function looseHeadOf(row: Element): Element | null {
  const list = row.parentElement;
  // To count all that a long list holds is what it must not cost.
  const parts = row.children[MOST_PARTS] ? 0 : row.childElementCount;
  if (parts < 2 || !list) return null;
  const known = looseHeads.get(list);
  const now = performance.now();
  if (known?.parts === parts && known.until > now && known.head?.isConnected !== false) return known.head;
  const head = findLooseHead(row, parts);
  looseHeads.set(list, { parts, head, until: now + LOOK_AGAIN_MS });
  return head;
}

function findLooseHead(row: Element, parts: number): Element | null {
  let around: Element | null = row;
  for (let outer = 0; around?.parentElement && outer < 4; outer += levelsOf(around), around = around.parentElement) {
    const { children }: Element = around.parentElement;
    const boxes: (Element | null | undefined)[] = [children[0], children[1], around.previousElementSibling];
    for (const box of boxes) {
      if (!box || box === around) continue;
      const table = headBox(box);
      if (table?.childElementCount === parts) return table;
      // Nothing calls it a head, but it is built as the row is.
      if (!outer && box === children[0] && box.childElementCount === parts && box.classList[0] === row.classList[0])
        if (looksLikeHeads(box)) return box;
      // What stays in view beside the rest has a head of its own.
      for (const each of [box, box.children[0], box.children[1]]) {
        const isPane = box.children[1] && !box.children[2] && [...box.children].every(isHeadBox);
        const head = each && (isHeadBox(box) || isPane) ? innermost(each) : null;
        if (head?.childElementCount === parts) return head;
      }
    }
  }
  return null;
}

function isHeadBox(box: Element): boolean {
  return HEAD_BOX.test(box.getAttribute('class') ?? '');
}

/** How many siblings stand before it. */
export function indexOf(element: Element): number {
  // Counted by the browser, which makes no objects of what it counts.
  if (element instanceof HTMLTableCellElement) return element.cellIndex;
  let index = 0;
  for (let other = element.previousElementSibling; other; other = other.previousElementSibling) index++;
  return index;
}

const HEAD_BOX = /head/i;

function headBox(box: Element): Element | null {
  return isHeadBox(box) ? box.querySelector('tr, [role="row"]') : null;
}

/** What stands over each column, the lowest head that says anything. */
function textsOf(rows: Element[]): string[] {
  const texts: string[] = [];
  /** Into how many rows below the head of a column reaches. */
  const reach: number[] = [];
  for (const row of rows) {
    let at = 0;
    const passReaching = () => {
      for (; (reach[at] ?? 0) > 0; at++) reach[at] = (reach[at] ?? 0) - 1;
    };
    for (const head of row.children) {
      const isCell = head instanceof HTMLTableCellElement;
      const span = isCell ? Math.min(head.colSpan, 50) : 1;
      // The head of a whole table is none of its columns'.
      if (span > 1 && row.childElementCount < 2) break;
      passReaching();
      for (let i = 0; i < span; i++, at++) {
        texts[at] = textOfHead(head) || (texts[at] ?? '');
        reach[at] = isCell ? Math.min(head.rowSpan, rows.length) - 1 : 0;
      }
    }
    passReaching();
  }
  return texts;
}

function textOfHead(head: Element): string {
  const text = shortText(head);
  const name = head.getAttribute('aria-label');
  // "Kunde: activate to sort column" says no more than the head itself.
  return (!name?.startsWith(`${text}:`) && name) || text || head.getAttribute('title') || '';
}

function columnIndex(cell: Element): number {
  // Most rows have no wide cells: these are counted by the browser, however many they are.
  if (cell instanceof HTMLTableCellElement && !cell.parentElement?.querySelector('[colspan]')) return cell.cellIndex;
  let index = 0;
  for (let other = cell.previousElementSibling; other; other = other.previousElementSibling)
    index += other instanceof HTMLTableCellElement ? other.colSpan : 1;
  return index;
}
