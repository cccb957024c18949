/**
 * CTI-call records in Tryton: model `cti.call` of our module "CTI call" (tests/fixtures/tryton), one record per call by its
 * unique `call_id`. A create whose answer was lost is found by the next search, or by the server's refusal of a second one.
 */
import type { Call, CallContact } from '../../call';
import type { NumberRules } from '../../phone-number';
import { CrmFailure, later } from '../http';
import { type Match, type PushResult, recordOutcome, type WriteBack } from '../write-back';
import { partiesWith, partyId, partyOf } from './contacts';
import { baseUrl, call as rpc, signInAgain, type TrytonAccount } from './rpc';

/** Makes the adapter; requests start with the first use. `rules` say how the CRM's numbers without + are read. */
export function trytonWriteBack(account: TrytonAccount, rules?: NumberRules): WriteBack {
  const base = baseUrl(account.url);
  return {
    origin: base && new URL(base).origin,
    async lookUp(number, signal) {
      try {
        return await partiesWith(account, number, rules, signal);
      } catch (error) {
        failureOf(error);
        return [];
      }
    },
    async store(call, contact, signal) {
      try {
        return await store(account, rules, call, contact, signal);
      } catch (error) {
        return failureOf(error);
      }
    },
    async check(signal) {
      try {
        return { ok: true, user: await check(account, signal) };
      } catch (error) {
        const { error: code, detail } = failureOf(error);
        return { ok: false, error: code, detail };
      }
    },
  };
}

async function store(
  account: TrytonAccount,
  rules: NumberRules | undefined,
  call: Call,
  contact: CallContact | undefined,
  signal: AbortSignal,
): Promise<PushResult> {
  const party = await linked(account, rules, call, contact, signal);
  const values = recordValues(call, party);
  const id = (await recordId(account, call.id, signal)) ?? (await create(account, call.id, values, signal));
  if (id.made === false) await rpc(account, 'model.cti.call.write', [[id.id], values, {}], signal);
  const url = `${baseUrl(account.url)}/#${encodeURIComponent(account.database)}/model/cti.call/${id.id}`;
  return { kind: 'ok', ref: `cti.call,${id.id}`, url, contact: party };
}

/** The contact that the call knows, if the CRM knows it too; else who has the number. Nobody for withheld callers. */
async function linked(
  account: TrytonAccount,
  rules: NumberRules | undefined,
  call: Call,
  contact: CallContact | undefined,
  signal: AbortSignal,
): Promise<CallContact | undefined> {
  const known = contact?.ref ? await partyOf(account, contact.ref, signal) : undefined;
  if (known || call.withheld) return known;
  const [best] = await partiesWith(account, call.number, rules, signal);
  return best && asContact(best);
}

interface RecordId {
  id: number;
  /** Made just now with all values. */
  made: boolean;
}

async function recordId(account: TrytonAccount, callId: string, signal: AbortSignal): Promise<RecordId | undefined> {
  const params = [[['call_id', '=', callId]], 0, 1, null, {}];
  const id = firstId(await rpc(account, 'model.cti.call.search', params, signal));
  return id === undefined ? undefined : { id, made: false };
}

async function create(account: TrytonAccount, callId: string, values: object, signal: AbortSignal): Promise<RecordId> {
  try {
    const id = firstId(await rpc(account, 'model.cti.call.create', [[values], {}], signal));
    if (id === undefined) throw later('crmUnreachable', 'unexpected answer to the new record');
    return { id, made: true };
  } catch (error) {
    // "The call ID must be unique", in whatever language: an earlier create, its answer lost, has come through meanwhile.
    if (!(error instanceof CrmFailure) || error.result.kind !== 'reject') throw error;
    const made = await recordId(account, callId, signal);
    if (!made) throw error;
    return made;
  }
}

/**
 * A call given to another program has an outcome that nobody knows: empty in the module's selection.
 * An unknown contact is left out, so that an update never takes off the party that somebody chose in the CRM.
 */
function recordValues(call: Call, party: CallContact | undefined): Record<string, unknown> {
  const talked = call.answeredAt === undefined ? 0 : (call.endedAt ?? call.answeredAt) - call.answeredAt;
  const outcome = recordOutcome(call);
  return {
    call_id: call.id,
    direction: call.direction === 'incoming' ? 'in' : 'out',
    number: call.number,
    outcome: outcome === 'handed_off' ? null : outcome,
    started_at: dateTime(call.startedAt),
    answered_at: dateTime(call.answeredAt),
    ended_at: dateTime(call.endedAt),
    duration: Math.round(Math.max(0, talked) / 1000),
    note: call.note,
    line: call.line,
    ...(party && { party: partyId(party) }),
  };
}

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

async function check(account: TrytonAccount, signal: AbortSignal): Promise<string> {
  const userId = await signInAgain(account, signal);
  // Fails with crmNotSetUp where the module is missing.
  await rpc(account, 'model.cti.call.search', [[], 0, 1, null, {}], signal);
  const rows: unknown = await rpc(account, 'model.res.user.read', [[userId], ['rec_name'], {}], signal);
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  const named = typeof row === 'object' && row !== null && 'rec_name' in row ? row.rec_name : undefined;
  return typeof named === 'string' ? named.slice(0, 100) : account.user;
}

function firstId(answer: unknown): number | undefined {
  const id: unknown = Array.isArray(answer) ? answer[0] : undefined;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function asContact({ ref, name, url }: Match): CallContact {
  return { ref, name, url };
}

/** What a CrmFailure tells the outbox; anything else is a bug and goes on. */
function failureOf(error: unknown): CrmFailure['result'] {
  if (error instanceof CrmFailure) return error.result;
  throw error;
}
