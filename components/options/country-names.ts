/** Countries as people write them: by name in the languages we speak, or by ISO code. */
import { LANGUAGES } from '../../lib/ui-language';

const books = new Map<readonly string[], Map<string, string>>();

/** The ISO 3166 region of a word among these, undefined where it names none. */
export function countryOf(word: string, countries: readonly string[]): string | undefined {
  const book = books.get(countries) ?? bookOf(countries);
  books.set(countries, book);
  return book.get(word.trim().toLowerCase());
}

function bookOf(countries: readonly string[]): Map<string, string> {
  const book = new Map<string, string>();
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: 'region' });
    for (const code of countries) book.set((names.of(code) ?? code).toLowerCase(), code);
  }
  for (const code of countries) book.set(code.toLowerCase(), code);
  return book;
}
