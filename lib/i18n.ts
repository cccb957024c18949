/**
 * The words of every surface, from public/_locales/<language>/messages.json: the same files Chrome reads for the manifest,
 * loaded by ourselves so that the language can be switched in the options (browser.i18n always follows the browser).
 *
 * Form of a message: `"key": { "message": "Next try in {seconds} s" }`. Placeholders are {names}, which Chrome's own loader
 * takes as plain text; "$" has a meaning there and MUST NOT occur. A text that counts has one key per plural form:
 * `missed_one`, `missed_other` (the names of Intl.PluralRules), with {count}.
 */
import { browser } from 'wxt/browser';
import type messages from '../public/_locales/en/messages.json';
import type { Call } from './call';
import { DAY_NAMES } from './day-names';
import type { ErrorCode } from './errors';
import { plainText } from './phone-text';
import type { Language } from './settings';
import { messagesPath, resolveLanguage, type UiLanguage } from './ui-language';

export type TextKey = keyof typeof messages;
export type PluralKey = TextKey extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;
export type TextParams = Readonly<Record<string, string | number>>;
export type Messages = Readonly<Record<string, { message: string }>>;

/** One language: its words, and how it writes times, days and numbers. */
export interface Texts {
  readonly language: UiLanguage;
  /** The text with its {placeholders} filled in. */
  t(key: TextKey, params?: TextParams): string;
  /** The plural form that fits `count`, which also fills {count}. */
  plural(key: PluralKey, count: number, params?: TextParams): string;
  /** 11:26 */
  time(at: number): string;
  /** Today, Yesterday, else "Friday, November 20". */
  day(at: number, now: number): string;
  /** "Sunday, November 22", with the year where it is another one. */
  date(at: number, now: number): string;
  /** The day only where it is not today: "11:26" or "Sat 16:48". */
  moment(at: number, now: number): string;
  /** A number as the language writes it. */
  number(value: number): string;
  /** Name of an ISO 3166 region. */
  region(code: string): string;
}

const loading = new Map<UiLanguage, Promise<Texts>>();

/** Loads the words of a language; works in pages and in the background worker. Asked again, it has them already. */
export async function loadTexts(language: Language): Promise<Texts> {
  const resolved = resolveLanguage(language, browser.i18n.getUILanguage());
  const texts = loading.get(resolved) ?? fetchMessages(resolved).then((messages) => createTexts(resolved, messages));
  loading.set(resolved, texts);
  texts.catch(() => loading.delete(resolved));
  return texts;
}

/** Takes the words of a language that somebody has asked for already. Should that fail, they are asked for once more. */
export function adoptMessages(language: UiLanguage, messages: Promise<Messages>): void {
  const texts = messages.then((words) => createTexts(language, words));
  loading.set(language, texts);
  texts.catch(() => loading.delete(language));
}

async function fetchMessages(language: UiLanguage): Promise<Messages> {
  // A path that WXT cannot know: public files under _locales are not in its list.
  const response = await fetch(browser.runtime.getURL(messagesPath(language) as '/'));
  return (await response.json()) as Messages;
}

/** Words and formats from a language's messages. A key without words shows itself rather than nothing. */
export function createTexts(language: UiLanguage, messages: Messages): Texts {
  // Each takes milliseconds to make, and the first picture of a page needs few of them.
  const plurals = once(() => new Intl.PluralRules(language));
  const numbers = once(() => new Intl.NumberFormat(language));
  // What every language of ours writes alike (a test holds it against Intl): to make a format takes as long as ten rows.
  const number = (value: number) =>
    Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : numbers().format(value);
  const regions = once(() => new Intl.DisplayNames(language, { type: 'region' }));
  const names = DAY_NAMES[language];
  const fill = (key: string, params: TextParams) =>
    (messages[key]?.message ?? key).replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
  const t: Texts['t'] = (key, params = {}) => fill(key, params);
  const time = (at: number) => {
    const date = new Date(at);
    return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  };
  const date = (at: number, now: number) => {
    const day = new Date(at);
    const year = day.getFullYear() === new Date(now).getFullYear() ? undefined : day.getFullYear();
    return names.date(names.weekdays[day.getDay()] ?? '', day.getDate(), names.months[day.getMonth()] ?? '', year);
  };
  return {
    language,
    t,
    plural: (key, count, params = {}) => fill(`${key}_${plurals().select(count)}`, { ...params, count: number(count) }),
    time,
    date,
    day: (at, now) => {
      if (startOfDay(at) === startOfDay(now)) return t('day_today');
      return startOfDay(at) === startOfDay(now, -1) ? t('day_yesterday') : date(at, now);
    },
    moment: (at, now) => {
      if (startOfDay(at) === startOfDay(now)) return time(at);
      const date = new Date(at);
      const recent = at > startOfDay(now, -6);
      const day = recent ? names.shortWeekdays[date.getDay()] : names.dayAndMonth(date.getDate(), date.getMonth() + 1);
      return `${day} ${time(at)}`;
    },
    number,
    region: (code) => regions().of(code) ?? code,
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Midnight of the local day `days` away from that of `at`; right also where summer time begins or ends. */
export function startOfDay(at: number, days = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** A running time as m:ss, from one hour on h:mm:ss. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, twoDigits(seconds % 60)];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** A sum of talking as h:mm. */
export function hoursAndMinutes(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** So much of what is no number says which one it was. */
const MAX_NAMED = 40;

/** Cause and next step of a failure, in words. Why a number is blocked, the user has said. */
export function failureWords(texts: Texts, code: ErrorCode, detail = ''): { why: string; next: string } {
  if (code === 'numberBlocked' && detail) return { why: texts.t('error_numberBlocked'), next: detail };
  const named = code === 'numberInvalid' && plainText(detail).slice(0, MAX_NAMED);
  const why = named ? texts.t('error_noNumber', { text: named }) : texts.t(`error_${code}`);
  return { why, next: texts.t(`remedy_${code}`, { detail }) };
}

/** Why a call ended, in words; '' while it lives. */
export function reasonWords(texts: Texts, call: Pick<Call, 'direction' | 'endReason'>): string {
  if (!call.endReason) return '';
  if (call.endReason === 'noAnswer' && call.direction === 'incoming') return texts.t('reason_noAnswer_incoming');
  return texts.t(`reason_${call.endReason}`);
}
