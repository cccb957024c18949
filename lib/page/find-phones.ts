/**
 * Where phone numbers stand in the page. A holder is an element whose own value is read: a text field, a tel: link, or an
 * element with text of its own (for table cells: their row). `placesOf` reads one holder exactly; reading never changes
 * or measures the page.
 */
import type { CrmProfile, PhonePlace } from '../crm/profile';
import { bracketAfter, wordsBefore } from './beside';
import { behindSays, candidatesIn, countDigits, isDiallable, isInternational, type TextCandidate } from './candidates';
import { columnHead, headsOver, isCell } from './columns';
import { isOurs, shortText } from './label-text';
import { type Evidence, evidenceForInput, evidenceForValue, isRuledOut, isSearchBox } from './labels';
import { hasLetter } from './letters';
import { classifyLabel, fold, hasWordOf, isOther, isWordOf, type LabelKind, numberShape, selectorOf } from './lexicon';
import { runsOf, wholeOf } from './runs';
import { isArea, isTextField, type TextField } from './text-field';

/** A stretch of text, possibly over neighbouring text nodes (frameworks split "{code} {number}"). */
export interface Stretch {
  fromNode: Text;
  from: number;
  toNode: Text;
  to: number;
}

/** One number in the page, or what may be one. */
export interface Place {
  /** The field, the link, or the element whose text holds the number. */
  element: Element;
  shape: 'input' | 'area' | 'link' | 'text';
  /** How much the page itself says that this is a phone. */
  kind: 'field' | 'link' | 'text';
  text: string;
  /** What the page calls the field, '' for nothing. */
  label: string;
  /** Where the number stands; only for text. */
  stretch?: Stretch;
  /** Icons that stand before its own, where the field holds several numbers. */
  nth?: number;
}

const CALL_LINK = /^\s*(tel|callto|sips?):/i;
/** More numbers than this find no room at their field. */
const MOST_IN_FIELD = 6;

/** Digits and what parts them; no word or sign that could say more, as "+49" does. */
const PLAIN = /^[\s\d.,:;/()\u2010-\u2015-]*$/;

export interface Reading {
  profile: CrmProfile | undefined;
  country: string;
}

/**
 * The holder that the text of this element belongs to. Table cells are read by row: labels stand in other cells, and one
 * row is one thing to watch.
 */
export function holderOf(element: Element): Element {
  const whole = wholeOf(element);
  const row = whole.parentElement;
  return isCell(whole) && row ? row : whole;
}

/** The holder that a text node belongs to, or null where text is not read. */
export function holderOfText(node: Text): Element | null {
  const parent = node.parentElement;
  return parent && !parent.closest(selectorOf('skipped')) && !isOurs(parent) ? holderOf(parent) : null;
}

/** Is the element a field or a link that may hold a number? */
export function isField(element: Element): boolean {
  return element.matches(selectorOf('fields'));
}

/** Every number that this holder may hold right now, in document order. */
export function placesOf(holder: Element, reading: Reading): Place[] {
  if (isTextField(holder)) return placesOfInput(holder, reading);
  // It may have become an editor since it was surveyed.
  if (holder.closest(selectorOf('skipped'))) return [];
  if (isCallLink(holder)) return placesOfLink(holder, reading);
  if (wholeOf(holder) !== holder) return [];
  const found: Place[] = [];
  readTexts(holder, reading, found);
  let heads: readonly string[] | undefined;
  let index = -1;
  for (let cell = holder.firstElementChild; cell; cell = cell.nextElementSibling) {
    if (!isCell(cell)) continue;
    index++;
    if (cell.hasAttributes()) {
      if (!cell.matches(selectorOf('skipped'))) readTexts(cell, reading, found);
      continue;
    }
    heads ??= headsOver(holder);
    if (!isPlainlyOther(cell, heads[index]) || reading.profile?.place(cell)) readTexts(cell, reading, found);
  }
  return found;
}

/** Digits alone under a head of dates or amounts: lists are full of them, and a cell without attributes says no more. */
function isPlainlyOther(cell: Element, head: string | undefined): boolean {
  if (!head || !isOther(classifyLabel(head))) return false;
  const text = cell.firstChild;
  return text?.nodeType === Node.TEXT_NODE && text === cell.lastChild && PLAIN.test(text.nodeValue ?? '');
}

function isCallLink(element: Element): element is HTMLAnchorElement {
  return element.localName === 'a' && CALL_LINK.test(element.getAttribute('href') ?? '');
}

