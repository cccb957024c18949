/**
 * Letters and numbers of all scripts. To compile a class of Unicode costs more time and memory than to read a whole list,
 * and most pages write nothing but Latin: such a class is asked only about texts that hold anything else.
 */
const LATIN_LETTER = /[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]/;
const LATIN_NUMBER = /[\d\u00b2\u00b3\u00b9\u00bc-\u00be]/;
/** Neither Latin nor punctuation, currencies, arrows and signs. */
const FOREIGN = /[\u0250-\u1fff\u2c00-\uffff]/;

export function hasLetter(text: string): boolean {
  return LATIN_LETTER.test(text) || (FOREIGN.test(text) && /\p{L}/u.test(text));
}

/** Is there any letter or number in it, such as words are made of? */
export function hasWord(text: string): boolean {
  return LATIN_LETTER.test(text) || LATIN_NUMBER.test(text) || (FOREIGN.test(text) && /[\p{L}\p{N}]/u.test(text));
}
