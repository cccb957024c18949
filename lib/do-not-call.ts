/** The do-not-call list: numbers, and patterns with * (any digits) and ? (one digit). Pure. */
import { reached } from './dial-plan';
import type { DoNotCall } from './dial-rules';
import { isEmergency } from './emergency-numbers';
import type { TextKey } from './i18n';
import { plainAddress } from './numbers-reached';
import { internationalStarts, type NumberRules, parseDialled, sameNumber } from './phone-number';
import { digitsOf, plainText } from './phone-text';

/** A pattern must say this many digits, or it would stop nearly every call. */
const LEAST_DIGITS = 2;
/** Longer ones are no numbers. */
const LONGEST = 60;

/** The entry that stands against one of these numbers: one that blocks before one that asks. */
export function entryAgainst(
  numbers: readonly string[],
  list: readonly DoNotCall[],
  rules: NumberRules,
): DoNotCall | undefined {
  const called = [...new Set(numbers.map((number) => plainAddress(reached(number))))];
  const against = list.filter((entry) => called.some(matcherOf(entry, rules)));
  return against.find(({ mode }) => mode === 'block') ?? against[0];
}

/** What is wrong with a pattern as it was typed: the reason, which names the remedy. */
export function patternProblem(pattern: string, rules: NumberRules): TextKey | undefined {
  const typed = pattern.trim();
  if (!typed) return 'invalid_required';
  if (isEmergency(bare(typed), rules.country)) return 'invalid_patternEmergency';
  if (!/[*?]/.test(typed)) return parseDialled(typed, rules) === null ? 'invalid_pattern' : undefined;
  if (typed.length > LONGEST || !/^\+?[\d*?]+$/.test(bare(typed))) return 'invalid_pattern';
  const start = bare(typed);
  // "00*" would be every number there is.
  const isWide = digitsOf(start).length < LEAST_DIGITS || internationalStarts(start, rules.country).includes('+*');
  return isWide ? 'invalid_patternWide' : undefined;
}

type Matcher = (called: string) => boolean;

/** Lists are long and asked at every key that is typed: each entry is read once for the same rules. */
const matchers = new WeakMap<DoNotCall, { key: string; matcher: Matcher }>();

function matcherOf(entry: DoNotCall, rules: NumberRules): Matcher {
  const key = [rules.country, rules.internalDigits, rules.areaCode, rules.outsidePrefix].join(' ');
  const known = matchers.get(entry);
  if (known?.key === key) return known.matcher;
  const matcher = matcherFor(entry.pattern, rules);
  matchers.set(entry, { key, matcher });
  return matcher;
}

function matcherFor(pattern: string, rules: NumberRules): Matcher {
  if (patternProblem(pattern, rules)) return () => false;
  if (!/[*?]/.test(pattern)) {
    const listed = plainAddress(parseDialled(pattern, rules) ?? '');
    return (called) => sameNumber(listed, called);
  }
  const start = bare(pattern);
  const expressions = [start, ...internationalStarts(start, rules.country)].map(wildcard);
  return (called) => expressions.some((expression) => expression.test(called));
}

/** Without what people part digits by, and without the "(0)" that is not dialled behind a country's code. */
function bare(pattern: string): string {
  const plain = plainText(pattern);
  return (/^\W*(\+|00)/.test(plain) ? plain.replace(/\(\s*0\s*\)/, '') : plain).replace(/[\s()/.-]/g, '');
}

/** `*` is any digits, `?` one; each way is matched as a whole. Linear: there are no nested repetitions. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/\*+/g, '*')
    .replace(/[+*?]/g, (sign) => ({ '+': '\\+', '*': '\\d*', '?': '\\d' })[sign] ?? '');
  // Any digits at the beginning are those of any country.
  return new RegExp(`^${pattern.startsWith('*') ? '\\+?' : ''}${source}$`);
}
