/**
 * SuiteCRM 7, and 8 where it shows its 7 pages in a frame: fields carry `field` and `type` (SuiteP theme), inputs the
 * field's name. Markup: themes/SuiteP/include/DetailView/tab_panel_content.tpl, include/SugarFields/Fields/Phone/*.tpl
 * in github.com/salesagility/SuiteCRM.
 */
import type { Profile } from '../profile';

export const suitecrm: Profile = {
  name: 'SuiteCRM',
  pages: ['script[src*="include/javascript/sugar"]', 'script[src*="sugar_grp1"]', 'link[href*="themes/SuiteP"]'],
  fields: [
    { at: '[field*="fax"], input[name*="fax"], td[class*="fax"]', is: 'never' },
    { at: '[type="phone"][field], .detail-view-field.phone', is: 'phone' },
    { at: 'input.phone, input[name^="phone_"]', is: 'phone' },
    { at: 'td[field^="phone_"], td[type="phone"]', is: 'phone' },
  ],
  mask: '.detail-view, #EditView, form[name="EditView"], form[name="DetailView"]',
  records: [
    {
      within: 'tr.oddListRowS1, tr.evenListRowS1',
      link: 'a[href*="record="]',
      address: 'module={module}&*record={id}',
      ref: '{module},{id}',
    },
    {
      address: 'module={module}&*record={id}',
      ref: '{module},{id}',
      within: 'body',
      title: ['.moduleTitle h2', '.module-title-text', '#name'],
    },
  ],
};
