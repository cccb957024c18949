import { useEffect, useRef, useState } from 'preact/hooks';
import type { OutboxRow } from '../../lib/db';
import { startOfDay } from '../../lib/i18n';
import { useUi } from '../ui';
import type { HistoryWindow } from '../use-history';
import { useRowKeys } from '../use-row-keys';
import { useVirtualList } from '../use-virtual-list';
import { HistoryRow, type HistoryRowProps } from './HistoryRow';

export interface HistoryListProps
  extends Pick<HistoryRowProps, 'onCallBack' | 'onOpen' | 'onCopy' | 'onOpenRecord' | 'onForget' | 'onNote' | 'crm'> {
  window: HistoryWindow;
  /** Calls whose record is not surely in the CRM. */
  openRecords: ReadonlyMap<string, OutboxRow['state']>;
  now: number;
}

/** Heights of tokens.css, before a row is measured. */
const ROW = 48;
const DAY = 32;
/** Rows from the end of what is loaded at which more is asked for. */
const NEAR = 12;

/** Past calls by day; only those in view are in the document. */
export function HistoryList({ window: { calls, skipped, onNear }, openRecords, now, ...row }: HistoryListProps) {
  const { texts } = useUi();
  const list = useRef<HTMLUListElement>(null);
  const [noteOf, setNoteOf] = useState<string>();
  const opensDay = (index: number) => {
    const [call, newer] = [calls[index], calls[index - 1]];
    return call !== undefined && (!newer || startOfDay(newer.startedAt) !== startOfDay(call.startedAt));
  };
  const virtual = useVirtualList({
    list,
    count: calls.length,
    before: skipped * ROW,
    keyOf: (index) => calls[index]?.id ?? String(index),
    sizeOf: (index) => (opensDay(index) ? ROW + DAY : ROW),
  });
  const { rows } = virtual;
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => {
    if (last >= calls.length - NEAR) onNear('end');
    else if (first < NEAR && skipped > 0) onNear('start');
  }, [first, last, calls.length, skipped]);
  const keys = useRowKeys({
    ids: calls.map(({ id }) => id),
    shown: rows.map(({ index }) => calls[index]?.id ?? ''),
    list,
    scrollTo: virtual.scrollTo,
    onDelete: row.onForget,
  });
  return (
    <ul
      ref={list}
      class="virtual"
      style={{ height: `${virtual.height}px` }}
      onKeyDown={keys.onKeyDown}
      onFocusOut={keys.onBlur}
    >
      {rows.map((item) => {
        const call = calls[item.index];
        if (!call) return null;
        return (
          <li
            key={call.id}
            ref={virtual.measure}
            data-index={item.index}
            aria-posinset={skipped + item.index + 1}
            aria-setsize={-1}
            style={{ transform: `translateY(${virtual.topOf(item)}px)` }}
          >
            {opensDay(item.index) && (
              <h3 class="day">
                <span>{texts.day(call.startedAt, now)}</span>
                {startOfDay(call.startedAt) === startOfDay(now) && <span>{texts.date(call.startedAt, now)}</span>}
              </h3>
            )}
            <HistoryRow
              record={openRecords.get(call.id)}
              call={call}
              tabStop={keys.stop === call.id}
              noting={noteOf === call.id}
              onNoting={() => setNoteOf(noteOf === call.id ? undefined : call.id)}
              onFocus={() => keys.onFocus(call.id)}
              {...row}
            />
          </li>
        );
      })}
    </ul>
  );
}
