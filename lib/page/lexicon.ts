/**
 * What the words around a value say about it. Labels are folded first (lower case, no accents, camelCase and
 * punctuation split), so that "Tel.-Nr.", "telNr", "TÉLÉPHONE" and "phone_number" meet the same few rules.
 */
import type { Vocabulary } from './vocabulary';

/**
 * `phone`: may be dialled. `fax`, `other`: must not get an icon. `number`: some number, of what is not said.
 * '': says nothing.
 */
export type LabelKind = 'phone' | 'fax' | 'other' | 'number' | '';

const MAX_LABEL = 80;

/** The vocabulary as it is looked up. */
interface Lexicon {
  words: Record<keyof Vocabulary['words'], Set<string>>;
  patterns: Record<keyof Vocabulary['patterns'], RegExp>;
  /** "rechnung*" and the like, by their first two letters: one look decides for most words. */
  otherBeginnings: Map<string, string[]>;
}

let lexicon: Lexicon;
const known = new Map<string, LabelKind>();
const KNOWN_LIMIT = 2000;

/** MUST be called before anything is classified. */
export function learn({ words, patterns }: Vocabulary): void {
  lexicon = {
    words: mapValues(words, (list) => new Set(list.split(' '))),
    patterns: mapValues(patterns, (source) => new RegExp(source, 'u')),
    otherBeginnings: beginnings(words.other),
  };
  known.clear();
}

function mapValues<K extends string, T>(texts: Record<K, string>, make: (text: string) => T): Record<K, T> {
  const made = Object.entries<string>(texts).map(([key, text]) => [key, make(text)]);
  return Object.fromEntries(made) as Record<K, T>;
}

function beginnings(list: string): Map<string, string[]> {
  const cut = list.split(' ').flatMap((word) => (word.endsWith('*') ? [word.slice(0, -1)] : []));
  return Map.groupBy(cut, (word) => word.slice(0, 2));
}

const SIGNS: [RegExp, LabelKind][] = [
  [/[\u{1F4E0}\u{1F5B7}]/u, 'fax'],
  [/[\u260E\u260F\u2706\u{1F4DE}\u{1F4F1}\u{1F4F2}\u{1F57F}\u{1F57D}]/u, 'phone'],
];
/** Letters with a stroke through them are no accents to Unicode. */
const STROKES: Record<string, string> = { ł: 'l', ø: 'o', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };

/** Lower case, without accents, words split at camelCase, digits and punctuation; one blank between words. */
export function fold(label: string): string {
  return label
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[łøıßæœ]/g, (letter) => STROKES[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What a label or a column head says about its value. */
export function classifyLabel(label: string): LabelKind {
  if (label === '' || label.length > MAX_LABEL) return '';
  const before = known.get(label);
  if (before !== undefined) return before;
  const folded = fold(label);
  const kind = folded === 'f' ? 'fax' : classify(folded) || (SIGNS.find(([sign]) => sign.test(label))?.[1] ?? '');
  const both = kind === 'fax' && NAMES_BOTH.test(label) ? 'phone' : kind;
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(label, both);
  return both;
}

/** "Tel./Fax", "Telefon und Telefax": one number for both. */
const NAMES_BOTH =
  /(^|\P{L})(tel|tél|telef\p{L}*|téléph\p{L}*|fon|phone)\P{L}*([/&+,|]|\s(u|und|and|et|e|y|i|en|og|och)\W)\s*(tele)?fax\P{L}*$/iu;

/** What a field name of the CRM's own says ("contact_phone", "phoneFax"); generated parts of it say nothing. */
export function classifyName(name: string): LabelKind {
  if (name.length > MAX_LABEL) return '';
  const folded = fold(name).split(' ');
  const telling = folded.filter((word) => !lexicon.words.nameNoise.has(word));
  const kind = classify(telling.join(' '));
  return kind === 'phone' && folded.some((word) => /^(type|code|status|format)$/.test(word)) ? 'other' : kind;
}

function classify(folded: string): LabelKind {
  if (folded === '') return '';
  const said = new Set<LabelKind | 'about'>();
  for (const word of folded.split(' ')) said.add(wordKind(word));
  if (said.has('fax')) return 'fax';
  if (lexicon.patterns.phonePhrase.test(folded)) return 'phone';
  if (said.has('phone')) return said.has('about') ? 'other' : 'phone';
  if (said.has('about') || said.has('other') || lexicon.patterns.otherPhrase.test(folded)) return 'other';
  return said.has('number') ? 'number' : '';
}

function wordKind(written: string): LabelKind | 'about' {
  const { words, patterns, otherBeginnings } = lexicon;
  const word = written.replace(/(?<=\p{L})\d+$/u, '');
  if (patterns.fax.test(word)) return 'fax';
  if (patterns.notPhonePart.test(word)) return 'about';
  if (
    words.phone.has(word) ||
    patterns.phonePart.test(word) ||
    patterns.phoneNumberWord.test(word) ||
    patterns.service.test(word)
  )
    return 'phone';
  if (words.about.has(word)) return 'about';
  if (
    words.other.has(word) ||
    patterns.otherPart.test(word) ||
    otherBeginnings.get(word.slice(0, 2))?.some((each) => word.startsWith(each))
  )
    return 'other';
  return words.number.has(word) || patterns.numberPart.test(word) ? 'number' : '';
}

const CLAUSE = /[;|\n\r•·?!]|,\s|\.\s(?=\p{Lu}\p{Ll}{3})/u;

/**
 * What the words right before a number in running text say ("Tel.: 030 …", "Kd.-Nr. 0471…"): only the last few count,
 * and the last that says anything wins; what else a number may be is said by its neighbours only.
 */
export function classifyLeadIn(before: string): LabelKind {
  if (!/[^\s.:,;()/-]/.test(before)) return '';
  const clause = before.slice(-60).split(CLAUSE).pop() ?? '';
  if (NAMES_BOTH.test(clause)) return 'phone';
  const sign = SIGNS.find(([each]) => each.test(clause.slice(-6)));
  if (sign) return sign[1];
  const near = fold(clause).split(' ').slice(-4);
  const over = near.findLastIndex((word) => lexicon.words.leadsOver.has(word));
  if (ACRONYM.test(clause)) return 'other';
  const letter = LETTER.exec(clause)?.[1]?.toLowerCase();
  if (letter) return letter === 'f' ? 'fax' : 'phone';
  if (lexicon.patterns.phonePhrase.test(near.slice(-3).join(' '))) return 'phone';
  const reach = lexicon.words.number.has(near.at(-1) ?? '') ? 3 : 2;
  let weak: LabelKind = /[#№]\s*$/.test(clause) ? 'number' : '';
  for (let from = near.length - 1; from >= 0; from--) {
    const kind = classify(near.slice(from).join(' '));
    if (kind === 'phone' || kind === 'fax') return kind;
    if (from <= over || near.length - from > reach) continue;
    if (kind === 'other') return kind;
    weak ||= kind;
  }
  return weak;
}

/** Short words that are names of things only in capitals. */
const ACRONYM = /(?:^|\P{L})(?:PO|SO|SN|PN|P\/N|S\/N|CA|LOT|FN)[\s.:#-]*$/u;
/** "T +49 …", "M: …", "p. …", "F …": one letter right before a number. */
const LETTER = /(?:^|[\s(])([TMPFtmpfdg])\s?[.:]?\s*$/;
