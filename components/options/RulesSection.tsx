import { useState } from 'preact/hooks';
import type { DialSettings } from '../../lib/dial-rules';
import { useUi } from '../ui';
import { DoNotCallList } from './DoNotCallList';
import { FormFoot } from './FormFoot';
import { RulesExamples } from './RulesExamples';
import { RulesFields } from './RulesFields';
import {
  changedRules,
  entryProblem,
  type RulesField,
  type RulesForm,
  type RulesWorld,
  rulesFormOf,
  rulesProblemsOf,
  settingsOf,
} from './rules-form';

export interface RulesSectionProps {
  settings: DialSettings;
  /** The region in force where the settings name none. */
  home: string;
  countries: readonly string[];
  onSave(patch: Partial<DialSettings>): Promise<boolean>;
}

/** How a number of the CRM becomes the number that is dialled, with what it does to examples before it is saved. */
export function RulesSection({ settings, home, countries, onSave }: RulesSectionProps) {
  const { texts } = useUi();
  const world: RulesWorld = { home, countries, region: texts.region };
  const stored = rulesFormOf(settings, world);
  const [form, setForm] = useState(stored);
  const [saved, setSaved] = useState(false);
  const problems = rulesProblemsOf(form, world);
  const wrong = Object.keys(problems) as RulesField[];
  const label = (field: RulesField) => texts.t(`rules_${field}`);
  const shown = settingsOf(mended(form, stored, wrong), settings, world);
  const change = (next: RulesForm) => {
    setForm(next);
    setSaved(false);
  };
  const save = async () => {
    const { connector: _line, ...patch } = settingsOf(form, settings, world);
    const ok = await onSave(patch);
    // As it is kept now, e.g. countries by their names.
    if (ok) setForm(rulesFormOf({ ...settings, ...patch }, world));
    setSaved(ok);
  };
  return (
    <form class="section" onSubmit={(event) => event.preventDefault()}>
      {settings.connector === 'demo' && <p class="hint forline">{texts.t('rules_forDemo')}</p>}
      <div class="cols rulescols">
        <RulesFields form={form} line={settings.connector} problems={problems} world={world} onForm={change} />
        <RulesExamples settings={{ ...shown, country: shown.country || home }} />
      </div>
      <DoNotCallList
        list={form.doNotCall}
        problemOf={(pattern) => entryProblem(pattern, form.doNotCall, shown, world)}
        onList={(doNotCall) => change({ ...form, doNotCall })}
      />
      <FormFoot
        changed={changedRules(form, stored).map(label)}
        wrong={wrong.map(label)}
        saved={saved}
        onDiscard={() => change(stored)}
        onSave={() => void save()}
      />
    </form>
  );
}

/** The form with what is wrong in it as it is stored: examples need whole rules. */
function mended(form: RulesForm, stored: RulesForm, wrong: RulesField[]): RulesForm {
  const good = Object.fromEntries(wrong.map((field) => [field, stored[field]]));
  return { ...form, ...good };
}
