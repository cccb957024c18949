/**
 * Everything the user can choose. Kept in the extension's IndexedDB, which no content script can open; only the background
 * writes it (message `saveSettings`), UI pages read it by live query.
 */
import { type CallerRules, DEFAULT_CALLERS } from './caller-rules';
import type { CrmRecordSettings } from './crm/forms';
import { DEFAULT_RECORDS, type RecordRules } from './crm/record-rules';
import { type CrmPages, NO_CRM_PAGES } from './crm-pages';
import { db } from './db';
import { DEFAULT_DIAL_RULES, type DialRules } from './dial-rules';
import { type MissedCallSettings, NO_MISSED_CALLS } from './missed-calls';
import { DEFAULT_NOTIFICATIONS, type NotificationChoice } from './notification-choice';
import { laid, picked, without } from './setting-layers';
import type { Loose } from './setting-rules';
import { type AudioSettings, DEFAULT_AUDIO } from './softphone/audio-settings';
import { type CallSettings, DEFAULT_CALL_SETTINGS } from './softphone/call-settings';
import type { HandOffScheme, LineConfig, SipAccount } from './softphone/softphone';

export type Language = 'auto' | 'de' | 'en';

/** A site the user (or policy, or the browser) made a CRM address. */
export interface CrmAddress {
  /** Match pattern, e.g. "https://crm.example/*" or "http://localhost:8000/*" (Firefox's patterns carry no port). */
  pattern: string;
  addedAt: number;
}

/** The guide of the first start, in its order. */
export const FIRST_RUN_STEPS = ['demo', 'line', 'address', 'microphone', 'notifications', 'done'] as const;
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number];

export interface Settings {
  /** R1: off = no page touched, no line, nothing logged. */
  moduleOn: boolean;
  language: Language;
  connector: LineConfig['connector'];
  sip: SipAccount;
  /** What numbers are handed to, where that is the line. */
  handOff: { scheme: HandOffScheme };
  missedCalls: MissedCallSettings;
  /** RFC 5626 instance id (a UUID), made once by the background; '' before. */
  instanceId: string;
  ringtone: { on: boolean; volume: number };
  calls: CallSettings;
  audio: AudioSettings;
  crmAddresses: CrmAddress[];
  /** What was chosen for the pages of each address. */
  crmPages: CrmPages;
  /** Match patterns that an imported file names: the user is asked for access to them. */
  wantedAddresses: string[];
  crmRecord: CrmRecordSettings;
  /** How callers are recognised, and what happens then. */
  callers: CallerRules;
  notifications: NotificationChoice;
  /** What becomes of records here and in the CRM. */
  records: RecordRules;
  /** The call window opens by itself when it rings and no panel is in front. */
  callWindowOpens: boolean;
  /** R7: how long a hung-up call stays in the task list, ms. */
  graceMs: number;
  /** R5: keep declined calls as missed. */
  keepDeclined: boolean;
  /** ISO 3166 region for numbers without +; '' = by page and browser. */
  country: string;
  /** Longest number that counts as internal, digits. */
  internalDigits: number;
  /** What is dialled for a number, and what is asked or refused before. */
  dialRules: DialRules;
  /** Calls whose record the CRM has confirmed are deleted after so many days; 0 = never. */
  keepDays: number;
  /** Where the user is in the guide; it opens by itself once only, and never again after `done`. */
  firstRun: { step: FirstRunStep; opened: boolean; done: boolean };
}

export const EMPTY_ACCOUNT: SipAccount = {
  servers: [],
  domain: '',
  user: '',
  authorizationUser: '',
  password: '',
  displayName: '',
  iceServers: [],
  expires: 300,
};

/** What holds on the first start: the module is on with the demonstration line, no site is touched, nothing notifies. */
export function defaultSettings(): Settings {
  return {
    moduleOn: true,
    language: 'auto',
    connector: 'demo',
    sip: EMPTY_ACCOUNT,
    handOff: { scheme: 'tel' },
    missedCalls: NO_MISSED_CALLS,
    instanceId: '',
    ringtone: { on: true, volume: 0.7 },
    calls: DEFAULT_CALL_SETTINGS,
    audio: DEFAULT_AUDIO,
    crmAddresses: [],
    crmPages: NO_CRM_PAGES,
    wantedAddresses: [],
    crmRecord: { adapter: 'none' },
    callers: DEFAULT_CALLERS,
    notifications: DEFAULT_NOTIFICATIONS,
    records: DEFAULT_RECORDS,
    callWindowOpens: true,
    graceMs: 5000,
    keepDeclined: false,
    country: '',
    internalDigits: 4,
    dialRules: DEFAULT_DIAL_RULES,
    keepDays: 0,
    firstRun: { step: 'demo', opened: false, done: false },
  };
}

/** The settings in force: built-in values, over them what the administration presets, what the user chose, what is locked. */
export async function loadSettings(): Promise<Settings> {
  const { own, policy } = await layers();
  return inForce(own, policy);
}

let held: Promise<Settings> | undefined;

/** The same, read again only after a change. For the background alone: it is the only one that changes them. */
export function heldSettings(): Promise<Settings> {
  held ??= loadSettings().catch((error: unknown) => {
    held = undefined;
    throw error;
  });
  return held;
}

/** The stored settings have changed. MUST be called after each write, when it is done. */
export function settingsChanged(): void {
  held = undefined;
}

/** Merges `patch` into the user's own settings in one transaction and returns what is in force. Background only. */
export async function storeSettings(patch: Partial<Settings>): Promise<Settings> {
  const stored = db.transaction('rw', db.settings, async () => {
    const { own, policy } = await layers();
    const value: Loose<Settings> = { ...own, ...patch };
    // What only repeats the administration's preset stays the administration's: it follows when that changes.
    for (const key of Object.keys(patch) as (keyof Settings)[]) {
      const rest = without(patch[key], policy.settings[key]);
      if (rest === undefined) delete value[key];
      else Object.assign(value, { [key]: rest });
    }
    await db.settings.put({ id: 'settings', value });
    return inForce(value, policy);
  });
  return stored.finally(settingsChanged);
}

/** Takes back everything the user chose, but not who we are and where we are allowed to be. Background only. */
export async function resetSettings(): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const { own } = await layers();
    const { instanceId = '', crmAddresses = [], firstRun } = own;
    const value: Loose<Settings> = { instanceId, crmAddresses, ...(firstRun && { firstRun }) };
    await db.settings.put({ id: 'settings', value });
  });
  settingsChanged();
}

interface Layers {
  own: Loose<Settings>;
  policy: { settings: Loose<Settings>; locked: string[] };
}

/** One request, so that live queries follow both layers. */
async function layers(): Promise<Layers> {
  const [own, policy] = await db.settings.bulkGet(['settings', 'policy']);
  return {
    own: own?.id === 'settings' ? own.value : {},
    policy: policy?.id === 'policy' ? policy.value : { settings: {}, locked: [] },
  };
}

function inForce(own: Loose<Settings>, { settings, locked }: Layers['policy']): Settings {
  const preset = laid<Settings>(defaultSettings(), settings);
  // What the extension keeps for itself is never locked, not even by "*".
  const { instanceId: _id, crmAddresses: _addresses, firstRun: _guide, ...lockable } = preset;
  return laid<Settings>(laid<Settings>(preset, own), picked(lockable, locked) as Loose<Settings>);
}
