import type { CrmForm } from '../form';
import { GENERIC_PRESETS } from './presets';

export const DEFAULT_BODY = JSON.stringify(
  {
    id: '{id}',
    direction: '{direction}',
    number: '{number}',
    outcome: '{outcome}',
    startedAt: '{startedAt}',
    answeredAt: '{answeredAt}',
    endedAt: '{endedAt}',
    duration: '{duration}',
    contact: '{contactId}',
    subject: '{subject}',
    text: '{text}',
  },
  undefined,
  2,
);

export const GENERIC_FORM: CrmForm = {
  title: 'REST / Webhook',
  lead: 'crm_genericLead',
  pages: [],
  presets: GENERIC_PRESETS,
  fields: [
    {
      name: 'url',
      label: 'crm_recordAddress',
      placeholder: 'https://crm.example/api/calls',
      address: true,
      hint: 'crm_templateHint',
    },
    {
      name: 'method',
      label: 'crm_method',
      preset: 'POST',
      choices: [
        ['POST', 'crm_methodPost'],
        ['PUT', 'crm_methodPut'],
        ['PATCH', 'crm_methodPatch'],
      ],
    },
    { name: 'authName', label: 'crm_authName', preset: 'Authorization', optional: true },
    { name: 'authValue', label: 'crm_authValue', secret: true, optional: true, placeholder: 'Bearer …' },
    { name: 'headers', label: 'crm_headers', rows: 2, optional: true, hint: 'crm_headersHint', more: true },
    {
      name: 'bodyKind',
      label: 'crm_bodyKind',
      preset: 'json',
      more: true,
      choices: [
        ['json', 'crm_bodyJson'],
        ['form', 'crm_bodyForm'],
      ],
    },
    { name: 'body', label: 'crm_body', rows: 8, preset: DEFAULT_BODY, hint: 'crm_bodyHint' },
    {
      name: 'once',
      label: 'crm_once',
      preset: 'createOnly',
      hint: 'crm_onceHint',
      choices: [
        ['upsert', 'crm_onceUpsert'],
        ['search', 'crm_onceSearch'],
        ['createOnly', 'crm_onceCreateOnly'],
      ],
    },
    {
      name: 'keyHeader',
      label: 'crm_keyHeader',
      optional: true,
      when: ['once', 'upsert'],
      placeholder: 'Idempotency-Key',
    },
    { name: 'findUrl', label: 'crm_findUrl', address: true, when: ['once', 'search'], hint: 'crm_findUrlHint' },
    { name: 'foundPath', label: 'crm_foundPath', preset: 'data.0.id', when: ['once', 'search'], hint: 'crm_pathHint' },
    { name: 'updateUrl', label: 'crm_updateUrl', address: true, optional: true, hint: 'crm_updateUrlHint', more: true },
    {
      name: 'updateMethod',
      label: 'crm_updateMethod',
      preset: 'PATCH',
      more: true,
      choices: [
        ['PATCH', 'crm_methodPatch'],
        ['PUT', 'crm_methodPut'],
        ['POST', 'crm_methodPost'],
      ],
    },
    { name: 'refPath', label: 'crm_refPath', optional: true, preset: 'id', hint: 'crm_pathHint', more: true },
    { name: 'recordUrl', label: 'crm_recordUrl', address: true, optional: true, more: true },
    { name: 'lookUpUrl', label: 'crm_lookUpUrl', address: true, optional: true, hint: 'crm_lookUpUrlHint' },
    { name: 'listPath', label: 'crm_listPath', optional: true, hint: 'crm_pathHint', more: true },
    { name: 'idPath', label: 'crm_idPath', optional: true, preset: 'id', more: true },
    { name: 'namePath', label: 'crm_namePath', optional: true, preset: 'name', more: true },
    {
      name: 'phonePaths',
      label: 'crm_phonePaths',
      optional: true,
      preset: 'phone,mobile',
      hint: 'crm_phonePathsHint',
      more: true,
    },
    { name: 'contactUrl', label: 'crm_contactUrl', address: true, optional: true, more: true },
  ],
};
