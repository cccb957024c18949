/**
 * CTI-call records by any REST API or webhook: one request per record, put together from the templates of the options. What
 * the other side can do is what the user says it can: take our id as a key (PUT address, key header, unique field), be asked
 * for a record by our id, or neither; then a lost answer is asked about (create-only).
 */
import type { NumberRules } from '../../phone-number';
import { type Fields, isFields, nameOf, rowsOf, type SaveOrder, textOf, writeBack } from '../answers';
import type { CallRecord, RecordWords } from '../call-record';
import { type Account, originsFor } from '../form';
import { baseUrl, CrmFailure, type CrmRequest, later, never } from '../http';
import { reaches, searchFor, spellings } from '../number-search';
import type { Capabilities, Match, WriteBack } from '../write-back';
import type { AdapterParts } from '../write-backs';
import { GENERIC_FORM } from './form';
import { bodyOf, homeOf, numberValues, reach, recordValues, send } from './request';
import { forgetTimes, sentAgain } from './sent-again';
import { at, fillUrl, type Values } from './template';

const LONGEST_REF = 200;
const SENT_AGAIN = 'the browser sent this record again after the connection broke: the CRM may have it twice';

export function genericWriteBack(account: Account, { rules, words }: AdapterParts): WriteBack {
  const origins = originsFor(GENERIC_FORM, account);
  const can = capabilities(account);
  const lookUp = (number: string, signal: AbortSignal) => matchesFor(account, number, rules, signal);
  return writeBack(
    { can, origins },
    {
      lookUp,
      // Its template asks for numbers.
      find: async () => [],
      // Any ref may be one of theirs: nobody but they can say. Pages tell theirs as "<kind>,<id>".
      recordOf: async (ref) => ({ ref: (ref.split(',').at(-1) ?? '').slice(0, LONGEST_REF), name: '' }),
      async save(order, signal) {
        const ref = await save(account, can, order, words, signal);
        const values = recordValues(order.record, order.contact, ref, words);
        const url = fillUrl(account.recordUrl ?? '', values);
        return { ref, url: baseUrl(url) ? url : undefined };
      },
      async check(signal) {
        if (origins.length === 0) throw later('addressInvalid', 'this is no http(s) address');
        bodyOf(account, recordValues(SAMPLE, undefined, '', words));
        if (account.lookUpUrl) await lookUp(SAMPLE.number, signal);
        return new URL(origins[0] ?? '').host;
      },
    },
  );
}

/** A call to nobody: numbers of this kind are reserved for fiction. */
const SAMPLE: CallRecord = {
  ...{ id: '00000000-0000-4000-8000-000000000000', direction: 'in', number: '+493023125000', outcome: 'answered' },
  ...{ answered: true, startedAt: 0, endedAt: 0, talkSeconds: 0, note: '', result: '', line: 'sip' },
};

function capabilities({ once, updateUrl, method, lookUpUrl = '' }: Account): Capabilities {
  const named = once === 'upsert' || once === 'search' ? once : 'createOnly';
  // A PUT is its own update: the same request again.
  return {
    search: searchOf(lookUpUrl),
    once: named,
    // A template's empty contact says "not known", and servers leave the old one.
    unlink: false,
    update: Boolean(updateUrl) || (named === 'upsert' && method !== 'POST'),
  };
}

function searchOf(lookUpUrl: string): Capabilities['search'] {
  if (!lookUpUrl) return 'none';
  if (lookUpUrl.includes('{tail}')) return 'lastDigits';
  return lookUpUrl.includes('{digits}') ? 'normalised' : 'exact';
}

