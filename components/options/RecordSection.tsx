import { useState } from 'preact/hooks';
import { completed, fieldsFor, problemsOf } from '../../lib/crm/form';
import { type AdapterName, accountOf, CRM_FORMS, type CrmAccount, type CrmRecordSettings } from '../../lib/crm/forms';
import { useUi } from '../ui';
import { CrmFields } from './CrmFields';
import { CrmTrial, type CrmTrials } from './CrmTrial';
import { FormFoot } from './FormFoot';
import { OpenRecords, type OpenRecordsProps } from './OpenRecords';
import { SelectRow } from './SelectRow';

export interface RecordSectionProps extends OpenRecordsProps {
  crm: CrmRecordSettings;
  trials: CrmTrials;
  /** Where a sign-in window of the browser ends: what an OAuth client has to allow. */
  redirect: string;
  /** Asks for access to the CRM's servers in the course of the click, before anything asynchronous. */
  onSave(crm: CrmRecordSettings): Promise<boolean>;
}

/** Where the record of each call goes, and what has not got there yet. */
export function RecordSection({ crm, trials, redirect, onSave, ...open }: RecordSectionProps) {
  const { texts } = useUi();
  const [adapter, setAdapter] = useState<AdapterName | 'none'>(crm.adapter);
  const stored = valuesFor(adapter, crm);
  const [values, setValues] = useState(stored);
  const [saved, setSaved] = useState(false);
  const form = adapter === 'none' ? undefined : CRM_FORMS[adapter];
  const wanted: CrmRecordSettings = adapter === 'none' ? { adapter } : accountFrom(adapter, values);
  const problems = form ? problemsOf(form, values) : {};
  const labels = form ? fieldsFor(form, values).map((field) => [field.name, texts.t(field.label)] as const) : [];
  const wrong = labels.filter(([name]) => problems[name]).map(([, label]) => label);
  const changed = labels.filter(([name]) => values[name] !== stored[name]).map(([, label]) => label);
  if (adapter !== crm.adapter) changed.unshift(texts.t('records_target'));
  const choose = (next: AdapterName | 'none') => {
    setAdapter(next);
    setValues(valuesFor(next, crm));
  };
  return (
    <>
      <form class="section" onSubmit={(event) => event.preventDefault()}>
        <div class="narrowform">
          <SelectRow
            label={texts.t('records_target')}
            name="adapter"
            setting="crmRecord.adapter"
            value={adapter}
            choices={[
              ['none', texts.t('records_none')] as const,
              ...Object.entries(CRM_FORMS).map(([name, { title }]) => [name, title] as const),
            ]}
            onValue={(name) => choose(name as AdapterName | 'none')}
          />
        </div>
        {form && (
          <CrmFields
            key={adapter}
            form={form}
            values={values}
            problems={problems}
            {...(adapter === 'dynamics' && { hints: { clientId: texts.t('crm_redirect', { url: redirect }) } })}
            onValues={setValues}
          />
        )}
        {form && <CrmTrial key={adapter} crm={wanted} blocked={wrong.length > 0} trials={trials} />}
        <FormFoot
          changed={changed}
          wrong={wrong}
          saved={saved}
          onDiscard={() => choose(crm.adapter)}
          onSave={() => void onSave(wanted).then(setSaved)}
        />
      </form>
      {crm.adapter !== 'none' && <OpenRecords {...open} />}
    </>
  );
}

/** What the fields of an adapter hold: the stored account where it is that adapter's, else its presets. */
function valuesFor(adapter: AdapterName | 'none', crm: CrmRecordSettings): Record<string, string> {
  if (adapter === 'none') return {};
  return crm.adapter === adapter ? { ...accountOf(crm) } : completed(CRM_FORMS[adapter], {});
}

function accountFrom(adapter: AdapterName, values: Record<string, string>): CrmAccount {
  const trimmed = Object.entries(values).map(([name, value]) => [
    name,
    /password|secret/i.test(name) ? value : value.trim(),
  ]);
  return { url: '', ...Object.fromEntries(trimmed), adapter };
}