function placesOfInput(input: TextField, reading: Reading): Place[] {
  const text = input.value.trim();
  const area = isArea(input);
  if (area ? input.matches(selectorOf('editors')) : !isField(input) || text.length > 100) return [];
  if ((countDigits(text, 2) < 2 && !/^sips?:/i.test(text)) || isSearchBox(input)) return [];
  const known = reading.profile?.place(input);
  if (known?.verdict === 'never') return [];
  const { kind, label }: Evidence = knownEvidence(known, () => evidenceForInput(input));
  // The area code before a number that has a box of its own, under one label for both.
  if (!area && (!mayCall(kind, text) || (text.length < 5 && numberShape('areaBox').test(fold(input.name))))) return [];
  const base = { element: input, shape: area ? ('area' as const) : ('input' as const), label };
  const said = area && isProse(text) ? '' : kind;
  // In a list of phones each line is a number, also a short one.
  return (said === 'phone' ? text.split('\n') : [text])
    .flatMap((line) => numbersIn(line.trim(), { kind: said, label }, reading))
    .slice(0, MOST_IN_FIELD)
    .map((found) => ({ ...base, ...found }));
}

/** What a profile knows goes before what the page says; a name that it does not give is the page's. */
function knownEvidence(known: PhonePlace | undefined, ofPage: () => Evidence): Evidence {
  if (!known) return ofPage();
  return { kind: 'phone', label: known.label ?? ofPage().label };
}

/** A phone field holds its number, whatever that is; else, and beside others, what looks like one ("030 123 (Zentrale)"). */
function numbersIn(value: string, { kind, label }: Evidence, { country }: Reading): Pick<Place, 'kind' | 'text'>[] {
  const target = value.replace(/^(tel|callto):(\/\/)?/i, '');
  const candidates = candidatesIn(target, country);
  if (kind === 'phone' && !candidates[1] && isDiallable(target)) return [{ kind: 'field', text: target }];
  return candidates
    .filter(({ leadIn, text }) => mayCall(leadIn || kind, text) && (leadIn || !isSomeId(value, label)))
    .map(({ leadIn, text }) => ({ kind: (leadIn || kind) === 'phone' ? 'field' : 'text', text }));
}

function placesOfLink(link: HTMLAnchorElement, reading: Reading): Place[] {
  const text = numberOfLink(link);
  const known = reading.profile?.place(link);
  if (!text || known?.verdict === 'never') return [];
  const evidence = evidenceForValue(link);
  const words = link.textContent ?? '';
  const isFax = evidence.kind === 'fax' || (hasLetter(words) && classifyLabel(words) === 'fax');
  if (isFax && !known?.verdict) return [];
  return [{ element: link, shape: 'link', kind: 'link', text, label: known?.label ?? evidence.label }];
}

/** What a tel:, callto: or sip: link dials, '' for nothing. */
export function numberOfLink(link: HTMLAnchorElement): string {
  const href = (link.getAttribute('href') ?? '').trim();
  let text: string;
  try {
    text = decodeURIComponent(href);
  } catch {
    // A stray % is the CRM's mistake; the digits are readable all the same, to who judges them.
    return href.slice(0, 200);
  }
  if (/^sips?:/i.test(text)) {
    const user = /^sips?:([+\d][\d\s().-]*)(?=[@;?]|$)/i.exec(text)?.[1];
    return (user ?? text).slice(0, 200);
  }
  // Where a number without its country holds is for the judge as well.
  if (/;phone-context=\+/i.test(text)) return text.slice(0, 200);
  const target = text.replace(/^(tel|callto):(\/\/)?/i, '').replace(/[?&].*$/, '');
  const [number = '', ...parameters] = target.split(';');
  const extension = parameters.find((each) => /^ext=\d+$/i.test(each));
  return `${number.trim()}${extension ? `;${extension}` : ''}`.slice(0, 200);
}

function readTexts(element: Element, reading: Reading, found: Place[]): void {
  for (const run of runsOf(element)) {
    const text = run.map((node) => node.data).join('');
    if (countDigits(text, 2) < 2 || isInCallLink(element)) continue;
    readRun(element, run, text, reading, found);
  }
}

function isInCallLink(element: Element): boolean {
  return element.closest('a') !== null && element.closest(selectorOf('links')) !== null;
}

