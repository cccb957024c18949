/**
 * Pieces of masks, one a line of tests/fixtures/fragments.tsv: country, markup, and every number that must be found in it.
 * Each stands for a way in which CRMs build fields, lists and text, or in which people write.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judge } from '../../../lib/phone-number';
import { readPage } from './read-page';

const FILE = join(import.meta.dirname, '../../fixtures/fragments.tsv');
const fragments = readFileSync(FILE, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t') as [country: string, markup: string, numbers: string]);

it.each(fragments)('%s %s', (country, markup, numbers) => {
  document.body.innerHTML = markup;
  const rules = { country, internalDigits: 4 };
  const found = readPage(country).map(({ text, kind }) => judge({ text, kind, country }, rules)?.number ?? '');
  expect(found.filter(Boolean).sort()).toEqual(numbers.split(',').filter(Boolean).sort());
});
