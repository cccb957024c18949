/**
 * The terms by which calls and people are found: beginnings of words, and of digits. Pure.
 *   "vogel"          a word of a name, a firm or a note: lower case, without accents
 *   "#4930231…"      the digits of a number in E.164; "#30231…" as written at home, without the 0
 *   "<8145…"         the digits backwards: found by the number's end
 *   "2970:vogel"     a word of a note, once more with the week of its call: for words that stand in very many notes
 */
import parse, { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';

export const WEEK = 7 * 86_400_000;
/** Words of one text that are kept; a novel in a note is found by its beginning. */
const MOST_WORDS = 60;
const LONGEST_WORD = 40;
/** Fewer digits say nothing about the end of a number. */
const LEAST_LAST_DIGITS = 3;
/** Letters that no accent turns into another one. */
const PLAIN: Readonly<Record<string, string>> = { ı: 'i', ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd' };

/** The words of a text, as they are compared: each once. */
export function wordsOf(text: string): string[] {
  const folded = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ıßøłæœđ]/g, (letter) => PLAIN[letter] ?? letter);
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

/** The terms of a number: its digits, as dialled at home, and backwards. */
export function numberTerms(number: string): string[] {
  const [main = ''] = number.split(';');
  const digits = main.replace(/\D/g, '');
  if (!digits) return [];
  const national = main.startsWith('+') ? nationalOf(digits) : undefined;
  const terms = [`#${digits}`, `<${[...digits].reverse().join('')}`];
  return national && national !== digits ? [...terms, `#${national}`] : terms;
}

let callingCodes: Set<string> | undefined;

/** What follows the country's code. To parse the whole number would take 20 times as long, and a search reads thousands. */
function nationalOf(digits: string): string | undefined {
  callingCodes ??= new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));
  // No code is the beginning of another one.
  for (const length of [1, 2, 3]) if (callingCodes.has(digits.slice(0, length))) return digits.slice(length);
  return parse(`+${digits}`)?.nationalNumber;
}

/** The terms of a note: its words, and each with the week of its call. */
export function noteTerms(note: string, at: number): string[] {
  return wordsOf(note).flatMap((word) => [word, weekTerm(word, at)]);
}

export function weekTerm(word: string, at: number): string {
  return `${String(Math.floor(at / WEEK)).padStart(4, '0')}:${word}`;
}

/** When the week of this moment began. */
export function weekStart(at: number): number {
  return Math.floor(at / WEEK) * WEEK;
}

/** What somebody typed into a search: beginnings of words, all of which must fit, or digits. */
export interface Wanted {
  words: string[];
  /** Beginnings of number terms, one of which must fit. */
  numbers: string[];
}

export function wantedOf(text: string): Wanted {
  const typed = text.trim();
  if (!/\d/.test(typed) || !/^[\d\s+()/.-]+$/.test(typed)) return { words: wordsOf(typed), numbers: [] };
  const digits = typed.replace(/\D/g, '');
  if (typed.startsWith('+')) return { words: [], numbers: [`#${digits}`] };
  if (digits.startsWith('00')) return { words: [], numbers: [`#${digits.slice(2)}`] };
  const numbers = [`#${digits}`];
  // "030 231" is stored as 4930231…: the 0 of a typed number is not in it.
  if (digits.startsWith('0')) numbers.push(`#${digits.slice(1)}`);
  if (digits.length >= LEAST_LAST_DIGITS) numbers.push(`<${[...digits].reverse().join('')}`);
  return { words: [], numbers };
}

/** Do these terms hold everything that is wanted? */
export function fits({ words, numbers }: Wanted, terms: readonly string[]): boolean {
  const held = (begin: string) => terms.some((term) => term.startsWith(begin));
  return words.every(held) && (numbers.length === 0 || numbers.some(held));
}
