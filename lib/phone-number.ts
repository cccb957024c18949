/**
 * The number engine: one per browser, in the background (libphonenumber metadata is too heavy for every page).
 * No context API here. "max" metadata: the smaller sets cannot tell a valid number from a long enough one.
 *
 * A number is kept in one of these forms, everywhere in Ringside:
 *   "+4930901820"          E.164
 *   "+4930901820;ext=12"   E.164 with an extension
 *   "100", "901820"        digits as given: internal, emergency, service and local numbers
 *   "*21*100#"             feature code, only where somebody typed it or a phone field holds it
 *   "sip:a@b.example"      SIP address, only from the number box
 */
import parse, { type CountryCode, getCountryCallingCode, type PhoneNumber } from 'libphonenumber-js/max';
import { isEmergencyCall } from './emergency-numbers';
import type { Candidate, Judgement } from './messages';
import { asCountry, BEGIN_WITH_1, planOf, usesTrunkZero, WRITTEN_WITHOUT_ZERO } from './numbering-plan';
import {
  digitsOf,
  isDate,
  isPartOfWord,
  LONGEST_TEXT,
  looksLikeOtherThings,
  plainText,
  type Spelling,
  saysFax,
  saysOnlyPhone,
  spell,
  unlink,
} from './phone-text';
import { isService } from './service-numbers';

/** What decides how a number without + is read. */
export interface NumberRules {
  /** ISO 3166 region, e.g. "DE". */
  country: string;
  /** Longest internal number, digits. */
  internalDigits: number;
  /** Area code that local numbers lack, as it is dialled at home ("030"); '' = unknown. */
  areaCode?: string;
  /** What some type for an outside line: behind it, too, an emergency number stays what it is. */
  outsidePrefix?: string;
}

