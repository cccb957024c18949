import type { Call } from '../lib/call';
import { callerOf } from '../lib/caller';
import * as glyphs from '../lib/glyphs';
import { duration } from '../lib/i18n';
import type { CallActions } from './call-actions';
import { afterWords, STATE_LOOK, stateWord } from './call-look';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { type Ui, useUi } from './ui';

export interface EntryRowProps extends Pick<CallActions, 'onCallBack' | 'onOpen' | 'onRemove'> {
  /** Missed, or hung up a moment ago; live calls stand above the list as blocks. */
  call: Call;
  now: number;
}

/** One entry of the task list: state, who, when and why; call back where it was missed, open, remove. */
export function EntryRow({ call, now, onCallBack, onOpen, onRemove }: EntryRowProps) {
  const ui = useUi();
  const { texts } = ui;
  const { name } = callerOf(call, ui);
  const look = STATE_LOOK[call.state];
  const [first, ...others] = factsOf(call, ui, now);
  return (
    <li class={classOf(call)} data-call={call.id} data-state={call.state}>
      <span class={call.state === 'missed' ? 'well missed' : 'well'}>
        <Glyph shapes={look.shapes} />
      </span>
      <div class="who">
        <button
          type="button"
          class="cover name cut"
          dir="auto"
          title={texts.t('action_openName', { name })}
          onClick={() => onOpen(call.id)}
        >
          {name}
        </button>
        <p class="sub wrap">
          <span class="facts">
            <span class="fact">
              <b class={look.tone}>{stateWord(texts, call.state)}</b> {first}
            </span>
            {others.map((fact) => (
              <span key={fact} class="fact">
                <span class="sep"> · </span>
                {fact}
              </span>
            ))}
          </span>
        </p>
      </div>
      <div class="acts">
        {call.state === 'missed' && call.number && !call.withheld && (
          <IconButton
            shapes={glyphs.phone}
            name={texts.t('action_callBack')}
            tone="go"
            onPress={() => onCallBack(call.id)}
          />
        )}
        <IconButton shapes={glyphs.open} name={texts.t('action_open')} onPress={() => onOpen(call.id)} />
        <IconButton shapes={glyphs.close} name={texts.t('action_remove')} onPress={() => onRemove(call.id)} />
      </div>
    </li>
  );
}

function classOf({ state, seenAt }: Call): string {
  if (state === 'hungUp') return 'row gone';
  return seenAt === undefined ? 'row' : 'row seen';
}

/** Missed: when it rang. Hung up: how long they talked. Then why. */
function factsOf(call: Call, { texts }: Ui, now: number): string[] {
  const talked =
    call.answeredAt !== undefined && call.endedAt !== undefined && duration(call.endedAt - call.answeredAt);
  const when = call.state === 'missed' ? texts.moment(call.startedAt, now) : talked;
  const demo = call.line === 'demo' && texts.t('call_demo');
  return [when, afterWords(call, texts, now), demo].filter((fact) => fact) as string[];
}
