import { callerOf } from '../../lib/caller';
import * as glyphs from '../../lib/glyphs';
import { failureWords } from '../../lib/i18n';
import type { OpenRecord } from '../../lib/record-export';
import { Glyph } from '../Glyph';
import { RecordActions, type RecordHandlers } from '../records/RecordActions';
import { useUi } from '../ui';

export interface OpenRecordsProps {
  records: OpenRecord[];
  handlers: RecordHandlers;
  onRetryRejected(): void;
  onExport(kind: 'csv' | 'json'): void;
}

/** CTI calls that are not in the CRM yet: waiting by themselves, rejected until somebody mends the cause, or to be asked about. */
export function OpenRecords({ records, handlers, onRetryRejected, onExport }: OpenRecordsProps) {
  const { texts } = useUi();
  if (records.length === 0)
    return (
      <p class="allstored muted">
        <Glyph shapes={glyphs.check} tone="c-callable" />
        {texts.t('records_allStored')}
      </p>
    );
  const rejected = records.filter(({ row }) => row.state === 'rejected').length;
  return (
    <section aria-labelledby="open-title">
      <div class="openhead">
        <h2 id="open-title">{texts.t('records_open')}</h2>
        {rejected > 1 && (
          <button type="button" class="btn quiet sm" onClick={onRetryRejected}>
            {texts.t('records_allAgain')}
          </button>
        )}
        <span class="muted">{texts.t('records_export')}</span>
        <button type="button" class="btn quiet sm" onClick={() => onExport('csv')}>
          {texts.t('records_exportCsv')}
        </button>
        <button type="button" class="btn quiet sm" onClick={() => onExport('json')}>
          {texts.t('records_exportJson')}
        </button>
      </div>
      <table class="tab opentab">
        <thead>
          <tr>
            <th scope="col">{texts.t('records_call')}</th>
            <th scope="col">{texts.t('records_state')}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <Row key={record.row.callId} record={record} handlers={handlers} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ record: { row, call }, handlers }: { record: OpenRecord; handlers: RecordHandlers }) {
  const ui = useUi();
  const { texts } = ui;
  const now = Date.now();
  const waiting = texts.t('records_waiting', { count: texts.number(row.attempts + 1) });
  const state = row.state === 'waiting' || row.state === 'stored' ? waiting : texts.t(`records_${row.state}`);
  const next =
    row.state === 'waiting' && row.dueAt > now ? texts.t('records_nextTry', { time: texts.time(row.dueAt) }) : '';
  const why = row.error && row.state !== 'unsure' ? failureWords(texts, row.error).why : '';
  return (
    <tr data-call={row.callId} data-record={row.state}>
      <td>
        <b class="cut" dir="auto">
          {callerOf(call, ui).name}
        </b>
        <span class="hint">{texts.moment(call.startedAt, now)}</span>
      </td>
      <td>
        <span class={row.state === 'rejected' ? 'c-live' : undefined}>{state}</span>
        <span class="hint">{[why, row.state === 'rejected' ? row.detail : next].filter(Boolean).join(' · ')}</span>
        <RecordActions record={row} {...handlers} />
      </td>
    </tr>
  );
}
