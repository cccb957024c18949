/** How a caller is recognised and what happens then, as the user chose it. One group of the settings. */

/** When a caller's record opens by itself. `click` = only by the user's own click on it. */
export type PopMoment = 'off' | 'ring' | 'accept' | 'click';

export interface CallerRules {
  /** Days that we remember whose number a CRM page showed; 0 = nothing is remembered. */
  seenDays: number;
  /** Several records have the number: the user says who it is, or the first contact or account is taken. */
  several: 'ask' | 'contact' | 'account';
  /** Address that makes a new contact in the CRM; {number} is filled in. '' = not offered. */
  createContact: string;
  /** Calls between internal numbers become CTI calls too. */
  internalRecords: boolean;
  /** Outcomes to choose from; empty = those of the language. */
  outcomes: string[];
  popIncoming: PopMoment;
  popOutgoing: PopMoment;
  /** A record opens in front even while the user is typing on a page. */
  popWhileTyping: boolean;
}

export const POP_MOMENTS: readonly PopMoment[] = ['off', 'ring', 'accept', 'click'];
export const MOST_OUTCOMES = 12;
export const LONGEST_OUTCOME = 40;

export const DEFAULT_CALLERS: CallerRules = {
  seenDays: 30,
  several: 'ask',
  createContact: '',
  internalRecords: true,
  outcomes: [],
  popIncoming: 'click',
  popOutgoing: 'off',
  popWhileTyping: false,
};

/** The address that makes a contact with this number; undefined where the template is none or leads nowhere. */
export function createContactUrl(template: string, number: string): string | undefined {
  if (!template.includes('{number}') || !number) return undefined;
  const url = template.replaceAll('{number}', encodeURIComponent(number));
  return /^https?:\/\/[^\s/]+/i.test(url) && URL.canParse(url) ? url : undefined;
}
