/**
 * Every message between contexts, by direction; one line each. `send` and `answer` are typed on both ends.
 * What a content script sends is validated at the receiver (message-schemas.ts), since its renderer may be compromised.
 */
import { browser } from 'wxt/browser';
import type { CallContact } from './call';
import type { CrmRecordSettings } from './crm/forms';
import type { FieldRule, Profile } from './crm/profile';
import type { Match } from './crm/write-back';
import type { AddressPages } from './crm-pages';
import type { AskReason } from './dial-question';
import type { ErrorCode } from './errors';
import type { ListCalls } from './list-requests';
import type { Vocabulary } from './page/vocabulary';
import type { PickerTexts } from './picker-words';
import type { PrivacyCalls } from './privacy-requests';
import type { Settings } from './settings';
import type { LineLogEntry } from './softphone/line-log';
import type {
  CallControl,
  CommandResult,
  DialOrder,
  JournalEntry,
  LineConfig,
  LineState,
  SipAccount,
  Snapshot,
} from './softphone/softphone';
import type { WindowCalls } from './window-requests';

/** What a number is doing, as an icon needs it. */
export type NumberState = 'idle' | 'active' | 'ringing';

/** Text that may be a phone number, with what the page knows about it. */
export interface Candidate {
  text: string;
  /** A field the page calls a phone may hold anything diallable; text must prove itself. */
  kind: 'field' | 'link' | 'text';
  /** ISO 3166 region the page suggests, '' for none. */
  country: string;
}

/** `number` is what `data-number` carries; `display` is how people write it. */
export type Judgement = {
  number: string;
  display: string;
  /** What goes out instead, as people read it, where the line's rules make something else of it. */
  dials?: string;
} | null;

/** A number that a page shows, and whose it is. */
export interface Sighting {
  number: string;
  contact: CallContact;
}

/** All a content script ever learns of settings: what it must show, in words. Frozen at the receiver. */
export interface PageConfig {
  /** false = module off or address revoked: remove everything. */
  on: boolean;
  line: { ready: boolean; demo: boolean /** Why calls cannot be made now, localised; '' when ready. */; why: string };
  /** Localised texts of icons and the mask button, by key. */
  texts: PageTexts;
  language: string;
  /** How to read this address's pages, the user's own rules first. */
  profiles: Profile[];
  /** The page's own tel: links dial through the line. */
  linksDial: boolean;
  /** Another one where numbers are read or dialled in another way than before; says nothing else. */
  numbers: string;
}

/** What a frame gets once, and its first configuration. Each later one is pushed without the words. */
export interface PageGreeting {
  config: PageConfig;
  vocabulary: Vocabulary;
}

export interface PageTexts {
  /** "{number} is being called" */
  dialling: string;
  /** "dialled: {number}" */
  dials: string;
  cancel: string;
  /** "Call: {number}" */
  call: string;
  /** "Hang up" */
  hangUp: string;
  /** "Rings: open the call window" */
  ringing: string;
  /** Mask button: "Call" */
  callButton: string;
  /** "Choose a number" */
  choose: string;
  /** "Demonstration line" */
  demo: string;
}

/**
 * `next`, `previous`: keys go on to the fields of the frame behind or before this one. `chosen`: a card stands here, and
 * all else is out of the way. `pointing`: here, or no longer anywhere else.
 */
export const PICKER_TURNS = ['next', 'previous', 'chosen', 'pointing'] as const;
export type PickerTurn = (typeof PICKER_TURNS)[number];

/** What field picker and "why" view need of the background. */
export interface PickerConfig {
  mode: 'pick' | 'why';
  /** Something is chosen in another frame already. */
  isChosen: boolean;
  language: string;
  texts: PickerTexts;
  profiles: Profile[];
  /** The CRM address as people write it. */
  address: string;
  iconsOff: boolean;
  /** The region chosen in the settings, '' for the page's own. */
  country: string;
}

/** `message` is a localised sentence to show beside the icon when ok is false. */
export interface PageReply {
  ok: boolean;
  message: string;
  /** Must be answered before the call is placed. */
  question?: PageQuestion;
}

/** A question before a call, in words; agreed to, the same command goes with `confirmed`. */
export interface PageQuestion {
  title: string;
  lines: string[];
  yes: string;
  no: string;
  confirm: AskReason[];
  /** It answers itself with yes after so many ms in which it was seen; absent: it waits. */
  after?: number;
}

