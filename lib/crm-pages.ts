/** What the user chose for the pages of each CRM address. A group of the settings. */
import type { Profile } from './crm/profile';
import { profiles } from './crm/profiles';

/** Before a click on an icon dials: nothing, the number and Cancel for a moment, or a question. */
export type BeforeDial = 'nothing' | 'preview' | 'confirm';

export interface AddressPages {
  /** The address stays, its pages get no icons. */
  iconsOff: boolean;
  /** The CRM's own tel: links dial through the line. */
  linksDial: boolean;
  /** The user's own rules: from the field picker, from a file, or written by hand. */
  profile: Profile;
}

export interface CrmPages {
  /** By the address's match pattern; an address that nothing was chosen for is not in here. */
  byAddress: Record<string, AddressPages>;
  beforeDial: BeforeDial;
}

export const NO_CRM_PAGES: CrmPages = { byAddress: {}, beforeDial: 'nothing' };

/** Name of the profile that the user's own rules make. */
export const OWN_PROFILE = 'own';

const NOTHING_CHOSEN: AddressPages = { iconsOff: false, linksDial: false, profile: { name: OWN_PROFILE, fields: [] } };

/** What holds for an address; what nobody chose is off. */
export function pagesOf(pages: CrmPages, pattern: string): AddressPages {
  return pages.byAddress[pattern] ?? NOTHING_CHOSEN;
}

/** The pages with something else chosen for one address. */
export function withPages(pages: CrmPages, pattern: string, patch: Partial<AddressPages>): CrmPages {
  return { ...pages, byAddress: { ...pages.byAddress, [pattern]: { ...pagesOf(pages, pattern), ...patch } } };
}

/** The pages without an address. */
export function withoutPages(pages: CrmPages, pattern: string): CrmPages {
  const { [pattern]: _gone, ...byAddress } = pages.byAddress;
  return { ...pages, byAddress };
}

/** All profiles for an address, the user's own before those that ship. */
export function profilesFor(own: Profile): Profile[] {
  return own.fields.length || own.records?.length || own.mask ? [own, ...profiles] : [...profiles];
}