async function save(
  account: Account,
  can: Capabilities,
  { record, contact, known }: SaveOrder,
  words: RecordWords,
  signal: AbortSignal,
): Promise<string> {
  const values = recordValues(record, contact, known ?? '', words);
  const ref = known ?? (can.once === 'search' ? await foundRef(account, values, signal) : undefined);
  if (ref !== undefined && account.updateUrl) return change(account, values, ref, signal);
  // Found, and nothing to change it by: what was stored stays as it is.
  if (ref !== undefined && can.once === 'search') return ref;
  const made = await create(account, can, values, signal);
  // A server that knows the key again answers as it did the first time, and does nothing: what has changed since goes after.
  return can.once === 'upsert' && account.updateUrl ? change(account, values, made, signal) : made;
}

async function create(account: Account, { once }: Capabilities, values: Values, signal: AbortSignal): Promise<string> {
  if (once === 'createOnly') await reach(account, signal);
  const method = (account.method || 'POST') as NonNullable<CrmRequest['method']>;
  const request = { method, ...bodyOf(account, values), creates: true, answerOptional: true };
  forgetTimes();
  const [sent] = await Promise.allSettled([send(account, account.url ?? '', values, signal, request)]);
  // A server that knows no key has a second record then, and nobody can take it away from here.
  if (once !== 'upsert' && (await wasSentAgain(account, values, signal)))
    throw once === 'search' ? never(SENT_AGAIN) : later('crmUnreachable', SENT_AGAIN, { unsure: true });
  if (sent.status === 'rejected') throw sent.reason;
  const ref = textOf(at(sent.value, account.refPath ?? '')).slice(0, LONGEST_REF);
  if (!ref && account.updateUrl) throw later('crmUnreachable', 'the answer names no record', { unsure: true });
  return ref || String(values.id);
}

function wasSentAgain(account: Account, values: Values, signal: AbortSignal): Promise<boolean> {
  return sentAgain(fillUrl(account.url ?? '', values), homeOf(account), () => reach(account, signal));
}

async function change(account: Account, values: Values, ref: string, signal: AbortSignal): Promise<string> {
  const method = (account.updateMethod || 'PATCH') as NonNullable<CrmRequest['method']>;
  const request = { method, ...bodyOf(account, values), answerOptional: true };
  await send(account, account.updateUrl ?? '', { ...values, ref }, signal, request);
  return ref;
}

/** The ref of the record that already holds this call. */
async function foundRef(account: Account, values: Values, signal: AbortSignal): Promise<string | undefined> {
  try {
    const answer = await send(account, account.findUrl ?? '', values, signal);
    return textOf(at(answer, account.foundPath ?? '')) || undefined;
  } catch (error) {
    if (error instanceof CrmFailure && error.status === 404) return undefined;
    throw error;
  }
}

async function matchesFor(account: Account, number: string, rules: NumberRules | undefined, signal: AbortSignal) {
  const { lookUpUrl = '', listPath = '', phonePaths = '' } = account;
  if (!lookUpUrl || !searchFor(number)) return [];
  const phones = phonePaths.split(',').filter(Boolean);
  for (const spelling of lookUpUrl.includes('{spelling}') ? spellings(number, rules) : ['']) {
    const values = { ...numberValues(number, rules?.country), spelling };
    const rows = rowsOf(at(await send(account, lookUpUrl, values, signal), listPath));
    const has = (row: Fields) =>
      phones.some((path) => numbersAt(row, path).some((text) => reaches(text, number, rules)));
    const matches = rows.filter(has).flatMap((row) => match(account, row));
    if (matches.length > 0) return matches;
  }
  return [];
}

function match({ idPath = '', namePath = '', contactUrl = '' }: Account, row: Fields): Match[] {
  const id = textOf(at(row, idPath)).slice(0, LONGEST_REF);
  const url = fillUrl(contactUrl, { contactId: id });
  return id ? [{ ref: id, name: nameOf(at(row, namePath)), ...(baseUrl(url) && { url }), type: 'contact' }] : [];
}

/** The texts at a path: one, or a list of texts or of objects that hold one. */
function numbersAt(row: Fields, path: string): unknown[] {
  const value = at(row, path);
  if (!Array.isArray(value)) return [value];
  return value.slice(0, 20).flatMap((each) => (isFields(each) ? Object.values(each) : [each]));
}
