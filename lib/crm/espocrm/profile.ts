/**
 * EspoCRM: hash routes "#<entity>/view/<id>". Field boxes carry the field's name; a phone field holds several numbers,
 * each with its type. Markup: client/res/templates/fields/phone/{detail,edit,list}.tpl, record/{detail,list}.tpl in
 * github.com/espocrm/espocrm.
 */
import type { Profile } from '../profile';

const FAX = ['fax', 'telefax', 'télécopie', 'faks'];

export const espocrm: Profile = {
  name: 'EspoCRM',
  pages: ['script[src*="client/espo"]', 'script[src*="client/lib/espo"]'],
  fields: [
    {
      at: '.phone-number-block',
      type: { within: '.phone-number-block', at: 'select[data-property-type="type"]', phone: [], never: FAX },
      is: 'phone',
    },
    {
      at: '[data-name="phoneNumber"] > div',
      type: { within: 'div', at: '.text-muted', phone: [], never: FAX },
      is: 'phone',
    },
    { at: '[data-name="phoneNumber"], a[data-phone-number]', is: 'phone' },
  ],
  mask: '.detail[data-scope], .edit[data-scope], .record',
  records: [
    { within: 'tr.list-row', link: 'a[href*="/view/"]', address: '#{entity}/view/{id}', ref: '{entity},{id}' },
    {
      address: '#{entity}/view/{id}',
      ref: '{entity},{id}',
      within: 'body',
      title: ['.page-header .header-title .title', '.page-header .title', '.page-header h3'],
    },
    { address: '#{entity}/edit/{id}', ref: '{entity},{id}' },
  ],
};
