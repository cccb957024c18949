/** Every adapter with the server that it is tested against. */
import type { CrmRecordSettings } from '../../../lib/crm/forms';
import type { Capabilities, WriteBack } from '../../../lib/crm/write-back';
import { createWriteBack } from '../../../lib/crm/write-backs';
import type { CrmServer } from '../../parts/crm/crm-server';
import { DynamicsServer } from '../../parts/crm/dynamics';
import { EspoServer } from '../../parts/crm/espocrm';
import { HubSpotServer } from '../../parts/crm/hubspot';
import { OdooServer } from '../../parts/crm/odoo';
import { RestServer } from '../../parts/crm/rest';
import { SuiteServer } from '../../parts/crm/suitecrm';
import { TrytonServer } from '../../parts/crm/tryton';
import { adapterParts } from './adapter-parts';

export interface Tested {
  name: string;
  make(): CrmServer;
  once: Capabilities['once'];
  /** Prefix of the refs of its contacts. */
  contacts: string;
  /** A create that arrives twice is two records: nobody can take one away. */
  keepsTwo?: boolean;
}

function odoo(mode: OdooServer['mode'], partnerFields: string[]): OdooServer {
  return Object.assign(new OdooServer(), { mode, partnerFields });
}

export const TESTED: Tested[] = [
  { name: 'Tryton', make: () => new TrytonServer('call'), once: 'upsert', contacts: 'party.party,' },
  { name: 'Tryton, notes', make: () => new TrytonServer('note'), once: 'search', contacts: 'party.party,' },
  { name: 'Odoo 19', make: () => odoo('json2', ['phone']), once: 'upsert', contacts: 'res.partner,' },
  { name: 'Odoo 17', make: () => odoo('jsonrpc', ['phone', 'mobile']), once: 'upsert', contacts: 'res.partner,' },
  { name: 'EspoCRM', make: () => new EspoServer(), once: 'search', contacts: 'Contact,' },
  { name: 'SuiteCRM', make: () => new SuiteServer(), once: 'upsert', contacts: 'Contacts,' },
  { name: 'Dynamics 365', make: () => new DynamicsServer(), once: 'upsert', contacts: 'contact,' },
  { name: 'HubSpot', make: () => new HubSpotServer(), once: 'upsert', contacts: 'contacts,' },
  { name: 'REST by PUT', make: () => new RestServer('put'), once: 'upsert', contacts: '' },
  { name: 'REST with key', make: () => new RestServer('key'), once: 'upsert', contacts: '' },
  { name: 'REST with search', make: () => new RestServer('search'), once: 'search', contacts: '', keepsTwo: true },
  {
    name: 'REST, create only',
    make: () => new RestServer('createOnly'),
    once: 'createOnly',
    contacts: '',
    keepsTwo: true,
  },
];

/** The sign-in window of a user who agrees to everything: follows the page to where it ends. */
export const agreeable = {
  redirect: () => 'https://extension.example/',
  open: async (url: string) => {
    const response = await fetch(url, { redirect: 'manual' });
    return response.headers.get('location') ?? '';
  },
};

/** The adapter for a running server, signed in. */
export async function adapterFor(server: CrmServer, more: Record<string, string> = {}): Promise<WriteBack> {
  const settings = { ...server.account(), ...more } as CrmRecordSettings;
  const adapter = createWriteBack(settings, adapterParts('DE', agreeable)) as WriteBack;
  const checked = await adapter.check(new AbortController().signal);
  if (!checked.ok) throw new Error(`not signed in: ${checked.error} ${checked.detail}`);
  return adapter;
}
