/**
 * Takes a written phone number apart, before any numbering plan is asked: odd characters, labels, links, extensions.
 * Pure text work; lib/phone-number.ts decides what the digits mean.
 */

/** What stands in one text. */
export interface Spelling {
  /** Starts with +. */
  plus: boolean;
  /** All digits of the first number in the text, without the extension; '' for none. */
  digits: string;
  /** `digits` without a bracketed "(0)" that only applies at home; '' where there is none. */
  withoutTrunk: string;
  /** Extension, digits; '' for none. */
  extension: string;
  /** The number as written: digits and separators. */
  core: string;
  /** What stands before and behind it. */
  before: string;
  after: string;
}

/** Longer texts are no phone numbers; it also bounds the work on hostile input. */
export const LONGEST_TEXT = 200;

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|(?!\s)\p{Cc}/gu;
const DASHES = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63]/g;
const SLASHES = /[\u2044\u2215]/g;
const PLUSES = /[\u207a\u208a\ufb29\ufe62\u2795]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Full-width and Arabic digits, exotic blanks, dashes and slashes as their ASCII likes; invisible marks dropped. */
export function plainText(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(ARABIC_DIGITS, (c) => String(c.charCodeAt(0) & 15))
    .replace(PLUSES, '+')
    .replace(DASHES, '-')
    .replace(SLASHES, '/')
    .replace(/\s+/g, ' ')
    .trim();
}

const LINK = /^\s*(tel|callto|sips?|fax|sms|mailto|https?|skype|whatsapp|im|xmpp):(?:\/\/)?/i;

/**
 * The number part of a tel:, callto: or sip: address (RFC 3966, RFC 3261), percent-decoded, ";ext=" kept.
 * Text that is no link comes back as it is; null for links that are no calls.
 */
