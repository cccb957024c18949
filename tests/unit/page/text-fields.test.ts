/** What is read of text areas and of inputs that hold several numbers. */
import { expect, it } from 'vitest';
import type { Place } from '../../../lib/page/find-phones';
import { samePlace } from '../../../lib/page/same-place';
import { readPage } from './read-page';

function show(markup: string, ...values: string[]): void {
  document.body.innerHTML = markup;
  const fields = document.querySelectorAll<HTMLTextAreaElement>('textarea, input');
  for (const [i, value] of values.entries()) (fields[i] as HTMLTextAreaElement).value = value;
}

const texts = () => readPage('DE').map(({ text }) => text);
const labelled = (label: string) => `<label for=a>${label}</label><textarea id=a></textarea>`;

it.each<[string, string, string[]]>([
  ['Notizen', 'Fax: 030 23125419\nmobil 0171 2345678, privat 030 23125418', ['0171 2345678', '030 23125418']],
  ['Notizen', 'Rechnung 2026-0471 vom 12.03.2024, IBAN DE89 3704 0044 0532 0130 00', []],
  ['Telefonnummern', '030 23125418\n0171 2345678\n417', ['030 23125418', '0171 2345678', '417']],
  ['Telefon', 'Zentrale 030 23125418\nFax 030 23125419', ['030 23125418']],
  ['Rechnungsnummern', '030 23125418\n0171 2345678', []],
  ['Fax', '030 23125418', []],
  ['Adresse', 'Musterstr. 12\n10115 Berlin\nTel. 030 23125418', ['030 23125418']],
  ['Kundennummer', `Der Kunde bittet um einen Anruf heute unter der Nummer 0171 2345678`, ['0171 2345678']],
  ['Notizen', '123456789', []],
])('in a text area called %s: %j', (label, value, numbers) => {
  show(labelled(label), value);
  expect(texts()).toEqual(numbers);
});

it('is read by its value, not by its first text', () => {
  show('<label for=a>Notizen</label><textarea id=a>Tel. 030 23125418</textarea>');
  expect(texts()).toEqual(['030 23125418']);
  (document.querySelector('textarea') as HTMLTextAreaElement).value = 'Tel. 030 23125499';
  expect(texts()).toEqual(['030 23125499']);
});

it('reads both numbers of a phone field, also where the numbering plan knows neither', () => {
  show('<input type="tel">', '(030) 000000, (030) 000001');
  expect(readPage('DE').map(({ kind, text }) => [kind, text])).toEqual([
    ['field', '(030) 000000'],
    ['field', '(030) 000001'],
  ]);
});

it('reads no more numbers than have room at the field', () => {
  show(labelled('Notizen'), Array.from({ length: 40 }, (_, i) => `030 231254${10 + i}`).join('\n'));
  expect(texts()).toHaveLength(6);
});

it.each([
  '<textarea autocorrect="off" autocapitalize="off" spellcheck="false"></textarea>',
  '<div contenteditable="true"><textarea></textarea></div>',
  '<div role="search"><textarea></textarea></div>',
  '<textarea name="q" placeholder="Suche"></textarea>',
])('leaves alone %s', (markup) => {
  show(markup, 'Tel. 030 23125418');
  expect(texts()).toEqual([]);
});

it('has the label in words go before a field name that says what it is written about', () => {
  show('<label for=a>Beschreibung</label><textarea id=a name="case_description"></textarea>', '030 23125418');
  expect(texts()).toEqual(['030 23125418']);
});

it.each([
  '<div><span>Telefon</span><textarea></textarea></div>',
  '<div><div><label>Telefon</label></div><div><textarea></textarea></div></div>',
  '<table><tr><td>Telefon</td><td><textarea></textarea></td></tr></table>',
])('finds its label: %s', (markup) => {
  show(markup, '418');
  expect(readPage('DE').map(({ text, label }) => [text, label])).toEqual([['418', 'Telefon']]);
});

