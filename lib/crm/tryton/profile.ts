/**
 * Tryton's web client (sao 6.0): an app of one page with hash routes "#<database>/model/<model>/<id>".
 * In its tables the type of a contact mechanism stands in another cell of the same row; a form keeps the same number in
 * four hidden inputs; a column of links repeats it as tel: link with nothing but a picture.
 */
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
    return [...document.scripts].some(({ src }) => /\/(tryton-)?sao(\.min)?\.js$/.test(src));
  },

  place(element) {
    return inMechanismRow(element) ?? inMechanismForm(element);
  },

  maskOf(element) {
    const scope = element.closest('.modal-content, .tab-form');
    return scope?.querySelector('.form') ?? undefined;
  },

  record(element, url) {
    const [, model, id] = /\/model\/([\w.]+)\/(\d+)/.exec(url.hash) ?? [];
    if (!model || !id) return undefined;
    // The form of a single contact mechanism names its party, but not the party's id.
    const party = model === 'party.party';
    const name = fieldValue(element, party ? ['name'] : ['party', 'rec_name', 'name']);
    return { ref: party ? `${model},${id}` : '', name, url: url.href };
  },
};

/** A cell of a contact mechanism table: the row's own type cell decides. */
function inMechanismRow(element: Element): PhonePlace | undefined {
  const row = element.closest('tr');
  if (!row?.closest('table.tree, .tree, .treeview')) return undefined;
  const cell = element.closest('td');
  // The column of links repeats the value, as a tel: link with nothing but a picture.
  if (cell?.querySelector('.column-affix, .column-url, input[type="url"]')) return { verdict: 'never' };
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
  const mask = element.closest('.form, .modal-content');
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

/** The first of these fields that the element's form has; else what the page's title names. */
function fieldValue(element: Element, names: readonly string[]): string {
  const scope: ParentNode = element.closest('.tab-form') ?? element.ownerDocument;
  const inputs = names.map((name) => scope.querySelector<HTMLInputElement>(`input[name="${name}"]`));
  const value = inputs.find((input) => input?.value.trim())?.value.trim();
  return value ?? element.ownerDocument.title.split(' - ')[0]?.trim() ?? '';
}
