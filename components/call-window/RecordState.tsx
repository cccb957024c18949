import type { Call } from '../../lib/call';
import type { OutboxRow } from '../../lib/db';
import { failureWords } from '../../lib/i18n';
import { Glyph } from '../Glyph';
import { RecordActions, type RecordHandlers } from '../records/RecordActions';
import { RECORD_LOOKS } from '../records/record-look';
import { useUi } from '../ui';

export interface RecordStateProps {
  record: OutboxRow;
  call: Pick<Call, 'contact' | 'contactFrom'>;
  handlers: RecordHandlers;
}

/** Has the call's record reached the CRM, why not, and what can be done about it? */
export function RecordState({ record, call, handlers }: RecordStateProps) {
  const { texts } = useUi();
  const { shapes, text, tone } = RECORD_LOOKS[record.state];
  const failed = record.state !== 'stored' && record.error !== undefined;
  const url = record.url && /^https?:\/\//i.test(record.url) ? record.url : undefined;
  // "None of them", and a CRM whose interface takes no link off.
  const linked = record.state === 'stored' && record.linked && call.contactFrom === 'user' && !call.contact;
  const why = failed && record.state !== 'unsure' ? failureWords(texts, record.error ?? 'crmUnreachable').why : '';
  return (
    <div class="recstate" data-record={record.state}>
      <p class="saved" role="status">
        <Glyph shapes={shapes} tone={tone} />
        <span class="grow">
          {url ? (
            <a href={url} target="_blank" rel="noreferrer">
              {texts.t(text)}
            </a>
          ) : (
            texts.t(text)
          )}
          {why && `. ${why}`}
          {linked && <span class="hint">{texts.t('window_recordKeepsLink')}</span>}
          {record.state === 'rejected' && record.detail && <span class="hint">{record.detail}</span>}
        </span>
      </p>
      {(failed || record.state === 'local') && <RecordActions record={record} {...handlers} />}
    </div>
  );
}
