import type { Call } from '../lib/call';
import { LiveCall, type LiveCallActions } from './LiveCall';
import { useUi } from './ui';

export interface LiveCallsProps extends LiveCallActions {
  /** Ringing ones first, as task-list.ts sorts them. */
  calls: Call[];
}

/** All live calls as blocks, also those whose row was removed. Only the first ringing one is filled. */
export function LiveCalls({ calls, ...actions }: LiveCallsProps) {
  const { texts } = useUi();
  if (calls.length === 0) return null;
  const busy = calls.some((call) => call.state !== 'ringing');
  return (
    <section class="lives" aria-label={texts.t('panel_liveCalls')}>
      {calls.map((call, index) => (
        <LiveCall
          key={call.id}
          call={call}
          filled={call.state === 'ringing' && index === 0}
          slim={call.state === 'ringing' && (busy || index > 0)}
          busy={busy}
          {...actions}
        />
      ))}
    </section>
  );
}
