import type { Call } from '../lib/call';
import { callerOf } from '../lib/caller';
import * as glyphs from '../lib/glyphs';
import { duration, reasonWords } from '../lib/i18n';
import type { CallActions } from './call-actions';
import { recordUrl, stateWord } from './call-look';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { useUi } from './ui';

const ARROWS = { incoming: glyphs.incoming, outgoing: glyphs.outgoing };

export interface HistoryRowProps extends Pick<CallActions, 'onCallBack' | 'onOpen'> {
  call: Call;
  onCopy(number: string): void;
  onOpenRecord(url: string): void;
}

/** One past call: direction, who, firm or reason, when and how long; call, copy and record on hover or focus. */
export function HistoryRow({ call, onCallBack, onOpen, onCopy, onOpenRecord }: HistoryRowProps) {
  const ui = useUi();
  const { texts } = ui;
  const { name, organisation, number } = callerOf(call, ui);
  const missed = call.state === 'missed';
  const talked = call.answeredAt !== undefined && call.endedAt !== undefined;
  const reason = missed ? stateWord(texts, 'missed') : reasonWords(texts, call);
  const facts = talked ? [organisation || number] : [reason, number];
  const url = recordUrl(call);
  const diallable = call.number && !call.withheld;
  return (
    <li class="row hist" data-call={call.id} data-state={call.state}>
      <Glyph shapes={missed ? glyphs.missed : ARROWS[call.direction]} tone={missed ? 'c-missed' : undefined} />
      <div class="who">
        <span class="unseen">{texts.t(`history_${call.direction}`)}</span>
        <button
          type="button"
          class="cover name cut"
          title={texts.t('action_openName', { name })}
          onClick={() => onOpen(call.id)}
        >
          {name}
        </button>
        <p class="sub cut">{facts.filter(Boolean).join(' · ') || reason}</p>
      </div>
      <p class="t">
        {texts.time(call.startedAt)}
        {talked && <br />}
        {talked && duration((call.endedAt ?? 0) - (call.answeredAt ?? 0))}
      </p>
      <div class="acts">
        {diallable && (
          <IconButton
            shapes={glyphs.phone}
            name={texts.t('action_call')}
            tone="go"
            onPress={() => onCallBack(call.id)}
          />
        )}
        {diallable && (
          <IconButton shapes={glyphs.copy} name={texts.t('action_copy')} onPress={() => onCopy(call.number)} />
        )}
        {url && (
          <IconButton shapes={glyphs.record} name={texts.t('call_openRecord')} onPress={() => onOpenRecord(url)} />
        )}
      </div>
    </li>
  );
}
