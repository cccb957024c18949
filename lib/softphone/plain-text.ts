/** Text from the network as one line without control characters; it stays untrusted. */

// Control characters, line and paragraph separators, and those that turn the reading direction of what follows.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** @param longest how many characters are kept at most */
export function plainText(text: unknown, longest: number): string {
  if (typeof text !== 'string') return '';
  const line = text
    .slice(0, longest * 4)
    .replace(UNPRINTABLE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...line].slice(0, longest).join('').toWellFormed();
}