function readRun(element: Element, run: Text[], text: string, reading: Reading, found: Place[]): void {
  const before = run[0] ? wordsBefore(run[0]) : '';
  // Digits alone in a column of dates or amounts are read no further: lists are full of them. A picture beside what nobody
  // grouped, and what is not as long as a number, tells how the ticket came in.
  const cell = PLAIN.test(text) && element.closest(selectorOf('cells'));
  if (cell && isRuledOut(cell) && !reading.profile?.place(element))
    if ((!before && cell === element) || /^[1-9](\d{0,7}|\d{11,})$/.test(shortText(cell))) return;
  const after = bracketAfter(element);
  if (!mayCall(behindSays(after), text)) return;
  const candidates = candidatesIn(text, reading.country, before, after);
  const short = text.length <= 60 && isDiallable(text);
  const none = candidates.length === 0 && !short;
  const inner = none && text.length <= 60 && numberShape('inner').exec(text)?.[1];
  if (none && !inner) return;
  const known = reading.profile?.place(element);
  if (known?.verdict === 'never') return;
  const evidence: Evidence = knownEvidence(known, () => evidenceOf(element, before));
  const label = evidence.label;
  const add = (kind: Place['kind'], { start, end, text: words }: Omit<TextCandidate, 'leadIn'>, own = '') =>
    found.push({ element, shape: 'text', kind, text: words, label: own || label, stretch: stretchOf(run, start, end) });
  const isPhone = evidence.kind === 'phone' || (!evidence.kind && isBareNumber(text, label, reading.country));
  if (countDigits(text, 3) < 3 && isWordOf('flats', fold(label))) return;
  if (isPhone && short && !holdsMore(text, candidates)) {
    const start = text.length - text.trimStart().length;
    add('field', { start, end: text.trimEnd().length, text: text.trim() });
    return;
  }
  if (isPhone && inner) {
    const start = text.lastIndexOf(inner);
    add('field', { start, end: start + inner.length, text: inner });
  }
  for (const candidate of candidates) {
    // What stands right before the number ("Office: 030 …") knows better than the head of the whole column.
    const own = /(\S+): *$/.exec(text.slice(0, candidate.start))?.[1] ?? '';
    const isSure = evidence.kind === 'other' && !short && (isInternational(candidate.text) || hasWordOf('whose', own));
    const strongest = candidate.leadIn || (isSure || isProse(text) ? '' : evidence.kind);
    if (!strongest && text.trim() === candidate.text && isSomeId(candidate.text, headOver(element))) continue;
    if (mayCall(strongest, candidate.text))
      add(strongest === 'phone' ? 'field' : 'text', candidate, candidate.leadIn === 'phone' ? own : '');
  }
}

function headOver(element: Element): string {
  const cell = element.closest(selectorOf('cells'));
  return cell ? columnHead(cell) : '';
}

/** Digits that nobody grouped, without the 0 that phones begin with, under a label that names neither one nor whose it is. */
function isSomeId(text: string, label: string): boolean {
  return label !== '' && /^[1-9]\d*$/.test(text) && !hasWordOf('whose', label);
}

/** A whole number that nobody grouped, under "Destino" or "Home", where numbers begin with no 0. */
function isBareNumber(text: string, label: string, country: string): boolean {
  return (
    /^\s*[2-9]\d{8,9}\s*$/.test(text) && country !== '' && !isWordOf('withZero', country) && hasWordOf('whose', label)
  );
}

/** Whatever stands over so many words, numbers among them are told by the words beside them. */
function isProse(text: string): boolean {
  return text.length > 50 && text.slice(0, 400).split(/[a-z\u00df-\u024f]{3,}/i).length > 5;
}

/** Does a phone field hold more than its one number: another, or the extension of another? */
function holdsMore(text: string, [first, second]: TextCandidate[]): boolean {
  return first !== undefined && (second !== undefined || /^\s*\/\D{0,3}\d/.test(text.slice(first.end)));
}

/** Words in the element itself are nearer than anything around it. */
function evidenceOf(element: Element, before: string): Evidence {
  const kind = classifyLabel(before);
  return kind ? { kind, label: before } : evidenceForValue(element);
}

/** May something of this kind be called? A number of what nobody says only where it is written with its country. */
function mayCall(kind: LabelKind, text: string): boolean {
  return kind === 'number' ? isInternational(text) : !isOther(kind);
}

function stretchOf(run: Text[], start: number, end: number): Stretch {
  const first = at(run, start, false);
  const last = at(run, end, true);
  return { fromNode: first.node, from: first.offset, toNode: last.node, to: last.offset };
}

function at(run: Text[], position: number, isEnd: boolean): { node: Text; offset: number } {
  let rest = position;
  for (const node of run) {
    if (rest < node.length || (isEnd && rest === node.length)) return { node, offset: rest };
    rest -= node.length;
  }
  const node = run[run.length - 1] as Text;
  return { node, offset: node.length };
}
