/**
 * Which stretches of a text may be phone numbers, by shape alone: a cheap filter, one expression, and the evidence
 * against. Whether a candidate is a number is judged in the background, which holds the numbering plans.
 */
import { classifyLeadIn, type LabelKind } from './lexicon';

export interface TextCandidate {
  start: number;
  end: number;
  text: string;
  /** What the words right before it say. */
  leadIn: LabelKind;
}

const BLANK = ' \\u00a0\\u2007\\u2009\\u202f';
const DASH = '\\-\\u2010-\\u2015';
const RUN = new RegExp(
  `[+(\\d](?:[\\d${BLANK}()+/.${DASH}]{2,38}\\d)(?:[${BLANK}]*(?:;ext=|ext\\.?|x|dw\\.?|durchwahl|app\\.?|int\\.?|wew\\.?)[${BLANK}]*\\d{1,6})?`,
  'giu',
);
const SPLIT = new RegExp(`[${BLANK}]+[/|${DASH}][${BLANK}]*(?=[+(]?0|\\+)|[${BLANK}]{2,}(?=[+(]?0|\\+)|/(?=\\+)`, 'u');
/** Longer texts are read up to here: a mask holds no phone number behind so much prose in one node. */
const MAX_TEXT = 100_000;

/** Regions whose national numbers carry no leading 0, so that grouped digits alone may be a number. */
const NO_TRUNK = new Set([
  'ES',
  'PT',
  'IT',
  'PL',
  'DK',
  'NO',
  'CZ',
  'GR',
  'LU',
  'LV',
  'EE',
  'IS',
  'MT',
  'CY',
  'SG',
  'HK',
]);

const NEGATIVE_SHAPES: readonly RegExp[] = [
  /^(0?[1-9]|[12]\d|3[01])[./-](0?[1-9]|1[0-2])[./-](\d{2}|(19|20)\d{2})(?!\d)/, // 12.03.2024
  /^(19|20)\d{2}[./-](0?[1-9]|1[0-2])[./-](0?[1-9]|[12]\d|3[01])(?!\d)/, // 2024-03-12
  /^(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])\/(19|20)\d{2}/, // 3/12/2024
  /^(19|20)\d{2}\s*[-–/]\s*((19|20)\d{2}|\d{1,2})$/, // 2019-2024
  /^[1-9]\d{0,2}(\.\d{3})+$/, // 1.234.567
  /^(?!0\d)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/, // 192.168.178.20
  /^\d{1,3}\.\d{4,}$/, // 52.520008
  /^\d{4}([ -]\d{4}){2,3}([ -]\d{1,3})?$/, // card
  /^97[89][- ]?\d/, // ISBN
  /^0+$|^(\d)\1{6,}$/,
  /^\d+(\.\d+){2,}-\d+$/, // build
  /^0\.\d+$/,
];

const UNIT_AFTER =
  /^\s?(€|eur\b|usd\b|chf\b|gbp\b|pln\b|\$|£|%|‰|°|kg\b|g\b|km\b|m\b|mm\b|cm\b|m²|m2\b|stk\b|stück|gb\b|mb\b|kb\b|kwh\b|mwh\b|kw\b|uhr\b|h\b|min\b|sek\b|ms\b|px\b|pcs\b)/i;
const MONEY_BEFORE = /(€|\$|£|eur|usd|chf|gbp|pln)\s?$/i;

/** Digits in the text, counted no further than `enough`. */
export function countDigits(text: string, enough: number): number {
  let digits = 0;
  const length = Math.min(text.length, MAX_TEXT);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57 && ++digits >= enough) return digits;
  }
  return digits;
}

/** Every candidate in the text, left to right. `country` is the page's region, '' for unknown. */
export function candidatesIn(text: string, country: string): TextCandidate[] {
  const found: TextCandidate[] = [];
  if (countDigits(text, 6) < 6) return found;
  const limited = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text;
  let previousEnd = 0;
  for (const match of limited.matchAll(RUN)) {
    let start = match.index;
    for (const part of splitRun(match[0])) {
      const at = limited.indexOf(part, start);
      start = at + part.length;
      const leadIn = classifyLeadIn(limited.slice(Math.max(previousEnd, at - 60), at));
      if (acceptable(part, limited, at, leadIn, country)) found.push({ start: at, end: start, text: part, leadIn });
      previousEnd = start;
    }
  }
  return found;
}

