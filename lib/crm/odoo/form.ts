import type { CrmForm } from '../form';

export const ODOO_FORM: CrmForm = {
  title: 'Odoo',
  lead: 'crm_odooLead',
  fields: [
    { name: 'url', label: 'records_url', placeholder: 'https://', address: true },
    {
      name: 'signIn',
      label: 'crm_signIn',
      preset: 'key',
      choices: [
        ['key', 'crm_signInKey'],
        ['session', 'crm_signInSession'],
      ],
      hint: 'crm_odooSignInHint',
    },
    { name: 'database', label: 'records_database', when: ['signIn', 'key'] },
    { name: 'user', label: 'records_user', when: ['signIn', 'key'], hint: 'crm_odooUserHint', optional: true },
    { name: 'apiKey', label: 'crm_apiKey', secret: true, when: ['signIn', 'key'], hint: 'sip_passwordHint' },
  ],
};
