import { useState } from 'preact/hooks';
import { isMissedCallAddress, type MissedCallSettings } from '../../lib/missed-calls';
import { useUi } from '../ui';
import { FormFoot } from './FormFoot';
import { FormRow } from './FormRow';

export interface MissedCallFormProps {
  settings: MissedCallSettings;
  onSave(settings: MissedCallSettings): Promise<boolean>;
}

/** Where the phone system tells of calls that came while the line was down. */
export function MissedCallForm({ settings, onSave }: MissedCallFormProps) {
  const { texts } = useUi();
  const [form, setForm] = useState(settings);
  const [saved, setSaved] = useState(false);
  const problem = form.url.trim() && !isMissedCallAddress(form.url) ? texts.t('missed_urlWrong') : undefined;
  const changed = (['url', 'token'] as const).filter((field) => form[field] !== settings[field]);
  return (
    <form class="section health" aria-labelledby="missed-title" onSubmit={(event) => event.preventDefault()}>
      <h2 id="missed-title">{texts.t('missed_title')}</h2>
      <p class="hint">{texts.t('missed_text')}</p>
      <FormRow
        name="missedUrl"
        setting="missedCalls.url"
        label={texts.t('missed_url')}
        placeholder="https://"
        value={form.url}
        problem={problem}
        onValue={(url) => setForm({ ...form, url })}
      />
      <FormRow
        name="missedToken"
        setting="missedCalls.token"
        label={texts.t('missed_token')}
        secret
        hint={texts.t('missed_tokenHint')}
        value={form.token}
        onValue={(token) => setForm({ ...form, token })}
      />
      <FormFoot
        changed={changed.map((field) => texts.t(`missed_${field}`))}
        wrong={problem ? [texts.t('missed_url')] : []}
        saved={saved}
        onDiscard={() => setForm(settings)}
        onSave={() => void onSave({ url: form.url.trim(), token: form.token.trim() }).then(setSaved)}
      />
    </form>
  );
}
