/** The requests of the generic adapter: from the templates of the options, to the server of the record address only. */

import type { CallContact } from '../../call';
import { formatNumber, regionOfNumber } from '../../phone-number';
import { digitsOf } from '../../phone-text';
import { type CallRecord, isoTime, plainTime, type RecordWords } from '../call-record';
import { type Account, originsFor } from '../form';
import { ask, baseUrl, CrmFailure, type CrmRequest, later } from '../http';
import { searchFor } from '../number-search';
import { GENERIC_FORM } from './form';
import { fillForm, fillHeader, fillJson, fillUrl, headersOf, type Values } from './template';

/** Sends one request to the address of a template. Throws CrmFailure. */
export async function send(
  account: Account,
  template: string,
  values: Values,
  signal: AbortSignal,
  more: Partial<CrmRequest> = {},
): Promise<unknown> {
  const url = fillUrl(template, values);
  // The key in the header belongs to one server.
  if (!baseUrl(url) || new URL(url).origin !== originsFor(GENERIC_FORM, account)[0])
    throw later('crmNotSetUp', 'all addresses must be of the same server as the first');
  return (await ask({ url, headers: headers(account, values), ...more }, signal)).body;
}

/** The server's first page. */
export function homeOf(account: Account): string {
  return `${originsFor(GENERIC_FORM, account)[0]}/`;
}

/** Is there a server that answers at all? A record that never left cannot have been stored. */
export async function reach(account: Account, signal: AbortSignal): Promise<void> {
  try {
    await ask({ url: homeOf(account), answerOptional: true }, signal);
  } catch (error) {
    // Any answer will do, also a refusal or a way elsewhere.
    if (!(error instanceof CrmFailure) || error.status === undefined) throw error;
  }
}

/** The body that the template makes of these values. */
export function bodyOf({ body = '', bodyKind }: Account, values: Values): Pick<CrmRequest, 'body'> {
  if (bodyKind === 'form') return { body: fillForm(body, values) };
  try {
    return { body: fillJson(body, values) };
  } catch {
    throw later('crmNotSetUp', 'the body is no JSON');
  }
}

function headers({ authName, authValue = '', keyHeader = '', once, headers: lines = '' }: Account, values: Values) {
  return {
    ...headersOf(lines, values),
    ...(authValue && headersOf(`${authName || 'Authorization'}: ${fillHeader(authValue, {})}`, {})),
    ...(once === 'upsert' && keyHeader && values.id && headersOf(`${keyHeader}: {id}`, values)),
  };
}

/** What templates can say of a record. */
export function recordValues(
  record: CallRecord,
  contact: CallContact | undefined,
  ref: string,
  words: RecordWords,
): Values {
  const { id, direction, outcome, answered, startedAt, answeredAt, endedAt, talkSeconds, note, result, line } = record;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(talkSeconds / 60);
  return {
    ...numberValues(record.number, undefined),
    ...{ id, ref, direction, outcome, answered, note, result, line, duration: talkSeconds },
    directionWord: outcome === 'missed' ? 'Missed' : direction === 'in' ? 'Inbound' : 'Outbound',
    startedAt: isoTime(startedAt),
    answeredAt: answeredAt === undefined ? null : isoTime(answeredAt),
    endedAt: isoTime(endedAt),
    date: isoTime(startedAt).slice(0, 10),
    time: isoTime(startedAt).slice(11, 16),
    startedPlain: plainTime(startedAt),
    durationClock: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    subject: words.subject(record),
    text: words.text(record),
    contactId: contact?.ref ?? null,
    contactNumber: contact && /^\d{1,15}$/.test(contact.ref) ? Number(contact.ref) : null,
    contactName: contact?.name ?? null,
  };
}

/** What templates can say of a number. */
export function numberValues(number: string, country: string | undefined): Values {
  const digits = digitsOf(number.split(';ext=')[0] ?? '');
  const national = formatNumber(number, country ?? (regionOfNumber(number) || 'DE'));
  return { number, digits, tail: searchFor(number)?.tail ?? '', national };
}
