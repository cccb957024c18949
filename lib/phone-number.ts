/**
 * The number engine: one per browser, in the background (libphonenumber metadata is too heavy for every page).
 * No context API here.
 */

/** What decides how a number without + is read. */
export interface NumberRules {
  /** ISO 3166 region, e.g. "DE". */
  country: string;
  /** Longest internal number, digits. */
  internalDigits: number;
}
