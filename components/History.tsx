import type { Call } from '../lib/call';
import type { HistoryFilter, HistoryQuery } from '../lib/call-search';
import * as glyphs from '../lib/glyphs';
import { startOfDay } from '../lib/i18n';
import { Glyph } from './Glyph';
import { HistoryRow, type HistoryRowProps } from './HistoryRow';
import { useUi } from './ui';

const FILTERS: HistoryFilter[] = ['all', 'incoming', 'outgoing', 'missed'];
/** Rows shown at first, and how many more each time. */
export const HISTORY_PAGE = 50;

export interface HistoryProps extends Omit<HistoryRowProps, 'call'> {
  /** What was found, one more than the limit where there is more. */
  calls: Call[];
  query: HistoryQuery;
  now: number;
  onQuery(query: HistoryQuery): void;
}

/** Every past call, by day, with search and filter. */
export function History({ calls, query, now, onQuery, ...row }: HistoryProps) {
  const { texts } = useUi();
  const shown = calls.slice(0, query.limit);
  return (
    <section class="history" aria-labelledby="history-title">
      <div class="head">
        <h2 id="history-title">{texts.t('history_title')}</h2>
        {query.text && shown.length === calls.length && (
          <span class="n">{texts.plural('history_found', shown.length)}</span>
        )}
      </div>
      <Search query={query} onQuery={onQuery} />
      <div role="status">{shown.length === 0 && <p class="none muted xs">{texts.t('history_none')}</p>}</div>
      {byDay(shown).map(([day, list]) => (
        <div key={day}>
          <h3 class="day">
            <span>{texts.day(day, now)}</span>
            {day === startOfDay(now) && <span>{texts.date(day, now)}</span>}
          </h3>
          <ul>
            {list.map((call) => (
              <HistoryRow key={call.id} call={call} {...row} />
            ))}
          </ul>
        </div>
      ))}
      {calls.length > shown.length && (
        <div class="more">
          <button
            type="button"
            class="btn quiet sm"
            onClick={() => onQuery({ ...query, limit: query.limit + HISTORY_PAGE })}
          >
            {texts.t('history_more')}
          </button>
        </div>
      )}
    </section>
  );
}

function Search({ query, onQuery }: Pick<HistoryProps, 'query' | 'onQuery'>) {
  const { texts } = useUi();
  const search = (patch: Partial<HistoryQuery>) => onQuery({ ...query, limit: HISTORY_PAGE, ...patch });
  return (
    <search class="search">
      <label class="field">
        <Glyph shapes={glyphs.search} />
        <input
          type="search"
          value={query.text}
          placeholder={texts.t('history_search')}
          aria-label={texts.t('history_search')}
          onInput={(event) => search({ text: event.currentTarget.value })}
        />
      </label>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend. */}
      <div class="chips" role="group" aria-label={texts.t('history_filters')}>
        {FILTERS.map((filter) => (
          <button
            key={filter}
            type="button"
            class="chip"
            aria-pressed={filter === query.filter}
            onClick={() => search({ filter })}
          >
            {texts.t(`history_${filter}`)}
          </button>
        ))}
      </div>
    </search>
  );
}

function byDay(calls: Call[]): [number, Call[]][] {
  const days = new Map<number, Call[]>();
  for (const call of calls) {
    const day = startOfDay(call.startedAt);
    days.set(day, [...(days.get(day) ?? []), call]);
  }
  return [...days];
}
