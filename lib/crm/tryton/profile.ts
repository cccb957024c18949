/**
 * Tryton's web client (sao 6.0): an app of one page with hash routes "#<database>/model/<model>/<id>".
 * In its tables the type of a contact mechanism stands in another cell of the same row; a form keeps the same number in
 * four hidden inputs; a column of links repeats it as tel: link with nothing but a picture.
 */
import type { CallContact } from '../../call';
import type { CrmProfile, PhonePlace } from '../profile';

/** Contact mechanism types that can be called, as sao shows them in its languages. */
const CALLABLE = new Set(
  'phone mobile telefon telefon (geschäftlich) mobil mobiltelefon handy téléphone teléfono móvil telefono cellulare mobiel telefoon komórka telemóvel telefone celular'
    .split(' ')
    .concat(['téléphone mobile', 'telefon komórkowy', 'teléfono móvil', 'mobiele telefoon']),
);

/** Contact mechanism types that hold something else; a type in no list is left to the generic detector. */
const OTHER = new Set(
  'fax telefax e-mail email website webseite site internet skype sip irc jabber other sonstige andere autre otro altro anders overig inny correo'.split(
    ' ',
  ),
);

export const tryton: CrmProfile = {
  name: 'Tryton',

  matches(document) {
    return (
      document.getElementById('tryton-menu') !== null ||
      document.querySelector('#main.sao, #tabs.sao, #tablist.sao') !== null ||
      [...document.scripts].some((script) => /(tryton-sao|sao)(\.min)?\.js/.test(script.src))
    );
  },

  place(element) {
    return inMechanismRow(element) ?? inMechanismForm(element);
  },

  maskOf(element) {
    return element.closest('.form-container, .modal-content, .tab-pane > .form') ?? undefined;
  },

  record(element, url) {
    const [, model, id] = /\/model\/([\w.]+)\/(\d+)/.exec(url.hash) ?? [];
    if (!model || !id) return undefined;
    const contact: CallContact = { ref: `${model},${id}`, name: recordName(element), url: url.href };
    return contact;
  },
};

/** A cell of a contact mechanism table: the row's own type cell decides. */
function inMechanismRow(element: Element): PhonePlace | undefined {
  const row = element.closest('tr');
  if (!row?.closest('table.tree, .tree, .treeview')) return undefined;
  const cell = element.closest('td');
  if (cell?.querySelector('a.column-affix') === element || element.classList.contains('column-affix'))
    return { verdict: 'never' };
  const types = [...row.cells].filter((each) => each !== cell).map((each) => ({ each, type: typeOf(textOf(each)) }));
  const typed = types.find(({ type }) => type);
  if (!typed) return undefined;
  if (typed.type === 'never') return { verdict: 'never' };
  // Only the value beside the type is the number: name, language, sequence are cells of the same row.
  return cell && isValueCell(cell, typed.each) ? { verdict: 'phone', label: textOf(typed.each) } : undefined;
}

function isValueCell(cell: Element, typeCell: Element): boolean {
  let next = typeCell.nextElementSibling;
  while (next && (next as HTMLElement).style.display === 'none') next = next.nextElementSibling;
  return next === cell;
}

/** The form of one contact mechanism: its "Type" selection decides for every copy of the value. */
function inMechanismForm(element: Element): PhonePlace | undefined {
  if (!(element instanceof HTMLInputElement)) return undefined;
  if (!/^(value|other_value|email|website|skype|sip)$/.test(element.name)) return undefined;
  const mask = element.closest('.form-container, .form, .modal-content');
  const select = mask?.querySelector<HTMLSelectElement>('select[name="type"]');
  const type = typeOf(select?.selectedOptions[0]?.text ?? '');
  if (!select || !type) return undefined;
  return type === 'never' ? { verdict: 'never' } : { verdict: 'phone', label: select.selectedOptions[0]?.text ?? '' };
}

function typeOf(text: string): 'phone' | 'never' | undefined {
  const type = text.trim().toLowerCase();
  if (CALLABLE.has(type)) return 'phone';
  return OTHER.has(type) ? 'never' : undefined;
}

/** A cell's value: sao keeps it in the title of its column element, and in the select while the row is edited. */
function textOf(cell: Element): string {
  const select = cell.querySelector<HTMLSelectElement>('select');
  if (select) return select.selectedOptions[0]?.text ?? '';
  return (cell.querySelector('.column-selection, .column-char') ?? cell).textContent?.trim() ?? '';
}

function recordName(element: Element): string {
  const mask =
    element.closest('.form-container, .form') ??
    element.ownerDocument.querySelector('.tab-pane.active') ??
    element.ownerDocument;
  const name = mask.querySelector<HTMLInputElement>('input[name="name"], input[name="rec_name"]')?.value.trim();
  return name || element.ownerDocument.title.split(' - ')[0]?.trim() || '';
}
