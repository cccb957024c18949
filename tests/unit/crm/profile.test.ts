/** Profiles that nobody trusts: what is refused, what a wrong selector costs, how addresses are read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressReader } from '../../../lib/crm/address-template';
import { interpret } from '../../../lib/crm/interpret';
import { checkFieldRule, checkProfile } from '../../../lib/crm/profile-check';
import { profileOfText } from '../../../lib/crm/profile-file';
import { maskReader, recordReader } from '../../../lib/crm/records';
import { showPage } from '../page/read-page';

const FINE = { name: 'Mine', fields: [{ at: 'input[name="a"]', is: 'phone', label: 'A' }] };

const TYPE = { within: 'tr', at: 'td[', phone: [], never: [] };

describe('a profile', () => {
  it('passes where it is one', () => {
    expect(checkProfile(FINE)).toEqual({ profile: FINE });
  });

  it.each([
    ['profile', 'wrongKind', null],
    ['profile', 'wrongKind', []],
    ['fields', 'missing', { name: 'x' }],
    ['name', 'missing', { ...FINE, name: ' ' }],
    ['name', 'tooLong', { ...FINE, name: 'x'.repeat(81) }],
    ['code', 'unknown', { ...FINE, code: 'alert(1)' }],
    ['fields[0]', 'oneOf', { ...FINE, fields: [{ is: 'phone' }] }],
    ['fields[0]', 'oneOf', { ...FINE, fields: [{ at: 'a', column: 'b', is: 'phone' }] }],
    ['fields[0].is', 'missing', { ...FINE, fields: [{ at: 'a' }] }],
    ['fields[0].is', 'wrongKind', { ...FINE, fields: [{ at: 'a', is: 'fax' }] }],
    ['fields[0].at', 'tooLong', { ...FINE, fields: [{ at: 'a'.repeat(601), is: 'phone' }] }],
    ['fields[0].at', 'wrongKind', { ...FINE, fields: [{ at: 7, is: 'phone' }] }],
    [
      'fields[0].type.phone',
      'missing',
      { ...FINE, fields: [{ at: 'a', type: { within: 'tr', at: 'td', never: [] } }] },
    ],
    ['fields', 'tooMany', { ...FINE, fields: Array(201).fill(FINE.fields[0]) }],
    ['records[0].address', 'missing', { ...FINE, records: [{ ref: 'x' }] }],
    [`${'x'.repeat(40)}`, 'unknown', { ...FINE, [`${'x'.repeat(9000)}`]: 1 }],
    ['fields[1]', 'tooSlow', { ...FINE, fields: Array(2).fill({ at: ':has(a)'.repeat(11), is: 'phone' }) }],
  ])('with %s %s is refused whole', (at, why, value) => {
    expect(checkProfile(value)).toEqual({ problem: { at, why } });
  });

  it.each([
    ['profile', 'notJson', '{'],
    ['pages[1]', 'notSelector', JSON.stringify({ ...FINE, pages: ['a', ')'] })],
    ['fields[0].type.at', 'notSelector', JSON.stringify({ ...FINE, fields: [{ column: 'A', type: TYPE }] })],
    ['records[0].title[1]', 'notSelector', JSON.stringify({ ...FINE, records: [{ address: '/', title: ['a', '['] }] })],
    ['fields', 'missing', '{"name":"x"}'],
  ])('from a file with %s %s is refused whole', (at, why, text) => {
    expect(profileOfText(text)).toEqual({ problem: { at, why } });
  });

  it('from a file is the same as it was saved', () => {
    expect(profileOfText(JSON.stringify(FINE, null, 2))).toEqual({ profile: FINE });
  });

  it('of one rule', () => {
    expect(checkFieldRule({ column: 'Telefon', is: 'phone' })).toEqual({ column: 'Telefon', is: 'phone' });
    expect(checkFieldRule({ column: 'Telefon', is: 'phone', click: 'x' })).toBeUndefined();
  });

  it('loses the rule whose selector the browser refuses, and nothing else', () => {
    showPage('<!doctype html><title>x</title><body><input name="a"><input name="b"></body>');
    const crm = interpret(
      [
        {
          name: 'x',
          fields: [
            { at: 'input[', is: 'never' },
            { at: 'input[name="a"]', is: 'phone' },
          ],
          mask: ':::',
          records: [{ address: '/', title: ['))'] }],
        },
      ],
      document,
    );
    const [a, b] = document.querySelectorAll('input');
    expect(a && crm?.place(a)?.verdict).toBe('phone');
    expect(b && crm?.place(b)).toBeUndefined();
    expect(a && maskReader(crm?.profiles ?? [])(a)).toBeUndefined();
    expect(a && recordReader(crm?.profiles ?? [])(a, new URL('http://crm.example/'))).toBeUndefined();
  });

  it('asks the own rules first', () => {
    showPage('<!doctype html><title>x</title><body><input name="a"></body>');
    const own = { name: 'own', fields: [{ at: 'input', is: 'never' as const }] };
    const [input] = document.querySelectorAll('input');
    const shipped = { name: 'crm', fields: [{ at: 'input', is: 'phone' as const }] };
    expect(input && interpret([own, shipped], document)?.place(input)).toEqual({
      verdict: 'never',
      by: { profile: 'own', rule: own.fields[0] },
    });
  });

  it('finds a field by the label that the page gives it', () => {
    showPage(
      '<!doctype html><title>x</title><body><dl><dt>Rückruf:</dt><dd>418</dd><dt>Raum</dt><dd>418</dd></dl></body>',
    );
    const crm = interpret([{ name: 'x', fields: [{ labelled: 'rückruf', is: 'phone' }] }], document);
    expect([...document.querySelectorAll('dd')].map((dd) => crm?.place(dd)?.verdict)).toEqual(['phone', undefined]);
  });
});

it('the README’s example is one', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const [, example = ''] = /```json\n(\{\n {2}"name": "My CRM"[\s\S]*?)```/.exec(readme) ?? [];
  expect(checkProfile(JSON.parse(example))).toHaveProperty('profile');
});

describe('an address template', () => {
  it.each([
    ['#Contact/view/{id}', '/crm/#Contact/view/65fa?x', { id: '65fa' }],
    ['#Contact/view/{id}', '/#Contact/list', undefined],
    ['/model/{model}/{#id}', '/#db/model/party.party/12;views=x', { model: 'party.party', id: '12' }],
    ['/model/{model}/{#id}', '/#db/model/party.party/new', undefined],
    ['/object/{#id}', '/object/12a', undefined],
    ['#id={#id}&*model={model}', '/web#id=7&menu=3&model=res.partner&x=1', { id: '7', model: 'res.partner' }],
    ['/odoo/*{app}/{#id}$', '/odoo/contacts/5', { app: 'contacts', id: '5' }],
    ['/odoo/*{app}/{#id}$', '/odoo/contacts/5?debug=1', { app: 'contacts', id: '5' }],
    ['/odoo/*{app}/{#id}$', '/odoo/crm/7/res.partner/5', { app: 'res.partner', id: '5' }],
    ['/odoo/*{app}/{#id}$', '/odoo/contacts/5/crm', undefined],
    ['/odoo/*{app}/{#id}$', '/odoo/contacts', undefined],
    ['/a$b/{#id}', '/a$b/5/c', { id: '5' }],
  ])('%s at %s', (template, address, words) => {
    expect(addressReader(template)(address)).toEqual(words);
  });

  it('is quick whatever it says and is given', () => {
    const began = performance.now();
    for (const template of ['{a}{b}{c}{d}{e}{f}!', '*a*b*c*d*e!', '{a}x{b}x{c}x{d}!', '{#a}{#b}{#c}!'])
      addressReader(template)('x1'.repeat(5000));
    for (const address of ['/odoo/', '/odoo/a', '/odoo/a/1/', '/odoo/a/1?'])
      addressReader('/odoo/*{app}/{#id}$')(address.repeat(1000));
    expect(performance.now() - began).toBeLessThan(500);
  });
});
