/**
 * The life of one call, as a pure function.
 *
 *   incoming:  ringing --accept--> connected --far side, line lost--> hungUp        connected --user, transferred--> ended
 *              ringing --never accepted, whatever ended it--> missed
 *              ringing --user declines | redirected | answered elsewhere--> ended   (setting: declined --> missed)
 *   outgoing:  dialling --[alerting]--> connected (as above)
 *              dialling --busy | noAnswer | rejected | failed | invalidNumber | lost--> hungUp     dialling --user--> ended
 *   connected: held by us and by them, each on and off; muted (while dialling too); transfer under way --> ended or failed
 *
 * An event carries all facts of its call at that moment (state transfer), so a lost or late event loses nothing:
 * the event with the highest number wins, earlier and repeated ones change nothing. (spec R4-R8, design section 2)
 */
import type { CallQuality } from './softphone/call-quality';

export type Direction = 'incoming' | 'outgoing';
export type LivePhase = 'ringing' | 'dialling' | 'connected';
export type CallState = LivePhase | 'hungUp' | 'missed' | 'ended';

/** Why a call ended. Shown as text beside the state; the CRM record's outcome derives from it. */
export type EndReason =
  | 'remoteHangUp' // the far side ended a connected call
  | 'localHangUp' // our user ended a connected call
  | 'transferred' // our user gave a connected call away
  | 'cancelled' // our user gave up dialling
  | 'declined' // our user declined
  | 'doNotDisturb' // turned away because our user wants no calls now
  | 'redirected' // sent elsewhere before anybody accepted
  | 'answeredElsewhere' // another device of this user accepted (RFC 3326 Reason)
  | 'callerGaveUp' // the caller hung up before an answer
  | 'noAnswer' // nobody answered in time, either direction
  | 'busy'
  | 'rejected' // the far side or the PBX refuses the call
  | 'invalidNumber' // the PBX knows no such number
  | 'failed' // anything technical; the text says what
  | 'lost' // line, PBX or browser went away
  | 'lineDown' // came while the line was down, told by the phone system later
  | 'handedOff'; // given to another program, which tells us nothing more

export interface CallEnd {
  /** Epoch ms, UTC. */
  at: number;
  reason: EndReason;
  /** The far side's own words, e.g. "486 Busy Here": data from outside, shown as text only. */
  text?: string | undefined;
}

/** Our user gives a call away. */
export interface Transfer {
  /** Who gets it, as it was dialled. */
  target: string;
  /** A failed one has given the call back to us. */
  state: 'underWay' | 'failed';
  /** The other side's words about a failure: data from outside, shown as text only. */
  text?: string | undefined;
}

/** What goes on in a call besides its phase. */
export interface TalkFacts {
  /** Our user put the other side on hold: neither hears the other. */
  heldByUs?: boolean | undefined;
  heldByThem?: boolean | undefined;
  /** The other side does not hear our user. */
  muted?: boolean | undefined;
  transfer?: Transfer | undefined;
}

/** What the line host knows of one call. Times are epoch ms, UTC. */
export interface CallFacts extends TalkFacts {
  id: string;
  direction: Direction;
  phase: LivePhase | 'ended';
  /** E.164 (";ext=" for an extension) or bare internal digits; '' when withheld. */
  number: string;
  /** Name the network sent; untrusted text. */
  displayName: string;
  withheld: boolean;
  startedAt: number;
  alertingAt?: number | undefined;
  answeredAt?: number | undefined;
  end?: CallEnd | undefined;
  /** How it sounds; at the end, of the whole call. */
  quality?: CallQuality | undefined;
  /** The caller's side asks that it be answered by itself after so many seconds. */
  answerAfter?: number | undefined;
  /** SIP Call-ID of the agent's leg, for matching with the PBX's records. */
  sipCallId?: string | undefined;
}

/** One numbered change of one call. `seq` grows by one per call, from 1. */
export interface CallEvent {
  seq: number;
  facts: CallFacts;
}

/** A row of the call log. Everything the UI shows of a call, and what is stored for ever. */
export interface Call extends TalkFacts {
  id: string;
  direction: Direction;
  state: CallState;
  number: string;
  displayName: string;
  withheld: boolean;
  startedAt: number;
  alertingAt?: number | undefined;
  answeredAt?: number | undefined;
  endedAt?: number | undefined;
  endReason?: EndReason | undefined;
  endText?: string | undefined;
  sipCallId?: string | undefined;
  /** Highest event number seen; 0 for a call we place that the line has not reported yet. */
  seq: number;
  /** Which connector carried it; a demo call is marked as one everywhere. */
  line: string;
  /** What was really dialled after the line's rules. */
  dialled?: string | undefined;
  quality?: CallQuality | undefined;
  /** Our user asks this call's other side whether it takes over that call: its id. */
  consultFor?: string | undefined;
  /** 1 = the user took the row off the task list. A number, since IndexedDB cannot index booleans. */
  removed: 0 | 1;
  /** A missed call that was called back with success: when the far side answered. */
  calledBackAt?: number | undefined;
  /** When the user marked a missed call as seen: it leaves the count, not the list. */
  seenAt?: number | undefined;
  /** 1 = the user took the call out of the history too; its record stays where it is. */
  hidden?: 1 | undefined;
  /** Contact or account in the CRM. */
  contact?: CallContact | undefined;
  /** Who said so: what the user chose is never overruled. */
  contactFrom?: 'page' | 'seen' | 'crm' | 'user' | undefined;
  /** All that have the number, where they are several, best first. */
  matches?: CallMatch[] | undefined;
  /** Number, name and note stay out of the CRM. */
  isPrivate?: boolean | undefined;
  /** Epoch ms when the caller's record was opened by itself: it opens once a call. */
  poppedAt?: number | undefined;
  note: string;
  outcome?: string | undefined;
}

