/**
 * Any mask that follows a public convention: schema.org microdata (schema.org/telephone, schema.org/faxNumber), hCard and
 * h-card (microformats.org/wiki/hcard, /h-card).
 */
import type { Profile } from '../profile';

export const generic: Profile = {
  name: 'Microdata',
  fields: [
    { at: '[itemprop="faxNumber"], .p-tel-fax', is: 'never' },
    {
      at: '.vcard .tel',
      type: { within: '.tel', at: '.type', phone: [], never: ['fax'] },
      is: 'phone',
    },
    { at: '[itemprop="telephone"], .h-card .p-tel', is: 'phone' },
  ],
};
