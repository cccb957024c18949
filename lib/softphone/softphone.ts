/**
 * What a line is, for those who use one (call-controller) and those who build one (connectors).
 * No browser API here: a connector must run in an offscreen document and in a background page alike.
 */
import type { CallEvent, CallFacts } from '../call';
import type { DialQuestion } from '../dial-question';
import type { ErrorCode } from '../errors';
import type { AudioSettings } from './audio-settings';

/** SIP over WebSocket (RFC 7118) as the options page asks for it. */
export interface SipAccount {
  /** wss:// or ws:// addresses, first = preferred. */
  servers: string[];
  /** SIP domain (host part of the address of record). */
  domain: string;
  user: string;
  /** Digest user where it differs from `user`; '' = same. */
  authorizationUser: string;
  password: string;
  displayName: string;
  /** stun:/turn: URLs; a TURN entry may carry credentials. */
  iceServers: { urls: string; username?: string; credential?: string }[];
  /** REGISTER expiry, seconds. */
  expires: number;
}

/** Do the calls of this line live in another program? Such a line lives in the background, which alone can reach it. */
export function livesElsewhere(connector: LineState['connector']): connector is 'desktop' | 'handOff' {
  return connector === 'desktop' || connector === 'handOff';
}

/** What may change without bringing up the line anew. */
export interface HostChoices {
  ringtone: RingtoneConfig;
  /** Incoming calls are turned away unseen; each ends as `doNotDisturb`. */
  doNotDisturb?: boolean;
  /** A call that asks to be answered by itself is (Call-Info: answer-after), unless another one is up. */
  autoAnswer?: boolean;
  /** Devices and what is done to the voice; where it is left out, the system's and the browser's. */
  audio?: AudioSettings;
}

/** What the operating system may have a program for that calls numbers. */
export const HAND_OFF_SCHEMES = ['tel', 'sip', 'callto'] as const;
export type HandOffScheme = (typeof HAND_OFF_SCHEMES)[number];

/** Everything a line host needs to bring up a line. */
export type LineConfig = HostChoices &
  (
    | { connector: 'demo' }
    | { connector: 'desktop' }
    | { connector: 'handOff'; scheme: HandOffScheme }
    | {
        connector: 'sip';
        account: SipAccount;
        /** RFC 5626 instance id, kept over restarts. */
        instanceId: string;
      }
  );

/** The part of a configuration that the running line depends on. */
export function lineOf(config: LineConfig): Partial<LineConfig> {
  const { ringtone: _ringtone, doNotDisturb: _away, autoAnswer: _auto, audio: _audio, ...line } = config;
  return line;
}

export interface RingtoneConfig {
  on: boolean;
  /** 0..1 */
  volume: number;
}

export type LinePhase = 'off' | 'connecting' | 'ready' | 'lost';

export interface LineState {
  phase: LinePhase;
  /** Which connector: 'demo' marks every surface. */
  connector: LineConfig['connector'] | 'none';
  /** Epoch ms since when the phase holds. */
  since: number;
  /** Why it is lost, a code for which every language has words and a remedy. */
  reason?: ErrorCode | undefined;
  /** The server's own words (untrusted text), e.g. "403 Forbidden". */
  detail?: string | undefined;
  /** Epoch ms of the next try, when one is planned. */
  nextTry?: number | undefined;
}

/** What a connector says of its line; `since` only where it did not begin just now. */
export type LineWord = Omit<LineState, 'connector' | 'since'> & Partial<Pick<LineState, 'since'>>;

/** `question` comes with `confirmationNeeded`: the same command, confirmed, goes through. */
export type CommandResult =
  | { ok: true }
  | { ok: false; error: ErrorCode; detail?: string | undefined; question?: DialQuestion | undefined };

export interface DialOrder {
  /** The called side must not learn our number. */
  withheld?: boolean;
  /** UUID made by us; goes into SIP as X-Ringside-Call-Id. */
  callId: string;
  /** E.164 or internal digits, as the log keeps it. */
  number: string;
  /** What is dialled after the line's rules. */
  target: string;
}

/** A journalled event and its key in the journal. */
export interface JournalEntry {
  key: number;
  event: CallEvent;
  /** Connector that produced it. */
  line: string;
}

export interface Snapshot {
  line: LineState;
  /** Calls that are live now, with their newest event number. */
  live: CallEvent[];
  /** Calls that were ordered and are not live yet: the microphone is being opened, or the browser asks for it. */
  ordered: string[];
  /** Events nobody has acknowledged as stored, oldest first. */
  unacknowledged: JournalEntry[];
}

/** What can be done with a call besides starting and ending it. Asking for what is so already is fine and changes nothing. */
export type CallControl =
  /**
   * Connected calls. The far side MUST hear nothing of ours and we nothing of it until `resume`; the facts say heldByUs.
   * A far side that refuses MUST leave the call as it was, with the result callFailed.
   */
  | { kind: 'hold' }
  | { kind: 'resume' }
  /** Dialling and connected calls. The far side MUST hear silence while it is on, also over hold and resume. */
  | { kind: 'mute'; on: boolean }
  /**
   * Dialling and connected calls: 0-9 * # in their order, behind those still being sent, also while muted.
   * `as`: in the audio (RFC 4733) or as INFO requests; a connector that knows one way only takes that.
   */
  | { kind: 'digits'; digits: string; as: 'rtp' | 'info' }
  /**
   * Connected calls: gives the call away unannounced. The facts say transfer underWay; then the call MUST end as
   * `transferred`, or go on with the facts saying transfer failed and why.
   */
  | { kind: 'transfer'; target: string }
  /** Connects this connected call's far side with that of another connected one; then both MUST end as `transferred`. */
  | { kind: 'connect'; with: string };

