import type { PlainControl } from '../lib/messages';

/** What a person can do with a call; every surface that shows calls takes these callbacks. */
export interface CallActions {
  onAccept(callId: string): void;
  onReject(callId: string): void;
  onHangUp(callId: string): void;
  /** Calls the number of this call: back when it was missed, again otherwise. */
  onCallBack(callId: string): void;
  /** Opens the call window on this call. */
  onOpen(callId: string): void;
  /** Shows the caller's record in the CRM. */
  onRecord(callId: string): void;
  /** Takes the row off the task list; never ends a call. */
  onRemove(callId: string): void;
}

/** What a person can say about a call. */
export interface NoteActions {
  onNote(callId: string, note: string): void;
  /** '' takes the choice back. */
  onOutcome(callId: string, outcome: string): void;
  /** Whose call it is, by its place among the matches; null = none of them. */
  onChoose(callId: string, index: number | null): void;
}

/** What a person can do during a call. */
export interface ControlActions {
  onControl(callId: string, control: PlainControl): void;
  /** Gives the call to this number at once. */
  onTransfer(callId: string, text: string): void;
  /** Calls this number to ask first; the call waits on hold. */
  onConsult(callId: string, text: string): void;
  /** Ends the asking and takes the waiting call back. */
  onBack(callId: string, waitingId: string): void;
}
