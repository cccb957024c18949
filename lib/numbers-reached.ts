/** What else than the number itself a call may reach: SIP addresses, service codes and carrier codes before a number. Pure. */
import { judge, type NumberRules } from './phone-number';
import { unlink } from './phone-text';

const ADDRESS = /^(sips?):([^@]*)@(.*)$/i;
/** "*31#0900...", "*67 900...", "*21*0900...#". */
const SERVICE_CODE = /^[*#]{1,2}\d{2,3}[*#](\+?\d{2,})#?$|^\*\d{2}(\d{3,})#?$/;
/** Nobody's number has more before it than this ("1470", "010033"). */
const LONGEST_CODE = 6;

/**
 * The numbers that must be held against every rule before this number (as the log keeps it) is dialled: itself; for a SIP
 * address the telephone number that its user is, whatever server dials it; behind a service code the number it is for.
 * Empty where none is reached: the address of a person.
 */
export function numbersReached(number: string, rules: NumberRules): string[] {
  const user = ADDRESS.exec(number)?.[2];
  if (user !== undefined) return numbersOfUser(user, rules);
  const code = SERVICE_CODE.exec(number);
  if (code) return [number, ...read([code[1] ?? code[2] ?? ''], rules)];
  return /^\d{9,}$/.test(number) ? [number, ...behindCode(number, rules)] : [number];
}

/** As it is written, and behind what gets an outside line: no dialling rule puts that before an address. */
function numbersOfUser(user: string, rules: NumberRules): string[] {
  const prefix = rules.outsidePrefix ?? '';
  const name = unlink(`sip:${user.split(';')[0]}`) ?? '';
  const behind = prefix && name.startsWith(prefix) ? [name.slice(prefix.length)] : [];
  return read([`sip:${user}`, ...behind], rules);
}

/** Digits that fit no plan may begin with the code of a carrier, or one that hides the caller ("141 0900 ..."). */
function behindCode(digits: string, rules: NumberRules): string[] {
  const starts = [...digits.slice(1, LONGEST_CODE + 1)].flatMap((digit, i) =>
    digit === '0' ? [digits.slice(i + 1)] : [],
  );
  return read(starts, rules).filter((found) => found.startsWith('+'));
}

function read(texts: readonly string[], rules: NumberRules): string[] {
  const found = texts.map((text) => judge({ text, kind: 'link', country: '' }, rules)?.number ?? '');
  return [...new Set(found)].filter(Boolean);
}

/** The same for every way to write one address. */
export function plainAddress(number: string): string {
  const [, , user = '', host = ''] = ADDRESS.exec(number) ?? [];
  return host ? `sip:${user}@${host.split(/[;?]/)[0]}`.toLowerCase() : number;
}
