import type { Call } from '../../lib/call';
import { createContactUrl } from '../../lib/caller-rules';
import type { OutboxRow } from '../../lib/db';
import type { CallActions } from '../call-actions';
import { FailureBanner, type Remedy } from '../FailureBanner';
import { OutcomeChips } from '../OutcomeChips';
import { RecordLink } from '../RecordLink';
import type { RecordHandlers } from '../records/RecordActions';
import { useUi } from '../ui';
import type { Failure } from '../use-command';
import { CallerMatches } from './CallerMatches';
import { CallHead } from './CallHead';
import { LastCalls } from './LastCalls';
import { NoteField } from './NoteField';
import { PrivateSwitch } from './PrivateSwitch';
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
  /** Outcomes to choose from; empty = those of the language. */
  outcomes: readonly string[];
  /** Address of the CRM's form for a new contact, with {number}; '' for none. */
  createContact: string;
  failure: Failure | undefined;
  actions: Omit<CallActions, 'onOpen' | 'onRecord'>;
  onCopy(number: string): void;
  onNote(note: string): void;
  onOutcome(outcome: string): void;
  onChoose(index: number | null): void;
  onPrivate(isPrivate: boolean): void;
  onRecord(): void;
  records: RecordHandlers;
  onClose(): void;
  onRemedy(remedy: Remedy): void;
  onDismissFailure(): void;
}

/** The call window (CTI-Inbound-Fenster): one call, what can be done about it, what is known and noted. */
export function CallWindow(props: CallWindowProps) {
  const { call, now, last, record, crm, failure } = props;
  const { texts, showNumber } = useUi();
  const ringing = call.state === 'ringing';
  const unknown = !call.contact && !call.withheld && (call.matches?.length ?? 0) < 2;
  const newContact = unknown ? createContactUrl(props.createContact, call.number) : undefined;
  const rang =
    call.state === 'missed' && call.endedAt !== undefined && Math.round((call.endedAt - call.startedAt) / 1000);
  return (
    <main class="rs cw" data-call={call.id} data-state={call.state}>
      <CallHead call={call} now={now} actions={props.actions} onCopy={props.onCopy} onClose={props.onClose} />
      {failure && <FailureBanner {...failure} onRemedy={props.onRemedy} onDismiss={props.onDismissFailure} />}
      <div class="cwbody">
        <RecordLink call={call} onOpen={props.onRecord} />
        <CallerMatches call={call} onChoose={props.onChoose} />
        {newContact && (
          <a class="newcontact" href={newContact} target="_blank" rel="noreferrer">
            {texts.t('window_createContact')}
          </a>
        )}
        {!ringing && <NoteField key={call.id} note={call.note} crm={crm && !call.isPrivate} onNote={props.onNote} />}
        {!ringing && <OutcomeChips outcome={call.outcome} outcomes={props.outcomes} onOutcome={props.onOutcome} />}
        {crm && !ringing && <PrivateSwitch on={call.isPrivate === true} onToggle={props.onPrivate} />}
        {record && <RecordState record={record} handlers={props.records} />}
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
