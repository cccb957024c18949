import { useState } from 'preact/hooks';
import type { TextKey } from '../../lib/i18n';
import type { LineTestStep } from '../../lib/messages';
import type { Settings } from '../../lib/settings';
import type { HandOffScheme, SipAccount } from '../../lib/softphone/softphone';
import { DemoNumbers } from '../DemoNumbers';
import { useUi } from '../ui';
import { DesktopFields } from './DesktopFields';
import { FormFoot } from './FormFoot';
import { HandOffFields } from './HandOffFields';
import { LineTest } from './LineTest';
import { Segment } from './Segment';
import { SipFields } from './SipFields';
import { accountOf, changedFields, formOf, problemsOf, type SipField } from './sip-form';

export interface LineSectionProps {
  settings: Settings;
  onSave(patch: Partial<Settings>): Promise<boolean>;
  onTest(account: SipAccount): Promise<LineTestStep[]>;
  onTestDesktop(): Promise<LineTestStep[]>;
  /** Hands a number that does not exist to the operating system. */
  onTryHandOff(scheme: HandOffScheme): void;
  onMicrophone(): void;
}

/** What calls are made with: a phone system, a softphone on this computer, another program, or the demonstration. */
export function LineSection({ settings, onSave, onTest, ...props }: LineSectionProps) {
  const { texts } = useUi();
  const [form, setForm] = useState(() => formOf(settings.sip));
  const [connector, setConnector] = useState(settings.connector);
  const [scheme, setScheme] = useState(settings.handOff.scheme);
  const [saved, setSaved] = useState(false);
  const sip = connector === 'sip';
  const label = (field: SipField) => texts.t(`sip_${field}` satisfies TextKey);
  const problems = sip ? problemsOf(form) : {};
  const changed = sip ? changedFields(form, formOf(settings.sip)).map(label) : [];
  if (connector !== settings.connector) changed.unshift(texts.t('line_kind'));
  if (connector === 'handOff' && scheme !== settings.handOff.scheme) changed.push(texts.t('line_scheme'));
  const discard = () => {
    setForm(formOf(settings.sip));
    setConnector(settings.connector);
    setScheme(settings.handOff.scheme);
  };
  const save = async () => {
    const account = accountOf(form);
    const own = { ...(sip && { sip: account }), ...(connector === 'handOff' && { handOff: { scheme } }) };
    const ok = await onSave({ connector, ...own });
    // As it is kept now, e.g. with the domain filled in, so that nothing seems changed.
    if (ok && sip) setForm(formOf(account));
    setSaved(ok);
  };
  return (
    <form class="section" onSubmit={(event) => event.preventDefault()}>
      <ConnectorChoice value={connector} onValue={setConnector} />
      {connector === 'desktop' && <DesktopFields onTest={props.onTestDesktop} />}
      {connector === 'handOff' && <HandOffFields scheme={scheme} onScheme={setScheme} onTry={props.onTryHandOff} />}
      {sip && (
        <div class="cols">
          <SipFields form={form} problems={problems} onForm={setForm} />
          <LineTest
            user={form.user}
            ready={Object.keys(problems).length === 0}
            onTest={() => onTest(accountOf(form))}
            onMicrophone={props.onMicrophone}
          />
        </div>
      )}
      {connector === 'demo' && (
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

interface ConnectorChoiceProps {
  value: Settings['connector'];
  onValue(connector: Settings['connector']): void;
}

function ConnectorChoice({ value, onValue }: ConnectorChoiceProps) {
  const { texts } = useUi();
  return (
    <Segment<Settings['connector']>
      label={texts.t('line_kind')}
      name="connector"
      setting="connector"
      value={value}
      onValue={onValue}
      choices={[
        { value: 'sip', title: texts.t('line_sip'), text: texts.t('line_sipText') },
        { value: 'desktop', title: texts.t('line_desktop'), text: texts.t('line_desktopText') },
        { value: 'handOff', title: texts.t('line_handOff'), text: texts.t('line_handOffText') },
        { value: 'demo', title: texts.t('line_demoKind'), text: texts.t('line_demoText') },
      ]}
    />
  );
}
