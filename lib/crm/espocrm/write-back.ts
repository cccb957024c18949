/**
 * CTI-call records in EspoCRM: its entity Call (application/Espo/Modules/Crm/Resources/metadata/entityDefs/Call.json).
 * EspoCRM takes no id from outside (Core/Record/Service.php at 2cde9d9, filterInputSystemAttributes) and updates nothing by a key, so
 * the call's id stands in a field of the administrator's choice, else at the end of the description, and is searched before
 * a record is made, and after.
 */
import type { CallContact } from '../../call';
import { type Fields, isFields, textOf, writeBack } from '../answers';
import { type CallRecord, plainTime, type RecordWords } from '../call-record';
import { type Account, originsFor } from '../form';
import { later } from '../http';
import type { WriteBack } from '../write-back';
import type { AdapterParts } from '../write-backs';
import { baseOf, send } from './api';
import { list, recordOf, recordsNamed, recordsWith, type Where } from './contacts';
import { ESPOCRM_FORM } from './form';

const RECORD_ID = /^[\w-]{1,36}$/;
const NOBODY = '00000000-0000-0000-0000-000000000000';

export function espoWriteBack(account: Account, { rules, words }: AdapterParts): WriteBack {
  const can = { search: 'normalised', once: 'search', update: true, unlink: true } as const;
  return writeBack(
    { can, origins: originsFor(ESPOCRM_FORM, account) },
    {
      lookUp: (number, signal) => recordsWith(account, number, rules, signal),
      find: (text, signal) => recordsNamed(account, text, signal),
      recordOf: (ref, signal) => recordOf(account, ref, signal),
      async save({ record, contact, unlink }, signal) {
        const link = unlink ? UNLINKED : contact && linkTo(contact);
        const body = { ...values(record, words, idFieldOf(account)), ...link };
        const [known] = await recordIds(account, record.id, signal);
        const answer = known
          ? await send(account, `Call/${known}`, signal, { method: 'PUT', body })
          : await send(account, 'Call', signal, { method: 'POST', body, creates: true });
        const id = known ?? (isFields(answer) ? textOf(answer.id) : '');
        if (!RECORD_ID.test(id)) throw later('crmUnreachable', 'unexpected answer to the new record', { unsure: true });
        if (!known) await onlyOne(account, record.id, id, signal);
        return { ref: `Call,${id}`, url: `${baseOf(account)}/#Call/view/${id}` };
      },
      async check(signal) {
        const answer = await send(account, 'App/user', signal);
        // Fails where the user may not see calls, or the field for the call's id is none.
        await recordIds(account, NOBODY, signal);
        const user = isFields(answer) && isFields(answer.user) ? answer.user : {};
        return textOf(user.name) || textOf(user.userName);
      },
    },
  );
}

const idFieldOf = ({ idField = '' }: Account) => idField.trim();
const marker = (callId: string) => `[${callId}]`;

async function recordIds(account: Account, callId: string, signal: AbortSignal): Promise<string[]> {
  const field = idFieldOf(account);
  const where: Where = field ? ['equals', field, callId] : ['contains', 'description', marker(callId)];
  const rows = await list(account, 'Call', where, 'id', signal);
  return rows.map(({ id }) => textOf(id)).filter((id) => RECORD_ID.test(id));
}

/**
 * A browser or a proxy may have sent the create twice by itself (http.ts): what this push did not make goes again. Where the
 * API user may not delete, the record is refused by EspoCRM's own words, and the user sees which call it is.
 */
async function onlyOne(account: Account, callId: string, made: string, signal: AbortSignal): Promise<void> {
  for (const id of await recordIds(account, callId, signal))
    if (id !== made) await send(account, `Call/${id}`, signal, { method: 'DELETE', answerOptional: true });
}

const UNLINKED: Fields = { parentType: null, parentId: null, contactsIds: [], leadsIds: [] };

/** A call moved to an account leaves the contact it was linked to. */
function linkTo({ ref }: CallContact): Fields {
  const [entity, id] = ref.split(',');
  const links = { contactsIds: entity === 'Contact' ? [id] : [], leadsIds: entity === 'Lead' ? [id] : [] };
  return { parentType: entity, parentId: id, ...links };
}

/** Without a link: an update leaves alone whom somebody chose in the CRM. */
function values(record: CallRecord, words: RecordWords, idField: string): Fields {
  const text = words.text(record);
  return {
    name: words.subject(record),
    status: record.answered ? 'Held' : 'Not Held',
    direction: record.direction === 'in' ? 'Inbound' : 'Outbound',
    dateStart: plainTime(record.startedAt),
    dateEnd: plainTime(record.endedAt),
    description: idField ? text : `${text}\n\n${marker(record.id)}`,
    ...(idField && { [idField]: record.id }),
  };
}
