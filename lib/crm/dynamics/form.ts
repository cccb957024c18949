import type { CrmForm } from '../form';

export const DYNAMICS_FORM: CrmForm = {
  title: 'Dynamics 365',
  lead: 'crm_dynamicsLead',
  servers: ['url', 'authority'],
  fields: [
    { name: 'url', label: 'records_url', placeholder: 'https://organisation.crm4.dynamics.com', address: true },
    { name: 'clientId', label: 'crm_clientId', hint: 'crm_dynamicsClientHint' },
    { name: 'tenant', label: 'crm_tenant', preset: 'organizations' },
    {
      name: 'authority',
      label: 'crm_authority',
      preset: 'https://login.microsoftonline.com',
      address: true,
      more: true,
    },
  ],
};
