/**
 * Tryton's web client (sao 6.0): an app of one page with hash routes "#<database>/model/<model>/<id>".
 * In its tables the type of a contact mechanism stands in another cell of the same row; a form keeps the same number in
 * four hidden inputs; a column of links repeats it as tel: link with nothing but a picture.
 */
import type { Profile } from '../profile';

/** Contact mechanism types, as sao shows them in its languages; a type in neither list is left to the detector. */
const TYPES = {
  phone: [
    ...['phone', 'mobile', 'telefon', 'telefon (geschäftlich)', 'mobil', 'mobiltelefon', 'handy', 'téléphone'],
    ...['téléphone mobile', 'teléfono', 'teléfono móvil', 'móvil', 'telefono', 'cellulare', 'telefoon', 'mobiel'],
    ...['mobiele telefoon', 'komórka', 'telefon komórkowy', 'telefone', 'telemóvel', 'celular'],
  ],
  never: [
    ...['fax', 'telefax', 'e-mail', 'email', 'correo', 'website', 'webseite', 'site', 'internet', 'skype', 'sip'],
    ...['irc', 'jabber', 'other', 'sonstige', 'andere', 'autre', 'otro', 'altro', 'anders', 'overig', 'inny'],
  ],
};

/** Only the value beside the type is the number: name, language, sequence are cells of the same row. */
const BESIDE_TYPE = ['', '+ td[style*="none"] '].map((hidden) => `td:has(.column-selection, select) ${hidden}+ td`);

export const tryton: Profile = {
  name: 'Tryton',
  pages: ['script[src$="sao.js"]', 'script[src$="sao.min.js"]'],
  fields: [
    { at: '.tree td:has(.column-affix, .column-url, input[type="url"])', is: 'never' },
    ...BESIDE_TYPE.map((cell) => ({ at: `.tree ${cell}`, type: { within: 'tr', at: 'td', ...TYPES } })),
    // Any other cell of a row that is no phone ("Name: 030 …" of a fax) is none either.
    { at: '.tree td', type: { within: 'tr', at: 'td', phone: [], never: TYPES.never } },
    {
      at: ['value', 'other_value', 'email', 'website', 'skype', 'sip'].map((name) => `input[name="${name}"]`).join(),
      type: { within: '.form, .modal-content', at: 'select[name="type"]', ...TYPES },
    },
  ],
  mask: '.form',
  records: [
    {
      address: '/model/party.party/{#id}',
      ref: 'party.party,{id}',
      within: '.tab-form',
      title: ['input[name="name"]'],
    },
    { address: '/model/party.party/{#id}', ref: 'party.party,{id}' },
    {
      address: '/model/{model}/{#id}',
      within: '.tab-form',
      title: ['input[name="party"]', 'input[name="rec_name"]', 'input[name="name"]'],
    },
    { address: '/model/{model}/{#id}' },
  ],
};
