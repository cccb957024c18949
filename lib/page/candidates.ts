/**
 * Which stretches of a text may be phone numbers, by shape alone: a cheap filter, one expression, and the evidence
 * against. Whether a candidate is a number is judged in the background, which holds the numbering plans.
 */
import { hasLetter, hasWord } from './letters';
import {
  beginsWithUnit,
  classifyLabel,
  classifyLeadIn,
  isNoPhone,
  isPhone,
  isWordOf,
  type LabelKind,
  numberShape,
} from './lexicon';

export interface TextCandidate {
  start: number;
  end: number;
  text: string;
  /** What the words right before it say. */
  leadIn: LabelKind;
}

/** What every vanity number has in it. */
const FREEPHONE = /8\d\d\)?[ .-]?[A-Z]/;
/** Longer texts are read up to here: a mask holds no phone number behind so much prose in one node. */
const MAX_TEXT = 100_000;

/** Regions with numbers of any length: a short one without any word beside it is too weak there. */
const ANY_LENGTH = new Set(['DE', 'AT', '']);

/** Digits in the text, counted no further than `enough`; those of other scripts count too. */
export function countDigits(text: string, enough: number): number {
  let digits = 0;
  const length = Math.min(text.length, MAX_TEXT);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || (code > 57 && code < 0x660)) continue;
    if ((code <= 57 || isForeignDigit(code)) && ++digits >= enough) return digits;
  }
  return digits;
}

function isForeignDigit(code: number): boolean {
  return code <= 0x6f9 ? code <= 0x669 || code >= 0x6f0 : code >= 0xff10 && code <= 0xff19;
}

/** The text with all digits and marks of numbers in their ASCII forms, each at its place. */
function asciiDigits(text: string): string {
  // Most texts have none, and are left as they are.
  return text.replace(numberShape('foreign'), (each) => {
    const code = each.charCodeAt(0);
    if (code < 0x6fa && code > 0x65f) return String(code & 15);
    return code > 0xff00 ? String.fromCharCode(code - 0xfee0) : ' ';
  });
}

/**
 * Every candidate in the text, left to right. `country` is the page's region, '' for unknown; `before` is what stands in
 * front of the text, `after` what follows it.
 */
