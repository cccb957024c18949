/** What an adapter to one CRM must do: look up a caller, keep one CTI-call record per call. */
import { type Call, type CallContact, type CallMatch, type EndReason, isLive } from '../call';
import type { ErrorCode } from '../errors';

/** How a finished call is told to a CRM; derived from the log row, the same for every CRM. */
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

export type PushResult =
  /** `contact`: whom the record is linked to, where the CRM knew it. */
  | { kind: 'ok'; ref: string; url?: string | undefined; contact?: CallContact | undefined }
  /** Not now: unreachable, overloaded. `afterMs` where the CRM said how long. */
  | { kind: 'retry'; error: ErrorCode; detail: string; afterMs?: number | undefined }
  /** Never like this: somebody must change something first. */
  | { kind: 'reject'; error: ErrorCode; detail: string };

/** A match of a look-up, best first. */
export type Match = CallMatch;

/**
 * MUST resolve with a value for every answer a server can give; rejects only on bugs.
 * MUST NOT make a second record for the same `call.id`, whatever was lost on the way.
 * NEVER trusts what the server sends: schema-checked, length-limited.
 */
export interface WriteBack {
  /** Contacts whose phone equals this E.164 or internal number. */
  lookUp(number: string, signal: AbortSignal): Promise<Match[]>;
  /** Creates or updates the record of this ended call, linked to `contact` where one is known. */
  store(call: Call, contact: CallContact | undefined, signal: AbortSignal): Promise<PushResult>;
  /** Signs in and names the user, for "test" in the options. */
  check(signal: AbortSignal): Promise<{ ok: true; user: string } | { ok: false; error: ErrorCode; detail: string }>;
  /** The origin that requests go to, for the rule that removes our Origin header. */
  readonly origin: string;
}

const WITHOUT_ANSWER: Record<EndReason, RecordOutcome> = {
  remoteHangUp: 'failed',
  localHangUp: 'cancelled',
  transferred: 'redirected',
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
