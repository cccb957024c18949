/**
 * CTI-call records in Odoo: standard Odoo has no model of calls, so a call is an event in the calendar (calendar.event),
 * with the contact as attendee, which shows at the contact under Meetings and, for a lead, at the opportunity. It is made by
 * `load` under an external id made from the call's id, which makes or updates; the database has a unique index on it
 * (odoo/addons/base/models/ir_model.py, ir.model.data). Invitations are not sent.
 */
import type { CallContact } from '../../call';
import { isFields, rowsOf, textOf, writeBack } from '../answers';
import { type CallRecord, plainTime, type RecordWords } from '../call-record';
import { type Account, originsFor } from '../form';
import { later, never } from '../http';
import type { WriteBack } from '../write-back';
import type { AdapterParts } from '../write-backs';
import { recordAddress, target } from './address';
import { recordOf, recordsNamed, recordsWith } from './contacts';
import { ODOO_FORM } from './form';
import { call as rpc, signOut } from './rpc';

const MODEL = 'calendar.event';
/** Times in `load` are read in the user's time zone; and nobody is to be told of a meeting that is over. */
const CONTEXT = { tz: 'UTC', no_mail_to_attendees: true, dont_notify: true, tracking_disable: true };

export function odooWriteBack(account: Account, { rules, words }: AdapterParts): WriteBack {
  const can = { search: 'contains', once: 'upsert', update: true, unlink: true } as const;
  return writeBack(
    { can, origins: originsFor(ODOO_FORM, account) },
    {
      lookUp: (number, signal) => recordsWith(account, number, rules, signal),
      find: (text, signal) => recordsNamed(account, text, signal),
      recordOf: (ref, signal) => recordOf(account, ref, signal),
      async save({ record, contact, unlink, known }, signal) {
        const off = unlink || (contact && known) ? await unlinked(account, signal) : {};
        const link = { ...off, ...(contact && linkTo(contact)) };
        const id = await load(account, { ...values(record, words), ...link }, signal);
        return { ref: `${MODEL},${id}`, url: recordAddress(account, MODEL, id) };
      },
      check: (signal) => check(account, signal),
    },
  );
}

type Columns = Record<string, string>;

/** An opportunity has no attendee of ours: a record that moves there leaves the contact it was linked to. */
function linkTo({ ref }: CallContact): Columns {
  const link = target(ref);
  const [id, isLead] = [String(link?.id ?? ''), link?.model === 'crm.lead'];
  return { 'partner_ids/.id': isLead ? '' : id, ...(isLead && { 'opportunity_id/.id': id }) };
}

/** Empty columns take links off (odoo/addons/base/models/ir_fields.py at 6e1b134, for_model). Without the app CRM there is one less. */
async function unlinked(account: Account, signal: AbortSignal): Promise<Columns> {
  const asked = { allfields: ['opportunity_id'], attributes: ['type'] };
  const fields = await rpc(account, MODEL, 'fields_get', asked, signal);
  return { 'partner_ids/.id': '', ...(isFields(fields) && fields.opportunity_id ? { 'opportunity_id/.id': '' } : {}) };
}

/** The columns of one line of an import, without links: an update leaves alone whom somebody chose in the CRM. */
function values(record: CallRecord, words: RecordWords): Columns {
  return {
    id: `__import__.ringside_call_${record.id}`,
    name: words.subject(record),
    start: plainTime(record.startedAt),
    // An event that ends as it begins is none to the calendar.
    stop: plainTime(Math.max(record.endedAt, record.startedAt + 1000)),
    description: html(words.text(record)),
  };
}

async function load(account: Account, line: Record<string, string>, signal: AbortSignal): Promise<number> {
  const named = { fields: Object.keys(line), data: [Object.values(line)], context: CONTEXT };
  const answer = await rpc(account, MODEL, 'load', named, signal, true);
  const { ids, messages } = isFields(answer) ? answer : {};
  const id: unknown = Array.isArray(ids) ? ids[0] : undefined;
  if (Number.isSafeInteger(id) && Number(id) > 0) return Number(id);
  const error = Array.isArray(messages) ? messages.find((each) => isFields(each) && each.type === 'error') : undefined;
  const why = isFields(error) ? textOf(error.message) : '';
  // Another push of this call is being stored right now: the next one finds it.
  if (/ir_model_data|serialize access/.test(why)) throw later('crmUnreachable', why);
  if (why) throw never(why);
  throw later('crmUnreachable', 'unexpected answer to the new record', { unsure: true });
}

async function check(account: Account, signal: AbortSignal): Promise<string> {
  signOut(account);
  const context = await rpc(account, 'res.users', 'context_get', {}, signal);
  const fields = await rpc(account, MODEL, 'fields_get', { allfields: ['partner_ids'], attributes: ['type'] }, signal);
  if (!isFields(fields) || !isFields(fields.partner_ids)) throw later('crmNotSetUp', 'the calendar is not installed');
  const uid = isFields(context) ? context.uid : undefined;
  const named = { domain: [['id', '=', uid]], fields: ['name'], limit: 1 };
  const [user] = rowsOf(await rpc(account, 'res.users', 'search_read', named, signal), 'the sign-in');
  return textOf(user?.name);
}

/** `description` is HTML: the text with its line breaks, and nothing of it as markup. */
function html(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<p>${escaped.replace(/\n/g, '<br/>')}</p>`;
}