/** Who the number belongs to, as the CRM or a CRM page told us; untrusted text. */
export interface CallContact {
  /** CRM's own key, e.g. "party.party,12"; '' where only a page showed it. */
  ref: string;
  name: string;
  organisation?: string | undefined;
  url?: string | undefined;
}

/** One of several records that have the number. */
export interface CallMatch extends CallContact {
  type: 'contact' | 'account' | 'lead' | 'other';
}

/** A missed call that still asks for something: not removed, not seen, not called back. It counts on the toolbar. */
export function asks(call: Pick<Call, 'state' | 'removed' | 'calledBackAt' | 'seenAt'>): boolean {
  return call.state === 'missed' && call.removed === 0 && call.calledBackAt === undefined && call.seenAt === undefined;
}

export interface StepOptions {
  /** Setting: an incoming call that the user declined stays in the list as missed. */
  keepDeclined: boolean;
}

export interface StepResult {
  call: Call;
  changed: boolean;
  /** Set when the event cannot happen in this state; it changed nothing and must be reported, never dropped in silence. */
  problem?: string;
}

const LEAVES_AT_ONCE: ReadonlySet<EndReason> = new Set<EndReason>([
  'localHangUp',
  'transferred',
  'cancelled',
  'declined',
  'redirected',
  'answeredElsewhere',
  'handedOff',
]);

/** True while our user and the other side can hear each other, as far as we know. */
export function isTalking(call: Pick<Call, 'state' | 'heldByUs'>): boolean {
  return call.state === 'connected' && !call.heldByUs;
}

/** True while the call rings, dials or is connected. */
export function isLive(call: Pick<Call, 'state'>): boolean {
  return call.state === 'ringing' || call.state === 'dialling' || call.state === 'connected';
}

/** The state in which a call rests after it ended (R5, R7, R8). */
export function restingState(
  direction: Direction,
  answered: boolean,
  reason: EndReason,
  options: StepOptions,
): 'hungUp' | 'missed' | 'ended' {
  if (direction === 'incoming' && !answered) {
    if (reason === 'declined' && options.keepDeclined) return 'missed';
    return LEAVES_AT_ONCE.has(reason) ? 'ended' : 'missed';
  }
  return LEAVES_AT_ONCE.has(reason) ? 'ended' : 'hungUp';
}

/** Applies one event. MUST be called with the stored row (or undefined for a call the log does not know). */
export function step(call: Call | undefined, event: CallEvent, line: string, options: StepOptions): StepResult {
  const { facts, seq } = event;
  if (!call) return { call: merge(blank(facts, line), event, options), changed: true };
  if (seq <= call.seq) return { call, changed: false };
  const problem = impossible(call, facts);
  if (problem) return { call, changed: false, problem: `${problem} (call ${call.id}, event ${seq})` };
  return { call: merge(call, event, options), changed: true };
}

/** Ends a call that the line host no longer knows, by the same rules as an event would (R5, R7). */
export function loseCall(call: Call, at: number, options: StepOptions): Call {
  return finish({ ...call }, { at: Math.max(at, call.startedAt), reason: 'lost' }, options);
}

function impossible(call: Call, facts: CallFacts): string | undefined {
  if (facts.id !== call.id) return `event of another call ${facts.id}`;
  if (facts.direction !== call.direction) return `a call cannot change from ${call.direction} to ${facts.direction}`;
  if (!isLive(call)) return facts.phase === 'ended' ? 'ended twice' : `${facts.phase} after the call had ended`;
  if (call.state === 'connected' && facts.phase !== 'connected' && facts.phase !== 'ended')
    return `${facts.phase} after connected`;
  return undefined;
}

function blank(facts: CallFacts, line: string): Call {
  return {
    id: facts.id,
    direction: facts.direction,
    state: facts.direction === 'incoming' ? 'ringing' : 'dialling',
    number: facts.number,
    displayName: facts.displayName,
    withheld: facts.withheld,
    startedAt: facts.startedAt,
    seq: 0,
    line,
    removed: 0,
    note: '',
  };
}

function merge(call: Call, event: CallEvent, options: StepOptions): Call {
  const { facts, seq } = event;
  const next: Call = {
    ...call,
    seq,
    displayName: facts.displayName || call.displayName,
    alertingAt: facts.alertingAt ?? call.alertingAt,
    answeredAt: facts.answeredAt ?? call.answeredAt,
    sipCallId: facts.sipCallId ?? call.sipCallId,
    // The newest event says all of it: what it does not name does not go on.
    heldByUs: facts.heldByUs,
    heldByThem: facts.heldByThem,
    muted: facts.muted,
    transfer: facts.transfer,
    quality: facts.quality ?? call.quality,
  };
  if (facts.phase !== 'ended') return { ...next, state: facts.phase };
  return finish(next, facts.end ?? { at: facts.answeredAt ?? facts.startedAt, reason: 'failed' }, options);
}

function finish(call: Call, end: CallEnd, options: StepOptions): Call {
  const answered = call.answeredAt !== undefined;
  // A user who "hangs up" before an answer has cancelled; one who hangs up on a ringing call has declined.
  const early = call.direction === 'incoming' ? 'declined' : 'cancelled';
  const reason = !answered && end.reason === 'localHangUp' ? early : end.reason;
  const state = restingState(call.direction, answered, reason, options);
  return {
    ...call,
    state,
    endedAt: end.at,
    endReason: reason,
    endText: end.text,
    heldByUs: undefined,
    heldByThem: undefined,
    muted: undefined,
    transfer: undefined,
    removed: state === 'missed' ? 0 : call.removed,
  };
}
