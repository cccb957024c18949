/** What the options ask for to reach a CRM: one table per adapter, from which the form, its checks and the account come. */
import type { TextKey } from '../i18n';
import { originsOf } from './http';

export interface FormField {
  name: string;
  label: TextKey;
  hint?: TextKey;
  /** A password or key. */
  secret?: boolean;
  /** May be empty. */
  optional?: boolean;
  /** What holds where nothing was entered; an account stored by an older version has it too. */
  preset?: string;
  placeholder?: string;
  /** One of these. */
  choices?: readonly (readonly [value: string, text: TextKey])[];
  /** More than one line. */
  rows?: number;
  /** An http(s) address. */
  address?: boolean;
  /** Only where another field has one of these values. */
  when?: readonly [field: string, ...values: string[]];
  /** Rarely needed. */
  more?: boolean;
}

/** Values that fill several fields at once. */
export interface FormPreset {
  name: string;
  values: Readonly<Record<string, string>>;
}

export interface CrmForm {
  /** The CRM's own name. */
  title: string;
  /** Fields with the addresses that requests go to, the API's first; [`url`] where nothing is said. */
  servers?: readonly string[];
  /** Those of them that have pages with phone numbers: they become CRM addresses; [`url`] where nothing is said. */
  pages?: readonly string[];
  /** What must be there before. */
  lead: TextKey;
  fields: readonly FormField[];
  presets?: readonly FormPreset[];
}

/** The values of a form's fields. */
export type Account = Readonly<Record<string, string>>;

/** All values of the form, with presets where nothing is stored. Unknown ones are dropped. */
export function completed(form: CrmForm, stored: Account): Record<string, string> {
  return Object.fromEntries(form.fields.map(({ name, preset = '' }) => [name, stored[name] ?? preset]));
}

/** Origins that requests of this account go to, the API's first. Empty where its address is none. */
export function originsFor({ servers = ['url'] }: CrmForm, values: Account): string[] {
  return originsOf(...servers.map((field) => (values[field] ?? '').replace(/\{\w+\}/g, 'x')));
}

/** Of these, the origins that have no pages of the CRM. */
export function apiOriginsFor(form: CrmForm, values: Account): string[] {
  const pages = originsOf(...(form.pages ?? ['url']).map((field) => values[field] ?? ''));
  return originsFor(form, values).filter((origin) => !pages.includes(origin));
}

/** The fields that these values ask for. */
export function fieldsFor(form: CrmForm, values: Account): FormField[] {
  return form.fields.filter(({ when }) => !when || when.slice(1).includes(values[when[0]] ?? ''));
}

/** What is wrong, by field: the reason, which names the remedy. Empty when the form can be saved. */
export function problemsOf(form: CrmForm, values: Account): Partial<Record<string, TextKey>> {
  const problems: Partial<Record<string, TextKey>> = {};
  for (const { name, optional, address } of fieldsFor(form, values)) {
    const value = values[name]?.trim() ?? '';
    if (!value && !optional) problems[name] = 'invalid_required';
    else if (value && address && !isAddress(value)) problems[name] = 'invalid_url';
  }
  return problems;
}

function isAddress(value: string): boolean {
  // Placeholders of templates stand for text without blanks.
  const plain = value.replace(/\{\w+\}/g, 'x');
  return /^https?:\/\/[^/\s]+/i.test(plain) && URL.canParse(plain);
}
