import { useState } from 'preact/hooks';
import type { FieldRule, Verdict } from '../../lib/crm/profile';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { useUi } from '../ui';

export interface FieldRulesProps {
  rules: readonly FieldRule[];
  onChange(rules: FieldRule[]): void;
}

/** The user's own rules of one address: renamed, turned round, taken away and brought back. */
export function FieldRules({ rules, onChange }: FieldRulesProps) {
  const { texts } = useUi();
  const [gone, setGone] = useState<{ rule: FieldRule; at: number }>();
  const change = (at: number, patch: Partial<FieldRule>) =>
    onChange(rules.map((rule, i) => (i === at ? { ...rule, ...patch } : rule)));
  const remove = (at: number) => {
    const rule = rules[at];
    if (!rule) return;
    setGone({ rule, at });
    onChange(rules.filter((_, i) => i !== at));
  };
  return (
    <>
      <ul class="rules">
        {rules.map((rule, i) => (
          <Rule
            key={JSON.stringify([rule.at, rule.column, rule.labelled])}
            rule={rule}
            onChange={(patch) => change(i, patch)}
            onRemove={() => remove(i)}
          />
        ))}
      </ul>
      {gone && (
        <p class="hint" role="status">
          {texts.t('crmpage_fieldRemoved', { name: gone.rule.label ?? placeOf(gone.rule) })}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              onChange(rules.toSpliced(gone.at, 0, gone.rule));
              setGone(undefined);
            }}
          >
            {texts.t('action_undo')}
          </button>
        </p>
      )}
    </>
  );
}

interface RuleProps {
  rule: FieldRule;
  onChange(patch: Partial<FieldRule>): void;
  onRemove(): void;
}

function Rule({ rule, onChange, onRemove }: RuleProps) {
  const { texts } = useUi();
  const { at, column, labelled, is, label } = rule;
  const where = column
    ? texts.t('picker_column', { name: column })
    : labelled
      ? texts.t('picker_labelled', { name: labelled })
      : (at ?? '');
  return (
    <li>
      <span class={at ? 'where code' : 'where'} title={where}>
        {where}
      </span>
      <span class="field framed">
        <select
          aria-label={`${texts.t('picker_what')} ${where}`}
          value={is ?? ''}
          disabled={rule.type !== undefined}
          onChange={(event) => onChange({ is: event.currentTarget.value as Verdict })}
        >
          {rule.type && <option value="">{texts.t('crmpage_byType')}</option>}
          <option value="phone">{texts.t('picker_phone')}</option>
          <option value="never">{texts.t('picker_never')}</option>
        </select>
        <Glyph shapes={glyphs.chevronDown} />
      </span>
      <span class="field framed">
        <input
          type="text"
          aria-label={`${texts.t('picker_name')} ${where}`}
          placeholder={texts.t('crmpage_asPage')}
          maxLength={80}
          value={label ?? ''}
          disabled={is === 'never'}
          onChange={(event) => onChange(named(event.currentTarget.value.trim()))}
        />
      </span>
      <IconButton
        shapes={glyphs.trash}
        name={texts.t('crmpage_removeField', { name: label ?? where })}
        onPress={onRemove}
      />
    </li>
  );
}

/** No name is the page's own. */
function named(label: string): Partial<FieldRule> {
  return label ? { label } : { label: undefined as never };
}

function placeOf({ at, column, labelled }: FieldRule): string {
  return column ?? labelled ?? at ?? '';
}
