/**
 * Checks what content scripts send. Their renderer may be compromised, so nothing is believed that is not checked here:
 * shape, length, characters. A refused message throws; the sender learns nothing.
 */
import type { CallContact } from './call';
import { ASK_REASONS, type AskReason, isAskReason } from './dial-question';
import type { Candidate, Sighting } from './messages';

const MAX_CANDIDATES = 500;
const MAX_SIGHTINGS = 50;
/** design section 6: at most this many numbers of a frame are followed at once. */
export const MAX_FOLLOWED = 500;
const NUMBER = /^(\+?\d{1,20}(;ext=\d{1,10})?|[*#\d]{1,40}|sips?:[^\s<>"]{3,200})$/;

function refuse(what: string): never {
  throw new TypeError(`refused: ${what}`);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(what);
  return value as Record<string, unknown>;
}

function text(value: unknown, max: number, what: string): string {
  if (typeof value !== 'string' || value.length > max) refuse(what);
  return value;
}

function list(value: unknown, max: number, what: string): unknown[] {
  if (!Array.isArray(value) || value.length > max) refuse(what);
  return value;
}

/** A number as `judge` gives it to pages. */
export function checkNumber(value: unknown): string {
  const number = text(value, 220, 'number');
  return NUMBER.test(number) ? number : refuse('number');
}

/** The list of numbers a frame wants to follow, without repetitions. */
export function checkNumbers(value: unknown): string[] {
  return [...new Set(list(value, MAX_FOLLOWED, 'numbers').map(checkNumber))];
}

/** Candidates for `judge`. */
export function checkCandidates(value: unknown): Candidate[] {
  return list(value, MAX_CANDIDATES, 'candidates').map((entry) => {
    const { text: words, kind, country } = record(entry, 'candidate');
    if (kind !== 'field' && kind !== 'link' && kind !== 'text') refuse('candidate kind');
    const region = text(country, 2, 'country');
    return { text: text(words, 300, 'candidate text'), kind, country: /^([A-Z]{2})?$/.test(region) ? region : '' };
  });
}

/** What the user agreed to in a page's question. */
export function checkReasons(value: unknown): AskReason[] {
  if (value === undefined) return [];
  const reasons = list(value, ASK_REASONS.length, 'reasons');
  return reasons.every(isAskReason) ? reasons : refuse('reasons');
}

/** The record a page says it shows. Its URL must lie on the page's own origin, or it is left out. */
export function checkContact(value: unknown, pageUrl: string): CallContact | undefined {
  if (value === null || value === undefined) return undefined;
  const contact = record(value, 'contact');
  const ref = text(contact.ref, 120, 'contact ref');
  if (!/^[\w.,:-]*$/.test(ref)) refuse('contact ref');
  const result: CallContact = { ref, name: text(contact.name, 200, 'contact name') };
  if (contact.organisation !== undefined) result.organisation = text(contact.organisation, 200, 'organisation');
  const url = contact.url === undefined ? '' : text(contact.url, 2000, 'contact url');
  if (url && URL.canParse(url) && URL.canParse(pageUrl) && new URL(url).origin === new URL(pageUrl).origin)
    result.url = url;
  return result;
}

/** What a page says it shows. Entries whose record cannot be told are left out. */
export function checkSightings(value: unknown, pageUrl: string): Sighting[] {
  return list(value, MAX_SIGHTINGS, 'sightings').flatMap((entry) => {
    const { number, contact } = record(entry, 'sighting');
    const checked = checkContact(contact, pageUrl);
    return checked ? [{ number: checkNumber(number), contact: checked }] : [];
  });
}
