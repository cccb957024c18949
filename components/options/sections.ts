/** The sections of the options page, in their order; the name is also the part of the address behind "#". */

import type { GlyphShapes } from '../../lib/glyphs';
import * as glyphs from '../../lib/glyphs';
import type { TextKey } from '../../lib/i18n';

export type SectionName =
  | 'line'
  | 'rules'
  | 'calls'
  | 'addresses'
  | 'records'
  | 'callers'
  | 'notifications'
  | 'sound'
  | 'people'
  | 'privacy'
  | 'shortcuts'
  | 'general'
  | 'about';

export interface Section {
  name: SectionName;
  title: TextKey;
  lead: TextKey;
  shapes: GlyphShapes;
}

export const SECTIONS: readonly Section[] = [
  { name: 'line', title: 'nav_line', lead: 'line_lead', shapes: glyphs.plug },
  { name: 'rules', title: 'nav_rules', lead: 'rules_lead', shapes: glyphs.rules },
  { name: 'calls', title: 'nav_calls', lead: 'calls_lead', shapes: glyphs.phone },
  { name: 'addresses', title: 'nav_addresses', lead: 'addresses_lead', shapes: glyphs.globe },
  { name: 'records', title: 'nav_records', lead: 'records_lead', shapes: glyphs.record },
  { name: 'callers', title: 'nav_callers', lead: 'callers_lead', shapes: glyphs.user },
  { name: 'notifications', title: 'nav_notifications', lead: 'notifications_lead', shapes: glyphs.bell },
  { name: 'sound', title: 'nav_sound', lead: 'sound_lead', shapes: glyphs.headset },
  { name: 'people', title: 'nav_people', lead: 'people_lead', shapes: glyphs.users },
  { name: 'privacy', title: 'nav_privacy', lead: 'privacy_lead', shapes: glyphs.clock },
  { name: 'shortcuts', title: 'nav_shortcuts', lead: 'shortcuts_lead', shapes: glyphs.keypad },
  { name: 'general', title: 'nav_general', lead: 'general_lead', shapes: glyphs.settings },
  { name: 'about', title: 'nav_about', lead: 'about_lead', shapes: glyphs.note },
];

/** The section an address names; the first one where it names none. */
export function sectionOf(hash: string): Section {
  const found = SECTIONS.find(({ name }) => `#${name}` === hash);
  return found ?? (SECTIONS[0] as Section);
}
