/**
 * What the words around a value say about it. Labels are folded first (lower case, no accents, camelCase and
 * punctuation split), so that "Tel.-Nr.", "telNr", "TÉLÉPHONE" and "phone_number" meet the same few rules.
 */
import {
  ABOUT_WORDS,
  FAX,
  NAME_NOISE,
  NOT_PHONE_PART,
  NUMBER_PART,
  NUMBER_WORDS,
  OTHER_PART,
  OTHER_PHRASE,
  OTHER_WORDS,
  PHONE_NUMBER_WORD,
  PHONE_PART,
  PHONE_PHRASE,
  PHONE_WORDS,
  SERVICE,
} from './vocabulary';

/**
 * `phone`: may be dialled. `fax`, `other`: must not get an icon. `number`: some number, of what is not said.
 * '': says nothing.
 */
export type LabelKind = 'phone' | 'fax' | 'other' | 'number' | '';

const MAX_LABEL = 80;

const words = (list: string) => new Set(list.split(' '));
const phoneWords = words(PHONE_WORDS);
const aboutWords = words(ABOUT_WORDS);
const numberWords = words(NUMBER_WORDS);
const otherWords = words(OTHER_WORDS);
/** "rechnung*" and the like, by their first two letters: one look decides for most words. */
const otherBeginnings = new Map<string, string[]>();
for (const word of otherWords) {
  if (!word.endsWith('*')) continue;
  const beginning = word.slice(0, -1);
  const key = beginning.slice(0, 2);
  otherBeginnings.set(key, [...(otherBeginnings.get(key) ?? []), beginning]);
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

const known = new Map<string, LabelKind>();
const KNOWN_LIMIT = 2000;

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
  const telling = folded.filter((word) => !NAME_NOISE.test(word));
  const kind = classify(telling.join(' '));
  return kind === 'phone' && folded.some((word) => /^(type|code|status|format)$/.test(word)) ? 'other' : kind;
}

function classify(folded: string): LabelKind {
  if (folded === '') return '';
  const said = new Set<LabelKind | 'about'>();
  for (const word of folded.split(' ')) said.add(wordKind(word));
  if (said.has('fax')) return 'fax';
  if (PHONE_PHRASE.test(folded)) return 'phone';
  if (said.has('phone')) return said.has('about') ? 'other' : 'phone';
  if (said.has('about') || said.has('other') || OTHER_PHRASE.test(folded)) return 'other';
  return said.has('number') ? 'number' : '';
}

function wordKind(written: string): LabelKind | 'about' {
  const word = written.replace(/(?<=\p{L})\d+$/u, '');
  if (FAX.test(word)) return 'fax';
  if (NOT_PHONE_PART.test(word)) return 'about';
  if (phoneWords.has(word) || PHONE_PART.test(word) || PHONE_NUMBER_WORD.test(word) || SERVICE.test(word))
    return 'phone';
  if (aboutWords.has(word)) return 'about';
  if (
    otherWords.has(word) ||
    OTHER_PART.test(word) ||
    otherBeginnings.get(word.slice(0, 2))?.some((each) => word.startsWith(each))
  )
    return 'other';
  return numberWords.has(word) || NUMBER_PART.test(word) ? 'number' : '';
}

const CLAUSE = /[;|\n\r•·?!]|,\s|\.\s(?=\p{Lu}\p{Ll}{3})/u;
/** Words that lead over to the number: what was spoken of before them is not what it is. */
const LEADS_OVER =
  /^(unter|at|under|au|al|ao|op|pod|pa|on|sul|onder|call|ring|dial|text|reach|anrufen|rufen|bel|bellen|llamar|chiamare|appeler|dzwonic|oddzwonic|zavolat|ligue|ara)$/;

/**
 * What the words right before a number in running text say ("Tel.: 030 …", "Kd.-Nr. 0471…"): only the last few count,
 * and the last that says anything wins; what else a number may be is said by its neighbours only.
 */
export function classifyLeadIn(before: string): LabelKind {
  const clause = before.slice(-60).split(CLAUSE).pop() ?? '';
  if (NAMES_BOTH.test(clause)) return 'phone';
  const sign = SIGNS.find(([each]) => each.test(clause.slice(-6)));
  if (sign) return sign[1];
  const near = fold(clause).split(' ').slice(-4);
  const over = near.findLastIndex((word) => LEADS_OVER.test(word));
  if (ACRONYM.test(clause)) return 'other';
  const letter = LETTER.exec(clause)?.[1]?.toLowerCase();
  if (letter) return letter === 'f' ? 'fax' : 'phone';
  if (PHONE_PHRASE.test(near.slice(-3).join(' '))) return 'phone';
  const reach = numberWords.has(near.at(-1) ?? '') ? 3 : 2;
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
