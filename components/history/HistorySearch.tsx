import { useEffect, useRef, useState } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import type { HistoryFilter, HistoryQuery } from '../../lib/history';
import { isoDay } from '../../lib/history-export';
import { readHead } from '../../lib/history-head';
import { startOfDay } from '../../lib/i18n';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { useUi } from '../ui';

const FILTERS: HistoryFilter[] = ['all', 'incoming', 'outgoing', 'missed'];

export interface HistorySearchProps {
  query: HistoryQuery;
  now: number;
  crm: boolean;
  /** The field takes the focus as it comes. */
  focused?: boolean;
  onQuery(query: HistoryQuery): void;
}

/** What is looked for in the history: words, direction, missed, days, what the CRM does not have. */
export function HistorySearch({ query, now, crm, focused = false, onQuery }: HistorySearchProps) {
  const { texts } = useUi();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, []);
  const [days, setDays] = useState(query.from !== undefined || query.to !== undefined);
  const search = (patch: Partial<HistoryQuery>) => onQuery({ ...query, ...patch });
  return (
    <search class="search">
      <div class="field">
        <label>
          <Glyph shapes={glyphs.search} />
          <input
            ref={field}
            type="search"
            dir="auto"
            value={query.text}
            maxLength={200}
            placeholder={texts.t('history_search')}
            aria-label={texts.t('history_search')}
            onFocus={readHead}
            onInput={(event) => search({ text: event.currentTarget.value })}
          />
        </label>
        {query.text && (
          <IconButton
            shapes={glyphs.close}
            name={texts.t('history_clear')}
            onPress={() => {
              search({ text: '' });
              field.current?.focus();
            }}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend. */}
      <div class="chips" role="group" aria-label={texts.t('history_filters')}>
        {FILTERS.map((filter) => (
          <Chip
            key={filter}
            label={texts.t(`history_${filter}`)}
            on={filter === query.filter}
            onPress={() => search({ filter })}
          />
        ))}
        <Chip
          label={texts.t('history_days')}
          on={days}
          onPress={() => {
            setDays(!days);
            if (days) search({ from: undefined, to: undefined });
          }}
        />
        {crm && (
          <Chip
            label={texts.t('history_unsaved')}
            on={query.unsaved}
            onPress={() => search({ unsaved: !query.unsaved })}
          />
        )}
      </div>
      {days && <Days query={query} now={now} onQuery={onQuery} />}
    </search>
  );
}

function Chip({ label, on, onPress }: { label: string; on: boolean; onPress(): void }) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={onPress}>
      {label}
    </button>
  );
}

/** From the first day to the last, both included; either may be open. */
function Days({ query, now, onQuery }: Pick<HistorySearchProps, 'query' | 'now' | 'onQuery'>) {
  const { texts } = useUi();
  const last = query.to === undefined ? undefined : startOfDay(query.to, -1);
  const day = (at: number | undefined) => (at === undefined ? '' : isoDay(at));
  const field = (
    label: string,
    name: string,
    value: string,
    patch: (at: number | undefined) => Partial<HistoryQuery>,
  ) => (
    <label class="field day">
      <span class="muted">{label}</span>
      <input
        type="date"
        name={name}
        value={value}
        max={isoDay(now)}
        onChange={(event) => {
          const { valueAsNumber, value: typed } = event.currentTarget;
          onQuery({ ...query, ...patch(Number.isNaN(valueAsNumber) ? undefined : dayOf(typed)) });
        }}
      />
    </label>
  );
  return (
    <div class="days">
      {field(texts.t('history_from'), 'from', day(query.from), (from) => ({ from }))}
      {field(texts.t('history_to'), 'to', day(last), (at) => ({
        to: at === undefined ? undefined : startOfDay(at, 1),
      }))}
    </div>
  );
}

function dayOf(iso: string): number {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return new Date(year, month - 1, day).getTime();
}
