import { useState } from 'preact/hooks';
import type { TextKey } from '../../lib/i18n';
import type { LineTestStep } from '../../lib/messages';
import type { Settings } from '../../lib/settings';
import type { SipAccount } from '../../lib/softphone/softphone';
import { DemoNumbers } from '../DemoNumbers';
import { useUi } from '../ui';
import { FormFoot } from './FormFoot';
import { LineTest } from './LineTest';
import { Segment } from './Segment';
import { SipFields } from './SipFields';
import { accountOf, changedFields, formOf, problemsOf, type SipField } from './sip-form';

export interface LineSectionProps {
  settings: Settings;
  onSave(patch: Partial<Settings>): Promise<boolean>;
  onTest(account: SipAccount): Promise<LineTestStep[]>;
  onMicrophone(): void;
}

/** What calls are made with: the demonstration, or a phone system. */
export function LineSection({ settings, onSave, onTest, onMicrophone }: LineSectionProps) {
  const { texts } = useUi();
  const [form, setForm] = useState(() => formOf(settings.sip));
  const [connector, setConnector] = useState(settings.connector);
  const [saved, setSaved] = useState(false);
  const sip = connector === 'sip';
  const label = (field: SipField) => texts.t(`sip_${field}` satisfies TextKey);
  const problems = sip ? problemsOf(form) : {};
  const changed = sip ? changedFields(form, formOf(settings.sip)).map(label) : [];
  if (connector !== settings.connector) changed.unshift(texts.t('line_kind'));
  const discard = () => {
    setForm(formOf(settings.sip));
    setConnector(settings.connector);
  };
  const save = async () => {
    const account = accountOf(form);
    const ok = await onSave(sip ? { connector, sip: account } : { connector });
    // As it is kept now, e.g. with the domain filled in, so that nothing seems changed.
    if (ok && sip) setForm(formOf(account));
    setSaved(ok);
  };
  return (
    <form class="section" onSubmit={(event) => event.preventDefault()}>
      <Segment<Settings['connector']>
        label={texts.t('line_kind')}
        name="connector"
        setting="connector"
        value={connector}
        onValue={setConnector}
        choices={[
          { value: 'sip', title: texts.t('line_sip'), text: texts.t('line_sipText') },
          { value: 'demo', title: texts.t('line_demoKind'), text: texts.t('line_demoText') },
        ]}
      />
      {sip ? (
        <div class="cols">
          <SipFields form={form} problems={problems} onForm={setForm} />
          <LineTest
            user={form.user}
            ready={Object.keys(problems).length === 0}
            onTest={() => onTest(accountOf(form))}
            onMicrophone={onMicrophone}
          />
        </div>
      ) : (
        <div class="demolist">
          <p class="muted">{texts.t('line_demoLead')}</p>
          <DemoNumbers />
        </div>
      )}
      <FormFoot
        changed={changed}
        wrong={(Object.keys(problems) as SipField[]).map(label)}
        saved={saved}
        onDiscard={discard}
        onSave={() => void save()}
      />
    </form>
  );
}
