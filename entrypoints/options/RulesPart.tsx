import { getCountries } from 'libphonenumber-js/max';
import { browser } from 'wxt/browser';
import { RulesSection } from '../../components/options/RulesSection';
import { regionFor } from '../../lib/phone-number';
import type { Settings } from '../../lib/settings';

const COUNTRIES = getCountries();

export interface RulesPartProps {
  settings: Settings;
  onSave(patch: Partial<Settings>): Promise<boolean>;
}

/** The dialling rules of the line in use, wired. */
export function RulesPart({ settings, onSave }: RulesPartProps) {
  const home = regionFor('', '', browser.i18n.getUILanguage());
  // Another line has other rules: its form begins anew.
  return (
    <RulesSection key={settings.connector} settings={settings} home={home} countries={COUNTRIES} onSave={onSave} />
  );
}
