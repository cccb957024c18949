/**
 * What we know of one CRM's pages beyond the generic detector. A profile reads the page and nothing else: no context API,
 * no messages, no storage. To add one: lib/crm/<crm>/profile.ts, a line in profiles.ts, saved pages with expected.json
 * under tests/fixtures/crm/<crm>/.
 */
import type { CallContact } from '../call';

/** `phone`: whatever it holds may be dialled; `never`: gets no icon; `undefined`: the generic detector decides. */
export type Verdict = 'phone' | 'never' | undefined;

export interface PhonePlace {
  verdict: Verdict;
  /** What the CRM calls this field ("Mobile"), where the profile knows better than the page's labels. */
  label?: string;
}

export interface CrmProfile {
  readonly name: string;
  /** Is this document a page of the CRM? Must be cheap and MUST not throw on other pages. */
  matches(document: Document, url: URL): boolean;
  /** What an input, a link or an element with a number in its text is. */
  place(element: Element): PhonePlace | undefined;
  /** The mask (form, record view) that the element belongs to, for the mask's call button. */
  maskOf(element: Element): Element | undefined;
  /** The record that the element's mask or list row shows. */
  record(element: Element, url: URL): CallContact | undefined;
}