function splitRun(run: string): string[] {
  return run
    .split(SPLIT)
    .map((part) => part.replace(/^[\s/.)–—-]+|[\s/.(–—-]+$/gu, ''))
    .filter((part) => part !== '');
}

function acceptable(part: string, text: string, at: number, leadIn: LabelKind, country: string): boolean {
  if (leadIn === 'fax' || leadIn === 'other') return false;
  if (!cleanEdges(text, at, at + part.length)) return false;
  if (NEGATIVE_SHAPES.some((shape) => shape.test(part))) return false;
  if (/^\s*[([]?\s*(tele)?fax/i.test(text.slice(at + part.length, at + part.length + 12))) return false;
  return leadIn === 'phone' ? isDiallable(part) : hasPhoneShape(part, country);
}

/** Is the stretch a thing of its own, not a piece of a word, an amount, a path or a longer number? */
function cleanEdges(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  if (/[\p{L}\p{N}_@#=&%§~*]$/u.test(before) || /[\p{L}\p{N}][-./\\:,_]$/u.test(before)) return isLeadWord(before);
  if (/^[\p{L}\p{N}_@=]/u.test(after) || /^([,:]\d|-\p{L}|\/\d|[._]\p{L}\p{L}?\d)/u.test(after)) return false;
  return !MONEY_BEFORE.test(before) && !UNIT_AFTER.test(after);
}

/** "Tel.030…", "Telefon:030…": a phone word may stand right before the number. */
function isLeadWord(before: string): boolean {
  return /(^|[^\p{L}])(t|tel|telefon|fon|phone|mobil|mobile|handy|m)[.:]{0,2}$/iu.test(before);
}

/** May this be a phone number without anything around it saying so? */
export function hasPhoneShape(text: string, country: string): boolean {
  const main = text.replace(
    /[\s\u00a0]*(;ext=|ext\.?|x|dw\.?|durchwahl|app\.?|int\.?|wew\.?)[\s\u00a0]*\d{1,6}$/iu,
    '',
  );
  if (!balanced(main)) return false;
  const digits = main.replace(/\D/g, '');
  if (/^\(?\+/.test(main)) return digits.length >= 8 && digits.length <= 17;
  if (main.indexOf('+') > 0) return false;
  if (/^00[1-9]/.test(digits)) return digits.length >= 10 && digits.length <= 18;
  if (/^0[1-9]/.test(digits)) return digits.length >= 7 && digits.length <= 14;
  if (/^\(?[2-9]\d{2}\)?[ .\-\u00a0]\d{3}[ .\-\u2011]\d{4}$/.test(main)) return true;
  if (/^1[ .-]\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}$/.test(main)) return true;
  if (NO_TRUNK.has(country))
    return /^[2-9]/.test(digits) && digits.length >= 8 && digits.length <= 10 && /\s/.test(main);
  return false;
}

function balanced(text: string): boolean {
  const open = text.split('(').length;
  return open === text.split(')').length && open <= 3;
}

/** Anything that a field called phone may hold: also short internal numbers, vanity numbers and feature codes. */
export function isDiallable(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length > 60 || /^(sips?:)?[^\s@]+@[^\s@]+$/i.test(trimmed)) return /^sips?:/i.test(trimmed);
  if (NEGATIVE_SHAPES.slice(0, 3).some((shape) => shape.test(trimmed))) return false;
  const digits = countDigits(trimmed, 30);
  if (/^\+?0?[\d ]*800[ -]?[A-Z][A-Z -]{3,12}$/.test(trimmed)) return true;
  const rest = trimmed.replace(
    /[\s\u00a0\u2007\u2009\u202f]*(;ext=|ext\.?|x|dw\.?|durchwahl|app\.?|int\.?|wew\.?)[\s\u00a0]*\d{1,6}$/iu,
    '',
  );
  return digits >= 2 && digits <= 20 && /^[+(*#\d][\d\s\u00a0\u2007\u2009\u202f()+/.,*#\-\u2010-\u2015]*$/u.test(rest);
}
