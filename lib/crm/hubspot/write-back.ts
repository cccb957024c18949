/**
 * CTI-call records in HubSpot: the object "calls". Batch upsert by a property of our own whose values are unique
 * (crm/v3/objects/calls/batch/upsert, idProperty); "Test sign-in" makes that property where it is missing. Links are
 * associations of their own requests, which change nothing when repeated.
 */
import { isFields, textOf, writeBack } from '../answers';
import type { CallRecord, RecordOutcome, RecordWords } from '../call-record';
import { type Account, originsFor } from '../form';
import { CrmFailure, later, never, wordsOf } from '../http';
import type { WriteBack } from '../write-back';
import type { AdapterParts } from '../write-backs';
import { send } from './api';
import { type HubObject, recordAddress, recordOf, recordsNamed, recordsWith, target } from './contacts';
import { HUBSPOT_FORM } from './form';

const ID_PROPERTY = 'ringside_call_id';
/** Object type id of calls. */
const CALL_CODE = '0-48';

/** hs_call_status (guides/api/crm/engagements/calls). */
const STATUS: Partial<Record<RecordOutcome, string>> = {
  answered: 'COMPLETED',
  lost: 'COMPLETED',
  busy: 'BUSY',
  missed: 'NO_ANSWER',
  no_answer: 'NO_ANSWER',
  cancelled: 'CANCELED',
  declined: 'CANCELED',
};

export function hubspotWriteBack(account: Account, { rules, words }: AdapterParts): WriteBack {
  const can = { search: 'lastDigits', once: 'upsert', update: true, unlink: true } as const;

  /** Links the call to this record and to no other contact or company; '' to none at all. */
  async function link(callId: string, ref: string, signal: AbortSignal): Promise<void> {
    const wanted = target(ref);
    for (const object of ['contacts', 'companies'] satisfies HubObject[]) {
      const answer = await send(account, `/crm/v4/objects/calls/${callId}/associations/${object}`, signal);
      const rows = isFields(answer) && Array.isArray(answer.results) ? answer.results : [];
      const linked = rows
        .flatMap((row) => (isFields(row) ? [textOf(row.toObjectId)] : []))
        .filter((id) => /^\d+$/.test(id));
      for (const id of linked.filter((each) => object !== wanted?.object || each !== wanted.id)) {
        const path = `/crm/v4/objects/calls/${callId}/associations/${object}/${id}`;
        await send(account, path, signal, { method: 'DELETE' });
      }
      if (wanted?.object !== object || linked.includes(wanted.id)) continue;
      const path = `/crm/v4/objects/calls/${callId}/associations/default/${object}/${wanted.id}`;
      await send(account, path, signal, { method: 'PUT' });
    }
  }

  return writeBack(
    { can, origins: originsFor(HUBSPOT_FORM, account) },
    {
      lookUp: (number, signal) => recordsWith(account, number, rules, signal),
      find: (text, signal) => recordsNamed(account, text, signal),
      recordOf: (ref, signal) => recordOf(account, ref, signal),
      async save({ record, contact, unlink }, signal) {
        const id = await upsert(account, record, words, signal);
        if (contact || unlink) await link(id, contact?.ref ?? '', signal);
        return { ref: `calls,${id}`, url: await recordAddress(account, CALL_CODE, id, signal) };
      },
      check: (signal) => check(account, signal),
    },
  );
}

async function upsert(account: Account, record: CallRecord, words: RecordWords, signal: AbortSignal): Promise<string> {
  const incoming = record.direction === 'in';
  const properties = {
    hs_timestamp: String(record.startedAt),
    hs_call_title: words.subject(record),
    hs_call_body: words.text(record),
    hs_call_direction: incoming ? 'INBOUND' : 'OUTBOUND',
    hs_call_duration: String(record.talkSeconds * 1000),
    hs_call_status: STATUS[record.outcome] ?? 'FAILED',
    hs_call_source: 'INTEGRATIONS_PLATFORM',
    [incoming ? 'hs_call_from_number' : 'hs_call_to_number']: record.number,
  };
  const body = {
    inputs: [{ id: record.id, idProperty: ID_PROPERTY, properties: { ...properties, [ID_PROPERTY]: record.id } }],
  };
  const path = '/crm/v3/objects/calls/batch/upsert';
  const answer = await send(account, path, signal, { method: 'POST', body, creates: true }).catch((error: unknown) => {
    if (error instanceof CrmFailure && error.status === 400 && error.result.detail.includes(ID_PROPERTY))
      throw later('crmNotSetUp', `calls have no property ${ID_PROPERTY}: "Test sign-in" makes it`);
    throw error;
  });
  const { results, errors } = isFields(answer) ? answer : {};
  const first: unknown = Array.isArray(results) ? results[0] : undefined;
  const id = isFields(first) ? textOf(first.id) : '';
  if (/^\d{1,20}$/.test(id)) return id;
  // 207: the request was fine, this input was not.
  if (Array.isArray(errors) && errors.length > 0) throw never(wordsOf(errors));
  throw later('crmUnreachable', 'unexpected answer to the new record', { unsure: true });
}

async function check(account: Account, signal: AbortSignal): Promise<string> {
  const details = await send(account, '/account-info/v3/details', signal);
  try {
    await send(account, `/crm/v3/properties/calls/${ID_PROPERTY}`, signal);
  } catch (error) {
    if (!(error instanceof CrmFailure) || error.status !== 404) throw error;
    const look = { name: ID_PROPERTY, label: 'Ringside call id', groupName: 'call', type: 'string', fieldType: 'text' };
    const body = { ...look, hasUniqueValue: true };
    await send(account, '/crm/v3/properties/calls', signal, { method: 'POST', body });
  }
  return isFields(details) ? `HubSpot ${textOf(details.portalId)}` : 'HubSpot';
}
