import type { CrmForm } from '../form';

export const ESPOCRM_FORM: CrmForm = {
  title: 'EspoCRM',
  lead: 'crm_espoLead',
  fields: [
    { name: 'url', label: 'records_url', placeholder: 'https://', address: true },
    { name: 'apiKey', label: 'crm_apiKey', secret: true, hint: 'sip_passwordHint' },
    { name: 'idField', label: 'crm_idField', optional: true, hint: 'crm_espoIdFieldHint', more: true },
  ],
};
