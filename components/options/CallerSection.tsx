import { useState } from 'preact/hooks';
import {
  type CallerRules,
  createContactUrl,
  LONGEST_OUTCOME,
  MOST_OUTCOMES,
  POP_MOMENTS,
  type PopMoment,
} from '../../lib/caller-rules';
import { useUi } from '../ui';
import { FormFoot } from './FormFoot';
import { FormRow } from './FormRow';
import { SelectRow } from './SelectRow';
import { Switch } from './Switch';

/** Days that what CRM pages have shown may be remembered. */
const DAYS = [0, 7, 30, 90, 365];

export interface CallerSectionProps {
  callers: CallerRules;
  onSave(callers: CallerRules): Promise<boolean>;
}

/** Who is calling, and what happens then. */
export function CallerSection({ callers, onSave }: CallerSectionProps) {
  const { texts } = useUi();
  const change = (patch: Partial<CallerRules>) => void onSave({ ...callers, ...patch });
  const days = [...new Set([...DAYS, callers.seenDays])].sort((a, b) => a - b);
  const pops = (direction: 'Incoming' | 'Outgoing') =>
    POP_MOMENTS.map((moment) => [moment, texts.t(`callers_pop${direction}_${moment}`)] as const);
  return (
    <div class="section">
      <div class="narrowform">
        <SelectRow
          name="several"
          setting="callers.several"
          label={texts.t('callers_several')}
          value={callers.several}
          choices={(['ask', 'contact', 'account'] as const).map((each) => [each, texts.t(`callers_several_${each}`)])}
          onValue={(several) => change({ several: several as CallerRules['several'] })}
        />
        <SelectRow
          name="popIncoming"
          setting="callers.popIncoming"
          label={texts.t('callers_popIncoming')}
          value={callers.popIncoming}
          choices={pops('Incoming')}
          onValue={(moment) => change({ popIncoming: moment as PopMoment })}
        />
        <SelectRow
          name="popOutgoing"
          setting="callers.popOutgoing"
          label={texts.t('callers_popOutgoing')}
          value={callers.popOutgoing}
          choices={pops('Outgoing')}
          onValue={(moment) => change({ popOutgoing: moment as PopMoment })}
        />
        <SelectRow
          name="seenDays"
          setting="callers.seenDays"
          label={texts.t('callers_seen')}
          hint={texts.t('callers_seenText')}
          value={String(callers.seenDays)}
          choices={days.map((each) => [
            String(each),
            each === 0 ? texts.t('callers_seenNever') : texts.plural('callers_seenDays', each),
          ])}
          onValue={(seenDays) => change({ seenDays: Number(seenDays) })}
        />
      </div>
      <Switch
        name="popWhileTyping"
        setting="callers.popWhileTyping"
        label={texts.t('callers_popWhileTyping')}
        text={texts.t('callers_popWhileTypingText')}
        on={callers.popWhileTyping}
        onToggle={(popWhileTyping) => change({ popWhileTyping })}
      />
      <Switch
        name="internalRecords"
        setting="callers.internalRecords"
        label={texts.t('callers_internal')}
        text={texts.t('callers_internalText')}
        on={callers.internalRecords}
        onToggle={(internalRecords) => change({ internalRecords })}
      />
      <WordsForm callers={callers} onSave={onSave} />
    </div>
  );
}

/** What is typed takes effect when it is saved. */
function WordsForm({ callers, onSave }: CallerSectionProps) {
  const { texts } = useUi();
  const stored = { createContact: callers.createContact, outcomes: callers.outcomes.join('\n') };
  const [form, setForm] = useState(stored);
  const [saved, setSaved] = useState(false);
  const outcomes = linesOf(form.outcomes);
  const problems = {
    createContact:
      form.createContact.trim() && !createContactUrl(form.createContact.trim(), '1')
        ? texts.t('callers_createContactWrong')
        : undefined,
    outcomes:
      outcomes.length > MOST_OUTCOMES || outcomes.some(({ length }) => length > LONGEST_OUTCOME)
        ? texts.t('callers_outcomesWrong', { count: MOST_OUTCOMES, length: LONGEST_OUTCOME })
        : undefined,
  };
  const labels = { createContact: texts.t('callers_createContact'), outcomes: texts.t('callers_outcomes') };
  const keys = ['createContact', 'outcomes'] as const;
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <div class="narrowform">
        {keys.map((key) => (
          <FormRow
            key={key}
            name={key}
            setting={`callers.${key}`}
            label={labels[key]}
            value={form[key]}
            {...(key === 'outcomes' ? { rows: 4 } : { placeholder: 'https://crm.example/new?phone={number}' })}
            hint={texts.t(`callers_${key}Text`)}
            problem={problems[key]}
            onValue={(value) => setForm({ ...form, [key]: value })}
          />
        ))}
      </div>
      <FormFoot
        changed={keys.filter((key) => form[key] !== stored[key]).map((key) => labels[key])}
        wrong={keys.filter((key) => problems[key]).map((key) => labels[key])}
        saved={saved}
        onDiscard={() => setForm(stored)}
        onSave={() => void onSave({ ...callers, createContact: form.createContact.trim(), outcomes }).then(setSaved)}
      />
    </form>
  );
}

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
}