/** E.164 has at most 15 digits (ITU-T E.164, 6.1). */
export const MOST_DIGITS = 15;
/** A subscriber number without its area code is shorter than this; from here on it is a whole number that lost its 0. */
const WHOLE_NUMBER_DIGITS = 9;
/** Shorter national numbers could be read back as internal ones. */
const SAFE_NATIONAL_DIGITS = 7;
const FEATURE_CODE = /^(?=.*\d)[*#][\d*#+]{1,39}$/;
/** What no number has and no name beside one: a mail address, markup, code. Digits in it are not meant to be dialled. */
const OTHER_ADDRESS = /[@{}]|(?<!;ext)=/i;
const SIP_ADDRESS = /^sips?:[^\s@<>"]{1,64}@[^\s@<>"]{1,128}$/i;

/**
 * Is this text a phone number, and which? `field` and `link` may hold anything diallable; `text` needs a valid number and
 * nothing that speaks against it. `rules.country` decides alone: combine it with `candidate.country` by `regionFor` first.
 * Never throws, whatever the text.
 */
export function judge(candidate: Candidate, rules: NumberRules): Judgement {
  const number = candidate.kind === 'text' ? inRunningText(candidate.text, rules) : diallable(candidate.text, rules);
  // A lone digit in a phone field is a default or a count more often than a desk.
  if (number === null || number.length < 2) return null;
  return { number, display: formatNumber(number, rules.country, digitsOf(candidate.text)) };
}

/**
 * The same with the page's region, and where that makes no whole number of one with its 0, as at home: pages say "en-US" over
 * numbers of anywhere.
 */
export function judgeOnPage(candidate: Candidate, onPage: NumberRules, home: NumberRules): Judgement {
  const judged = judge(candidate, onPage);
  if (isWhole(judged) || onPage.country === home.country || !/^\D*0[1-9]/.test(candidate.text)) return judged;
  const atHome = judge(candidate, home);
  return isWhole(atHome) ? atHome : judged;
}

function isWhole(judged: Judgement): boolean {
  return judged?.number.startsWith('+') === true;
}

/** The number that the user typed, pasted or selected, as the log keeps it; null if it cannot be dialled. */
export function parseDialled(text: string, rules: NumberRules): string | null {
  const typed = text.trim();
  if (SIP_ADDRESS.test(typed)) return typed;
  const number = OTHER_ADDRESS.test(typed) ? null : diallable(text, rules);
  // A whole number may have words beside it ("Zentrale 030 ..."); "Room 12" is no desk.
  const isSure = number === null || number.startsWith('+') || isKnownShort(number, rules);
  return isSure || saysOnlyPhone(spell(unlink(text) ?? '')) ? number : null;
}

/**
 * A caller's number as the log keeps it. A PBX sends anything: "030123456", "004930...", "4930...", "sip:+49...@host".
 * What fits no plan stays as its digits, with its +, since it is still worth showing; a user name without digits becomes ''.
 */
export function normaliseCaller(raw: string, rules: NumberRules): string {
  const text = unlink(raw.slice(0, LONGEST_TEXT)) ?? '';
  const spelling = spell(text);
  // "alice2" is a name: its digit would call back a stranger's desk.
  if (/\p{L}/u.test(spelling.before + spelling.after)) return '';
  const number = readFree(spelling, rules);
  return number ?? (spelling.plus ? '+' : '') + spelling.digits.slice(0, MOST_DIGITS + 5);
}

/**
 * How people write it: national at home, international elsewhere, "ext."/"DW" for an extension. What it returns is read
 * back as the same number (in a field, with the same country). `written`: digits that have been read as this number there
 * already, so that they need not be read once more. Never throws.
 */
export function formatNumber(number: string, country: string, written = ''): string {
  const [main = '', extension = ''] = number.split(';ext=');
  const parsed = main.startsWith('+') ? parse(main) : undefined;
  if (!parsed || parsed.number !== main) return number;
  const suffix = extension ? ` ${hasInlineExtensions(main) ? 'DW' : 'ext.'} ${extension}` : '';
  const home = asCountry(country);
  if (home && parsed.country === home) {
    const national = parsed.formatNational();
    if (isReadBack(national, main, home, written)) return national + suffix;
  }
  return parsed.formatInternational() + suffix;
}

/** How a number (E.164) is dialled from within this country; '' where it lies abroad, or only the international way is sure. */
export function nationalDigits(e164: string, country: string): string {
  const home = asCountry(country);
  const parsed = home && parse(e164);
  if (!parsed || parsed.countryCallingCode !== getCountryCallingCode(home)) return '';
  const national = parsed.formatNational();
  if (!isReadBack(national, e164, home)) return '';
  // North America dials a 1 before the area code, which it does not write.
  return parsed.countryCallingCode === '1' ? e164.slice(1) : digitsOf(national);
}

/**
 * "0900..." at home, or "00..." and what else is dialled for abroad there ("011..." in North America), as the start of
 * E.164 numbers. For beginnings of numbers only.
 */
export function internationalStarts(digits: string, country: string): string[] {
  if (digits.startsWith('+')) return [];
  const home = asCountry(country);
  const { trunk, exit } = home ? planOf(home) : { trunk: '', exit: /^00/ };
  const abroad = [/^00/, exit].filter((each) => each.test(digits)).map((each) => digits.replace(each, '+'));
  if (abroad.length > 0 || !home) return [...new Set(abroad)];
  const code = `+${getCountryCallingCode(home)}`;
  const rest = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : '';
  // Belarus dials 80, of which its plan knows the 8.
  const behindTrunk = rest ? [...new Set([code + rest, code + rest.replace(/^0/, '')])] : [];
  // Digits without a trunk 0 are no whole number, unless people leave it away as they do other trunks.
  return trunk === '0' && !WRITTEN_WITHOUT_ZERO.has(home) ? behindTrunk : [code + digits, ...behindTrunk];
}

/** Some plans format what they cannot read back (carrier codes, mobile tokens). */
function isReadBack(national: string, e164: string, home: CountryCode, written = ''): boolean {
  const digits = digitsOf(national);
  if (digits.length < SAFE_NATIONAL_DIGITS) return false;
  return digits === written || readE164(digits, { country: home, internalDigits: 0 })?.number === e164;
}

/** Do two numbers reach the same phone? "+4930901820;ext=12" and "+493090182012" do. */
export function sameNumber(a: string, b: string): boolean {
  return a === b || (a !== '' && b !== '' && folded(a) === folded(b));
}

/**
 * Region of numbers without +: the setting, else what the page suggests, else the browser's language region, else DE
 * (design section 3). Hints are a region ("AT") or a language tag ("de-AT"; "de" alone means DE, "en" alone nothing).
 */
export function regionFor(settingCountry: string, pageHint: string, uiLanguage: string): string {
  return asCountry(settingCountry) ?? regionOfHint(pageHint) ?? regionOfHint(uiLanguage) ?? 'DE';
}

/**
 * Region that an E.164 number belongs to, '' for none (satellites, and what is no E.164 number). What no plan knows yet
 * lies in the first region that has its calling code.
 */
export function regionOfNumber(number: string): string {
  const parsed = number.startsWith('+') ? parse(number.split(';')[0] ?? '') : undefined;
  return parsed?.country ?? parsed?.getPossibleCountries()[0] ?? '';
}

function regionOfHint(hint: string): CountryCode | undefined {
  if (/^[A-Z]{2}$/.test(hint)) return asCountry(hint);
  try {
    const locale = new Intl.Locale(hint.replace(/_/g, '-'));
    // English is written everywhere: without a region it says nothing about the place.
    return asCountry(locale.region ?? (locale.language === 'en' ? '' : (locale.maximize().region ?? '')));
  } catch {
    return undefined;
  }
}

/** Field, link, number box: anything that a phone can dial. */
function diallable(text: string, rules: NumberRules): string | null {
  if (text.length > LONGEST_TEXT) return null;
  const address = unlink(text);
  if (address === null) return null;
  const plain = plainText(address);
  const code = plain.replace(/[\s()-]/g, '');
  if (/^[*#]/.test(code)) return FEATURE_CODE.test(code) ? code : null;
  const spelling = spell(plain);
  if (saysFax(spelling.before) || isDate(spelling.core)) return null;
  const vanity = readVanity(plain, rules);
  if (vanity === null && isPartOfWord(spelling)) return null;
  const found = vanity ?? readFree(spelling, rules) ?? firstOfSeveral(spelling, rules);
  if (found?.startsWith('+')) return found;
  // "2. floor, 030 901820", "1. 030 901820": a whole number behind a few digits is what was meant.
  const listed = /^\(?\d{1,2}[.)]\s+(?=[+(0])/.exec(spelling.core)?.[0] ?? '';
  const rest = listed ? spelling.core.slice(listed.length) : spelling.after;
  const later = readSpelling(spell(rest), rules, (n) => n.isValid());
  return later ? later.number : found;
}

/** Running text: a valid number, written as one, with nothing that speaks against it. */
function inRunningText(text: string, rules: NumberRules): string | null {
  const spelling = text.length > LONGEST_TEXT ? null : spell(text);
  if (!spelling || saysFax(spelling.before) || looksLikeOtherThings(spelling)) return null;
  const home = asCountry(rules.country);
  const zero = home && usesTrunkZero(home) && !WRITTEN_WITHOUT_ZERO.has(home);
  const written = spelling.plus || spelling.digits.startsWith('0') || (home && !zero);
  // Bare digits without a leading 0 or + are some id, unless somebody took the trouble to group them.
  const grouped = spelling.plus || spelling.digits.startsWith('0') || /\d[^\d]+\d/.test(spelling.core);
  if (!written || !grouped) return null;
  const parsed = readSpelling(spelling, rules, (found) => found.isValid() || FICTION.test(found.number));
  if (!parsed) return firstOfSeveral(spelling, rules);
  return cutsAreaCode(spelling, parsed) ? null : withExtension(parsed.number, spelling.extension);
}

/**
 * "0815-4786-01" where the area code is 08154: groups of a number of orders or parts, which happens to fit the plan. People
 * put their hyphens behind an area code, not into it.
 */
function cutsAreaCode({ core, plus, digits }: Spelling, parsed: PhoneNumber): boolean {
  if (plus || !digits.startsWith('0') || !/^\d+(-\d+){2,}$/.test(core) || parsed.getType() !== 'FIXED_LINE')
    return false;
  const areaCode = /\d+/.exec(parsed.formatNational())?.[0] ?? '';
  const first = core.slice(0, core.indexOf('-'));
  return first.length < areaCode.length && areaCode.startsWith(first);
}

/** British numbers kept for films and books are in no plan, and demonstrations are full of them. */
const FICTION = /^\+44(7700900|1632960)\d{3}$/;

/** "030 901820 / 0171 1234567": the first part that is a whole number. */
function firstOfSeveral(spelling: Spelling, rules: NumberRules): string | null {
  const parts = spelling.core.split(/\s*\/\s*|\s-\s/);
  for (const part of parts.length > 1 ? parts : []) {
    const number = inRunningText(part, rules);
    if (number) return number;
  }
  return null;
}

/** "1-800-FLOWERS": letters of the keypad, only where they make a valid number. */
function readVanity(plain: string, rules: NumberRules): string | null {
  // "030 9O1820" is a slip.
  if (!/^[+(]?[\d\s().-]{2,}(?=(?:[^A-Z]*[A-Z]){3})[A-Z][A-Z\d\s-]{2,}$/.test(plain) || spell(plain).extension)
    return null;
  const keys = plain.replace(/[A-Z]/g, (letter) => '22233344455566677778889999'.charAt(letter.charCodeAt(0) - 65));
  // "1-800-..." is how North America writes them, wherever the page is read.
  const written = spell(/^1\W?8\d\d\W/.test(keys) ? `+${keys}` : keys);
  return readSpelling(written, rules, (found) => found.isValid())?.number ?? null;
}

/** Digits as a number in one of the kept forms, as generously as a phone would take them. */
function readFree(spelling: Spelling, rules: NumberRules): string | null {
  const { digits, plus, extension } = spelling;
  if (!digits) return null;
  if (!plus && staysShort(digits, rules)) return digits;
  const parsed = readSpelling(spelling, rules, (found) => found.isPossible());
  if (parsed) return withExtension(parsed.number, extension);
  return plus || startsAbroad(digits) || digits.length > MOST_DIGITS ? null : digits;
}

/** Internal, emergency and service numbers are their digits. */
function staysShort(digits: string, rules: NumberRules): boolean {
  return digits.length <= rules.internalDigits || isKnownShort(digits, rules);
}

function isKnownShort(digits: string, { country, outsidePrefix = '' }: NumberRules): boolean {
  return isEmergencyCall(digits, country, outsidePrefix) || isService(digits, country);
}

/** The number in E.164 that `accepts` takes, trying "(0)" away and kept (Italy keeps it), a valid reading first. */
function readSpelling(
  spelling: Spelling,
  rules: NumberRules,
  accepts: (found: PhoneNumber) => boolean,
): PhoneNumber | undefined {
  const sign = spelling.plus ? '+' : '';
  const readings = [spelling.withoutTrunk, spelling.digits]
    .filter((digits) => digits !== '' && digits.length <= MOST_DIGITS + 5)
    .map((digits) => readE164(sign + digits, rules))
    .filter((found) => found !== undefined);
  const found = readings.find((reading) => reading.isValid()) ?? readings.find(accepts);
  return found && accepts(found) && (found.isValid() || isReadAgain(found)) ? found : undefined;
}

/** Seven digits are possible in North America, and with the country code before them they are no number any more. */
function isReadAgain({ number }: PhoneNumber): boolean {
  const again = international(number.slice(1));
  return again?.number === number && again.isPossible();
}

/** Reads "+49...", "0049..." anywhere, and what the numbering plan at home makes of other digits. */
function readE164(dialled: string, rules: NumberRules): PhoneNumber | undefined {
  if (dialled.startsWith('+')) return international(dialled.slice(1));
  const home = asCountry(rules.country);
  if (startsAbroad(dialled)) {
    // Some plans dial more than 00 for abroad ("0011" in Australia) or begin numbers of their own with it ("000 800" in
    // India); everybody writes 00 for the +, whatever is dialled there ("0057" in Colombia, where 005 is a carrier).
    const abroad = international(dialled.slice(2));
    const own = home && !abroad?.isValid() ? settled(parse(dialled, home)) : undefined;
    return own?.isValid() ? own : abroad;
  }
  if (!home) return undefined;
  if (usesTrunkZero(home) && !dialled.startsWith('0')) {
    if (dialled.length < WHOLE_NUMBER_DIGITS) return withoutZero(dialled, home) ?? readLocal(dialled, home, rules);
    // Without its + more often than without its 0: CRMs and carriers drop the plus.
    const abroad = international(dialled);
    if (abroad?.country === home && abroad.isValid()) return abroad;
    const national = settled(parse(dialled, home));
    return national?.isValid() ? national : undefined;
  }
  const whole = settled(parse(dialled, home));
  return whole?.isValid() ? whole : (readLocal(dialled, home, rules) ?? whole);
}

/** Numbers that the plan itself writes without its 0: "444 1 234" in Turkey, every number of Liechtenstein. */
function withoutZero(dialled: string, home: CountryCode): PhoneNumber | undefined {
  if (dialled.length < SAFE_NATIONAL_DIGITS) return undefined;
  const whole = parse(dialled, home);
  return whole?.isValid() && digitsOf(whole.formatNational()) === dialled ? whole : undefined;
}

/** A number without its area: only the user can have said which one. */
function readLocal(dialled: string, home: CountryCode, { areaCode = '' }: NumberRules): PhoneNumber | undefined {
  if (!areaCode || dialled.startsWith('0') || dialled.length >= WHOLE_NUMBER_DIGITS) return undefined;
  if (isNational(dialled, home)) return undefined;
  const trunk = usesTrunkZero(home) && !areaCode.startsWith('0') ? '0' : '';
  const local = settled(parse(trunk + areaCode + dialled, home));
  // What is too short for the plan keeps its trunk 0: no number.
  const isWhole = areasAs(areaCode, home).some((area) => local?.nationalNumber === area + dialled);
  return isWhole && local?.isPossible() ? local : undefined;
}

/** The area code as it is given, and without what is dialled before it at home: "0" in most countries, "06" in Hungary. */
function areasAs(areaCode: string, home: CountryCode): string[] {
  const { trunk } = planOf(home);
  return [areaCode, ...(trunk && areaCode.startsWith(trunk) ? [areaCode.slice(trunk.length)] : [])];
}

/** Services that no area has: "13 12 13" in Australia, and whatever short number begins with the 1 that plans keep for them. */
function isNational(dialled: string, home: CountryCode): boolean {
  if (/^1\d{2,5}$/.test(dialled) && !BEGIN_WITH_1[home]?.test(dialled)) return true;
  const whole = parse(dialled, home);
  return whole?.isValid() === true && digitsOf(whole.formatNational()) === dialled;
}

/** Mexico wrote a 1 behind its code before mobile numbers until 2019, and its CRMs still do. */
function international(digits: string): PhoneNumber | undefined {
  return settled(parse(`+${digits.replace(/^521(?=\d{10}$)/, '52')}`));
}

/**
 * The library takes one trunk prefix off numbers that fit no plan, and another one the next time: until none is left. It
 * also reads numbers that are too long for E.164: those are none.
 */
function settled(found: PhoneNumber | undefined): PhoneNumber | undefined {
  let last = found;
  for (let i = 0; last && i < MOST_DIGITS && !last.isValid(); i++) {
    const again = parse(last.number);
    if (again?.number === last.number) break;
    last = again;
  }
  return last && last.number.length <= MOST_DIGITS + 1 ? last : undefined;
}

function startsAbroad(digits: string): boolean {
  return digits.startsWith('00');
}

function withExtension(number: string, extension: string): string {
  return extension ? `${number};ext=${extension}` : number;
}

/** In Germany and Austria an extension is dialled as the last digits of the number. */
export function hasInlineExtensions(e164: string): boolean {
  return /^\+4[39]/.test(e164);
}

function folded(number: string): string {
  const [main = '', extension = ''] = number.split(';ext=');
  return extension && hasInlineExtensions(main) ? main + extension : number;
}