export function candidatesIn(text: string, country: string, before = '', after = ''): TextCandidate[] {
  const found: TextCandidate[] = [];
  if (countDigits(text, 6) < 6 && !/8\d\d/.test(text)) return found;
  const limited = asciiDigits(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text);
  let previousEnd = 0;
  let leadIn: LabelKind = '';
  let isChange = false;
  const run = numberShape('run');
  run.lastIndex = 0;
  // For `matchAll` a browser makes a copy of the expression, for each text anew.
  for (let match = run.exec(limited); match; match = run.exec(limited)) {
    let start = match.index;
    for (const part of splitRun(match[0])) {
      const at = limited.indexOf(part, start);
      start = at + part.length;
      const words = limited.slice(Math.max(previousEnd - 1, at - 60, 0), at);
      const lead = previousEnd === 0 && before ? `${before} ${words}` : words;
      // "Phone changed from 030 … to 030 …": the new one is what the old one was.
      const isNew = isChange;
      isChange = start < limited.length && limited.slice(start - 1, start + 40).search(numberShape('change')) === 0;
      if (!isNew) leadIn = classifyLeadIn(isChange ? lead.replace(numberShape('between'), '') : lead);
      const rest = limited.slice(start, start + 40) + after;
      const behind = behindSays(rest);
      const isCalled = leadIn === 'number' && numberShape('called').test(rest);
      const says = behind || (isCalled ? 'phone' : leadIn) || bareSays(country, words, part);
      // "345678 mobile" may be a count of them: without a bracket it takes as many digits as a number has.
      const isLoose = behind === 'phone' && !/^\s*[([]/.test(rest);
      if (acceptable(part, limited, at, says, country) && (!isLoose || countDigits(part, 9) === 9))
        found.push({ start: at, end: start, text: text.slice(at, start), leadIn: says === 'other' ? '' : says });
      previousEnd = start;
    }
  }
  if (FREEPHONE.test(limited)) addVanity(limited, found);
  return found;
}

function addVanity(text: string, found: TextCandidate[]): void {
  for (const { index, 0: number } of text.matchAll(numberShape('vanity'))) {
    const end = index + number.length;
    if (found.some((each) => each.start < end && index < each.end)) continue;
    found.push({ start: index, end, text: number, leadIn: 'phone' });
  }
  found.sort((a, b) => a.start - b.start);
}

/** Behind words that say nothing else, digits that read like a mobile number there are one, though nobody grouped them. */
function bareSays(country: string, words: string, part: string): LabelKind {
  // One word alone is a name of something: "DKV 655401204".
  const isMobile =
    hasLetter(words) && /\S\s+\S/.test(words) && numberShape('bare').test(`${country}${words.slice(-9)}\n${part}`);
  return isMobile && classifyLabel(words) === '' ? 'phone' : '';
}

/** What a word in brackets right behind a number says: "030 … (Fax)". */
export function behindSays(after: string): LabelKind {
  if (!/^\s*[([]/.test(after)) {
    // "702 555 0115 cell", and nothing behind it.
    const kind = classifyLabel(/^\s+([A-Za-z]{3,9})\.?$/.exec(after)?.[1] ?? '');
    return isPhone(kind) ? kind : '';
  }
  const word = numberShape('behind').exec(after)?.[1];
  const kind = word ? classifyLabel(word) : '';
  return kind === 'number' ? '' : kind;
}

function splitRun(run: string): string[] {
  // Most numbers are digits with a blank here and there, and nothing to part or cut.
  if (!/[^\d +]| {2}/.test(run)) return [run];
  return (
    run
      .split(numberShape('split'))
      .flatMap(atBars)
      .map((part) => part.replace(/^[\s/.)–—-]+|[\s/.(–—-]+$/g, ''))
      .map((part) => (part.includes(')') ? part : part.replace(/^\(/, '')))
      // "-317/-318", "-325/26": of several extensions the first.
      .map((part) => part.replace(numberShape('several'), '$1'))
      .filter((part) => part !== '')
  );
}

/** "612 345 678 / 91 255 55 02": a bar between two whole numbers, not behind an area code. */
function atBars(part: string): string[] {
  const sides = part.split(/\s[/–-]\s|\s+(?=\()/);
  return sides.every((side) => countDigits(side, 8) === 8) ? sides : [part];
}

function acceptable(part: string, text: string, at: number, leadIn: LabelKind, country: string): boolean {
  if (leadIn === 'fax' || ((leadIn === 'other' || leadIn === 'number') && !isInternational(part))) return false;
  if (!cleanEdges(text, at, at + part.length)) return false;
  const isAmount = leadIn !== 'phone' && !(part.length === 11 && !writesZero(country));
  // None of these shapes begins with a plus.
  if (part[0] !== '+') {
    if (isDay(part) || isNoPhone(part) || (isAmount && numberShape('amount').test(part))) return false;
    if (isIsbn(part)) return false;
  }
  if (at > 0 && numberShape('ibanBefore').test(text.slice(Math.max(0, at - 40), at))) return false;
  return leadIn === 'phone' ? isDiallable(part) : hasPhoneShape(part, country);
}

/** 12.03.2024, 2024-03-12, 3/12/2024, 10-21-2025: a phone field may hold one by mistake. */
function isDay(text: string): boolean {
  const parts = numberShape('day').exec(text);
  if (!parts) return false;
  const [, first = '', middle = '', third = ''] = parts;
  const [year, day] = isYear(first) ? [first, third] : [third, first];
  if (day.length > 2) return false;
  return isYear(year) ? isDate(middle, day) || isDate(day, middle) : year.length === 2 && isDate(middle, day);
}

function isYear(digits: string): boolean {
  return /^(19|20)\d\d$/.test(digits);
}

function isDate(month: string, day: string): boolean {
  return +month > 0 && +month < 13 && +day > 0 && +day < 32;
}

/** Grouped digits without a leading 0 are something else in most countries that write one. */
function writesZero(country: string): boolean {
  return country !== '' && isWordOf('withZero', country);
}

/** ISBN-10 with its check digit: "0-306-40615-2". */
function isIsbn(part: string): boolean {
  if (!/^\d{1,5}-\d{1,7}-\d{1,6}-\d$/.test(part)) return false;
  const digits = [...part.replace(/\D/g, '')].map(Number);
  return digits.length === 10 && digits.reduce((sum, digit, i) => sum + digit * (10 - i), 0) % 11 === 0;
}

/** Is it written with its country: "+49 …"? */
export function isInternational(text: string): boolean {
  return /^\s*[([]?\+/.test(text);
}

/** Is the stretch a thing of its own, not a piece of a word, an amount, a path or a longer number? */
function cleanEdges(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  if (before === '' && end === text.length) return true;
  const after = text
    .slice(end, end + 12)
    .replace(/^\/[-–]?\d{1,4}(?!\d)/, /[-–]\d{1,4}$/.test(text.slice(start, end)) ? '' : '$&');
  if (before !== '' && !endsClean(before)) return isLeadWord(before);
  if (after !== '' && !beginsClean(after)) return false;
  return !isMoney(before) && (after === '' || !beginsWithUnit(after));
}

/** "€ 1200", "EUR 1200" */
function isMoney(before: string): boolean {
  const end = before.replace(/\s$/, '');
  if (end === '' || '€$£¥₹₺'.includes(end.slice(-1))) return end !== '';
  return isWordOf('money', end.slice(-3).toLowerCase()) && !hasLetter(end.slice(-4, -3));
}

function endsClean(before: string): boolean {
  const last = before.slice(-1);
  if (hasWord(last) || '_#=&%§~*\\'.includes(last)) return false;
  return !'-./:,@'.includes(last) || !hasWord(before.slice(-2, -1)) || /\d{4},$/.test(before);
}

function beginsClean(after: string): boolean {
  const first = after.charAt(0);
  if (hasWord(first) || /^([_@=#]|[:/]\d|,\d{1,4}(?![\d-]))/.test(after)) return false;
  return !hasLetter(after.charAt(1)) || !(first === '-' || /^\..[a-z]?\d/i.test(after));
}

/** "Tel.030…", "Telefon:030…": a phone word may stand right before the number. */
function isLeadWord(before: string): boolean {
  const found = /[a-zé]+(?=[.:]{0,2}$)/i.exec(before);
  return found !== null && !hasWord(before.charAt(found.index - 1)) && isWordOf('leads', found[0].toLowerCase());
}

/** May this be a phone number without anything around it saying so? */
export function hasPhoneShape(text: string, country: string): boolean {
  const main = withoutExtension(text);
  if (!balanced(main)) return false;
  const digits = main.replace(/\D/g, '');
  if (/^\(?\+/.test(main)) return digits.length >= 9 && digits.length <= 17;
  if (main.indexOf('+') > 0) return false;
  if (/^00[1-9]/.test(digits)) return digits.length >= 11 && digits.length <= 18;
  if (/^0[1-9]/.test(digits)) return digits.length >= (ANY_LENGTH.has(country) ? 9 : 7) && digits.length <= 14;
  if (numberShape('american').test(main)) return true;
  if (writesZero(country) || !/\d[^\d]+\d/.test(main)) return false;
  return /^[1-9]/.test(digits) && digits.length >= 8 && digits.length <= 11;
}

/** Every way to write an extension has a letter in it. */
function withoutExtension(text: string): string {
  return /[a-z]/i.test(text) ? text.replace(numberShape('tail'), '') : text;
}

function balanced(text: string): boolean {
  const open = text.split('(').length;
  return open === text.split(')').length && open <= 3;
}

/** Anything that a field called phone may hold: also short internal numbers, vanity numbers and feature codes. */
export function isDiallable(text: string): boolean {
  const trimmed = asciiDigits(text).trim();
  if (trimmed.length > 60 || (trimmed.includes('@') && /^(sips?:)?[^\s@]+@[^\s@]+$/i.test(trimmed)))
    return /^sips?:/i.test(trimmed);
  if (isDay(trimmed)) return false;
  const digits = countDigits(trimmed, 30);
  if (FREEPHONE.test(trimmed) && numberShape('vanityAlone').test(trimmed)) return true;
  const rest = withoutExtension(trimmed);
  return digits >= 2 && digits <= 20 && numberShape('diallable').test(rest);
}
