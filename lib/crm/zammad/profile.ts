/**
 * Zammad's desktop client: hash routes "#user/profile/<id>"; details are pairs of a label and a value, inputs carry the
 * object's attribute names. Markup: app/assets/javascripts/app/views/user_profile/object.jst.eco and views/popover in
 * github.com/zammad/zammad.
 */
import type { Profile } from '../profile';

/** Labels of the object's own attributes, as Zammad ships them; an administrator may rename them. */
const LABELS = {
  phone: ['phone', 'mobile', 'telefon', 'mobil', 'mobiltelefon', 'handy', 'téléphone', 'teléfono', 'móvil', 'telefono'],
  never: ['fax', 'telefax', 'télécopie', 'faks'],
};

export const zammad: Profile = {
  name: 'Zammad',
  pages: ['#zammad_form_script', 'script[src*="/assets/form/form.js"]'],
  fields: [
    { at: 'input[name="fax"], [data-name="fax"]', is: 'never' },
    { at: 'input[name="phone"], input[name="mobile"]', is: 'phone' },
    {
      at: '.profile-detailsEntry, .popover-block',
      type: { within: '.profile-detailsEntry, .popover-block', at: 'label', ...LABELS },
    },
    { at: 'a[data-type="phone"], a[data-type="mobile"]', is: 'phone' },
  ],
  mask: '.profile-window, .popover, .sidebar-content, .modal-content',
  records: [
    { address: '#user/profile/{#id}', ref: 'User,{id}', within: '.profile', title: ['h1'] },
    { address: '#organization/profile/{#id}', ref: 'Organization,{id}', within: '.profile', title: ['h1'] },
    { address: '#user/profile/{#id}', ref: 'User,{id}' },
    { within: 'tr', link: 'a[href*="#user/profile/"]', address: '#user/profile/{#id}', ref: 'User,{id}' },
    { address: '#ticket/zoom/{#id}', ref: 'Ticket,{id}' },
  ],
};
