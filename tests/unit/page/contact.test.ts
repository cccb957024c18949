import { describe, expect, it } from 'vitest';
import { contactReader } from '../../../lib/page/contact';
import { lend } from '../../../lib/page/knowledge';
import { KNOWLEDGE } from '../../../lib/page/page';

lend(KNOWLEDGE);

function nameAt(selector: string): string | undefined {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  return contactReader(undefined)(element)?.name;
}

it('a number belongs to the page’s first heading, also one that comes after the first look', () => {
  document.title = 'CRM';
  document.body.innerHTML = '<p id=n>030 23125111</p>';
  expect(nameAt('#n')).toBe('CRM');
  document.body.insertAdjacentHTML('afterbegin', '<h2>Navigation</h2>');
  expect(nameAt('#n')).toBe('Navigation');
  document.body.insertAdjacentHTML('beforeend', '<main><h1>Erika Mustermann</h1></main>');
  expect(nameAt('#n')).toBe('Erika Mustermann');
});

describe('whose number it is', () => {
  const HEADING = '<h1>Erika Mustermann</h1>';
  const field = (label: string, value: string) => `<div><span>${label}</span><span>${value}</span></div>`;

  it.each([
    ['a table of fields', '<table><tr><td>Telefon</td><td><input id=n value="030 23125111"></td></tr></table>'],
    ['a list of fields', '<ul><li><b>Mobile</b> <span id=n>0171 2312511</span></li></ul>'],
    ['a field of any name', '<table><tr><td>Innendienst:</td><td id=n>030 23125111</td></tr></table>'],
    ['a field that only says where', '<table><tr><td>Privat:</td><td id=n>030 23125111</td></tr></table>'],
    [
      'fields side by side',
      '<table><tr><th>Tel.</th><td id=n>030 23125111</td><th>Web</th><td><a href="https://x.example">x.example</a></td></tr></table>',
    ],
    [
      'one of many paragraphs',
      `<article>${'<p>Text</p>'.repeat(30)}<p><a href="/x">Hier</a> oder <b id=n>030 23125111</b></p></article>`,
    ],
    [
      'a form of many hidden values',
      `<form>${'<input type="hidden">'.repeat(30)}<div><h3>Kontakt</h3><p><span id=n>030 23125111</span></p></div></form>`,
    ],
    ...['ein', 'Ausgehend', 'missed', 'In progress', 'Herr', 'el', 'Heute 10:15', '10:15 Uhr', 'Mo 9:05', 'Ja'].map(
      (text) => [
        `a row of a call list with "${text}"`,
        `<table><tr><th>Richtung</th><th>Dauer</th><th>Nr.</th></tr>
        <tr><td>${text}</td><td>2:05 min</td><td id=n>030 23125111</td></tr></table>`,
      ],
    ),
    [
      'a long record',
      `<div>${field('Feld', 'Wert').repeat(30)}<div><span>Telefon</span><span id=n>030 23125111</span></div></div>`,
    ],
  ])('%s: the record’s', (_what, html) => {
    document.body.innerHTML = HEADING + html;
    expect(nameAt('#n')).toBe('Erika Mustermann');
  });

  it.each([
    [
      'a row of one of several numbers',
      '<table><tr><td>Max Maier</td><td>Privat</td><td id=n>030 23125111</td></tr></table>',
    ],
    ['a row', '<table><tr><td>Max Maier</td><td id=n>030 23125111</td></tr></table>'],
    [
      'a row that begins with a small word',
      '<table><tr><td>ein</td><td>Max Maier</td><td id=n>030 23125111</td></tr></table>',
    ],
    [
      'a row of two cells, where the name is what the number is called',
      '<table><tr><td>Eva Kern</td><td>030 23125112</td></tr><tr><td>Max Maier</td><td id=n>030 23125111</td></tr></table>',
    ],
    ['a label in the number’s own cell', '<ul><li><span>Max Maier</span><span id=n>Tel. 030 23125111</span></li></ul>'],
    ['a label behind the name', '<ul><li><b>Max Maier</b><i>Mobil</i><span id=n>0171 2312511</span></li></ul>'],
    ['"Call" behind it', '<table><tr><td>Max Maier</td><td id=n>030 23125111</td><td>Anrufen</td></tr></table>'],
    [
      'what one can do beside a name',
      `<table><tr><th>Name</th><th>Telefon</th></tr><tr><td><a href="/7">Max Maier</a> <a href="/8">Löschen</a></td>
        <td id=n>030 23125111</td></tr></table>`,
    ],
    ...['Letzter Kontakt', 'Account status', 'Account owner', 'Nachnahme', 'Raison'].map((head) => [
      `a row with "${head}"`,
      `<table><tr><th>Lead</th><th>${head}</th><th>Telefon</th></tr>
        <tr><td>Max Maier</td><td>gestern</td><td id=n>030 23125111</td></tr></table>`,
    ]),
    [
      'a row that says of each number what it is',
      '<table><tr><td><a href="/7">Max Maier</a></td><td>Tel.</td><td id=n>030 23125111</td></tr></table>',
    ],
    [
      'a row that begins with something else',
      `<table><tr><th>Richtung</th><th>Nr.</th><th>Kontakt</th><th>Kunde</th><th>Telefon</th></tr>
        <tr><td>ein</td><td><a href="/8">RE-4711</a></td><td>0171 2312511</td><td>Max Maier</td><td id=n>030 23125111</td></tr></table>`,
    ],
    [
      'a row of a long list that only looks like a table',
      `<div>${field('Eva Kern', '030 23125112').repeat(30)}<div><span>Max Maier</span><span><b id=n>030 23125111</b></span></div></div>`,
    ],
  ])('%s: the row’s', (_what, html) => {
    document.body.innerHTML = HEADING + html;
    expect(nameAt('#n')).toBe('Max Maier');
  });

  it.each(['Innendienst', 'Herr Maier', 'Der Blumenladen', 'DHL', 'Mo Ibrahim', 'An der Alten Post GmbH'])(
    'a department or a company is good to hear: %s',
    (name) => {
      document.body.innerHTML = `${HEADING}<table><tr><td>${name}</td><td id=n>030 23125111</td></tr></table>`;
      expect(nameAt('#n')).toBe(name);
    },
  );
});
