import type { CrmForm } from '../form';

export const TRYTON_FORM: CrmForm = {
  title: 'Tryton',
  lead: 'crm_trytonLead',
  fields: [
    { name: 'url', label: 'records_url', placeholder: 'https://', address: true },
    { name: 'database', label: 'records_database' },
    { name: 'user', label: 'records_user' },
    { name: 'password', label: 'records_password', secret: true, hint: 'sip_passwordHint' },
    {
      name: 'records',
      label: 'crm_recordsAs',
      preset: 'call',
      hint: 'crm_trytonRecordsHint',
      choices: [
        ['call', 'crm_trytonCall'],
        ['note', 'crm_trytonNote'],
      ],
    },
  ],
};
