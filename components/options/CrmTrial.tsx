import { useState } from 'preact/hooks';
import type { CrmRecordSettings } from '../../lib/crm/forms';
import { useUi } from '../ui';
import { FormRow } from './FormRow';

/** Each asks for access in the course of the click, and resolves with undefined after its failure was shown. */
export interface CrmTrials {
  onSignIn(crm: CrmRecordSettings): Promise<{ name: string } | undefined>;
  onLookUp(crm: CrmRecordSettings, number: string): Promise<{ names: string[] } | undefined>;
  onRecord(crm: CrmRecordSettings): Promise<{ ref: string } | undefined>;
}

/** Tries the settings as they stand in the form: sign-in, look-up, and where templates have to be right, a record. */
export function CrmTrial({ crm, blocked, trials }: { crm: CrmRecordSettings; blocked: boolean; trials: CrmTrials }) {
  const { texts } = useUi();
  const [number, setNumber] = useState('');
  const [said, setSaid] = useState<{ by: 'signIn' | 'lookUp' | 'record'; text: string }>();
  const list = new Intl.ListFormat(texts.language);
  const run = (by: 'signIn' | 'lookUp' | 'record', trial: () => Promise<string | undefined>) => () => {
    setSaid(undefined);
    void trial().then((text) => text !== undefined && setSaid({ by, text }));
  };
  const signIn = async () => {
    const result = await trials.onSignIn(crm);
    return result && texts.t('records_testPassed', result);
  };
  const lookUp = async () => {
    const result = await trials.onLookUp(crm, number);
    if (!result) return undefined;
    return result.names.length > 0
      ? texts.t('crm_tryFound', { names: list.format(result.names) })
      : texts.t('crm_tryNobody');
  };
  const record = async () => {
    const result = await trials.onRecord(crm);
    return result && texts.t('crm_tryStored', result);
  };
  const button = (
    by: 'signIn' | 'lookUp' | 'record',
    text: string,
    trial: () => Promise<string | undefined>,
    off = blocked,
  ) => (
    <div class="frow">
      <span />
      <div class="testcrm" role="status" data-trial={by}>
        <button type="button" class="btn quiet sm" aria-disabled={off} onClick={off ? undefined : run(by, trial)}>
          {text}
        </button>
        {said?.by === by && <span>{said.text}</span>}
      </div>
    </div>
  );
  const generic = crm.adapter === 'generic';
  return (
    <div class="narrowform">
      {!generic && button('signIn', texts.t('records_test'), signIn)}
      {(!generic || crm.lookUpUrl) && (
        <>
          <FormRow name="tryNumber" label={texts.t('crm_tryNumber')} value={number} onValue={setNumber} />
          {button('lookUp', texts.t('crm_tryLookUp'), lookUp, blocked || !number.trim())}
        </>
      )}
      {generic && button('record', texts.t('crm_tryRecord'), record)}
    </div>
  );
}
