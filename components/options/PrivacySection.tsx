import { useState } from 'preact/hooks';
import { useUi } from '../ui';
import { FactTable } from './FactTable';
import { FormRow } from './FormRow';
import { SelectRow } from './SelectRow';

const STORED = ['calls', 'records', 'settings', 'line', 'pages', 'telemetry'] as const;

/** Days after which confirmed calls may go; 0 = never. */
const KEEP = [0, 30, 90, 180, 365, 730];

export interface PrivacySectionProps {
  keepDays: number;
  onKeepDays(days: number): void;
  /** Deletes what is kept of a number; resolves with how many calls that were, or undefined after the failure was shown. */
  onForget(text: string): Promise<number | undefined>;
}

/** How long calls are kept, forgetting one number, and what is stored where. */
export function PrivacySection({ keepDays, onKeepDays, onForget }: PrivacySectionProps) {
  const { texts } = useUi();
  const choices = [...new Set([...KEEP, keepDays])].sort((a, b) => a - b);
  return (
    <>
      <div class="section narrowform">
        <SelectRow
          name="keepDays"
          setting="keepDays"
          label={texts.t('privacy_keep')}
          hint={texts.t('privacy_keepHint')}
          value={String(keepDays)}
          choices={choices.map((days) => [
            String(days),
            days === 0 ? texts.t('privacy_keepAlways') : texts.plural('privacy_keepDays', days),
          ])}
          onValue={(days) => onKeepDays(Number(days))}
        />
      </div>
      <ForgetNumber onForget={onForget} />
      <section class="section" aria-labelledby="stored-title">
        <h2 id="stored-title">{texts.t('privacy_where')}</h2>
        <FactTable
          heads={[texts.t('privacy_what'), texts.t('privacy_place'), texts.t('privacy_howLong')]}
          rows={STORED.map((what) => ({
            key: what,
            cells: [texts.t(`privacy_${what}`), texts.t(`privacy_${what}Place`), texts.t(`privacy_${what}Long`)],
          }))}
        />
      </section>
    </>
  );
}

/** Two steps: what will be deleted is said before it is. */
function ForgetNumber({ onForget }: Pick<PrivacySectionProps, 'onForget'>) {
  const { texts } = useUi();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const [gone, setGone] = useState<number>();
  const ready = /\d/.test(text);
  return (
    <section aria-labelledby="forget-title">
      <h2 id="forget-title">{texts.t('privacy_forget')}</h2>
      <form class="narrowform" onSubmit={(event) => event.preventDefault()}>
        <FormRow
          name="forget"
          label={texts.t('csv_number')}
          value={text}
          hint={texts.t('privacy_forgetHint')}
          onValue={(value) => {
            setText(value.slice(0, 100));
            setAsked(false);
            setGone(undefined);
          }}
        />
        <div class="frow">
          <span />
          <div class="inline" role="status">
            {asked ? (
              <>
                <span>{texts.t('privacy_forgetSure', { number: text.trim() })}</span>
                <button
                  type="button"
                  class="btn end sm"
                  onClick={() => {
                    setAsked(false);
                    void onForget(text).then(setGone);
                  }}
                >
                  {texts.t('privacy_forgetDo')}
                </button>
                <button type="button" class="btn quiet sm" onClick={() => setAsked(false)}>
                  {texts.t('action_cancel')}
                </button>
              </>
            ) : (
              <button
                type="submit"
                class="btn quiet"
                aria-disabled={!ready}
                onClick={ready ? () => setAsked(true) : undefined}
              >
                {texts.t('privacy_forgetDo')}
              </button>
            )}
            {gone !== undefined && <span>{texts.plural('privacy_forgotten', gone)}</span>}
          </div>
        </div>
      </form>
    </section>
  );
}