/** Content script -> background. */
export interface PageCalls {
  /** This frame is alive and wants its configuration and later changes. Answers null where it may do nothing. */
  hello(data: Record<string, never>): PageGreeting | null;
  /** Which of these are phone numbers. Same order as asked. */
  judge(data: { candidates: Candidate[] }): Judgement[];
  /** Tell this frame about these numbers from now on (replaces the earlier set); answers their states. */
  follow(data: { numbers: string[] }): Record<string, NumberState>;
  /** It shows icons: entrypoints/page-tools.ts is in the frame when this is answered. */
  tools(data: Record<string, never>): null;
  /** Whose numbers the page shows: names a caller later. */
  seen(data: { sightings: Sighting[] }): null;
  /** A trusted click on a ready icon. */
  dialFromPage(data: { number: string; contact: CallContact | null; confirmed?: readonly AskReason[] }): PageReply;
  /** A trusted click on a red icon. */
  hangUpFromPage(data: { number: string }): PageReply;
  /** A trusted click on an icon whose number rings in: open its call window. */
  openFromPage(data: { number: string }): PageReply;
  /** The picker's script has started. Answers null where nobody started it. */
  picker(data: Record<string, never>): PickerConfig | null;
  /** A trusted click in the picker: remember this rule for the address. */
  pickField(data: { rule: FieldRule }): PageReply;
  /** Takes the rule that was saved last back. */
  unpickField(data: Record<string, never>): PageReply;
  /** The picker's frames take turns. */
  pickerTurns(data: { turn: PickerTurn }): null;
  endPicker(data: Record<string, never>): null;
}

/** One line of "test the line" in the options. */
export interface LineTestStep {
  step: 'address' | 'tls' | 'server' | 'registered' | 'microphone' | 'audio' | 'program' | 'softphone' | 'account';
  ok: boolean;
  ms: number;
  /** tls: there is none, since the address says ws. */
  note?: 'unencrypted';
  error?: ErrorCode;
  detail?: string;
}

/** What a page of ours may do with a call; how keys are sent is a setting. */
export type PlainControl =
  | Extract<CallControl, { kind: 'hold' | 'resume' | 'mute' | 'connect' }>
  | { kind: 'digits'; digits: string };

