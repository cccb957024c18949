import { type Call, isLive } from '../lib/call';
import * as glyphs from '../lib/glyphs';
import { duration } from '../lib/i18n';
import type { CallActions } from './call-actions';
import { afterWords, callerOf, STATE_LOOK, stateWord } from './call-look';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { useUi } from './ui';

export interface EntryRowProps extends Pick<CallActions, 'onCallBack' | 'onOpen' | 'onRemove'> {
  call: Call;
  now: number;
}

/** One entry of the task list: state, who, since when and why; call back where it was missed, open, remove. */
export function EntryRow({ call, now, onCallBack, onOpen, onRemove }: EntryRowProps) {
  const ui = useUi();
  const { texts } = ui;
  const { name, number } = callerOf(call, ui);
  const look = STATE_LOOK[call.state];
  const demo = call.line === 'demo' && call.state !== 'missed';
  const facts = [isLive(call) ? number : afterWords(call, texts, now), call.line === 'demo' && texts.t('call_demo')];
  return (
    <li class={call.state === 'hungUp' ? 'row gone' : 'row'} data-call={call.id} data-state={call.state}>
      <span class={`well ${demo ? 'demo' : look.well}`}>
        <Glyph shapes={look.shapes} />
      </span>
      <div class="who">
        <button
          type="button"
          class="cover name cut"
          title={texts.t('action_openName', { name })}
          onClick={() => onOpen(call.id)}
        >
          {name}
        </button>
        <p class="sub cut">
          <b class={look.tone}>{stateWord(texts, call.state)}</b>{' '}
          {[when(call, now, texts), ...facts].filter(Boolean).join(' · ')}
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

/** Live: how long. Hung up: how long they talked. Missed: when it rang. */
function when(call: Call, now: number, texts: ReturnType<typeof useUi>['texts']): string {
  if (isLive(call)) return duration(now - (call.answeredAt ?? call.startedAt));
  if (call.state === 'missed') return texts.moment(call.startedAt, now);
  return call.answeredAt === undefined || call.endedAt === undefined ? '' : duration(call.endedAt - call.answeredAt);
}
