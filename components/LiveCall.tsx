import type { Call } from '../lib/call';
import { callerOf } from '../lib/caller';
import * as glyphs from '../lib/glyphs';
import type { CallActions } from './call-actions';
import { STATE_LOOK, stateWord } from './call-look';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { RecordLink } from './RecordLink';
import { Timer } from './Timer';
import { useUi } from './ui';
import { useGuard } from './use-guard';

export type LiveCallActions = Omit<CallActions, 'onCallBack'>;

export interface LiveCallProps extends LiveCallActions {
  call: Call;
  /** The green ground: only for the one ringing call that wants an answer most. */
  filled: boolean;
  /** Less high, without the record: a ringing call beside another live one. */
  slim: boolean;
  /** A talk or dial is under way: this ring has to wait for it. */
  busy: boolean;
}

/** A live call as a block: it is its own entry of the task list, with all that can be done about it. */
export function LiveCall({ call, filled, slim, busy, ...actions }: LiveCallProps) {
  const ui = useUi();
  const ringing = call.state === 'ringing';
  const classes = ['call', filled && 'filled', ringing && 'ringing', slim && 'slim'].filter(Boolean).join(' ');
  return (
    <section
      class={classes}
      role={ringing ? 'alert' : undefined}
      aria-label={stateWord(ui.texts, call.state)}
      data-call={call.id}
      data-state={call.state}
    >
      <Top call={call} filled={filled} second={slim} {...actions} />
      <Who call={call} />
      {!slim && <RecordLink call={call} onOpen={() => actions.onRecord(call.id)} />}
      <Buttons call={call} filled={filled} {...actions} />
      {ringing && busy && <p class="after soft">{ui.texts.t('panel_endFirst')}</p>}
    </section>
  );
}

type TopProps = LiveCallActions & { call: Call; filled: boolean; second: boolean };

function Top({ call, filled, second, onOpen, onRemove }: TopProps) {
  const { texts } = useUi();
  const look = STATE_LOOK[call.state];
  const tone = filled ? undefined : look.tone;
  return (
    <div class={filled ? 'top rings' : 'top'}>
      <Glyph shapes={look.shapes} tone={tone} />
      <span class={tone}>{stateWord(texts, call.state)}</span>
      <span class="via cut">{viaWords(call, second, texts)}</span>
      <Timer since={call.answeredAt ?? call.startedAt} />
      <IconButton shapes={glyphs.open} name={texts.t('action_open')} onPress={() => onOpen(call.id)} />
      {call.removed === 0 && (
        <IconButton shapes={glyphs.close} name={texts.t('action_remove')} onPress={() => onRemove(call.id)} />
      )}
    </div>
  );
}

function viaWords(call: Call, second: boolean, texts: ReturnType<typeof useUi>['texts']): string {
  if (call.state === 'ringing' && second) return texts.t('panel_secondCall');
  if (call.state === 'dialling' && call.alertingAt !== undefined) return texts.t('call_rangThere');
  return call.line === 'demo' ? texts.t('call_demo') : '';
}

function Who({ call }: { call: Call }) {
  const ui = useUi();
  const { name, organisation, number } = callerOf(call, ui);
  return (
    <>
      <h1 class="cut">{name}</h1>
      {organisation && <p class="org cut">{organisation}</p>}
      {number && <p class="no muted cut">{number}</p>}
    </>
  );
}

/** Accept stands right; when connected that spot is empty and Hang up comes as a row of its own. */
function Buttons({ call, filled, onAccept, onReject, onHangUp }: LiveCallActions & { call: Call; filled: boolean }) {
  const { texts } = useUi();
  const guard = useGuard(`${call.id} ${call.state}`);
  if (call.state === 'ringing')
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
  return (
    <div class="stack">
      <button type="button" class="btn big end wide" onClick={guard(() => onHangUp(call.id))}>
        <Glyph shapes={glyphs.hangup} />
        {texts.t('action_hangUp')}
      </button>
    </div>
  );
}
