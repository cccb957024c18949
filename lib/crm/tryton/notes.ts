/**
 * Records without our module: one `ir.note` of the party (trytond/ir/note.py 6.0: resource, message), found again by the
 * call's id at the end of its text. A note needs something it belongs to: a call with nobody known is noted at the user.
 * Notes have no unique key, so this adapter searches before it creates, and after.
 */
import type { CallRecord, RecordWords } from '../call-record';
import { plainTime } from '../call-record';
import type { Account } from '../form';
import { signedInUser } from './rpc';

/** How one model of Tryton keeps calls. */
export interface RecordModel {
  name: string;
  /** The database refuses a second record of a call. */
  unique: boolean;
  /** The domain that finds the record of a call. */
  find(callId: string): unknown[];
  values(
    order: { account: Account; call: CallRecord; party: number | null | undefined; words: RecordWords },
    signal: AbortSignal,
  ): Promise<Record<string, unknown>>;
  /** What of these an update writes; `party` undefined leaves the link alone. */
  changes(values: Record<string, unknown>, party: number | null | undefined): Record<string, unknown>;
}

export const NOTES: RecordModel = {
  name: 'ir.note',
  unique: false,
  find: (callId) => [['message', 'ilike', `%[${callId}]%`]],
  async values({ account, call, party, words }, signal) {
    const resource = party ? `party.party,${party}` : `res.user,${await signedInUser(account, signal)}`;
    const head = `${words.subject(call)} · ${plainTime(call.startedAt)} UTC`;
    return { resource, message: [head, words.text(call), `[${call.id}]`].join('\n') };
  },
  changes: ({ resource, message }, party) => (party === undefined ? { message } : { resource, message }),
};
