import type { CrmForm } from '../form';

export const HUBSPOT_FORM: CrmForm = {
  title: 'HubSpot',
  lead: 'crm_hubspotLead',
  pages: ['appUrl'],
  fields: [
    { name: 'token', label: 'crm_accessToken', secret: true, hint: 'crm_hubspotTokenHint' },
    { name: 'url', label: 'crm_apiAddress', preset: 'https://api.hubapi.com', address: true, more: true },
    { name: 'appUrl', label: 'crm_appAddress', preset: 'https://app.hubspot.com', address: true, more: true },
  ],
};
