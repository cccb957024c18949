import { useState } from 'preact/hooks';
import type { TextKey } from '../../lib/i18n';
import type { CrmRecordSettings } from '../../lib/settings';
import { useUi } from '../ui';
import { FormFoot } from './FormFoot';
import { FormRow } from './FormRow';
import { type OpenRecord, OpenRecords } from './OpenRecords';
import { Segment } from './Segment';

type Tryton = Extract<CrmRecordSettings, { adapter: 'tryton' }>;
type TrytonField = Exclude<keyof Tryton, 'adapter'>;

const FIELDS: TrytonField[] = ['url', 'database', 'user', 'password'];
const EMPTY: Tryton = { adapter: 'tryton', url: '', database: '', user: '', password: '' };

export type CrmTestOutcome = { name: string } | undefined;

export interface RecordSectionProps {
  crm: CrmRecordSettings;
  open: OpenRecord[];
  /** Both ask for access to the CRM's address in the course of the click, before anything asynchronous. */
  onSave(crm: CrmRecordSettings): Promise<boolean>;
  /** Signs in; resolves with the user found, or undefined after the failure was shown. */
  onTest(crm: CrmRecordSettings): Promise<CrmTestOutcome>;
  onRetry(callId: string): void;
}

/** Where the record of each call goes, and what has not got there yet. */
export function RecordSection({ crm, open, onSave, onTest, onRetry }: RecordSectionProps) {
  const { texts } = useUi();
  const stored = crm.adapter === 'tryton' ? crm : EMPTY;
  const [adapter, setAdapter] = useState(crm.adapter);
  const [form, setForm] = useState(stored);
  const [saved, setSaved] = useState(false);
  const [tested, setTested] = useState<CrmTestOutcome>();
  const tryton = adapter === 'tryton';
  const problems = tryton ? problemsOf(form) : {};
  const wrong = FIELDS.filter((field) => problems[field]);
  const label = (field: TrytonField) => texts.t(`records_${field}`);
  const changed = tryton ? FIELDS.filter((field) => form[field] !== stored[field]).map(label) : [];
  if (adapter !== crm.adapter) changed.unshift(texts.t('records_target'));
  const wanted: CrmRecordSettings = tryton ? form : { adapter: 'none' };
  const change = (next: Tryton) => {
    setForm(next);
    setTested(undefined);
  };
  return (
    <>
      <form class="section" onSubmit={(event) => event.preventDefault()}>
        <Segment<CrmRecordSettings['adapter']>
          label={texts.t('records_target')}
          name="adapter"
          setting="crmRecord.adapter"
          value={adapter}
          onValue={setAdapter}
          choices={[
            { value: 'none', title: texts.t('records_none'), text: texts.t('records_noneText') },
            { value: 'tryton', title: texts.t('records_tryton'), text: texts.t('records_trytonText') },
          ]}
        />
        {tryton && <TrytonFields form={form} problems={problems} onForm={change} />}
        {tryton && (
          <div class="frow">
            <span />
            <div class="testcrm" role="status">
              <button
                type="button"
                class="btn quiet sm"
                aria-disabled={wrong.length > 0}
                onClick={wrong.length > 0 ? undefined : () => void onTest(wanted).then(setTested)}
              >
                {texts.t('records_test')}
              </button>
              {tested && <span>{texts.t('records_testPassed', tested)}</span>}
            </div>
          </div>
        )}
        <FormFoot
          changed={changed}
          wrong={wrong.map(label)}
          saved={saved}
          onDiscard={() => {
            setAdapter(crm.adapter);
            change(stored);
          }}
          onSave={() => void onSave(wanted).then(setSaved)}
        />
      </form>
      {crm.adapter !== 'none' && <OpenRecords records={open} onRetry={onRetry} />}
    </>
  );
}

function TrytonFields(props: {
  form: Tryton;
  problems: Partial<Record<TrytonField, TextKey>>;
  onForm(form: Tryton): void;
}) {
  const { texts } = useUi();
  const { form, problems, onForm } = props;
  return (
    <div class="narrowform">
      {FIELDS.map((field) => {
        const problem = problems[field];
        const hint = field === 'url' && /^http:/i.test(form.url) ? texts.t('hint_unencrypted') : undefined;
        return (
          <FormRow
            key={field}
            name={field}
            setting={`crmRecord.${field}`}
            label={texts.t(`records_${field}`)}
            value={form[field]}
            secret={field === 'password'}
            placeholder={field === 'url' ? 'https://' : ''}
            hint={field === 'password' ? texts.t('sip_passwordHint') : hint}
            problem={problem && texts.t(problem)}
            onValue={(value) => onForm({ ...form, [field]: value })}
          />
        );
      })}
    </div>
  );
}

function problemsOf(form: Tryton): Partial<Record<TrytonField, TextKey>> {
  const missing = FIELDS.filter((field) => !form[field].trim());
  const problems: Partial<Record<TrytonField, TextKey>> = {};
  for (const field of missing) problems[field] = 'invalid_required';
  if (!problems.url && !/^https?:\/\/[^/\s]+/i.test(form.url.trim())) problems.url = 'invalid_url';
  return problems;
}
