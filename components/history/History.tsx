import { useState } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import { ALL_CALLS, type HistoryQuery } from '../../lib/history';
import { IconButton } from '../IconButton';
import { useUi } from '../ui';
import { HistoryList, type HistoryListProps } from './HistoryList';
import { HistorySearch } from './HistorySearch';

export interface HistoryProps extends HistoryListProps {
  query: HistoryQuery;
  onQuery(query: HistoryQuery): void;
  /** The file is being made: so many calls are in it already. Undefined: none is. */
  exported: number | undefined;
  /** All calls of the query as a file. */
  onExport(): void;
}

/** Every past call, by day, with search and filters. */
export function History({ query, onQuery, exported, onExport, ...list }: HistoryProps) {
  const { texts } = useUi();
  const [opened] = useState(Date.now);
  const { calls, more } = list.window;
  const writing = exported === undefined ? undefined : texts.t('history_exporting', { count: texts.number(exported) });
  const searching = query.text.trim() !== '';
  // Counts how often all was cleared: the search then begins anew.
  const [cleared, setCleared] = useState(0);
  return (
    <section class="history" aria-labelledby="history-title" aria-busy={list.window.busy}>
      <div class="head">
        <h2 id="history-title">{texts.t('history_title')}</h2>
        <span class="n grow" role="status">
          {writing ?? (searching && calls.length > 0 && !more && texts.plural('history_found', calls.length))}
          {calls.length === 0 && <span class="unseen">{texts.t('history_none')}</span>}
        </span>
        <IconButton
          shapes={glyphs.download}
          name={writing ?? texts.t('history_export')}
          unavailable={writing !== undefined}
          onPress={onExport}
        />
      </div>
      <HistorySearch key={cleared} query={query} now={opened} crm={list.crm} focused={cleared > 0} onQuery={onQuery} />
      {calls.length === 0 ? (
        <div class="none">
          <p class="muted xs" aria-hidden="true">
            {texts.t('history_none')}
          </p>
          <button
            type="button"
            class="link xs"
            onClick={() => {
              setCleared(cleared + 1);
              onQuery(ALL_CALLS);
            }}
          >
            {texts.t('history_reset')}
          </button>
        </div>
      ) : (
        <HistoryList {...list} />
      )}
    </section>
  );
}
