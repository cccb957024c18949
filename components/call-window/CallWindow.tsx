import type { Call } from '../../lib/call';
import type { OutboxRow } from '../../lib/db';
import type { CallActions } from '../call-actions';
import { FailureBanner, type Remedy } from '../FailureBanner';
import { RecordLink } from '../RecordLink';
import { useUi } from '../ui';
import type { Failure } from '../use-command';
import { CallHead } from './CallHead';
import { LastCalls } from './LastCalls';
import { NoteField } from './NoteField';
import { RecordState } from './RecordState';

export interface CallWindowProps {
  call: Call;
  now: number;
  /** Earlier calls with the same number, newest first. */
  last: Call[];
  /** The call's record on its way to the CRM; undefined where no CRM keeps records. */
  record: OutboxRow | undefined;
  /** Do notes go to a CRM? */
  crm: boolean;
  failure: Failure | undefined;
  actions: Omit<CallActions, 'onOpen'>;
  onCopy(number: string): void;
  onNote(note: string): void;
  onRetryRecord(): void;
  onClose(): void;
  onRemedy(remedy: Remedy): void;
  onDismissFailure(): void;
}

/** The call window (CTI-Inbound-Fenster): one call, what can be done about it, what is known and noted. */
export function CallWindow(props: CallWindowProps) {
  const { call, now, last, record, crm, failure } = props;
  const { texts, showNumber } = useUi();
  const ringing = call.state === 'ringing';
  const rang =
    call.state === 'missed' && call.endedAt !== undefined && Math.round((call.endedAt - call.startedAt) / 1000);
  return (
    <main class="rs cw" data-call={call.id} data-state={call.state}>
      <CallHead call={call} now={now} actions={props.actions} onCopy={props.onCopy} onClose={props.onClose} />
      {failure && <FailureBanner {...failure} onRemedy={props.onRemedy} onDismiss={props.onDismissFailure} />}
      <div class="cwbody">
        <RecordLink call={call} />
        {!ringing && <NoteField key={call.id} note={call.note} crm={crm} onNote={props.onNote} />}
        {record && <RecordState record={record} onRetry={props.onRetryRecord} />}
        {last.length > 0 && <LastCalls calls={last} now={now} />}
        {call.state === 'missed' && (
          <p class="hint end">
            {rang ? `${texts.t('window_rang', { seconds: texts.number(rang) })} ` : ''}
            {call.removed === 0 && texts.t('window_stays')}
          </p>
        )}
        {call.dialled &&
          !sameDigits(call.dialled, showNumber(call.number)) &&
          !sameDigits(call.dialled, call.number) && (
            <p class="hint end">{texts.t('window_dialledOn', { number: call.dialled })}</p>
          )}
      </div>
    </main>
  );
}

/** What was dialled is worth a line only where the line's rules made something else of the number. */
function sameDigits(a: string, b: string): boolean {
  return a.replace(/\D/g, '') === b.replace(/\D/g, '');
}
