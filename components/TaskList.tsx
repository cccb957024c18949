import type { Call } from '../lib/call';
import * as glyphs from '../lib/glyphs';
import { missedCount } from '../lib/task-list';
import { MOST_MISSED } from '../lib/task-rows';
import { EntryRow, type EntryRowProps } from './EntryRow';
import { IconButton } from './IconButton';
import { useUi } from './ui';

export interface TaskListProps extends Omit<EntryRowProps, 'call'> {
  /** The rows in their order; live calls that stand above as blocks are not among them. */
  calls: Call[];
  /** All missed calls leave the count; they stay in the list. */
  onMarkSeen(): void;
}

/** The call log (Anrufprotokoll): what goes on and what still waits for somebody. */
export function TaskList({ calls, onMarkSeen, ...row }: TaskListProps) {
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
          {calls.map((call) => (
            <EntryRow key={call.id} call={call} {...row} />
          ))}
        </ul>
      )}
      {calls.length >= MOST_MISSED && <p class="none muted xs">{texts.t('panel_olderMissed')}</p>}
    </section>
  );
}
