/**
 * What is known of one CRM's pages beyond the generic detector: a declaration that anybody can write as JSON, whether it
 * ships with Ringside, comes from the field picker or from a file. It holds selectors and words and no code, and is read
 * by one interpreter (interpret.ts). To ship one: lib/crm/<crm>/profile.ts, a line in profiles.ts, saved pages with
 * expected.json under tests/fixtures/crm/<crm>/. The README's section "Profiles" is its manual.
 */

export interface Profile {
  /** Shown to people where this profile decided something. */
  name: string;
  /** CSS selectors; a page that has any of them is one of this CRM. None: every page is. */
  pages?: string[];
  /** Where phones are and are not. The first rule that decides wins; what no rule decides is left to the detector. */
  fields: FieldRule[];
  /** Selector of the mask (form, record view) around a number, for the mask's call button. */
  mask?: string;
  /** Which record a number belongs to; the first rule that fits wins. */
  records?: RecordRule[];
}

/** One place, by exactly one of `at`, `column`, `labelled`, and what it holds. */
export interface FieldRule {
  /** Selector of the field, or of a box around it. */
  at?: string;
  /** Head of the table column. */
  column?: string;
  /** The page's own label of the field. */
  labelled?: string;
  /** `phone`: whatever it holds may be dialled; `never`: gets no icon. */
  is?: Verdict;
  /** What to call the field, where the page's own label does not say it. */
  label?: string;
  /** Another element's words decide, and are the label; where they are in no list, `is` does. */
  type?: TypeRule;
}

export type Verdict = 'phone' | 'never';

/** "Phone", "Mobile", "Fax" beside the number, as a selection or as text. */
export interface TypeRule {
  /** Selector of the box around the number in which the type stands too. */
  within: string;
  /** Selector of what may hold the type, in that box. */
  at: string;
  phone: string[];
  never: string[];
}

export interface RecordRule {
  /** The rule holds for numbers inside this element, which is also where `link` and `title` are looked for. */
  within?: string;
  /** The address of this link names the record; without it the page's address does. */
  link?: string;
  /** Part of that address: "#Contact/view/{id}". "{x}" is one word, "{#x}" one number, "*" anything, "$" the end of the path. */
  address: string;
  /** The record's id, from words of the address: "Contact,{id}". */
  ref?: string;
  /** Selectors of what shows the record's name; the first with a value or text. Default: the link, the page's title. */
  title?: string[];
}

export interface PhonePlace {
  verdict: Verdict;
  label?: string;
  /** Who decided, for people who ask why. */
  by: { profile: string; rule: FieldRule };
}

/** Profiles as the page's reader asks them. */
export interface CrmProfile {
  readonly name: string;
  /** What an input, a link or an element with a number in its text is. */
  place(element: Element): PhonePlace | undefined;
  /** Those that the page is one of: what they say of masks and records is read by records.ts. */
  readonly profiles: readonly Profile[];
}
