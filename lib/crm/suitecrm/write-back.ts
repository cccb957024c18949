/**
 * CTI-call records in SuiteCRM: module Calls through the V8 API. The record is made under the call's own id, and a second
 * one is refused: "Bean Calls with id ... is already exist" (Api/V8/Service/ModuleService.php at 692889f); then it is updated.
 */
import type { CallContact } from '../../call';
import { type Fields, isFields, nameOf, writeBack } from '../answers';
import { type CallRecord, plainTime, type RecordWords } from '../call-record';
import { type Account, originsFor } from '../form';
import { CrmFailure } from '../http';
import type { WriteBack } from '../write-back';
import type { AdapterParts } from '../write-backs';
import { send, signIn } from './api';
import { recordAddress, recordOf, recordsNamed, recordsWith } from './contacts';
import { SUITECRM_FORM } from './form';

export function suiteWriteBack(account: Account, { rules, words }: AdapterParts): WriteBack {
  const can = { search: 'contains', once: 'upsert', update: true, unlink: true } as const;
  return writeBack(
    { can, origins: originsFor(SUITECRM_FORM, account) },
    {
      lookUp: (number, signal) => recordsWith(account, number, rules, signal),
      find: (text, signal) => recordsNamed(account, text, signal),
      recordOf: (ref, signal) => recordOf(account, ref, signal),
      async save({ record, contact, unlink, known }, signal) {
        const link = unlink ? UNLINKED : contact && linkTo(contact);
        const data = { type: 'Calls', id: record.id, attributes: { ...values(record, words), ...link } };
        const update = () => send(account, 'module', signal, { method: 'PATCH', body: { data } });
        const make = () => send(account, 'module', signal, { method: 'POST', body: { data }, creates: true });
        if (known) await update();
        else
          await make().catch((error: unknown) => {
            if (!(error instanceof CrmFailure && /already exist/i.test(error.result.detail))) throw error;
            return update();
          });
        return { ref: `Calls,${record.id}`, url: recordAddress(account, 'Calls', record.id) };
      },
      async check(signal) {
        await signIn(account, signal);
        const answer = await send(account, 'current-user', signal);
        const data = isFields(answer) && isFields(answer.data) ? answer.data : {};
        const attributes = isFields(data.attributes) ? data.attributes : {};
        return nameOf(attributes.full_name) || nameOf(attributes.user_name) || (account.user ?? '');
      },
    },
  );
}

const UNLINKED: Fields = { parent_type: '', parent_id: '', contact_id: '' };

/** Contacts have calls by a relation of their own besides (modules/Calls/Call.php, relationship_fields). */
function linkTo({ ref }: CallContact): Fields {
  const [module, id] = ref.split(',');
  return { parent_type: module, parent_id: id, contact_id: module === 'Contacts' ? id : '' };
}

function values(record: CallRecord, words: RecordWords): Fields {
  const minutes = Math.round(record.talkSeconds / 60);
  return {
    name: words.subject(record),
    date_start: plainTime(record.startedAt),
    date_end: plainTime(record.endedAt),
    duration_hours: Math.floor(minutes / 60),
    duration_minutes: minutes % 60,
    direction: record.direction === 'in' ? 'Inbound' : 'Outbound',
    status: record.answered ? 'Held' : 'Not Held',
    description: words.text(record),
  };
}
