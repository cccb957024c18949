import { expect, it } from 'vitest';
import { contactOf } from '../../../lib/page/contact';

function nameAt(selector: string): string | undefined {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  return contactOf(element, undefined)?.name;
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
