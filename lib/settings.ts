/**
 * Everything the user can choose. Kept in the extension's IndexedDB, which no content script can open; only the background
 * writes it (message `saveSettings`), UI pages read it by live query.
 */
import { type CrmPages, NO_CRM_PAGES } from './crm-pages';
import { db } from './db';
import type { SipAccount } from './softphone/softphone';

export type Language = 'auto' | 'de' | 'en';

/** A site the user (or policy, or the browser) made a CRM address. */
export interface CrmAddress {
  /** Match pattern, e.g. "https://crm.example/*" or "http://localhost:8000/*" (Firefox's patterns carry no port). */
  pattern: string;
  addedAt: number;
}

/** Where CTI-call records go. */
export type CrmRecordSettings =
  | { adapter: 'none' }
  | { adapter: 'tryton'; url: string; database: string; user: string; password: string };

/** The guide of the first start, in its order. */
export const FIRST_RUN_STEPS = ['demo', 'line', 'address', 'microphone', 'notifications', 'done'] as const;
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number];

export interface Settings {
  /** R1: off = no page touched, no line, nothing logged. */
  moduleOn: boolean;
  language: Language;
  connector: 'demo' | 'sip';
  sip: SipAccount;
  /** RFC 5626 instance id (a UUID), made once by the background; '' before. */
  instanceId: string;
  ringtone: { on: boolean; volume: number };
  crmAddresses: CrmAddress[];
  /** What was chosen for the pages of each address. */
  crmPages: CrmPages;
  crmRecord: CrmRecordSettings;
  /** R11: off until chosen. */
  notifications: { on: boolean };
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
    instanceId: '',
    ringtone: { on: true, volume: 0.7 },
    crmAddresses: [],
    crmPages: NO_CRM_PAGES,
    crmRecord: { adapter: 'none' },
    notifications: { on: false },
    callWindowOpens: true,
    graceMs: 5000,
    keepDeclined: false,
    country: '',
    internalDigits: 4,
    firstRun: { step: 'demo', opened: false, done: false },
  };
}

/** The settings as stored, completed by defaults for fields an older version did not know. Writes nothing. */
export async function loadSettings(): Promise<Settings> {
  const row = await db.settings.get('settings');
  return { ...defaultSettings(), ...row?.value };
}

/** Merges `patch` into the stored settings in one transaction and returns the result. Background only. */
export async function storeSettings(patch: Partial<Settings>): Promise<Settings> {
  return db.transaction('rw', db.settings, async () => {
    const value = { ...(await loadSettings()), ...patch };
    await db.settings.put({ id: 'settings', value });
    return value;
  });
}