/** Side panel, call window, options -> background. */
export interface UiCalls extends ListCalls, PrivacyCalls, WindowCalls {
  /** Dial what the user typed or picked. */
  dial(data: { text: string; contact?: CallContact; confirmed?: readonly AskReason[] }): CommandResult;
  /** Dial the number of a logged call; a missed one is then marked as called back. */
  callBack(data: { callId: string; confirmed?: readonly AskReason[] }): CommandResult;
  accept(data: { callId: string }): CommandResult;
  reject(data: { callId: string }): CommandResult;
  hangUp(data: { callId: string }): CommandResult;
  /** Hold, mute, keys: what needs no number. */
  control(data: { callId: string; control: PlainControl }): CommandResult;
  /** Give the call to the number that the user typed or picked, unannounced. */
  transfer(data: { callId: string; text: string; confirmed?: readonly AskReason[] }): CommandResult;
  /** Call that number and ask first; the call waits on hold. */
  consult(data: { callId: string; text: string; confirmed?: readonly AskReason[] }): CommandResult;
  /** Open or focus the call window on this call. */
  openCallWindow(data: { callId: string }): CommandResult;
  setNote(data: { callId: string; note: string }): CommandResult;
  /** What came of the talk, as the user chose it; '' for nothing. The CRM record follows. */
  setOutcome(data: { callId: string; outcome: string }): CommandResult;
  /** Who it is, of the call's matches; null = none of them. The CRM record moves along. */
  chooseContact(data: { callId: string; index: number | null }): CommandResult;
  /** A private call: number, name and note stay out of the CRM. */
  setPrivate(data: { callId: string; isPrivate: boolean }): CommandResult;
  /** Shows the caller's record: in the tab that already shows it, else in one of its own. */
  openRecord(data: { callId: string }): CommandResult;
  saveSettings(data: { patch: Partial<Settings> }): CommandResult;
  /** Access to the match pattern was just granted under a click; make it a CRM address. */
  addCrmAddress(data: { pattern: string }): CommandResult;
  /** Take the address off and give the permission back. */
  removeCrmAddress(data: { pattern: string }): CommandResult;
  /** Lets the user point at a field, or at what to explain, in the tab in front ('') or in one of this address. */
  startPicker(data: { mode: PickerConfig['mode']; pattern: string }): CommandResult;
  /** What holds for the pages of one address. */
  choosePages(data: { pattern: string; patch: Partial<AddressPages> }): CommandResult;
  /** Registers once with these settings and reports step by step; changes nothing. */
  testLine(data: { account: SipAccount }): LineTestStep[];
  /** Asks the softphone on the desk how it is; dials nothing. */
  testDesktop(data: Record<string, never>): LineTestStep[];
  /** Signs in to the CRM with these settings; `detail` names the user found there. */
  testCrm(data: { crm: CrmRecordSettings }): CommandResult & { detail?: string };
  /** Looks a number up with these settings, or without a number stores the record of a sample call. */
  tryCrm(data: { crm: CrmRecordSettings; number?: string }): CommandResult & { names?: string[]; ref?: string };
  /** The user is about to be asked for access to the servers of these settings; those without pages get no call icons. */
  expectApiAccess(data: { crm: CrmRecordSettings }): CommandResult;
  retryLine(data: Record<string, never>): CommandResult;
  /** The user has seen when the line was down. */
  dismissOutages(data: Record<string, never>): CommandResult;
  /** The line's log of the last hour as text, without credentials. */
  lineReport(data: { fullNumbers: boolean; browser: string }): string;
  /** Try a rejected, given up or waiting CRM record now. */
  retryRecord(data: { callId: string }): CommandResult;
  /** Try all rejected ones. */
  retryRejected(data: Record<string, never>): CommandResult;
  /** The record is to be linked to this contact or account; one that was stored moves. */
  assignRecord(data: { callId: string; contact: CallContact }): CommandResult;
  /** The call stays in this browser only. */
  giveUpRecord(data: { callId: string }): CommandResult;
  /** The user has looked whether the CRM stored the record whose answer was lost. */
  answerRecord(data: { callId: string; stored: boolean }): CommandResult;
  /** Records of the CRM by name or number; without text, by the number of the call. */
  findRecords(data: { callId: string; text: string }): CommandResult & { matches?: Match[] };
  dismissNotice(data: { code: string }): CommandResult;
  previewRingtone(data: Record<string, never>): CommandResult;
  /** The microphone page got its answer: banners about it may go. */
  microphoneGranted(data: Record<string, never>): CommandResult;
}

/** Background -> line host. */
export interface HostCalls {
  configure(data: { config: LineConfig | null }): null;
  prepare(data: { callId: string }): CommandResult;
  hostDial(data: DialOrder): CommandResult;
  hostAccept(data: { callId: string }): CommandResult;
  hostReject(data: { callId: string }): CommandResult;
  hostHangUp(data: { callId: string }): CommandResult;
  hostControl(data: { callId: string; control: CallControl }): CommandResult;
  snapshot(data: Record<string, never>): Snapshot;
  acknowledge(data: { keys: number[] }): null;
  hostTestLine(data: { account: SipAccount }): LineTestStep[];
  hostRetry(data: Record<string, never>): null;
  hostLog(data: Record<string, never>): LineLogEntry[];
  hostRingtone(data: { volume: number }): null;
}

/** Line host -> background. */
export interface LineCalls {
  /** The host has just started and knows no line yet. */
  hostStarted(data: Record<string, never>): null;
  /** New events; answers the journal keys that are stored. */
  events(data: { entries: JournalEntry[] }): number[];
  lineChanged(data: { line: LineState }): null;
  /** A call goes on without our voice, or with other devices than before. */
  voiceLost(data: { code: ErrorCode; detail: string }): null;
  /** The host's journal works in memory only, or stores again. */
  journalStores(data: { works: boolean }): null;
}

/** Background -> content script (tabs.sendMessage). */
export interface PagePushes {
  configure(data: { config: PageConfig }): null;
  states(data: { states: Record<string, NumberState> }): null;
  /** What another frame of the tab says of the picker. */
  pickerTurns(data: { turn: PickerTurn }): null;
  /** Another frame of the tab has ended the picker. */
  endPicking(data: Record<string, never>): null;
}

