/** What the user chose about notifications. A group of the settings. */

/** What can make itself known; the order is that of the options page. */
export const NOTICE_KINDS = ['incoming', 'missed', 'lineLost', 'lineBack', 'notStored'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NoticeChoice {
  on: boolean;
  /** Without the system's own sound: the ringtone is ours. */
  silent: boolean;
  /** Only while neither a CRM tab nor the side panel is in front. */
  onlyAway: boolean;
}

export interface NotificationChoice {
  /** R11: off until chosen. */
  on: boolean;
  /** Names and numbers stand in the text; off for shared screens. */
  names: boolean;
  kinds: Record<NoticeKind, NoticeChoice>;
}

const USUAL: NoticeChoice = { on: true, silent: true, onlyAway: false };

export const DEFAULT_NOTIFICATIONS: NotificationChoice = {
  on: false,
  names: true,
  kinds: {
    incoming: USUAL,
    missed: USUAL,
    lineLost: USUAL,
    lineBack: { ...USUAL, on: false },
    notStored: USUAL,
  },
};
