import type { Call } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import type { OutboxRow } from '../../lib/db';
import * as glyphs from '../../lib/glyphs';
import { failureWords } from '../../lib/i18n';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

export interface OpenRecord {
  row: OutboxRow;
  call: Call;
}

/** CTI calls that are not in the CRM yet: waiting by themselves, or rejected until somebody mends the cause. */
export function OpenRecords({ records, onRetry }: { records: OpenRecord[]; onRetry(callId: string): void }) {
  const { texts } = useUi();
  if (records.length === 0)
    return (
      <p class="allstored muted">
        <Glyph shapes={glyphs.check} tone="c-callable" />
        {texts.t('records_allStored')}
      </p>
    );
  return (
    <section aria-labelledby="open-title">
      <h2 id="open-title">{texts.t('records_open')}</h2>
      <table class="tab">
        <thead>
          <tr>
            <th scope="col">{texts.t('records_call')}</th>
            <th scope="col">{texts.t('records_state')}</th>
            <th scope="col">
              <span class="unseen">{texts.t('action_tryAgain')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <Row key={record.row.callId} record={record} onRetry={onRetry} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ record: { row, call }, onRetry }: { record: OpenRecord; onRetry(callId: string): void }) {
  const ui = useUi();
  const { texts } = ui;
  const now = Date.now();
  const rejected = row.state === 'rejected';
  const words = row.error && failureWords(texts, row.error);
  const waiting = texts.t('records_waiting', { count: texts.number(row.attempts + 1) });
  const next = row.dueAt > now ? texts.t('records_nextTry', { time: texts.time(row.dueAt) }) : '';
  return (
    <tr data-call={row.callId} data-record={row.state}>
      <td>
        <b class="cut">{callerOf(call, ui).name}</b>
        <span class="hint">{texts.moment(call.startedAt, now)}</span>
      </td>
      <td>
        <span class={rejected ? 'c-live' : undefined}>{rejected ? texts.t('records_rejected') : waiting}</span>
        <span class="hint">
          {words && `${words.why}. `}
          {rejected ? row.detail : next}
        </span>
      </td>
      <td>
        <button type="button" class="btn quiet sm" onClick={() => onRetry(row.callId)}>
          {texts.t('action_tryAgain')}
        </button>
      </td>
    </tr>
  );
}
