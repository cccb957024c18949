/** Every CRM with a profile, one line each; the first that matches wins. */
import type { CrmProfile } from './profile';
import { tryton } from './tryton/profile';

export const profiles: readonly CrmProfile[] = [tryton];

/** The profile for this document, or undefined: the generic detector works alone. */
export function profileFor(document: Document, url: URL): CrmProfile | undefined {
  return profiles.find((profile) => profile.matches(document, url));
}
