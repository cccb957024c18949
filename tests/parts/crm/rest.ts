/**
 * A REST interface as companies write them themselves, for the generic adapter; what it can do is a matter of `kind`: know
 * our id again by the address (PUT) or by an Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header), be searched,
 * or neither. Errors as RFC 9457 says.
 */
import { asData, CrmServer, type Data, like, type Reply, type Seen, type StoredCall, words } from './crm-server.ts';

const FIELDS = [
  'id',
  'direction',
  'number',
  'outcome',
  'startedAt',
  'answeredAt',
  'endedAt',
  'duration',
  'contact',
  'subject',
  'text',
];

export class RestServer extends CrmServer {
  readonly textField = 'text';
  readonly calls: Data[] = [];

  constructor(readonly kind: 'put' | 'key' | 'search' | 'createOnly') {
    super();
  }

  account() {
    const calls = `${this.url}/api/calls`;
    const shared = {
      ...{ adapter: 'generic', authName: 'Authorization', authValue: 'Bearer key-1', refPath: 'ref', idPath: 'id' },
      ...{
        lookUpUrl: `${this.url}/api/contacts?tail={tail}`,
        listPath: 'items',
        phonePaths: 'phones',
        namePath: 'name',
      },
      ...{ recordUrl: `${this.url}/calls/{ref}`, contactUrl: `${this.url}/contacts/{contactId}` },
    };
    const update = { updateUrl: `${calls}/{ref}`, updateMethod: 'PATCH' };
    if (this.kind === 'put') return { ...shared, url: `${calls}/{id}`, method: 'PUT', once: 'upsert' };
    if (this.kind === 'key') return { ...shared, ...update, url: calls, once: 'upsert', keyHeader: 'Idempotency-Key' };
    if (this.kind === 'search')
      return {
        ...shared,
        ...update,
        url: calls,
        once: 'search',
        findUrl: `${calls}?id={id}`,
        foundPath: 'items.0.ref',
      };
    return { ...shared, ...update, url: calls, once: 'createOnly' };
  }

  stored(): StoredCall[] {
    return this.calls.map((call) => ({
      callId: words(call.id),
      direction: words(call.direction),
      number: words(call.number),
      startedAt: Date.parse(words(call.startedAt)),
      text: words(call.text),
      contact: words(call.contact),
    }));
  }

  writes({ method, path }: Seen): boolean {
    return method !== 'GET' && path.startsWith('/api/calls');
  }

  protected work(seen: Seen): Reply {
    if (seen.path === '/') return { body: 'a page', type: 'text/html' };
    if (!this.signedIn || seen.headers.authorization !== 'Bearer key-1') return problem(401, 'The key is not valid.');
    if (seen.path === '/api/contacts')
      return { body: { items: this.rows ?? this.#people(seen.query.get('tail') ?? '') } };
    if (seen.method === 'GET') return { body: { items: this.calls.filter(({ id }) => id === seen.query.get('id')) } };
    return this.#save(seen);
  }

  #save({ method, path, body, headers }: Seen): Reply {
    const fields = asData(body);
    const wrong = Object.keys(fields).find((name) => !FIELDS.includes(name) || name === this.refuses);
    if (wrong) return problem(422, `Unknown field ${wrong}`);
    const [, ref] = /^\/api\/calls\/([\w-]+)$/.exec(path) ?? [];
    const byKey = this.kind === 'key' ? this.calls.find(({ key }) => key === headers['idempotency-key']) : undefined;
    const known = this.calls.find((call) => call.ref === ref) ?? byKey;
    if (method === 'PATCH' && !known) return problem(404, 'No such call');
    // A repeated key answers what the first one answered, and changes nothing.
    if (byKey && method === 'POST') return { status: 201, body: { ref: byKey.ref } };
    if (known) Object.assign(known, fields, { contact: fields.contact ?? known.contact });
    else this.calls.push({ ref: ref ?? `r${this.calls.length + 1}`, ...fields, key: headers['idempotency-key'] });
    return { status: known ? 200 : 201, body: { ref: (known ?? this.calls.at(-1))?.ref } };
  }

  #people(tail: string): Data[] {
    return this.people
      .filter(({ phones }) => phones.some((phone) => like(phone, `%${[...tail].join('%')}%`)))
      .map(({ id, name, phones }) => ({ id, name, phones }));
  }
}

const problem = (status: number, detail: string): Reply => ({
  status,
  type: 'application/problem+json',
  body: { title: 'Refused', status, detail },
});
