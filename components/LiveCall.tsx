import { type Call, isLive } from '../lib/call';
import { callerOf } from '../lib/caller';
import * as glyphs from '../lib/glyphs';
import { reasonWords } from '../lib/i18n';
import type { CallActions, ControlActions } from './call-actions';
import { CallPane } from './call-controls/CallPane';
import { ConsultButtons } from './call-controls/ConsultButtons';
import { HeldCall } from './call-controls/HeldCall';
import { Tiles } from './call-controls/Tiles';
import { TransferNote } from './call-controls/TransferNote';
import { usePane } from './call-controls/use-pane';
import { lookOf, talkWords, wordOf } from './call-look';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { Quality } from './Quality';
import { RecordLink } from './RecordLink';
import { TalkNotes, type TalkNotesParts } from './TalkNotes';
import { Timer } from './Timer';
import { useUi } from './ui';
import { useGuard } from './use-guard';

export type LiveCallActions = Omit<CallActions, 'onCallBack'> & ControlActions;

export interface LiveCallProps {
  call: Call;
  /** The green ground: only for the one ringing call that wants an answer most. */
  filled: boolean;
  /** Less high, without the record: a ringing call beside another live one. */
  slim: boolean;
  /** The call that is talked in or dialled, else the newest held one. */
  foremost: Call | undefined;
  /** All calls that do not ring. */
  others: Call[];
  /** Absent where nothing is to be noted: in the demonstration. */
  notes?: TalkNotesParts | undefined;
  actions: LiveCallActions;
}

/**
 * A live call as a block: it is its own entry of the task list, with all that can be done about it. Of one that is over
 * only what can be said about it.
 */
export function LiveCall({ call, filled, slim, foremost, others, notes, actions }: LiveCallProps) {
  const ui = useUi();
  const ringing = call.state === 'ringing';
  const live = isLive(call);
  const waits = live && !ringing && call !== foremost;
  const classes = ['call', filled && 'filled', ringing && 'ringing', slim && 'slim', live && call.heldByUs && 'held'];
  return (
    <section
      class={classes.filter(Boolean).join(' ')}
      role={ringing ? 'alert' : undefined}
      aria-label={wordOf(call, ui.texts)}
      data-call={call.id}
      data-state={call.state}
    >
      <Top call={call} filled={filled} second={slim} {...actions} />
      {waits ? (
        <HeldCall
          call={call}
          swaps={foremost?.heldByUs !== true}
          onResume={() => actions.onControl(call.id, { kind: 'resume' })}
        />
      ) : (
        <>
          <Who call={call} slim={slim} />
          {!slim && <RecordLink call={call} onOpen={() => actions.onRecord(call.id)} />}
          {ringing ? (
            <RingingButtons call={call} filled={filled} {...actions} />
          ) : (
            <TalkButtons {...{ call, others, notes, actions }} />
          )}
          {ringing && foremost && <p class="after soft">{ui.texts.t(whatHappens(foremost))}</p>}
        </>
      )}
    </section>
  );
}

function whatHappens(foremost: Call): 'panel_endFirst' | 'panel_holdsFirst' {
  return foremost.state === 'dialling' ? 'panel_endFirst' : 'panel_holdsFirst';
}

/** Beside a state, a timer and two buttons the usual width has room for so many characters. */
const FAR = 18;

type TopProps = LiveCallActions & { call: Call; filled: boolean; second: boolean };

function Top({ call, filled, second, onOpen, onRemove }: TopProps) {
  const { texts } = useUi();
  const look = lookOf(call);
  const tone = filled ? undefined : look.tone;
  const via = viaWords(call, second, texts);
  return (
    <div class={filled ? 'top rings' : 'top'}>
      <Glyph shapes={look.shapes} tone={tone} />
      <span class={tone}>{wordOf(call, texts)}</span>
      <span class={via.length > FAR ? 'via far cut' : 'via cut'}>{via}</span>
      {call.state === 'connected' && !talkWords(call, texts) && <Quality quality={call.quality} />}
      <Timer since={call.answeredAt ?? call.startedAt} until={call.endedAt} />
      <IconButton shapes={glyphs.open} name={texts.t('action_open')} onPress={() => onOpen(call.id)} />
      {call.removed === 0 && isLive(call) && (
        <IconButton shapes={glyphs.close} name={texts.t('action_remove')} onPress={() => onRemove(call.id)} />
      )}
    </div>
  );
}

function viaWords(call: Call, second: boolean, texts: ReturnType<typeof useUi>['texts']): string {
  if (!isLive(call)) return reasonWords(texts, call);
  if (call.state === 'ringing' && second) return texts.t('panel_secondCall');
  if (call.state === 'dialling' && call.alertingAt !== undefined) return texts.t('call_rangThere');
  return talkWords(call, texts) || (call.line === 'demo' ? texts.t('call_demo') : '');
}

function Who({ call, slim }: Pick<LiveCallProps, 'call' | 'slim'>) {
  const ui = useUi();
  const { name, organisation, number } = callerOf(call, ui);
  return (
    <>
      <h1 class={slim ? 'cut' : 'cut two'} dir="auto">
        {name}
      </h1>
      {organisation && (
        <p class="org cut" dir="auto">
          {organisation}
        </p>
      )}
      {number && (
        <p class="no muted cut" dir="auto">
          {number}
        </p>
      )}
    </>
  );
}

type RingingButtonsProps = LiveCallActions & { call: Call; filled: boolean };

/** Accept stands right; when connected that spot is one of the tiles and Hang up comes a row below. */
function RingingButtons({ call, filled, onAccept, onReject }: RingingButtonsProps) {
  const { texts } = useUi();
  const guard = useGuard(`${call.id} ${call.state}`);
  return (
    <div class="pair">
      <button type="button" class={filled ? 'btn big no' : 'btn big quiet'} onClick={guard(() => onReject(call.id))}>
        <Glyph shapes={glyphs.hangup} />
        {texts.t('action_reject')}
      </button>
      <button type="button" class="btn big go" onClick={guard(() => onAccept(call.id))}>
        <Glyph shapes={glyphs.phone} />
        {texts.t('action_accept')}
      </button>
    </div>
  );
}

type TalkButtonsProps = Pick<LiveCallProps, 'call' | 'others' | 'notes' | 'actions'>;

function TalkButtons({ call, others, notes, actions }: TalkButtonsProps) {
  const { texts } = useUi();
  const [pane, setPane] = usePane(call);
  const guard = useGuard(`${call.id} ${call.state}`);
  const waiting = others.find(({ id }) => id === call.consultFor);
  if (waiting) return <ConsultButtons call={call} waiting={waiting} actions={actions} />;
  const live = isLive(call);
  return (
    <>
      {live && <Tiles call={call} pane={pane} onPane={setPane} actions={actions} />}
      {live && (
        <div class="stack">
          <button type="button" class="btn big end wide" onClick={guard(() => actions.onHangUp(call.id))}>
            <Glyph shapes={glyphs.hangup} />
            {texts.t('action_hangUp')}
          </button>
        </div>
      )}
      {live && <TransferNote call={call} />}
      {live && <CallPane call={call} pane={pane} others={others} actions={actions} />}
      {!pane && notes && <TalkNotes call={call} notes={notes} />}
    </>
  );
}
