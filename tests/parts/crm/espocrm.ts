/**
 * EspoCRM as github.com/espocrm/espocrm at 2cde9d9 answers:
 * - a key of no user: 401 (Core/Api/Auth.php); errors carry X-Status-Reason (Core/Api/ErrorOutput.php).
 * - an unknown attribute in `where`: 400 "Not existing attribute 'x' in where." (Core/Select/Where/Checker.php); unknown
 *   attributes of a body are dropped, and so is an id (Core/Record/Service.php, filterInputSystemAttributes).
 * - the user: GET App/user (Controllers/App.php at bba4ad5); a record that is not there: 404 without a body.
 * - missing required fields: 400 validationFailure (Core/FieldValidation); duplicates by a rule: 409 (processDuplicateCheck).
 * - phoneNumberNumeric: digits of every number of a record (Core/Utils/Database/Orm/FieldConverters/Phone.php).
 * - Call: Modules/Crm/Resources/metadata/entityDefs/Call.json.
 */
import {
  asData,
  CrmServer,
  type Data,
  like,
  type Reply,
  type Seen,
  type StoredCall,
  utc,
  words,
} from './crm-server.ts';

const CALL_FIELDS = ['name', 'status', 'direction', 'dateStart', 'dateEnd', 'description', 'parentType', 'parentId'];
const ATTRIBUTES: Record<string, string[]> = {
  Call: ['id', ...CALL_FIELDS],
  Contact: ['id', 'name', 'phoneNumberNumeric', 'accountName'],
  Account: ['id', 'name', 'phoneNumberNumeric'],
  Lead: ['id', 'name', 'phoneNumberNumeric', 'accountName'],
};

export class EspoServer extends CrmServer {
  readonly textField = 'description';
  readonly calls: Data[] = [];
  #made = 0;

  account() {
    return { adapter: 'espocrm', url: this.url, apiKey: 'key-1', idField: '' };
  }

  stored(): StoredCall[] {
    return this.calls.map((call) => ({
      callId: /\[([\w-]{36})\]$/.exec(words(call.description))?.[1] ?? '',
      direction: call.direction === 'Inbound' ? 'in' : 'out',
      number: words(call.name).replace(/^.*?: /, ''),
      startedAt: utc(call.dateStart),
      text: words(call.description),
      contact: call.parentId ? `${call.parentType},${call.parentId}` : '',
    }));
  }

  writes({ method, path }: Seen): boolean {
    return method !== 'GET' && path.startsWith('/api/v1/Call');
  }

  protected override personId(n: number): string {
    return `65f0c0ffee0000${String(n).padStart(3, '0')}`;
  }

  protected work(seen: Seen): Reply {
    if (!this.signedIn || seen.headers['x-api-key'] !== 'key-1') return { status: 401 };
    const [, entity = '', id = ''] = /^\/api\/v1\/(\w+)(?:\/([\w-]+))?$/.exec(seen.path) ?? [];
    if (entity === 'App') return { body: { user: { id: 'u1', userName: 'api', name: 'Ringside API' } } };
    const known = ATTRIBUTES[entity];
    if (!known) return refused(404, `Entity '${entity}' does not exist.`);
    if (seen.method === 'POST' || seen.method === 'PUT') return this.#save(asData(seen.body), id);
    if (seen.method === 'DELETE') return this.#delete(id);
    if (id) return this.#read(entity, id);
    const [type, attribute, value] = ['type', 'attribute', 'value'].map(
      (name) => seen.query.get(`where[0][${name}]`) ?? '',
    );
    if (!known.includes(attribute as string)) return refused(400, `Not existing attribute '${attribute}' in where.`);
    const list = this.#rows(entity).filter((row) => fits(row, type ?? '', attribute ?? '', value ?? ''));
    return { body: { total: list.length, list: entity === 'Call' ? list : (this.rows ?? list) } };
  }

  #rows(entity: string): Data[] {
    if (entity === 'Call') return this.calls;
    return this.people
      .filter(({ kind }) => entity === (kind === 'account' ? 'Account' : 'Contact'))
      .map(({ id, name, phones }) => ({ id, name, phoneNumber: phones[0], phoneNumberNumeric: phones.map(digits) }));
  }

  /** Core/Api: true for a record that is gone. */
  #delete(id: string): Reply {
    const index = this.calls.findIndex((call) => call.id === id);
    if (index < 0) return { status: 404 };
    this.calls.splice(index, 1);
    return { body: true };
  }

  #read(entity: string, id: string): Reply {
    const row = this.#rows(entity).find((each) => each.id === id);
    if (!row) return { status: 404 };
    const phones = this.people.find((person) => person.id === id)?.phones ?? [];
    return { body: { ...row, phoneNumberData: phones.map((phoneNumber) => ({ phoneNumber, type: 'Office' })) } };
  }

  #save(body: Data, id: string): Reply {
    const kept = Object.fromEntries(Object.entries(body).filter(([name]) => CALL_FIELDS.includes(name)));
    const known = this.calls.find((call) => call.id === id);
    if (id && !known) return { status: 404 };
    if (this.refuses in kept) return refused(400, 'validationFailure', { field: this.refuses, type: 'valid' });
    for (const name of ['name', 'dateStart', 'dateEnd'])
      if (!known && !kept[name]) return refused(400, 'validationFailure', { field: name, type: 'required' });
    const call = known ?? { id: `call0000000000${String(++this.#made).padStart(3, '0')}` };
    Object.assign(call, kept);
    if (!known) this.calls.push(call);
    return { body: call };
  }
}

function fits(row: Data, type: string, attribute: string, value: string): boolean {
  const held = Array.isArray(row[attribute]) ? (row[attribute] as string[]) : [words(row[attribute])];
  if (type === 'like') return held.some((each) => like(each, value));
  if (type === 'contains') return held.some((each) => each.toLowerCase().includes(value.toLowerCase()));
  return held.includes(value);
}

const digits = (text: string) => text.replace(/\D/g, '');

function refused(status: number, reason: string, body?: Data): Reply {
  return { status, headers: { 'x-status-reason': reason }, ...(body && { body }) };
}
