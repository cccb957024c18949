/** The CRMs that keep CTI-call records, as the options offer them: one line per adapter (its other line: write-backs.ts). */
import { DYNAMICS_FORM } from './dynamics/form';
import { ESPOCRM_FORM } from './espocrm/form';
import { type Account, type CrmForm, completed } from './form';
import { GENERIC_FORM } from './generic/form';
import { HUBSPOT_FORM } from './hubspot/form';
import { ODOO_FORM } from './odoo/form';
import { SUITECRM_FORM } from './suitecrm/form';
import { TRYTON_FORM } from './tryton/form';

export const CRM_FORMS = {
  tryton: TRYTON_FORM,
  odoo: ODOO_FORM,
  espocrm: ESPOCRM_FORM,
  suitecrm: SUITECRM_FORM,
  dynamics: DYNAMICS_FORM,
  hubspot: HUBSPOT_FORM,
  generic: GENERIC_FORM,
} satisfies Record<string, CrmForm>;

export type AdapterName = keyof typeof CRM_FORMS;

/** An account of one adapter: its form's fields as text. */
export interface CrmAccount {
  adapter: AdapterName;
  url: string;
  [field: string]: string;
}

/** Where CTI-call records go. */
export type CrmRecordSettings = { adapter: 'none' } | CrmAccount;

export function isAdapter(name: string): name is AdapterName {
  return Object.hasOwn(CRM_FORMS, name);
}

/** The account of these settings with every field of its form. */
export function accountOf({ adapter, ...stored }: CrmAccount): Account {
  return completed(CRM_FORMS[adapter], stored);
}
