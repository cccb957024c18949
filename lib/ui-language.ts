/** The languages we speak, and which of them it is. */
import type { Language } from './settings';

export const LANGUAGES = ['de', 'en'] as const;
export type UiLanguage = (typeof LANGUAGES)[number];

/** German where the browser speaks German, else English. */
export function resolveLanguage(language: Language, browserLanguage: string): UiLanguage {
  if (language !== 'auto') return language;
  return /^de\b/i.test(browserLanguage) ? 'de' : 'en';
}

/** Where a language's words lie. */
export function messagesPath(language: UiLanguage): string {
  return `/_locales/${language}/messages.json`;
}
