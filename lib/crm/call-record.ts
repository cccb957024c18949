/** What every CRM is told of an ended call: derived from the log row in one place, the same for every CRM. */
import { type Call, type CallContact, type EndReason, isLive } from '../call';

/** How a finished call is told to a CRM. */
export type RecordOutcome =
  | 'answered'
  | 'missed'
  | 'busy'
  | 'no_answer'
  | 'rejected'
  | 'failed'
  | 'invalid_number'
  | 'cancelled'
  | 'declined'
  | 'redirected'
  | 'answered_elsewhere'
  | 'lost'
  | 'handed_off';

export interface CallRecord {
  id: string;
  direction: 'in' | 'out';
  /** E.164 or internal digits; '' when withheld. */
  number: string;
  outcome: RecordOutcome;
  /** Both sides talked. */
  answered: boolean;
  /** Epoch ms. */
  startedAt: number;
  answeredAt?: number | undefined;
  endedAt: number;
  /** Whole seconds of conversation. */
  talkSeconds: number;
  note: string;
  /** What the user chose as the outcome of the talk; '' for nothing. */
  result: string;
  line: string;
}

/** The facts of an ended call for a CRM; of a private one no number and no words. MUST NOT be asked of a live call. */
export function callRecord(call: Call): CallRecord {
  const endedAt = call.endedAt ?? call.answeredAt ?? call.startedAt;
  const talked = call.answeredAt === undefined ? 0 : endedAt - call.answeredAt;
  return {
    id: call.id,
    direction: call.direction === 'incoming' ? 'in' : 'out',
    number: call.withheld || call.isPrivate ? '' : call.number,
    outcome: recordOutcome(call),
    answered: call.answeredAt !== undefined,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: Math.max(endedAt, call.startedAt),
    talkSeconds: Math.round(Math.max(0, talked) / 1000),
    note: call.isPrivate ? '' : call.note,
    result: call.isPrivate ? '' : (call.outcome ?? ''),
    line: call.line,
  };
}

/**
 * Whom the call's record is to be linked to. null = to nobody: the user said so, or has not said yet which of several it
 * is. undefined = the CRM may link whoever has the number.
 */
export function linkOf(call: Pick<Call, 'contact' | 'contactFrom' | 'matches'>): CallContact | null | undefined {
  if (call.contact) return call.contact;
  return call.contactFrom === 'user' || (call.matches?.length ?? 0) > 1 ? null : undefined;
}

const WITHOUT_ANSWER: Record<EndReason, RecordOutcome> = {
  remoteHangUp: 'failed',
  localHangUp: 'cancelled',
  transferred: 'redirected',
  doNotDisturb: 'missed',
  cancelled: 'cancelled',
  declined: 'declined',
  redirected: 'redirected',
  answeredElsewhere: 'answered_elsewhere',
  callerGaveUp: 'no_answer',
  noAnswer: 'no_answer',
  busy: 'busy',
  rejected: 'rejected',
  invalidNumber: 'invalid_number',
  failed: 'failed',
  lost: 'lost',
  lineDown: 'no_answer',
  handedOff: 'handed_off',
};

/**
 * The outcome of an ended call. Incoming and never accepted is `missed`, whatever ended it (R5), unless somebody dealt with
 * it: declined, redirected, answered elsewhere. A connected call that the line or the browser lost is `lost`; `answered_at`
 * tells that it had been answered. MUST NOT be asked of a live call.
 */
export function recordOutcome(call: Call): RecordOutcome {
  if (isLive(call)) throw new Error(`call ${call.id} has not ended`);
  const reason = call.endReason ?? 'failed';
  if (call.answeredAt !== undefined) return reason === 'lost' ? 'lost' : 'answered';
  const dealtWith = reason === 'declined' || reason === 'redirected' || reason === 'answeredElsewhere';
  return call.direction === 'incoming' && !dealtWith ? 'missed' : WITHOUT_ANSWER[reason];
}

/** Words of a record for CRMs that have one text for it all. */
export interface RecordWords {
  /** "Incoming call: 030 23125418" */
  subject(record: CallRecord): string;
  /** The note, then what became of the call. */
  text(record: CallRecord): string;
}

/** UTC as "2026-01-02 03:04:05", whole seconds: what Odoo, EspoCRM and SQL take. */
export function plainTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** UTC as "2026-01-02T03:04:05Z", whole seconds. */
export function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
