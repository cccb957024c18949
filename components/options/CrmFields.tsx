import { useState } from 'preact/hooks';
import { type CrmForm, type FormField, fieldsFor } from '../../lib/crm/form';
import type { TextKey } from '../../lib/i18n';
import { useUi } from '../ui';
import { FormRow } from './FormRow';
import { SelectRow } from './SelectRow';

export interface CrmFieldsProps {
  form: CrmForm;
  values: Record<string, string>;
  problems: Partial<Record<string, TextKey>>;
  /** What is shown below a field besides its own hint. */
  hints?: Partial<Record<string, string>>;
  onValues(values: Record<string, string>): void;
}

/** The fields of one CRM's form, from its table. */
export function CrmFields({ form, values, problems, hints = {}, onValues }: CrmFieldsProps) {
  const { texts } = useUi();
  const [more, setMore] = useState(false);
  const fields = fieldsFor(form, values);
  const rare = fields.filter((field) => field.more);
  const row = (field: FormField) => {
    const { name } = field;
    const problem = problems[name];
    const unencrypted = field.address && /^http:/i.test(values[name] ?? '');
    const own = unencrypted ? texts.t('hint_unencrypted') : field.hint && texts.t(field.hint);
    const below = [own, hints[name]].filter(Boolean).join(' ');
    const shared = {
      name,
      label: texts.t(field.label),
      value: values[name] ?? '',
      setting: `crmRecord.${name}`,
      ...(below && { hint: below }),
      onValue: (value: string) => onValues({ ...values, [name]: value }),
    };
    if (field.choices)
      return (
        <SelectRow
          key={name}
          {...shared}
          choices={field.choices.map(([value, key]) => [value, texts.t(key)] as const)}
        />
      );
    return (
      <FormRow
        key={name}
        {...shared}
        secret={field.secret ?? false}
        placeholder={field.placeholder ?? ''}
        {...(field.rows && { rows: field.rows })}
        problem={problem && texts.t(problem)}
      />
    );
  };
  return (
    <div class="narrowform">
      <p class="hint lead">{texts.t(form.lead)}</p>
      {form.presets && <PresetRow form={form} values={values} onValues={onValues} />}
      {fields.filter((field) => !field.more).map(row)}
      {rare.length > 0 && (
        // Something wrong must never be hidden.
        <details
          class="morefields"
          open={more || rare.some(({ name }) => problems[name])}
          onToggle={(event) => setMore(event.currentTarget.open)}
        >
          <summary>{texts.t('crm_more')}</summary>
          {rare.map(row)}
        </details>
      )}
    </div>
  );
}

function PresetRow({ form, values, onValues }: Pick<CrmFieldsProps, 'form' | 'values' | 'onValues'>) {
  const { texts } = useUi();
  const [chosen, setChosen] = useState('');
  const choose = (name: string) => {
    setChosen(name);
    const preset = form.presets?.find((each) => each.name === name);
    if (preset) onValues({ ...values, ...preset.values });
  };
  return (
    <SelectRow
      name="preset"
      label={texts.t('crm_preset')}
      value={chosen}
      choices={[
        ['', texts.t('crm_presetNone')] as const,
        ...(form.presets ?? []).map(({ name }) => [name, texts.t('crm_presetUntested', { name })] as const),
      ]}
      {...(chosen && { hint: texts.t('crm_presetHint') })}
      onValue={choose}
    />
  );
}
