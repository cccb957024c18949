import { type Call, isLive } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import { createContactUrl } from '../../lib/caller-rules';
import type { OutboxRow } from '../../lib/db';
import type { CallActions, ControlActions } from '../call-actions';
import { CallPane } from '../call-controls/CallPane';
import { usePane } from '../call-controls/use-pane';
import { FailureBanner, type Remedy } from '../FailureBanner';
import { OutcomeChips } from '../OutcomeChips';
import { RecordLink } from '../RecordLink';
import type { RecordHandlers } from '../records/RecordActions';
import { useUi } from '../ui';
import type { Failure } from '../use-command';
import { useWakeLock } from '../use-wake-lock';
import { CallerMatches } from './CallerMatches';
import { CallHead } from './CallHead';
import { CallTabs } from './CallTabs';
import { HeldBar } from './HeldBar';
import { LastCalls } from './LastCalls';
import { MiniCall } from './MiniCall';
import { NoteField } from './NoteField';
import { PrivateSwitch } from './PrivateSwitch';
import { QualityBanner } from './QualityBanner';
import { RecordState } from './RecordState';
import { useMiniWindow } from './use-mini-window';

export interface CallWindowProps {
  call: Call;
  now: number;
  /** Other live calls that do not ring. */
  others: Call[];
  /** All calls that the window can show, this one among them. */
  tabs: readonly Call[];
  onShow(callId: string): void;
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
  actions: Omit<CallActions, 'onOpen' | 'onRecord'> & ControlActions;
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
  /** Something of the browser did not work. */
  onFailed(error: unknown): void;
}

/** The call window (CTI-Inbound-Fenster): one call, what can be done about it, what is known and noted. */
export function CallWindow(props: CallWindowProps) {
  const { call, now, others, last, record, failure, actions } = props;
  const ui = useUi();
  const { texts, showNumber } = ui;
  const [pane, setPane] = usePane(call);
  const live = call.state === 'dialling' || call.state === 'connected';
  useWakeLock(live);
  const onTop = props.tabs.find(({ state }) => state === 'ringing') ?? call;
  const mini = useMiniWindow(<MiniCall call={onTop} actions={actions} onClose={props.onClose} />, props.onFailed);
  const waiting = live ? others.find(({ id }) => id === call.consultFor) : undefined;
  const rang =
    call.state === 'missed' && call.endedAt !== undefined && Math.round((call.endedAt - call.startedAt) / 1000);
  return (
    <main class="rs cw" data-call={call.id} data-state={call.state}>
      {props.tabs.length > 1 && <CallTabs calls={props.tabs} shown={call.id} onShow={props.onShow} />}
      <div class="cwnow">
        {others
          .filter(({ heldByUs }) => heldByUs)
          .map((other) => (
            <HeldBar
              key={other.id}
              call={other}
              given={other === waiting}
              onSwap={() => actions.onControl(other.id, { kind: 'resume' })}
            />
          ))}
        <CallHead
          {...{ call, now, waiting, pane, actions }}
          onPane={setPane}
          mini={mini}
          onCopy={props.onCopy}
          onClose={props.onClose}
        />
        {failure && <FailureBanner {...failure} onRemedy={props.onRemedy} onDismiss={props.onDismissFailure} />}
        {call.state === 'connected' && !call.heldByUs && <QualityBanner quality={call.quality} />}
      </div>
      <div class="cwbody">
        <CallPane {...{ call, pane, others, actions }} />
        {waiting && <p class="hint">{texts.t('call_connectHint', { name: callerOf(call, ui).name })}</p>}
        {!pane && <Known {...props} />}
        {record && <RecordState record={record} call={call} handlers={props.records} />}
        {last.length > 0 && !pane && <LastCalls calls={last} now={now} />}
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

/** Who the caller is, and what the agent notes. */
function Known(props: CallWindowProps) {
  const { call, crm } = props;
  const { texts } = useUi();
  const ringing = call.state === 'ringing';
  const unknown = !call.contact && !call.withheld && (call.matches?.length ?? 0) < 2;
  const newContact = unknown ? createContactUrl(props.createContact, call.number) : undefined;
  return (
    <>
      <RecordLink call={call} onOpen={props.onRecord} />
      {call.withheld && isLive(call) && <p class="hint end">{texts.t('window_withheld')}</p>}
      <CallerMatches call={call} onChoose={props.onChoose} />
      {newContact && (
        <a class="newcontact" href={newContact} target="_blank" rel="noreferrer">
          {texts.t('window_createContact')}
        </a>
      )}
      {!ringing && <NoteField key={call.id} note={call.note} crm={crm && !call.isPrivate} onNote={props.onNote} />}
      {!ringing && <OutcomeChips outcome={call.outcome} outcomes={props.outcomes} onOutcome={props.onOutcome} />}
      {crm && !ringing && <PrivateSwitch on={call.isPrivate === true} onToggle={props.onPrivate} />}
    </>
  );
}

/** What was dialled is worth a line only where the line's rules made something else of the number. */
function sameDigits(a: string, b: string): boolean {
  return a.replace(/\D/g, '') === b.replace(/\D/g, '');
}
