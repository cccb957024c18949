import { useState } from 'preact/hooks';
import type { CallContact } from '../../lib/call';
import type { Match } from '../../lib/crm/write-back';
import type { OutboxRow } from '../../lib/db';
import { useUi } from '../ui';
import { AssignRecord } from './AssignRecord';

/** What the user can do about the record of one call. */
export interface RecordHandlers {
  onRetry(callId: string): void;
  onGiveUp(callId: string): void;
  onAnswer(callId: string, stored: boolean): void;
  /** Resolves with undefined after a failure was shown. */
  onFind(callId: string, text: string): Promise<Match[] | undefined>;
  onAssign(callId: string, contact: CallContact): void;
}

/** The ways on for a record that the CRM has not taken: try again, another contact, keep it here; or "was it saved?". */
export function RecordActions({ record, ...handlers }: RecordHandlers & { record: OutboxRow }) {
  const { texts } = useUi();
  const [assigning, setAssigning] = useState(false);
  const { callId, state } = record;
  if (state === 'stored') return null;
  if (state === 'unsure')
    return (
      <div class="recact" data-unsure={callId}>
        <p class="hint">{texts.t('records_askStored')}</p>
        <button type="button" class="link" onClick={() => handlers.onAnswer(callId, true)}>
          {texts.t('records_wasStored')}
        </button>
        <button type="button" class="link" onClick={() => handlers.onAnswer(callId, false)}>
          {texts.t('records_notStored')}
        </button>
      </div>
    );
  return (
    <div class="recact">
      <button type="button" class="link" onClick={() => handlers.onRetry(callId)}>
        {texts.t('action_tryAgain')}
      </button>
      {state === 'rejected' && (
        <button type="button" class="link" aria-expanded={assigning} onClick={() => setAssigning(!assigning)}>
          {texts.t('records_assign')}
        </button>
      )}
      {state !== 'local' && (
        <button type="button" class="link" onClick={() => handlers.onGiveUp(callId)}>
          {texts.t('records_giveUp')}
        </button>
      )}
      {assigning && (
        <AssignRecord
          onFind={(text) => handlers.onFind(callId, text)}
          onAssign={(contact) => {
            setAssigning(false);
            handlers.onAssign(callId, contact);
          }}
        />
      )}
    </div>
  );
}
