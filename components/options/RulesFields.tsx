import type { Texts } from '../../lib/i18n';
import { useUi } from '../ui';
import { Check } from './Check';
import { FormRow, type FormRowProps } from './FormRow';
import type { RulesField, RulesForm, RulesProblem, RulesWorld } from './rules-form';
import { SelectRow } from './SelectRow';

export interface RulesFieldsProps {
  form: RulesForm;
  /** The line the rules are for, as a part of a setting's path. */
  line: string;
  problems: Partial<Record<RulesField, RulesProblem>>;
  world: RulesWorld;
  onForm(form: RulesForm): void;
}

type Change = (patch: Partial<RulesForm>) => void;

/** The fields of the dialling rules. */
export function RulesFields({ form, line, problems, world, onForm }: RulesFieldsProps) {
  const { texts } = useUi();
  const change: Change = (patch) => onForm({ ...form, ...patch });
  const byName = world.countries
    .map((code) => [code, world.region(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, texts.language));
  const auto = texts.t('rules_countryAuto', { country: world.region(world.home) });
  const row = (name: 'areaCode' | 'outsidePrefix' | 'plus' | 'internalDigits', look: Partial<FormRowProps> = {}) => (
    <FormRow
      name={name}
      setting={`dialRules.byLine.${line}.${name}`}
      label={texts.t(`rules_${name}`)}
      value={form[name]}
      problem={wordsOf(problems[name], texts)}
      {...look}
      onValue={(value) => change({ [name]: value })}
    />
  );
  return (
    <div class="rulefields">
      <SelectRow
        name="country"
        setting="country"
        label={texts.t('rules_country')}
        value={form.country}
        choices={[['', auto], ...byName]}
        onValue={(country) => change({ country })}
      />
      {row('areaCode', { hint: texts.t('rules_areaCodeHint') })}
      {row('outsidePrefix', { hint: texts.t('rules_outsidePrefixHint') })}
      {row('plus')}
      <div class="frow">
        <span class="rowlabel">{texts.t('rules_nationalLabel')}</span>
        <Check
          name="nationalAtHome"
          setting={`dialRules.byLine.${line}.nationalAtHome`}
          label={texts.t('rules_nationalAtHome')}
          on={form.nationalAtHome}
          onToggle={(nationalAtHome) => change({ nationalAtHome })}
        />
      </div>
      {row('internalDigits', { setting: 'internalDigits', unit: texts.t('rules_digits') })}
      <AskFields form={form} problems={problems} change={change} />
      <MoreFields form={form} problems={problems} line={line} example={world.region('US')} change={change} />
    </div>
  );
}

interface PartProps {
  form: RulesForm;
  problems: RulesFieldsProps['problems'];
  change: Change;
}

/** What is asked before a call. */
function AskFields({ form, problems, change }: PartProps) {
  const { texts } = useUi();
  const countries = form.askAbroad ? 'exceptCountries' : 'askCountries';
  return (
    <>
      <div class="frow">
        <span class="rowlabel">{texts.t('rules_ask')}</span>
        <div class="fcol">
          {(['askAbroad', 'askPremium'] as const).map((name) => (
            <Check
              key={name}
              name={name}
              setting={`dialRules.${name}`}
              label={texts.t(`rules_${name}`)}
              on={form[name]}
              onToggle={(on) => change({ [name]: on })}
            />
          ))}
        </div>
      </div>
      <FormRow
        key={countries}
        name={countries}
        setting={`dialRules.${countries}`}
        label={texts.t(`rules_${countries}`)}
        value={form[countries]}
        hint={texts.t('rules_countriesHint')}
        problem={wordsOf(problems[countries], texts)}
        onValue={(value) => change({ [countries]: value })}
      />
    </>
  );
}

/** Rarely needed. */
function MoreFields({ form, problems, line, example, change }: PartProps & { line: string; example: string }) {
  const { texts } = useUi();
  const { prefixes, callersHavePrefix } = problems;
  // Something wrong must never be hidden.
  return (
    <details class="morefields" open={Boolean(prefixes || callersHavePrefix) || undefined}>
      <summary>{texts.t('rules_more')}</summary>
      <FormRow
        name="prefixes"
        setting={`dialRules.byLine.${line}.prefixes`}
        label={texts.t('rules_prefixes')}
        value={form.prefixes}
        rows={2}
        hint={texts.t('rules_prefixesHint', { country: example })}
        problem={wordsOf(prefixes, texts)}
        onValue={(value) => change({ prefixes: value })}
      />
      <div class="frow">
        <span class="rowlabel">{texts.t('rules_callers')}</span>
        <Check
          name="callersHavePrefix"
          setting={`dialRules.byLine.${line}.callersHavePrefix`}
          label={texts.t('rules_callersHavePrefix')}
          problem={wordsOf(callersHavePrefix, texts)}
          on={form.callersHavePrefix}
          onToggle={(on) => change({ callersHavePrefix: on })}
        />
      </div>
    </details>
  );
}

function wordsOf(found: RulesProblem | undefined, texts: Texts): string | undefined {
  return found && texts.t(found.problem, { what: found.what });
}