export function unlink(text: string): string | null {
  const scheme = LINK.exec(text);
  if (!scheme) return text;
  const kind = scheme[1]?.toLowerCase();
  const address = percentDecoded(text.slice(scheme[0].length));
  const isSip = kind === 'sip' || kind === 'sips';
  if (!isSip && kind !== 'tel' && kind !== 'callto') return null;
  const [target = ''] = address.split(isSip ? /[@?]/ : '?');
  const [name = '', ...parameters] = target.split(';');
  // "user:password@host"
  const [number = ''] = isSip ? name.split(':') : [name];
  const parameter = (name: string) =>
    parameters.find((p) => p.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const context = parameter('phone-context');
  // Whole numbers need none of it, and short ones (112) are those of any place.
  const isLocal = !/^\s*(\+|00)/.test(number) && digitsOf(number).length > 4;
  const prefix = isLocal && /^\+[\d().-]+$/.test(context) ? context : '';
  const extension = parameter('ext');
  return prefix + number + (extension ? `;ext=${extension}` : '');
}

/** Decodes what can be decoded; bytes that are no UTF-8 go, a stray % stays. Never throws. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return '';
    }
  });
}

// A bracket opens the number only where a number follows it: "(Zentrale) 030 ..." has a label in brackets.
const BEFORE = /^(?:[^\d+([]|\+(?!\s*[\d([])|[([](?!\s*\+?\s*\d))*/;
const CORE = /^[([]?\s*\+?[\d\s().[\]/-]*/;
const EXTENSION =
  /^[\s,;:.()[\]{}/-]*(?:ext(?:ension|n|ensi\u00f3n|ens\u00e3o)?|x|durchw(?:ahl)?|dw|nebenst(?:elle)?|nst|(?:haus)?apparat|h?app|klappe|klapka|kl|linka|poste|interno?|int|anexo|ramal|toestel|tst|wewn?|w(?=\.)|anknytning|dahili|\u0434\u043e\u0431|\u5185\u7dda|\u5206\u673a|#)(?:[\s.:-]*(?:nr|no)\b)?[\s.:=#([{-]*(\d{1,7})(?!\d)[)\]}]*/i;
/** "901820-12/13", "901820-12/-13": of several extensions the first. */
const OTHER_ENDINGS = /^((?:\D*\d){6,}\s*-\s?\d{1,3})(?:\s*\/\s*-?\s?\d{1,3})+$/;
const AT_HOME_ONLY = /[([]\s*0\s*[)\]]/;

/** Takes the first number of the text apart. Never throws; a text without digits has digits ''. */
export function spell(text: string): Spelling {
  const plain = plainText(text.slice(0, LONGEST_TEXT));
  const before = BEFORE.exec(plain)?.[0] ?? '';
  const core = (CORE.exec(plain.slice(before.length))?.[0] ?? '').replace(/[^\d]+$/, '').replace(OTHER_ENDINGS, '$1');
  const after = plain.slice(before.length + core.length);
  const extension = core ? EXTENSION.exec(after) : null;
  const plus = /^[([]?\s*\+/.test(core);
  const abroad = plus || /^\W*00/.test(core);
  const spelling = {
    plus,
    core,
    before,
    digits: digitsOf(core),
    withoutTrunk: abroad && AT_HOME_ONLY.test(core) ? digitsOf(core.replace(AT_HOME_ONLY, '')) : '',
    extension: extension?.[1] ?? '',
    after: extension ? after.slice(extension[0].length) : after,
  };
  return spelling.extension ? withoutCentral(spelling) : spelling;
}

/** "901820-0, Durchwahl 12": the extension takes the place of the switchboard's "-0". */
function withoutCentral(spelling: Spelling): Spelling {
  const central = /\s*-\s*0$/.exec(spelling.core);
  if (!central) return spelling;
  const core = spelling.core.slice(0, central.index);
  return { ...spelling, core, digits: digitsOf(core), withoutTrunk: spelling.withoutTrunk.replace(/0$/, '') };
}

/** The digits of a text, nothing else. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

const GLUED_BEFORE = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]+$/u;
/** "+49 30 901820p12": a pause, and what is dialled behind it. */
const GLUED_AFTER = /^(?![pw]\d)[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/iu;

/**
 * "alice2", "O30 901820": are the digits a part of some word? "Tel030" has only lost its blank, and scripts that write no
 * blanks say nothing by it.
 */
export function isPartOfWord({ before, core, after }: Spelling): boolean {
  const word = /^\d/.test(core) ? (GLUED_BEFORE.exec(before)?.[0] ?? '') : '';
  return (word !== '' && !isPhoneWord(word)) || GLUED_AFTER.test(after);
}

/** Does nothing stand beside the number, or what phones and extensions are called by? */
export function saysOnlyPhone({ before, after }: Spelling): boolean {
  return !/\p{L}/u.test(before + after) || isPhoneWord(before);
}

function isPhoneWord(words: string): boolean {
  return PHONE.test(words) || EXTENSION.test(`${words}1`);
}

const FAX = /(?:^|[^a-z])(?:tele|t\u00e9l\u00e9)?fax/i;
const PHONE = /(?:^|[^a-z])(?:tel(?:efon|ephone)?|t\u00e9l(?:\u00e9phone)?|fon|phone|ph|mob(?:il|ile)?)(?:[^a-z]|$)/i;

/** The label in front says fax and nothing of a phone. */
export function saysFax(before: string): boolean {
  return FAX.test(before) && !PHONE.test(before);
}

const DATE =
  /^(?:(?:0?\d|[12]\d|3[01])([./-]) ?(?:0?\d|[12]\d|3[01])\1 ?(?:\d{4}|\d{2})|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2})$/;

/** Shaped like a day: 24.12.2026, 12/24/26, 2026-12-24. */
export function isDate(core: string): boolean {
  return DATE.test(core);
}

const OTHER_THINGS =
  /(?:\b(?:iban|bic|isbn|ust|vat|plz|zip|re(?:chnung|chnr|nr)|invoice|kd|kunden|customer|auftrag|order|vorgang|ticket|konto|account|vers|seite|art(?:ikel)?)[a-z-]*\.?[\s:#.-]*(?:nr|no|num|nummer|number|id|code)?[\s:#.]*|[\u20ac$\u00a3]\s*)$/i;

/** Evidence in running text that this is no phone number, though its digits would make one. */
export function looksLikeOtherThings({ before, core, after }: Spelling): boolean {
  if (/[\p{L}\d_=&?/@-]$/u.test(before) || /^[\p{L}_@%\u20ac$=&]/u.test(after)) return true; // part of something longer
  if (/^\s*(?:[:,.]\d|[\u20ac$\u00a3%]|EUR\b|USD\b|CHF\b)/.test(after)) return true; // time, decimals, price
  if (OTHER_THINGS.test(before) || isDate(core.split(' ')[0] ?? '') || isDate(core)) return true;
  if (/^\d{1,2}\.\d{4,}$/.test(core)) return true; // coordinate or other fraction
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(core) && !core.startsWith('0')) return true; // IP address
  return /^[1-9]\d{3}(?: \d{4}){2,}(?: \d{1,3})?$/.test(core); // IBAN, credit card; none begins with 0 as "0151 2345 6789" does
}
