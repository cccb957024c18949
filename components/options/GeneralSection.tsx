import type { Language, Settings } from '../../lib/settings';
import { useUi } from '../ui';
import { SelectRow } from './SelectRow';

export interface GeneralSectionProps {
  settings: Settings;
  onChange(patch: Partial<Settings>): void;
  onFirstRun(): void;
}

/** Language, and the guide of the first start. */
export function GeneralSection({ settings, onChange, onFirstRun }: GeneralSectionProps) {
  const { texts } = useUi();
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
