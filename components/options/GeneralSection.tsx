import type { Language, Settings } from '../../lib/settings';
import { useUi } from '../ui';
import { SelectRow } from './SelectRow';

export interface GeneralSectionProps {
  settings: Settings;
  /** ISO 3166 regions the number engine knows. */
  countries: readonly string[];
  onChange(patch: Partial<Settings>): void;
  onFirstRun(): void;
}

/** Language, the country of numbers without a country code, and the guide of the first start. */
export function GeneralSection({ settings, countries, onChange, onFirstRun }: GeneralSectionProps) {
  const { texts } = useUi();
  const byName = countries
    .map((code) => [code, texts.region(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, texts.language));
  return (
    <div class="section narrowform">
      <SelectRow
        name="language"
        setting="language"
        label={texts.t('general_language')}
        value={settings.language}
        choices={[
          ['auto', texts.t('general_auto')],
          ['de', texts.t('general_german')],
          ['en', texts.t('general_english')],
        ]}
        onValue={(language) => onChange({ language: language as Language })}
      />
      <SelectRow
        name="country"
        setting="country"
        label={texts.t('general_country')}
        value={settings.country}
        hint={texts.t('general_countryHint')}
        choices={[['', texts.t('general_countryAuto')], ...byName]}
        onValue={(country) => onChange({ country })}
      />
      <div class="frow">
        <span class="rowlabel">{texts.t('first_title')}</span>
        <div class="inline">
          <button type="button" class="btn quiet" onClick={onFirstRun}>
            {texts.t('first_reopen')}
          </button>
        </div>
      </div>
    </div>
  );
}
