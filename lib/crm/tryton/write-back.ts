/**
 * CTI-call records in Tryton: model `cti.call` of our module "CTI call" (tests/fixtures/tryton), one record per call by its
 * unique `call_id`; or, in a database without our module, a note (`ir.note`, notes.ts). A create whose answer was lost is
 * found by the next search, or by the server's refusal of a second one.
 */
import { writeBack } from '../answers';
import { type Account, originsFor } from '../form';
import { CrmFailure, later } from '../http';
import type { WriteBack } from '../write-back';
import type { AdapterParts } from '../write-backs';
import { partiesNamed, partiesWith, partyId, partyOf, recordAddress } from './contacts';
import { TRYTON_FORM } from './form';
import { NOTES, type RecordModel } from './notes';
import { idsOf, call as rpc, signInAgain } from './rpc';

/** Makes the adapter; requests start with the first use. */
export function trytonWriteBack(account: Account, parts: AdapterParts): WriteBack {
  const { rules } = parts;
  const asNotes = account.records === 'note';
  const model = asNotes ? NOTES : CALLS;
  const can = { search: 'contains', once: asNotes ? 'search' : 'upsert', update: true, unlink: true } as const;
  return writeBack(
    { can, origins: originsFor(TRYTON_FORM, account) },
    {
      lookUp: (number, signal) => partiesWith(account, number, rules, signal),
      find: (text, signal) => partiesNamed(account, text, signal),
      recordOf: (ref, signal) => partyOf(account, ref, signal),
      async save({ record, contact, unlink }, signal) {
        const party = unlink ? null : contact && partyId(contact.ref);
        const order = { account, call: record, party, words: parts.words };
        const id = await save(model, order, signal);
        return { ref: `${model.name},${id}`, url: recordAddress(account, model.name, id) };
      },
      check: (signal) => check(account, model, signal),
    },
  );
}

/** Writes the call's record, or makes it; its id. */
async function save(model: RecordModel, order: Parameters<RecordModel['values']>[0], signal: AbortSignal) {
  const { account, call } = order;
  const values = await model.values(order, signal);
  const known = await recordId(model, account, call.id, signal);
  const record =
    known === undefined ? await create(model, account, call.id, values, signal) : { id: known, made: false };
  if (record.made && !model.unique) return onlyOne(model, account, call.id, signal, record.id);
  if (!record.made)
    await rpc(account, `model.${model.name}.write`, [[record.id], model.changes(values, order.party), {}], signal);
  return record.id;
}

async function recordId(model: RecordModel, account: Account, callId: string, signal: AbortSignal) {
  const [first] = await recordIds(model, account, callId, signal);
  return first;
}

async function recordIds(model: RecordModel, account: Account, callId: string, signal: AbortSignal): Promise<number[]> {
  const order = [['id', 'ASC']];
  return idsOf(await rpc(account, `model.${model.name}.search`, [model.find(callId), 0, 5, order, {}], signal));
}

/** A browser or a proxy may have sent the create twice by itself (http.ts): the first stays, others go. */
async function onlyOne(model: RecordModel, account: Account, callId: string, signal: AbortSignal, made: number) {
  const [first = made, ...others] = await recordIds(model, account, callId, signal);
  if (others.length > 0) await rpc(account, `model.${model.name}.delete`, [others, {}], signal);
  return first;
}

async function create(model: RecordModel, account: Account, callId: string, values: object, signal: AbortSignal) {
  try {
    const [id] = idsOf(await rpc(account, `model.${model.name}.create`, [[values], {}], signal, true));
    if (id === undefined) throw later('crmUnreachable', 'unexpected answer to the new record', { unsure: true });
    return { id, made: true };
  } catch (error) {
    // "The call ID must be unique", in whatever language: an earlier create, its answer lost, has come through meanwhile.
    if (!(error instanceof CrmFailure) || error.result.kind !== 'reject') throw error;
    const id = await recordId(model, account, callId, signal);
    if (id === undefined) throw error;
    return { id, made: false };
  }
}

/** One record of our own module per call. */
const CALLS: RecordModel = {
  name: 'cti.call',
  unique: true,
  find: (callId) => [['call_id', '=', callId]],
  /**
   * A call given to another program has an outcome that nobody knows: empty in the module's selection.
   * An unknown contact is left out, so that an update never takes off the party that somebody chose in the CRM.
   */
  async values({ call, party }) {
    return {
      call_id: call.id,
      direction: call.direction,
      number: call.number,
      outcome: call.outcome === 'handed_off' ? null : call.outcome,
      started_at: dateTime(call.startedAt),
      answered_at: dateTime(call.answeredAt),
      ended_at: dateTime(call.endedAt),
      duration: call.talkSeconds,
      note: [call.note, call.result].filter(Boolean).join('\n'),
      line: call.line,
      ...(party !== undefined && { party }),
    };
  },
  changes: (values) => values,
};

/** Tryton's encoding of a UTC time (jsonrpc.py); DateTime fields keep whole seconds. */
function dateTime(ms: number | undefined): object | null {
  if (ms === undefined) return null;
  const at = new Date(ms);
  return {
    __class__: 'datetime',
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    microsecond: 0,
  };
}

async function check(account: Account, model: RecordModel, signal: AbortSignal): Promise<string> {
  const userId = await signInAgain(account, signal);
  // Fails with crmNotSetUp where the module is missing.
  await rpc(account, `model.${model.name}.search`, [[], 0, 1, null, {}], signal);
  const rows: unknown = await rpc(account, 'model.res.user.read', [[userId], ['rec_name'], {}], signal);
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  const named = typeof row === 'object' && row !== null && 'rec_name' in row ? row.rec_name : undefined;
  return typeof named === 'string' ? named : (account.user ?? '');
}
