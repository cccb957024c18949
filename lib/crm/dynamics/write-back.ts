/**
 * CTI-call records in Dynamics 365: activities of type phone call. The record is made and updated by PATCH on the call's own
 * id, which is an upsert (webapi/update-delete-entities-using-web-api, "Upsert a table row"); a closed activity is opened for
 * the change and closed again.
 */
import type { CallContact } from '../../call';
import { isFields, type SaveOrder, textOf, writeBack } from '../answers';
import { type CallRecord, isoTime, type RecordWords } from '../call-record';
import { type Account, originsFor } from '../form';
import { CrmFailure } from '../http';
import { signIn } from '../oauth';
import type { WriteBack } from '../write-back';
import type { AdapterParts } from '../write-backs';
import { clientOf, send, whoAmI } from './api';
import { recordAddress, recordOf, recordsNamed, recordsWith, target } from './contacts';
import { DYNAMICS_FORM } from './form';

/** participationtypemask of activity parties: who calls, who is called. */
const [SENDER, RECIPIENT] = [1, 2];
/** What a phone call of ours may be about. */
const TABLES = ['contact', 'account', 'lead'];
/** statuscode of a phone call: open; made and received of completed ones; cancelled (webapi/reference/phonecall). */
const [OPEN, MADE, RECEIVED, CANCELLED] = [1, 2, 4, 3];

export function dynamicsWriteBack(account: Account, { rules, words, launch }: AdapterParts): WriteBack {
  const can = { search: 'contains', once: 'upsert', update: true, unlink: true } as const;

  async function save({ record, contact, unlink }: SaveOrder, signal: AbortSignal): Promise<void> {
    const path = `phonecalls(${record.id})`;
    const user = await whoAmI(account, signal);
    const body = {
      ...values(record, words),
      ...(unlink ? parties(record, user) : contact && linkTo(record, contact, user)),
    };
    const put = (more: object) =>
      send(account, path, signal, { method: 'PATCH', body: { ...body, ...more }, creates: true });
    try {
      await put({});
    } catch (error) {
      // A completed activity takes no change (error 0x80043b04 and others, all 400): open it again.
      if (!(error instanceof CrmFailure && error.status === 400 && (await isClosed(path, signal)))) throw error;
      await put({ statecode: 0, statuscode: OPEN });
    }
    if (unlink) await takeOff(path, signal);
    const close = { method: 'PATCH' as const, body: closing(record) };
    await send(account, path, signal, { ...close, headers: { 'If-Match': '*' } });
  }

  /**
   * Off whatever it is about: a DELETE of the reference (webapi/associate-disassociate-entities-using-web-api). One column
   * holds it for all tables, each under a name of its own; where there is none, there is nothing to delete.
   */
  async function takeOff(path: string, signal: AbortSignal): Promise<void> {
    for (const table of TABLES)
      await send(account, `${path}/regardingobjectid_${table}_phonecall/$ref`, signal, { method: 'DELETE' }).catch(
        (error: unknown) => {
          if (!(error instanceof CrmFailure && error.status === 404)) throw error;
        },
      );
  }

  async function isClosed(path: string, signal: AbortSignal): Promise<boolean> {
    const answer = await send(account, `${path}?$select=statecode`, signal).catch((error: unknown) => {
      if (error instanceof CrmFailure && error.status === 404) return undefined;
      throw error;
    });
    return isFields(answer) && Number(answer.statecode) > 0;
  }

  return writeBack(
    { can, origins: originsFor(DYNAMICS_FORM, account) },
    {
      lookUp: (number, signal) => recordsWith(account, number, rules, signal),
      find: (text, signal) => recordsNamed(account, text, signal),
      recordOf: (ref, signal) => recordOf(account, ref, signal),
      async save(order, signal) {
        const { record } = order;
        await save(order, signal);
        return { ref: `phonecall,${record.id}`, url: recordAddress(account, 'phonecall', record.id) };
      },
      async check(signal) {
        await signIn(clientOf(account), launch, signal);
        const user = await whoAmI(account, signal);
        const answer = await send(account, `systemusers(${user})?$select=fullname`, signal);
        return isFields(answer) ? textOf(answer.fullname) : '';
      },
    },
  );
}

/** Without a link: an update leaves alone whom somebody chose in the CRM. */
function values(record: CallRecord, words: RecordWords): object {
  return {
    subject: words.subject(record),
    description: words.text(record),
    phonenumber: record.number,
    directioncode: record.direction === 'out',
    actualstart: isoTime(record.startedAt),
    actualend: isoTime(record.endedAt),
    actualdurationminutes: Math.round(record.talkSeconds / 60),
  };
}

function linkTo(record: CallRecord, { ref }: CallContact, user: string): object {
  const link = target(ref);
  if (!link) return {};
  const other = { [`partyid_${link.table}@odata.bind`]: `/${link.set}(${link.id})` };
  const regarding = { [`regardingobjectid_${link.table}_phonecall@odata.bind`]: `/${link.set}(${link.id})` };
  return { ...regarding, ...parties(record, user, other) };
}

/** Who called whom; the other side is the number alone where nobody is linked. */
function parties({ direction, number }: CallRecord, user: string, other: object = { addressused: number }): object {
  const agent = { 'partyid_systemuser@odata.bind': `/systemusers(${user})` };
  const incoming = direction === 'in';
  return {
    phonecall_activity_parties: [
      { ...agent, participationtypemask: incoming ? RECIPIENT : SENDER },
      { ...other, participationtypemask: incoming ? SENDER : RECIPIENT },
    ],
  };
}

function closing({ answered, direction }: CallRecord): object {
  if (!answered) return { statecode: 2, statuscode: CANCELLED };
  return { statecode: 1, statuscode: direction === 'in' ? RECEIVED : MADE };
}