/**
 * The line as the call-controller sees it.
 * MUST resolve every command with a result, never reject for an expected failure.
 * MUST NOT send an INVITE or a 200 before the microphone is open.
 * MUST have at most one call at a time in which our user is heard: dial, accept and resume hold the connected one first,
 * and are refused with callInProgress while another one dials, or when it could not be held.
 */
export interface Softphone {
  /** Brings up, changes or (null) takes down the line. Idempotent. */
  configure(config: LineConfig | null): Promise<void>;
  /** Opens what a call needs (line ready, microphone) before anything is sent; kept for 15 s. */
  prepare(callId: string): Promise<CommandResult>;
  dial(order: DialOrder): Promise<CommandResult>;
  accept(callId: string): Promise<CommandResult>;
  /** Declines a ringing call as busy. */
  reject(callId: string): Promise<CommandResult>;
  /** Ends a dialling or connected call. */
  hangUp(callId: string): Promise<CommandResult>;
  control(callId: string, control: CallControl): Promise<CommandResult>;
  snapshot(): Promise<Snapshot>;
  /** The events with these journal keys are stored: forget them. */
  acknowledge(keys: number[]): Promise<void>;
}

/** A channel to the program of ours on this machine that drives a softphone there. */
export interface NativePort {
  post(message: object): void;
  close(): void;
}

/** What comes through a native port; everything in it is untrusted. */
export interface NativeListener {
  message(message: unknown): void;
  /** The other end is gone; nothing comes any more. */
  gone(why: ErrorCode, detail: string): void;
}

/** What only a host in the background can reach. */
export interface BackgroundReach {
  /** @throws AppError desktopAppNotAllowed */
  openNative(listener: NativeListener): Promise<NativePort>;
  /** Gives an address (tel:, sip:, callto:) to whatever the operating system has for it. */
  openAddress(address: string): Promise<void>;
}

/** Where a connector reports to. It numbers nothing: the line host adds seq and journal. */
export interface ConnectorSink {
  /** MUST be called for every change of a call, with all its facts, the last one with phase 'ended' exactly once. */
  call(facts: CallFacts): void;
  line(state: LineWord): void;
  /** A failure that belongs to no call; reported once per context. */
  report(error: unknown, when: string): void;
}

/** What a connector may use of its host. */
export interface ConnectorHost {
  sink: ConnectorSink;
  /** Opens the microphone or throws an AppError microphoneRefused | microphoneMissing | microphoneBusy. */
  openMicrophone(): Promise<MediaStream>;
  /** Plays the far side's audio until `signal` aborts. */
  play(stream: MediaStream, signal: AbortSignal): void;
  /** Plays a generated tone over and over until `signal` aborts. */
  tone(tone: ToneName, signal: AbortSignal): void;
  now(): number;
  /** Absent in a document that is not the background. */
  reach?: BackgroundReach | undefined;
  /** Calls of an earlier life of the host that may go on: each MUST be told of again, or ended. */
  earlier?: CallFacts[];
  /** Gets every message with the server as text without credentials, for diagnosis. */
  trace?(direction: 'sent' | 'received', message: string): void;
}

/** Generated sounds of the line host; `talk` is what a demo call sounds like. */
export type ToneName = 'ringtone' | 'callWaiting' | 'ringBack' | 'answered' | 'talk';

/**
 * One way to make calls. Every connector passes tests/e2e/connector-contract.test.ts.
 * MUST reconnect by itself and tell `line` about it; MUST stop everything when `signal` aborts (ending live calls as lost).
 * NEVER shows UI, NEVER stores, NEVER calls an extension API.
 */
export interface Connector {
  dial(order: DialOrder, microphone: MediaStream | null): Promise<CommandResult>;
  accept(callId: string, microphone: MediaStream | null): Promise<CommandResult>;
  /** Declines a ringing call: our user is busy, or wants no calls now. */
  reject(callId: string, as: 'busy' | 'unavailable'): Promise<CommandResult>;
  hangUp(callId: string): Promise<CommandResult>;
  /** MUST resolve when the far side has agreed or refused; NEVER touches another call but in `connect`. */
  control(callId: string, control: CallControl): Promise<CommandResult>;
  /**
   * The voice of this dialling or connected call comes from this microphone from now on; the one it had is dead.
   * MUST keep the call as it is, muted ones muted, without a word to the far side.
   */
  replaceMicrophone(callId: string, microphone: MediaStream): Promise<CommandResult>;
  /** Whether calls need a microphone; the demo line needs none. */
  readonly needsMicrophone: boolean;
  /** Tries to connect now instead of waiting for the next try. */
  retryNow(): void;
  /** Settles after the abort, once no socket is open any more: at most 2 s, spent on a goodbye to the server. */
  readonly closed: Promise<void>;
}

export type ConnectorFactory<C extends LineConfig = LineConfig> = (
  config: C,
  host: ConnectorHost,
  signal: AbortSignal,
) => Connector;
