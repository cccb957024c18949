/**
 * HubSpot's API as developers.hubspot.com documents it:
 * - docs/api-reference/crm-calls-v3, "batch upsert": by idProperty, one result each with `new`; batch partial errors are 207.
 * - docs/api-reference/error-handling: {"status": "error", "message", "category", "correlationId"}; a wrong token 401
 *   INVALID_AUTHENTICATION; missing scopes 403 MISSING_SCOPES; an unknown property 400 VALIDATION_ERROR; 429 RATE_LIMITS.
 * - docs/api-reference/crm-search, "Phone numbers": hs_searchable_calculated_phone_number without the country code;
 *   CONTAINS_TOKEN with * as wildcard.
 * - docs/api-reference/crm-associations-v4: default association by PUT; DELETE removes all between two records.
 */
import { asData, CrmServer, type Data, like, type Reply, type Seen, type StoredCall, words } from './crm-server.ts';

const PROPERTIES =
  'hs_timestamp hs_call_title hs_call_body hs_call_direction hs_call_duration hs_call_status hs_call_source hs_call_from_number hs_call_to_number ringside_call_id'.split(
    ' ',
  );

export class HubSpotServer extends CrmServer {
  readonly calls: { id: string; properties: Data; links: Set<string> }[] = [];
  readonly textField = 'hs_call_body';
  hasProperty = true;

  account() {
    return { adapter: 'hubspot', url: this.url, token: 'pat-1', appUrl: 'https://app.hubspot.com' };
  }

  stored(): StoredCall[] {
    return this.calls.map(({ properties, links }) => ({
      callId: words(properties.ringside_call_id),
      direction: properties.hs_call_direction === 'INBOUND' ? 'in' : 'out',
      number: words(properties.hs_call_from_number) || words(properties.hs_call_to_number),
      startedAt: Number(properties.hs_timestamp),
      text: words(properties.hs_call_body),
      contact: [...links].join(' '),
    }));
  }

  writes({ path }: Seen): boolean {
    return path === '/crm/v3/objects/calls/batch/upsert';
  }

  protected work(seen: Seen): Reply {
    if (!this.signedIn || seen.headers.authorization !== 'Bearer pat-1')
      return problem(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
    const { path, method } = seen;
    if (path === '/account-info/v3/details') return { body: { portalId: 4242 } };
    if (path.startsWith('/crm/v3/properties/calls')) return this.#property(method);
    if (this.writes(seen)) return this.#upsert(asData(seen.body));
    const association = /^\/crm\/v4\/objects\/calls\/(\d+)\/associations\/(?:default\/)?(\w+)(?:\/(\d+))?$/.exec(path);
    if (association) return this.#associate(method, association.slice(1) as [string, string, string?]);
    const [, object = '', rest = ''] = /^\/crm\/v3\/objects\/(contacts|companies)\/(\w+)$/.exec(path) ?? [];
    if (rest === 'search') return { body: { total: 0, results: this.rows ?? this.#search(object, asData(seen.body)) } };
    const found = this.#rows(object).find(({ id }) => id === rest);
    return found ? { body: found } : problem(404, 'OBJECT_NOT_FOUND', 'resource not found');
  }

  #property(method: string): Reply {
    if (method === 'POST') this.hasProperty = true;
    if (this.hasProperty) return { status: method === 'POST' ? 201 : 200, body: { name: 'ringside_call_id' } };
    return problem(404, 'OBJECT_NOT_FOUND', 'Property ringside_call_id does not exist');
  }

  #upsert(body: Data): Reply {
    const input = asData((body.inputs as unknown[])[0]);
    const properties = asData(input.properties);
    const known = this.hasProperty ? PROPERTIES : PROPERTIES.slice(0, -1);
    const wrong = [...Object.keys(properties), words(input.idProperty)].find(
      (name) => !known.includes(name) || name === this.refuses,
    );
    if (wrong) return problem(400, 'VALIDATION_ERROR', `Property "${wrong}" does not exist`);
    const same = this.calls.find((call) => call.properties[words(input.idProperty)] === input.id);
    const call = same ?? { id: String(900 + this.calls.length), properties: {}, links: new Set<string>() };
    Object.assign(call.properties, properties);
    if (!same) this.calls.push(call);
    return { body: { status: 'COMPLETE', results: [{ id: call.id, new: !same, properties: call.properties }] } };
  }

  #associate(method: string, [callId, object, id]: [string, string, string?]): Reply {
    const links = this.calls.find((call) => call.id === callId)?.links;
    if (!links) return problem(404, 'OBJECT_NOT_FOUND', 'resource not found');
    if (method === 'PUT') links.add(`${object},${id}`);
    if (method === 'DELETE') links.delete(`${object},${id}`);
    if (method === 'DELETE') return { status: 204 };
    const results = [...links]
      .filter((link) => link.startsWith(object))
      .map((link) => ({ toObjectId: Number(link.split(',')[1]) }));
    return { body: { results } };
  }

  #search(object: string, body: Data): Data[] {
    const groups = (body.filterGroups as { filters: { propertyName: string; value: string }[] }[] | undefined) ?? [];
    const rows = this.#rows(object);
    if (body.query) return rows.filter(({ properties }) => JSON.stringify(properties).includes(words(body.query)));
    return rows.filter(({ properties }) =>
      groups.some(({ filters }) =>
        filters.every(({ propertyName, value }) => {
          const phone = words(asData(properties)[propertyName.includes('mobile') ? 'mobilephone' : 'phone']);
          const searchable = phone
            .replace(/\(0\)/g, '')
            .replace(/\D/g, '')
            .replace(/^(00)?49/, '')
            .replace(/^0+/, '');
          return like(searchable, value.replaceAll('*', '%'));
        }),
      ),
    );
  }

  #rows(object: string): { id: string; properties: Data }[] {
    return this.people
      .filter(({ kind }) => object === (kind === 'account' ? 'companies' : 'contacts'))
      .map(({ id, name, phones }) => {
        const [firstname = '', ...last] = name.split(' ');
        const names = object === 'companies' ? { name } : { firstname, lastname: last.join(' ') };
        return { id, properties: { ...names, phone: phones[0], mobilephone: phones[1] ?? null } };
      });
  }
}

const problem = (status: number, category: string, message: string): Reply => ({
  status,
  body: { status: 'error', message, category, correlationId: 'a43683b0-5717-4ceb-80b4-104d02915d8c' },
});
