/**
 * Addresses of records in Odoo's web client: "/web#id=5&model=res.partner" up to version 17, which later ones take as well,
 * and "/odoo/contacts/5" or "/odoo/res.partner/5" from version 18 on, with what was opened before in front of it
 * (addons/web/static/src/core/browser/router.js at 0914ffb).
 */
import type { Account } from '../form';
import { baseUrl } from '../http';

export type Model = 'res.partner' | 'crm.lead';
const REF = /^(res\.partner|crm\.lead|contacts|crm),(\d{1,15})$/;
/** Actions with an address of their own name it instead of the model. */
const APPS: Record<string, Model> = { contacts: 'res.partner', crm: 'crm.lead' };

/** The address of a record; also versions with new addresses take this one. */
export function recordAddress({ url = '' }: Account, model: string, id: number): string {
  const base = baseUrl(url).replace(/\/(web|odoo)$/, '');
  return `${base}/web#id=${id}&model=${model}&view_type=form`;
}

/** Model and id of a reference made here. */
export function target(ref: string): { model: Model; id: number } | undefined {
  const [, model, id] = REF.exec(ref) ?? [];
  return model ? { model: APPS[model] ?? (model as Model), id: Number(id) } : undefined;
}

/** "res.partner,5" for the record that a page of this address shows, in either form; '' for none. */
export function recordAt({ pathname, hash }: URL): string {
  const old = new URLSearchParams(pathname.endsWith('/web') ? hash.slice(1) : '');
  const [, app = '', id = ''] = /\/odoo\/(?:.*\/)?([\w.-]+)\/(\d+)\/?$/.exec(pathname) ?? [];
  const found = target(`${old.get('model') ?? app},${old.get('id') ?? id}`);
  return found ? `${found.model},${found.id}` : '';
}
