/**
 * Does a tab show this record? Web clients add to a record's address how they show it (Tryton ";views=…", Odoo
 * "&cids=…&action=…", Dynamics "appid=…", HubSpot "/view/1?…"), so all that the record's address says must be there, and
 * more may be. Odoo's has two forms.
 */
import { recordAt } from '../crm/odoo/address';

export function showsRecord(tab: string, record: string): boolean {
  if (!URL.canParse(tab) || !URL.canParse(record)) return tab === record;
  const [there, wanted] = [new URL(tab), new URL(record)];
  if (there.origin !== wanted.origin) return false;
  const inOdoo = recordAt(wanted);
  if (inOdoo && recordAt(there) === inOdoo) return true;
  if (!wanted.hash && pathOf(wanted) === '') return there.href === wanted.href;
  const path = pathOf(there);
  const deeper = !wanted.search && !wanted.hash && path.startsWith(`${pathOf(wanted)}/`);
  if (path !== pathOf(wanted) && !deeper) return false;
  return hasAll(there.searchParams, wanted.searchParams) && showsRoute(there.hash, wanted.hash);
}

/** Routes behind the "#" are paths, or parameters as Odoo's. */
function showsRoute(there: string, wanted: string): boolean {
  if (there === wanted) return true;
  if (wanted.includes('=')) return hasAll(new URLSearchParams(there.slice(1)), new URLSearchParams(wanted.slice(1)));
  return wanted !== '' && there.startsWith(wanted) && /^[;/?&]/.test(there.slice(wanted.length));
}

function hasAll(there: URLSearchParams, wanted: URLSearchParams): boolean {
  return [...wanted].every(([name, value]) => there.getAll(name).includes(value));
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '');
}