/** A message in flight. `to` keeps contexts from answering each other's mail (runtime.sendMessage reaches all). */
export interface Envelope {
  ringside: 1;
  to: 'background' | 'host' | 'page';
  name: string;
  data: unknown;
}

type Handlers<M> = {
  [K in keyof M]: M[K] extends (data: infer D) => infer R ? (data: D, sender: Sender) => R | Promise<R> : never;
};
type Data<M, K extends keyof M> = M[K] extends (data: infer D) => unknown ? D : never;
type Reply<M, K extends keyof M> = M[K] extends (data: never) => infer R ? R : never;
export type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];
export type PageHandlers = Handlers<PageCalls>;
export type UiHandlers = Handlers<UiCalls>;
export type HostHandlers = Handlers<HostCalls>;
export type LineHandlers = Handlers<LineCalls>;
export type PushHandlers = Handlers<PagePushes>;

/** Sends to the background and resolves with its reply; rejects when nobody is there. */
export function askBackground<M extends PageCalls | UiCalls | LineCalls, K extends keyof M & string>(
  name: K,
  data: Data<M, K>,
): Promise<Reply<M, K>> {
  return send('background', name, data) as Promise<Reply<M, K>>;
}

/** Sends to the line host's document; rejects when it does not exist. */
export function askHost<K extends keyof HostCalls & string>(
  name: K,
  data: Data<HostCalls, K>,
): Promise<Reply<HostCalls, K>> {
  return send('host', name, data) as Promise<Reply<HostCalls, K>>;
}

/** Sends to one frame of a tab; rejects when no content script of ours lives there. */
export function pushToFrame<K extends keyof PagePushes & string>(
  tabId: number,
  frameId: number,
  name: K,
  data: Data<PagePushes, K>,
): Promise<unknown> {
  const envelope: Envelope = { ringside: 1, to: 'page', name, data };
  return browser.tabs.sendMessage(tabId, envelope, { frameId });
}

/** Sends to every frame of a tab; rejects when nobody of ours lives there. */
export function pushToTab<K extends keyof PagePushes & string>(
  tabId: number,
  name: K,
  data: Data<PagePushes, K>,
): Promise<unknown> {
  const envelope: Envelope = { ringside: 1, to: 'page', name, data };
  return browser.tabs.sendMessage(tabId, envelope);
}

/** Where the extension was replaced meanwhile the browser throws: that is a rejection as any other. */
async function send(to: Envelope['to'], name: string, data: unknown): Promise<unknown> {
  const envelope: Envelope = { ringside: 1, to, name, data };
  return browser.runtime.sendMessage(envelope);
}

/**
 * Answers messages addressed to this context. The listener is no async function on purpose: one that returns a promise
 * for every message would answer mail meant for another context (measured in Chromium 156).
 * `dispatch` returns undefined for names it does not know or senders it refuses.
 */
export function answer(
  context: Envelope['to'],
  dispatch: (name: string, data: unknown, sender: Sender) => Promise<unknown> | undefined,
): void {
  const listener = (message: unknown, sender: Sender): Promise<unknown> | undefined => {
    if (!isEnvelope(message) || message.to !== context || sender.id !== browser.runtime.id) return undefined;
    return dispatch(message.name, message.data, sender);
  };
  // WXT types listeners as callbacks; browsers accept promises (Chrome from 148 on).
  browser.runtime.onMessage.addListener(listener as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
}

/** Dispatches by name over a handler table. */
export function byName(
  handlers: object,
): (name: string, data: unknown, sender: Sender) => Promise<unknown> | undefined {
  const table = new Map<string, (data: unknown, sender: Sender) => unknown>(Object.entries(handlers));
  return (name, data, sender) => {
    const handler = table.get(name);
    return handler && Promise.resolve().then(() => handler(data, sender));
  };
}

function isEnvelope(message: unknown): message is Envelope {
  return typeof message === 'object' && message !== null && (message as Envelope).ringside === 1;
}

/** Who sent a message. The URL of an extension page cannot be had by a content script: the browser fills it in. */
export function senderKind(sender: Sender): 'host' | 'ui' | 'page' {
  const own = browser.runtime.getURL('/');
  if (!sender.url?.startsWith(own)) return 'page';
  return sender.url.startsWith(`${own}offscreen.html`) ? 'host' : 'ui';
}
