import type { Call } from '../lib/call';
import { missedCount } from '../lib/task-list';
import { EntryRow, type EntryRowProps } from './EntryRow';
import { useUi } from './ui';

export interface TaskListProps extends Omit<EntryRowProps, 'call'> {
  /** The rows in their order; live calls that stand above as blocks are not among them. */
  calls: Call[];
}

/** The call log (Anrufprotokoll): what goes on and what still waits for somebody. */
export function TaskList({ calls, ...row }: TaskListProps) {
  const { texts } = useUi();
  const missed = missedCount(calls);
  return (
    <section aria-labelledby="tasks-title">
      <div class="head">
        <h2 id="tasks-title">{texts.t('panel_calls')}</h2>
        {missed > 0 && <span class="n">{texts.plural('panel_missed', missed)}</span>}
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
    </section>
  );
}
