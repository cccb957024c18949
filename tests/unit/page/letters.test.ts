import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasLetter, hasWord } from '../../../lib/page/letters';
import { fold } from '../../../lib/page/lexicon';

const codes = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String.fromCharCode(from + i));
/** Every character of one unit but punctuation, currencies, arrows and signs. */
const characters = [...codes(0, 0x2000), ...codes(0x2c00, 0x10000)];

it('letters and numbers are those of Unicode', () => {
  expect(characters.filter((each) => hasLetter(each) !== /\p{L}/u.test(each))).toEqual([]);
  expect(characters.filter((each) => hasWord(each) !== /[\p{L}\p{N}]/u.test(each))).toEqual([]);
});

it.each(['', ' ', '–', '€ ', '(+)', '\u00a0:', '→'])('%j holds no word', (text) => {
  expect(hasWord(text)).toBe(false);
  expect(hasLetter(text)).toBe(false);
});

it.each(['— Tel', '12', 'ж', '٣', '電'])('%j holds a word', (text) => expect(hasWord(text)).toBe(true));

it('Latin words are folded as those of any script are', () => {
  const strokes: Record<string, string> = { ł: 'l', ø: 'o', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };
  const folded = (label: string) =>
    label
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .normalize('NFKD')
      .replace(/[\p{M}\u00ad]/gu, '')
      .toLowerCase()
      .replace(/[łøıßæœ]/g, (letter) => strokes[letter] ?? letter)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const letters = [...'abczABCZ0189 _-./:()ÄÖÜäöüßéÉèñçÅåøØłŁżŻŹźşŞıİęĘčČ×÷°²·'];
  const label = fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });
  fc.assert(fc.property(label, (text) => void expect(fold(text)).toBe(folded(text))));
});
