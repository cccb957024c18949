/**
 * Who calls, from the headers of an INVITE. Pure; every character of it comes from the network. Numbers are cleaned by
 * their form only: what they mean (national, extension) is decided where the line's rules are known.
 */
import { plainText } from './plain-text';

const LONGEST_NAME = 200;
const LONGEST_NUMBER = 60;

/** User parts by which networks say that the caller does not want to be known, or is not known. */
const WITHHELD = new Set(['', 'anonymous', 'unknown', 'private', 'restricted', 'unavailable', 'withheld']);

export interface Caller {
  /** '' when withheld. */
  number: string;
  displayName: string;
  withheld: boolean;
}

export interface IdentityHeaders {
  from: string;
  /** P-Asserted-Identity (RFC 3325): what the network vouches for, so it goes before From. */
  assertedIdentity: string[];
  /** Privacy (RFC 3323). */
  privacy: string[];
}

export function callerOf({ from, assertedIdentity, privacy }: IdentityHeaders): Caller {
  if (privacy.some((value) => /(^|[\s;,])(id|user)([\s;,]|$)/i.test(value))) return anonymous();
  const asserted = assertedIdentity.map(parseAddress).find((address) => !isWithheld(address));
  const claimed = parseAddress(from);
  const address = asserted ?? claimed;
  if (isWithheld(address)) return anonymous();
  const number = cleanNumber(address.user);
  if (number === '') return anonymous();
  const name = plainText(address.name || (isWithheld(claimed) ? '' : claimed.name), LONGEST_NAME);
  return { number, displayName: cleanNumber(name) === number ? '' : name, withheld: false };
}

interface Address {
  name: string;
  user: string;
  host: string;
}

/** name-addr or addr-spec (RFC 3261 section 20.10), sip:, sips: or tel:. */
function parseAddress(header: string): Address {
  const text = header.slice(0, 4000).trim();
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*/s.exec(text);
  const rest = quoted ? text.slice(quoted[0].length) : text;
  const bracket = /^([^<]*)<([^>]*)>/s.exec(rest);
  const uri = bracket?.[2] ?? rest;
  const name = quoted?.[1]?.replace(/\\(.)/gs, '$1') ?? bracket?.[1]?.trim() ?? '';
  const parts = /^(sips?|tel):([^?]*)/i.exec(uri.trim());
  if (!parts) return { name, user: '', host: '' };
  const [, scheme = '', address = ''] = parts;
  const at = scheme.toLowerCase() === 'tel' ? address.length : address.lastIndexOf('@');
  if (at < 0) return { name, user: '', host: address };
  // User parameters (";phone-context=", ";ext=") and a password are no part of the number.
  const user = address.slice(0, at).split(/[;:]/)[0] ?? '';
  return { name, user: decoded(user), host: address.slice(at + 1).split(/[;:]/)[0] ?? '' };
}

function isWithheld({ user, host }: Address): boolean {
  return WITHHELD.has(user.trim().toLowerCase()) || host.toLowerCase() === 'anonymous.invalid';
}

/** Without visual separators (RFC 3966 section 5.1.1) where it is a number at all. */
function cleanNumber(text: string): string {
  const line = plainText(text, LONGEST_NUMBER);
  return /^\+?[\d\s().\-/*#]+$/.test(line) ? line.replace(/[\s().\-/]/g, '') : line;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % is no escape: keep it as it came.
    return text;
  }
}

function anonymous(): Caller {
  return { number: '', displayName: '', withheld: true };
}
