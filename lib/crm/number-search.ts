/** Finding a number among numbers that people typed: the CRM narrows down, the number engine decides. */
import { formatNumber, judge, type NumberRules, regionOfNumber, sameNumber } from '../phone-number';
import { digitsOf } from '../phone-text';

/** Last digits that a search asks for: enough to be few, and the same in every way to write the number. */
const TAIL_DIGITS = 7;
/** Numbers up to this length are searched as they are: any longer one would hold their digits. */
const SHORT_DIGITS = 5;

/** What a search asks for. */
export interface NumberSearch {
  /** The whole number, for numbers so short that any longer one would hold their digits. */
  exactly?: string;
  /** The last digits, without separators. */
  tail: string;
  /** The same with anything in between, in SQL's LIKE: "%2%3%1%2%5%". */
  like: string;
}

/** undefined where there are no digits to look for. */
export function searchFor(number: string): NumberSearch | undefined {
  const digits = digitsOf(number.split(';ext=')[0] ?? '');
  if (!digits) return undefined;
  const tail = digits.slice(-TAIL_DIGITS);
  const search = { tail, like: `%${[...tail].join('%')}%` };
  return digits.length <= SHORT_DIGITS ? { ...search, exactly: digits } : search;
}

/**
 * Does this text, read as a phone field of the CRM, reach the same phone? `rules` say how numbers without + in the CRM are
 * read; without them, as in the region of the number itself.
 */
export function reaches(text: unknown, number: string, rules: NumberRules | undefined): boolean {
  if (typeof text !== 'string') return false;
  const reading = rules ?? { country: regionOfNumber(number) || 'DE', internalDigits: SHORT_DIGITS - 1 };
  const written = judge({ text, kind: 'field', country: '' }, reading);
  return written !== null && sameNumber(written.number, number);
}

/** The ways people and programs write a number, most likely first, for CRMs that find only what is equal. */
export function spellings(number: string, rules?: NumberRules): string[] {
  const [main = ''] = number.split(';ext=');
  if (!main.startsWith('+')) return main ? [main] : [];
  const home = rules?.country ?? (regionOfNumber(number) || 'DE');
  const abroad = formatNumber(main, 'ZZ');
  const national = formatNumber(main, home);
  const all = [main, abroad, `00${main.slice(1)}`, main.slice(1)];
  if (!national.startsWith('+'))
    all.push(national, digitsOf(national), national.replace(' ', '/'), national.replace(' ', '-'));
  return [...new Set(all)];
}
