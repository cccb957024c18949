/** How our user wants calls to be: what comes in without being asked, what the called side learns, how keys are sent. */
export interface CallSettings {
  /** Incoming calls are turned away; they stay in the list as missed. */
  doNotDisturb: boolean;
  /** Calls that ask for it are answered by themselves (Call-Info: answer-after). */
  autoAnswer: boolean;
  /** Does the called side learn our number? */
  callerId: 'default' | 'withheld';
  /** Keys pressed in a call: in the audio (RFC 4733) or as INFO requests. */
  digits: 'rtp' | 'info';
}

/** Nothing is answered, withheld or turned away that nobody asked for. */
export const DEFAULT_CALL_SETTINGS: CallSettings = {
  doNotDisturb: false,
  autoAnswer: false,
  callerId: 'default',
  digits: 'rtp',
};
