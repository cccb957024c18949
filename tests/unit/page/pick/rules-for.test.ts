/** How the picker names a field: lasting names first, positions only where there is nothing else. */
import { expect, it } from 'vitest';
import { interpret } from '../../../../lib/crm/interpret';
import { explain } from '../../../../lib/page/pick/explain';
import { asPickable } from '../../../../lib/page/pick/pickable';
import { rulesFor } from '../../../../lib/page/pick/rules-for';
import { showPage } from '../read-page';

function only(body: string): Element {
  showPage(`<!doctype html><html><head><title>x</title></head><body><section>${body}</section></body></html>`);
  const [element] = document.querySelectorAll('.me, [data-me]');
  if (!element) throw new Error('nobody is meant');
  return element;
}

it.each([
  ['<input data-me name="phone_work">', 'input[name="phone_work"]'],
  ['<textarea data-me name="notes"></textarea>', 'textarea[name="notes"]'],
  ['<div data-field="mobile"><span data-me>030 1</span></div>', '[data-field="mobile"]'],
  ['<div data-name="phoneNumber"><b><span data-me>030 1</span></b></div>', '[data-name="phoneNumber"]'],
  ['<span data-me id="rueckruf">030 1</span>', '#rueckruf'],
  ['<input data-me aria-label="Rückruf">', 'input[aria-label="Rückruf"]'],
  ['<span class="me phone-value css-1x9z">030 1</span>', '.phone-value'],
])('%s is %s', (body, at) => {
  expect(rulesFor(only(body))[0]).toEqual({ at });
});

it.each([
  '<div data-field="contact_4711_phone"><i><span data-me id="ui-id-7">030 1</span></i></div>',
  '<div id="row12"><i class="css-8fh2k d-flex col-6"><span data-me id=":r3:">030 1</span></i></div>',
])('names made for one record, one visit or for looks are no names: %s', (body) => {
  const [rule] = rulesFor(only(body));
  expect(rule?.at).toMatch(/(^| > )i > span$/);
});

it('an element of Office has a position that browsers can read', () => {
  const element = only('<i><b data-me>030 1</b></i>');
  // As browsers call it; happy-dom takes what stands before the colon for a namespace.
  Object.defineProperty(element, 'localName', { value: 'o:p' });
  const [rule] = rulesFor(element);
  expect(rule?.at).toMatch(/(^| > )i > o\\:p$/);
});

it('a label is better than a position', () => {
  expect(rulesFor(only('<dl><dt>Rückruf:</dt><dd data-me>418</dd></dl>'))).toEqual([{ labelled: 'Rückruf' }]);
});

it.each([
  ['<label>Telefon <input data-me name="a" value="030 23125001"></label>', true, ['labelPhone', 'candidate', 'valid']],
  ['<label>Fax <input data-me name="a" value="030 23125001"></label>', false, ['labelFax', 'candidate', 'valid']],
  ['<label>Suche <input data-me type="search" name="q" value="030 23125001"></label>', false, ['search']],
  ['<label>Telefon <input data-me name="a" value=""></label>', false, ['empty', 'labelPhone', 'noDigits']],
  ['<label>Notizen <textarea data-me>030 23125001</textarea></label>', true, ['labelSilent', 'candidate', 'valid']],
  ['<label>Fax <textarea data-me>030 23125001</textarea></label>', false, ['labelFax', 'candidate', 'valid']],
  ['<p data-me>Besprechung am Montag</p>', false, ['noLabel', 'noDigits']],
  ['<label>Tel. <a data-me href="#Account/view/1">030 23125001</a></label>', true, ['candidate', 'valid']],
  ['<div class="never"><p data-me>Tel. 030 23125001</p></div>', false, ['ruleNever', 'candidate', 'valid']],
])('the evidence at %s', async (body, icon, keys) => {
  const element = only(body);
  element.checkVisibility = () => true;
  const rules = [{ name: 'crm', fields: [{ at: '.never', is: 'never' as const }] }];
  const reading = { profile: interpret(rules, document), country: 'DE' };
  const judge = async (all: { text: string }[]) => all.map(({ text }) => ({ number: text, display: text }));
  const found = await explain(element, reading, false, judge);
  expect(found.icon).toBe(icon);
  if (icon) expect(found.text).toBe('030 23125001');
  expect(found.lines.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  expect(asPickable(element).element).toBe(element);
  expect((await explain(element, reading, true, judge)).lines[0]?.key).toBe('off');
});
