/**
 * A call that is asked about before it is placed. Any way to dial may be answered with such a question; the same command
 * with the reasons that the user agreed to places the call. A reason that was not agreed to asks anew.
 */

/** `clicked`: the user wants to be asked at every click on an icon. `seen`: to see the number first, and dial unless cancelled. */
export const ASK_REASONS = ['premium', 'abroad', 'doNotCall', 'clicked', 'seen'] as const;
export type AskReason = (typeof ASK_REASONS)[number];

export interface DialQuestion {
  /** As the log would keep it. */
  number: string;
  /** What would be sent to the phone system, as people read it; '' where it is the number itself. */
  dials: string;
  reasons: {
    why: AskReason;
    /** ISO 3166 region of a call abroad; the user's own words on a do-not-call entry; else ''. */
    detail: string;
  }[];
}

export function isAskReason(value: unknown): value is AskReason {
  return (ASK_REASONS as readonly unknown[]).includes(value);
}
