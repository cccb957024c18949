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

/** What is called so is not dialled. */
export function isOther(kind: LabelKind): boolean {
  return kind === 'fax' || kind === 'other';
}

/** What is called so is a phone or a fax. */
export function isPhone(kind: LabelKind): boolean {
  return kind === 'phone' || kind === 'fax';
}

const MAX_LABEL = 80;

type PhraseKind = keyof Vocabulary['phrases'];

/** The vocabulary as it is looked up. */
interface Lexicon extends Omit<Vocabulary, 'words'> {
  /** With a blank before and behind each word: to make sets of a thousand words costs more than they are ever asked. */
  words: Record<keyof Vocabulary['words'], string>;
  fields: ReadonlySet<string>;
}

let lexicon: Lexicon;
/** Empty what is remembered. */
const forget: (() => void)[] = [];
const KNOWN_LIMIT = 1000;
/** Words of running text do not come again. */
const LONG_LEAD = 12;

/** MUST be called before anything is classified. */
export function learn(vocabulary: Vocabulary): void {
  const words = Object.entries(vocabulary.words).map(([name, list]) => [name, ` ${list} `]);
  lexicon = {
    ...vocabulary,
    words: Object.fromEntries(words) as Lexicon['words'],
    fields: new Set(vocabulary.words.fields.split(' ')),
  };
  for (const each of forget) each();
}

const patterns = new Map<string, RegExp>();

/** The expression of this text, made when it is first asked: few pages ask all. The same text always has the same flags. */
function pattern(source: string, flags?: string): RegExp {
  const known = patterns.get(source);
  if (known) return known;
  const made = new RegExp(source, flags);
  patterns.set(source, made);
  return made;
}

/** Is the word in the list, or does it begin as an entry with "*" does? */
function isIn(list: string, word: string): boolean {
  const start = ` ${word.slice(0, 2)}`;
  for (let at = word ? list.indexOf(start) : -1; at >= 0; at = list.indexOf(start, at + 1)) {
    const entry = list.slice(at + 1, list.indexOf(' ', at + 1));
    if (entry === word || (entry.endsWith('*') && word.startsWith(entry.slice(0, -1)))) return true;
  }
  return false;
}

const SIGNS: [RegExp, LabelKind][] = [
  [/[\u{1F4E0}\u{1F5B7}]/u, 'fax'],
  [/[\u260E\u260F\u2706\u{1F4DE}\u{1F4F1}\u{1F4F2}\u{1F57F}\u{1F57D}]/u, 'phone'],
];

/** "PO": names of things only where they are written in capitals. */
function acronym(words: string): LabelKind {
  return numberShape('acronym').test(words) ? 'other' : '';
}

function signOf(text: string): LabelKind {
  return SIGNS.find(([sign]) => sign.test(text))?.[1] ?? '';
}

/** Letters with a stroke through them are no accents to Unicode. */
const STROKES: Record<string, string> = { ł: 'l', ø: 'o', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };

/** Lower case, without accents, words split at camelCase, digits and punctuation; one blank between words. */
export function fold(label: string): string {
  if (BEYOND_LATIN.test(label)) return foldAny(label);
  const plain = /[\u0080-\uffff]/.test(label) ? label.normalize('NFKD').replace(/[\u0300-\u036f\u00ad]/g, '') : label;
  const folded = withoutStrokes(plain.replace(/([a-zßæœłøđı])([A-ZÆŒŁØĐ])/g, '$1 $2').toLowerCase());
  return BEYOND_LATIN.test(folded)
    ? onlyWords(folded)
    : folded.replace(/[^a-z\d\u00df-\u00f6\u00f8-\u024f]+/g, ' ').trim();
}

const BEYOND_LATIN = /[\u0250-\uffff]/;

/** The same for any script: the classes of Unicode are made only on pages that need them. */
function foldAny(label: string): string {
  const plain = label
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad]/gu, '')
    .normalize('NFC');
  return onlyWords(withoutStrokes(plain.toLowerCase()));
}

function withoutStrokes(word: string): string {
  return word.replace(/[łøıßæœ]/g, (letter) => STROKES[letter] ?? letter);
}

