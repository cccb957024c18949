import type { CrmForm } from '../form';

export const SUITECRM_FORM: CrmForm = {
  title: 'SuiteCRM',
  lead: 'crm_suiteLead',
  fields: [
    { name: 'url', label: 'records_url', placeholder: 'https://', address: true, hint: 'crm_suiteUrlHint' },
    { name: 'clientId', label: 'crm_clientId' },
    { name: 'clientSecret', label: 'crm_clientSecret', secret: true, hint: 'sip_passwordHint' },
    { name: 'user', label: 'records_user', optional: true, hint: 'crm_suiteUserHint' },
    { name: 'password', label: 'records_password', secret: true, optional: true },
  ],
};
