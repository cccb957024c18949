import { type Call, isLive } from '../lib/call';
import { foremost as foremostOf } from '../lib/task-list';
import { LiveCall, type LiveCallActions } from './LiveCall';
import type { TalkNotesParts } from './TalkNotes';
import { useUi } from './ui';

export interface LiveCallsProps {
  /** Ringing ones first, as task-list.ts sorts them; then what the far side ended while its note was being written. */
  calls: Call[];
  notes?: TalkNotesParts | undefined;
  actions: LiveCallActions;
}

/** All live calls as blocks, also those whose row was removed. Only the first ringing one is filled. */
export function LiveCalls({ calls, notes, actions }: LiveCallsProps) {
  const { texts } = useUi();
  if (calls.length === 0) return null;
  const ringing = calls.filter(({ state }) => state === 'ringing');
  const others = calls.filter((call) => isLive(call) && call.state !== 'ringing');
  const over = calls.filter((call) => !isLive(call));
  const foremost = foremostOf(calls);
  // Who waits stands above who is talked to.
  const ordered = [...others.filter((call) => call !== foremost), ...(foremost ? [foremost] : []), ...over];
  return (
    <section class="lives" aria-label={texts.t('panel_liveCalls')}>
      {ringing.map((call, index) => (
        <LiveCall
          key={call.id}
          call={call}
          filled={index === 0}
          slim={others.length > 0 || index > 0}
          foremost={foremost}
          others={others}
          notes={notes}
          actions={actions}
        />
      ))}
      {ordered.map((call) => (
        <LiveCall
          key={call.id}
          call={call}
          filled={false}
          slim={false}
          foremost={foremost}
          others={others}
          notes={notes}
          actions={actions}
        />
      ))}
    </section>
  );
}
