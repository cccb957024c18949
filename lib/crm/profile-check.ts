/**
 * Is this a profile? Whatever comes from a file, from a page or from older settings is unknown until it passed here:
 * known fields only, of the right kind, of limited length. Nothing is mended or left out in silence.
 */
import type { FieldRule, Profile, RecordRule, TypeRule } from './profile';

/** What is wrong, and where: "fields[3].at". */
export interface ProfileProblem {
  at: string;
  why: 'missing' | 'wrongKind' | 'tooLong' | 'tooMany' | 'unknown' | 'oneOf' | 'tooSlow' | 'notJson' | 'notSelector';
}

export type CheckedProfile = { profile: Profile } | { problem: ProfileProblem };

const MAX_TEXT = 300;
/** Lists of selectors are longer than words. */
const MAX_SELECTOR = 600;
const MAX_FIELDS = 200;
const MAX_LIST = 60;
/** Each looks through all of a page, for each number on it. */
const MAX_HAS = 20;
/** A name that nobody knows is told up to here. */
const LONGEST_NAME = 40;
/** A whole profile as text; a file is not read beyond. */
export const MAX_PROFILE_TEXT = 100_000;

class Problem extends Error {
  constructor(
    readonly at: string,
    readonly why: ProfileProblem['why'],
  ) {
    super(`${at}: ${why}`);
  }
}

/** The profile, or the first thing that is wrong with it. */
export function checkProfile(value: unknown): CheckedProfile {
  try {
    return { profile: profileIn(value) };
  } catch (error) {
    if (error instanceof Problem) return { problem: { at: error.at, why: error.why } };
    throw error;
  }
}

/** One rule, or undefined where it is none. */
export function checkFieldRule(value: unknown): FieldRule | undefined {
  const checked = checkProfile({ name: 'x', fields: [value] });
  return 'profile' in checked ? checked.profile.fields[0] : undefined;
}

function profileIn(value: unknown): Profile {
  const { name, pages, fields, mask, records } = known(value, '', ['name', 'pages', 'fields', 'mask', 'records']);
  const profile: Profile = {
    name: text(name, 'name', 80),
    ...(pages !== undefined && { pages: texts(pages, 'pages', MAX_SELECTOR) }),
    fields: list(fields, 'fields', MAX_FIELDS).map((rule, i) => fieldIn(rule, `fields[${i}]`)),
    ...(mask !== undefined && { mask: text(mask, 'mask', MAX_SELECTOR) }),
    ...(records !== undefined && {
      records: list(records, 'records', MAX_LIST).map((rule, i) => recordIn(rule, `records[${i}]`)),
    }),
  };
  checkSpeed(profile);
  return profile;
}

function checkSpeed({ fields, ...rest }: Profile): void {
  let uses = 0;
  const places = [['profile', rest] as const, ...fields.map((rule, i) => [`fields[${i}]`, rule] as const)];
  for (const [place, rules] of places) {
    uses += JSON.stringify(rules).split(/:has\(/i).length - 1;
    if (uses > MAX_HAS) throw new Problem(place, 'tooSlow');
  }
}

function fieldIn(value: unknown, where: string): FieldRule {
  const rule = known(value, where, ['at', 'column', 'labelled', 'is', 'label', 'type']);
  const places = (['at', 'column', 'labelled'] as const).filter((name) => rule[name] !== undefined);
  if (places.length !== 1) throw new Problem(where, 'oneOf');
  const [place = 'at'] = places;
  if (rule.is === undefined && rule.type === undefined) throw new Problem(`${where}.is`, 'missing');
  const { is } = rule;
  if (is !== undefined && is !== 'phone' && is !== 'never') throw new Problem(`${where}.is`, 'wrongKind');
  return {
    [place]: text(rule[place], `${where}.${place}`, MAX_SELECTOR),
    ...(rule.type !== undefined && { type: typeIn(rule.type, `${where}.type`) }),
    ...(is !== undefined && { is }),
    ...(rule.label !== undefined && { label: text(rule.label, `${where}.label`, MAX_TEXT) }),
  };
}

function typeIn(value: unknown, where: string): TypeRule {
  const { within, at, phone, never } = known(value, where, ['within', 'at', 'phone', 'never']);
  return {
    within: text(within, `${where}.within`, MAX_SELECTOR),
    at: text(at, `${where}.at`, MAX_SELECTOR),
    phone: texts(phone, `${where}.phone`, MAX_TEXT),
    never: texts(never, `${where}.never`, MAX_TEXT),
  };
}

function recordIn(value: unknown, where: string): RecordRule {
  const { within, link, address, ref, title } = known(value, where, ['within', 'link', 'address', 'ref', 'title']);
  return {
    ...(within !== undefined && { within: text(within, `${where}.within`, MAX_SELECTOR) }),
    ...(link !== undefined && { link: text(link, `${where}.link`, MAX_SELECTOR) }),
    address: text(address, `${where}.address`, MAX_TEXT),
    ...(ref !== undefined && { ref: text(ref, `${where}.ref`, MAX_TEXT) }),
    ...(title !== undefined && { title: texts(title, `${where}.title`, MAX_SELECTOR) }),
  };
}

function known<K extends string>(value: unknown, where: string, names: readonly K[]): Partial<Record<K, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Problem(where || 'profile', value === undefined ? 'missing' : 'wrongKind');
  const stranger = Object.keys(value).find((name) => !(names as readonly string[]).includes(name));
  if (stranger !== undefined) {
    const name = stranger.slice(0, LONGEST_NAME);
    throw new Problem(where ? `${where}.${name}` : name, 'unknown');
  }
  return value as Partial<Record<K, unknown>>;
}

function list(value: unknown, where: string, max: number): unknown[] {
  if (!Array.isArray(value)) throw new Problem(where, value === undefined ? 'missing' : 'wrongKind');
  if (value.length > max) throw new Problem(where, 'tooMany');
  return value;
}

function texts(value: unknown, where: string, max: number): string[] {
  return list(value, where, MAX_LIST).map((each, i) => text(each, `${where}[${i}]`, max));
}

function text(value: unknown, where: string, max: number): string {
  if (typeof value !== 'string') throw new Problem(where, value === undefined ? 'missing' : 'wrongKind');
  if (value.trim() === '') throw new Problem(where, 'missing');
  if (value.length > max) throw new Problem(where, 'tooLong');
  return value;
}
