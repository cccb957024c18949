import { useState } from 'preact/hooks';
import type { TextKey } from '../../lib/i18n';
import { useUi } from '../ui';
import { FormRow, type FormRowProps } from './FormRow';
import type { SipField, SipForm } from './sip-form';

interface FieldLook extends Partial<Pick<FormRowProps, 'secret' | 'rows' | 'placeholder'>> {
  field: SipField;
  hint?: TextKey;
  unit?: TextKey;
}

const FIELDS: FieldLook[] = [
  { field: 'server', placeholder: 'wss://' },
  { field: 'servers', rows: 1, hint: 'sip_serversHint' },
  { field: 'domain', hint: 'sip_domainHint' },
  { field: 'user' },
  { field: 'password', secret: true, hint: 'sip_passwordHint' },
  { field: 'displayName' },
];

/** Rarely needed: they have values that usually fit. */
const MORE_FIELDS: FieldLook[] = [
  { field: 'authorizationUser', hint: 'sip_authorizationUserHint' },
  { field: 'iceServers', rows: 2, hint: 'sip_iceServersHint' },
  { field: 'expires', unit: 'sip_seconds' },
];

export interface SipFieldsProps {
  form: SipForm;
  problems: Partial<Record<SipField, TextKey>>;
  onForm(form: SipForm): void;
}

/** The fields of a SIP line. */
export function SipFields({ form, problems, onForm }: SipFieldsProps) {
  const { texts } = useUi();
  const [more, setMore] = useState(false);
  const row = ({ field, hint, unit, ...look }: FieldLook) => {
    const problem = problems[field];
    const insecure = field === 'server' && /^ws:/i.test(form.server.trim());
    const below = insecure ? 'hint_unencrypted' : hint;
    return (
      <FormRow
        key={field}
        name={field}
        setting={field === 'server' ? 'sip.servers' : `sip.${field}`}
        label={texts.t(`sip_${field}`)}
        value={form[field]}
        problem={problem && texts.t(problem)}
        hint={below && texts.t(below)}
        {...(unit && { unit: texts.t(unit) })}
        {...look}
        onValue={(value) => onForm({ ...form, [field]: value })}
      />
    );
  };
  // Something wrong must never be hidden.
  const open = more || MORE_FIELDS.some(({ field }) => problems[field]);
  return (
    <div>
      {FIELDS.map(row)}
      <details class="morefields" open={open} onToggle={(event) => setMore(event.currentTarget.open)}>
        <summary>{texts.t('line_more')}</summary>
        {MORE_FIELDS.map(row)}
      </details>
    </div>
  );
}