it('calls the first field of a cell what the cell is called', () => {
  show(
    '<table><tr><td>Telefon</td><td><input name=phone> Ext <input name=phone_ext></td></tr></table>',
    '030 23125418',
    '418',
  );
  expect(readPage('DE').map(({ text, label }) => [text, label])).toEqual([
    ['030 23125418', 'Telefon'],
    ['418', 'Ext'],
  ]);
});

it('calls the numbers of a signature what stands before each', () => {
  document.body.innerHTML =
    '<div><p>Hallo Herr Köhler,</p><p>MfG<br>Tel.: 030 23125418<br>Mobil: 0171 2345678</p></div>';
  expect(readPage('DE').map(({ text, label }) => [text, label])).toEqual([
    ['030 23125418', 'Tel.'],
    ['0171 2345678', 'Mobil'],
  ]);
});

it('calls no number by the count that stands behind it', () => {
  document.body.innerHTML = '<p><a href="#1">Rückruf 030 23125418</a> <span><i></i> <small>3</small></span></p>';
  expect(readPage('DE').map(({ text, label }) => [text, label])).toEqual([['030 23125418', '']]);
});

it.each([
  ['Telefon', '030 23125418 / 0171 2345678'],
  ['Kontakt', '030 23125418 oder 0171 2345678'],
])('reads both numbers of an input called %s', (label, value) => {
  show(`<label for=a>${label}</label><input id=a>`, value);
  expect(texts()).toEqual(['030 23125418', '0171 2345678']);
});

it('of several numbers of a field finds none but the same again; the only one of a field is what it holds now', () => {
  const element = document.createElement('textarea');
  const place = (text: string, nth?: number): Place => {
    return { element, shape: 'area', kind: 'text', text, label: '', ...(nth !== undefined && { nth }) };
  };
  expect(samePlace(place('b', 1), [place('a'), place('b')], 0)?.text).toBe('b');
  expect(samePlace(place('b', 1), [place('new'), place('a'), place('b')], 1)?.text).toBe('b');
  expect(samePlace(place('b', 1), [place('a'), place('changed')], 1)).toBeUndefined();
  // Its line was taken out, and what stood below it is the first now, and the only one.
  expect(samePlace(place('a', 0), [place('b')], 0)).toBeUndefined();
  expect(samePlace(place('a'), [place('changed')], 0)?.text).toBe('changed');
  expect(samePlace(place('a'), [place('new'), place('other')], 0)).toBeUndefined();
  expect(samePlace(place('b'), [], 1)).toBeUndefined();
});

it.each([
  [['Home', 'Private*', 'Mobile', 'Fax'], 'Private'],
  [['Home*', 'Work', 'Mobile'], 'Home'],
  // Of another thing.
  [['Mrs', 'Mr*'], ''],
  [['Herr', 'Frau*', 'Firma'], ''],
])('an input beside a list of %s is called %j', (choices, label) => {
  const options = choices.map(
    (each) => `<option ${each.endsWith('*') ? 'selected' : ''}>${each.replace('*', '')}</option>`,
  );
  show(`<div><select>${options.join('')}</select><input name="_phone[]"></div>`, '030 23125418');
  expect(readPage('DE').map((place) => [place.kind, place.label])).toEqual([['field', label]]);
});

it.each([
  ['<table><tr><td>Telefon (mobil)</td><td><i class="fas fa-mobile"></i> <input></td></tr></table>', 'Telefon (mobil)'],
  ['<table><tr><td>Telefon</td><td><span>Mobile</span> <input></td></tr></table>', 'Mobile'],
  ['<table><tr><td>Filiale Berlin</td><td><i class="fas fa-phone"></i> <input></td></tr></table>', 'phone'],
])('has words go before the name of a picture: %s', (markup, label) => {
  show(markup, '418');
  expect(readPage('DE').map((place) => place.label)).toEqual([label]);
});
