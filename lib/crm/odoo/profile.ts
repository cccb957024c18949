/**
 * Odoo 14 to 19: widgets of the phone field are `o_field_phone`, list cells of that widget `o_phone_cell`. Markup:
 * addons/web/static/src/views/fields/phone/phone_field.xml and views/list/list_renderer.xml in github.com/odoo/odoo.
 * Beside its input a phone field repeats the number as a link that says "Call".
 */
import type { Profile } from '../profile';

const SHEET_TITLE = ['.o_form_view h1 .o_field_widget input', '.o_form_view h1', '.o_breadcrumb .active'];

export const odoo: Profile = {
  name: 'Odoo',
  pages: ['body.o_web_client', 'script[src*="web.assets_web"]', 'script[src*="web.assets_backend"]'],
  fields: [
    { at: '.o_phone_form_link', is: 'never' },
    { at: '.o_field_widget[name*="fax"], td[name*="fax"]', is: 'never' },
    { at: '.o_field_phone, td.o_phone_cell', is: 'phone' },
    { at: '.o_field_widget[name="phone"], .o_field_widget[name="mobile"]', is: 'phone' },
    { at: 'td[name="phone"], td[name="mobile"]', is: 'phone' },
  ],
  mask: '.o_form_sheet, .o_form_renderer, .o_form_view',
  records: [
    { address: '#id={#id}&*model={model}', ref: '{model},{id}', within: 'body', title: SHEET_TITLE },
    // Records opened from others stand behind them: "/odoo/crm/7/res.partner/14"; "/odoo/contacts/14/crm" is a list.
    { address: '/odoo/*{app}/{#id}$', ref: '{app},{id}', within: 'body', title: SHEET_TITLE },
  ],
};