function onlyWords(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** What a label or a column head says about its value. */
export function classifyLabel(label: string): LabelKind {
  return label === '' || label.length > MAX_LABEL ? '' : labelKind(label);
}

const labelKind = rememberer((label): LabelKind => {
  const folded = foldSigns(label);
  const kind =
    folded === 'f' ? 'fax' : classify(folded) || signOf(label) || (/\S\s+\S/.test(label) ? '' : acronym(label));
  // "Kunde: Maier" has its value and is no label of the next.
  if (kind === 'other' && /: *[^\d\s]/.test(label)) return '';
  return kind === 'fax' && namesBoth(label) ? 'phone' : kind;
});

/** What was found for a text before: rows of a list and fields of a mask say the same again and again. */
function rememberer<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  forget.push(() => known.clear());
  return (text) => {
    let found = known.get(text);
    if (found !== undefined) return found;
    found = find(text);
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(text, found);
    return found;
  };
}

/** "Case #" is its number; an address of mail or of a site is no label, whatever words are in it. */
function foldSigns(label: string): string {
  return fold(label.replace(/\S+@\S+|www\.\S+/gi, ' ').replace(/#(?!\d)/, ' no '));
}

function namesBoth(label: string): boolean {
  return /\W(tele)?fa(x|ks)/i.test(label) && pattern(lexicon.written.both, 'i').test(label);
}

/** All words of a list of the vocabulary. */
export function wordsOf(list: keyof Vocabulary['words']): string[] {
  return lexicon.words[list].trim().split(' ');
}

/** Is the word in this list of the vocabulary? */
export function isWordOf(list: keyof Vocabulary['words'], word: string): boolean {
  return isIn(lexicon.words[list], word);
}

/** Is one of the words of a label or a name in this list? */
export function hasWordOf(list: keyof Vocabulary['words'], label: string): boolean {
  return fold(label)
    .split(' ')
    .some((word) => isWordOf(list, word));
}

/** The selector of these elements. */
export function selectorOf(elements: keyof Vocabulary['selectors']): string {
  return lexicon.selectors[elements];
}

/** The expression of one way to write numbers. */
export function numberShape(shape: keyof Vocabulary['numbers']): RegExp {
  const written = lexicon.numbers[shape];
  return pattern(written[0] ?? '', written[1]);
}

/** Is it written like something that is no phone? */
export function isNoPhone(text: string): boolean {
  return pattern(lexicon.shapes).test(text);
}

/** Does the text begin with a unit or a currency, as what follows an amount does? */
export function beginsWithUnit(text: string): boolean {
  const unit = pattern(lexicon.written.unit, 'i').exec(text)?.[1] ?? '';
  return '€$£%‰°'.includes(unit.charAt(0)) ? unit !== '' : isWordOf('units', unit.toLowerCase());
}

/** Does an attribute of this name hold the CRM's own name of a field? '' for no. */
export function namesField(attribute: string): 'firm' | 'loose' | '' {
  if (!lexicon.fields.has(attribute)) return '';
  return isIn(lexicon.words.looseFields, attribute) ? 'loose' : 'firm';
}

/** Does the head of a column say what kind of thing, or what field of a record, each row is? */
export function isHeadOf(what: 'typeHead' | 'fieldHead', head: string): boolean {
  return pattern(lexicon.written[what], 'i').test(head);
}

/** What the name of a picture says, '' for nothing. */
export function pictureWord(name: string): string {
  return pattern(lexicon.written.picture, 'i').exec(name.replace(/([a-z])([A-Z])/g, '$1 $2'))?.[1] ?? '';
}

/** Do these names tell of a box to search or filter with? */
export function namesSearch(names: string): boolean {
  return MAY_SEARCH.test(names) && pattern(lexicon.written.search, 'i').test(fold(names));
}

/** Whatever can read so once it is folded: most names need no closer look. */
const MAY_SEARCH = /sear|filt|such|q|bus|cer|zoek|szuk|rech|[\u0080-\uffff]/i;

/** What a field name of the CRM's own says ("contact_phone", "phoneFax"); generated parts of it say nothing. */
export function classifyName(name: string): LabelKind {
  if (name.length > MAX_LABEL) return '';
  const folded = fold(name).split(' ');
  const telling = folded.filter((word) => !isIn(lexicon.words.nameNoise, word));
  const kind = classify(telling.join(' '));
  // "incident.u_on_call", "order[contact]": what the record is says nothing about the field.
  if (kind === 'other' && /[.[]\w*[a-z]\w*\]?$/i.test(name)) return classify(fold(name.replace(/^.*[.[]/, ''))) && kind;
  return kind === 'phone' && pattern(lexicon.patterns.noField).test(folded.join(' ')) ? 'other' : kind;
}

function classify(folded: string): LabelKind {
  if (folded === '') return '';
  const said = new Set(folded.split(' ').map(wordKind));
  if (said.has('fax')) return isPhrase('nobody', folded) ? '' : 'fax';
  if (isPhrase('phone', folded)) return 'phone';
  if (said.has('phone')) return said.has('about') ? 'other' : 'phone';
  if (said.has('about') || said.has('other') || isPhrase('other', folded))
    return pattern(lexicon.patterns.place).test(folded) || isPhrase('nobody', folded) ? '' : 'other';
  return said.has('number') ? 'number' : '';
}

/** Is it one of these phrases? Asked are the groups only that one of its words leads to. */
function isPhrase(kind: PhraseKind, folded: string): boolean {
  const led = folded.split(' ').reduce((groups, word) => groups | groupsOf[kind](word), 0);
  if (led === 0) return false;
  return lexicon.phrases[kind].some(([, phrases], i) => led & (1 << i) && pattern(phrases).test(folded));
}

/** The groups of phrases that the word leads to, a bit for each. */
function groupFinder(kind: PhraseKind): (word: string) => number {
  return rememberer((word) =>
    lexicon.phrases[kind].reduce((groups, [leads], i) => groups | (isIn(leads, word) ? 1 << i : 0), 0),
  );
}

const groupsOf: Record<PhraseKind, (word: string) => number> = {
  phone: groupFinder('phone'),
  other: groupFinder('other'),
  nobody: groupFinder('nobody'),
};
const wordKind = rememberer(findWordKind);

function findWordKind(written: string): LabelKind | 'about' {
  const { words } = lexicon;
  const word = /\d$/.test(written) ? written.replace(/(\D)\d+$/, '$1') : written;
  const is = (name: keyof Vocabulary['patterns']) => pattern(lexicon.patterns[name]).test(word);
  if (is('fax')) return 'fax';
  if (is('notPhonePart')) return 'about';
  if (isIn(words.phone, word) || is('phonePart') || is('phoneNumberWord') || is('service')) return 'phone';
  if (isIn(words.about, word)) return 'about';
  if (isIn(words.other, word) || is('otherPart')) return 'other';
  return isIn(words.number, word) || is('numberPart') ? 'number' : '';
}

/**
 * What the words right before a number in running text say ("Tel.: 030 …", "Kd.-Nr. 0471…"): only the last few count,
 * and the last that says anything wins; what else a number may be is said by its neighbours only.
 */
export function classifyLeadIn(before: string): LabelKind {
  if (!/[^\s.:,;()/-]/.test(before)) return '';
  return before.length > LONG_LEAD ? kindOfLeadIn(before) : shortLeadIn(before);
}

const shortLeadIn = rememberer(kindOfLeadIn);

function kindOfLeadIn(before: string): LabelKind {
  const clause = before.slice(-60).split(numberShape('clause')).pop() ?? '';
  if (namesBoth(clause)) return 'phone';
  const sign = signOf(clause.slice(-6));
  if (sign) return sign;
  const folded = foldSigns(clause);
  const subject = folded.replace(pattern(lexicon.patterns.copula), '');
  // "The serial number on the unit is …" names it further away.
  const isNamed = subject !== folded;
  const near = subject.split(' ').slice(isNamed ? -6 : -4);
  const over = isNamed ? -1 : near.findLastIndex((word) => isIn(lexicon.words.leadsOver, word));
  if (acronym(clause)) return 'other';
  const letter = numberShape('letter').exec(clause)?.[1]?.toLowerCase();
  if (letter) return letter === 'f' ? 'fax' : 'phone';
  const last = near.slice(-4).join(' ');
  if (isPhrase('phone', last)) return 'phone';
  if (isPhrase('nobody', last)) return '';
  const isOfThing = /^d.{0,2}$/.test(near.at(-2) ?? '') && numberShape('ofThing').test(clause);
  const reach = isNamed ? 6 : isOfThing || isIn(lexicon.words.number, near.at(-1) ?? '') ? 3 : 2;
  let weak: LabelKind = '';
  for (let from = near.length - 1; from >= 0; from--) {
    const kind = classify(near.slice(from).join(' '));
    if (isPhone(kind)) return kind;
    if (from <= over || near.length - from > reach) continue;
    if (kind === 'other' && isIn(lexicon.words.people, near[from] ?? '')) {
      // "Telefon Kunde" is the customer's, "Kunde Maier" is called so.
      if (wordKind(near[from - 1] ?? '') === 'phone') return 'phone';
      if (from < near.length - 1 && reach < 3) continue;
    }
    if (kind === 'other') return kind;
    weak ||= kind;
  }
  return weak;
}
