import { useMemo, useRef } from 'preact/hooks';
import type { Call } from '../lib/call';
import * as glyphs from '../lib/glyphs';
import { missedCount } from '../lib/task-list';
import { MOST_MISSED } from '../lib/task-rows';
import { EntryRow, type EntryRowProps } from './EntryRow';
import { IconButton } from './IconButton';
import { useUi } from './ui';
import { usePainted } from './use-painted';

/** Height of a row (tokens.css). */
const ROW = 52;

export interface TaskListProps extends Omit<EntryRowProps, 'call'> {
  /** The rows in their order; live calls that stand above as blocks are not among them. */
  calls: Call[];
  /** All missed calls leave the count; they stay in the list. */
  onMarkSeen(): void;
}

/**
 * The call log (Anrufprotokoll): what goes on and what still waits for somebody. Up to 200 rows: they are drawn anew only
 * when one of them or the minute has changed, not with every key typed into the panel.
 */
export function TaskList(props: TaskListProps) {
  const ui = useUi();
  const { onCallBack, onOpen, onRemove } = props;
  const latest = useRef<Call[]>([]);
  const { current } = latest;
  if (props.calls.length !== current.length || props.calls.some((call, at) => call !== current[at]))
    latest.current = props.calls;
  const minute = Math.floor(props.now / 60_000);
  // No more than the window can show; the others come right after.
  const rows = usePainted() ? undefined : Math.ceil(innerHeight / ROW);
  return useMemo(
    () => <DrawnList {...props} calls={latest.current} rows={rows} />,
    [latest.current, rows, minute, ui, onCallBack, onOpen, onRemove],
  );
}

interface DrawnListProps extends TaskListProps {
  /** Only so many rows; undefined: all. */
  rows: number | undefined;
}

function DrawnList({ calls, rows, onMarkSeen, ...row }: DrawnListProps) {
  const { texts } = useUi();
  const missed = missedCount(calls);
  return (
    <section aria-labelledby="tasks-title">
      <div class="head">
        <h2 id="tasks-title">{texts.t('panel_calls')}</h2>
        <span class="n grow">{missed > 0 && texts.plural('panel_missed', missed)}</span>
        {missed > 0 && <IconButton shapes={glyphs.check} name={texts.t('panel_markSeen')} onPress={onMarkSeen} />}
      </div>
      {calls.length === 0 ? (
        <p class="none muted xs">{texts.t('panel_noCalls')}</p>
      ) : (
        <ul>
          {calls.slice(0, rows).map((call) => (
            <EntryRow key={call.id} call={call} {...row} />
          ))}
        </ul>
      )}
      {calls.length >= MOST_MISSED && <p class="none muted xs">{texts.t('panel_olderMissed')}</p>}
    </section>
  );
}
