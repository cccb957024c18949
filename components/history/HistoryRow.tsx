import { useMemo, useRef } from 'preact/hooks';
import type { Call } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import type { OutboxRow } from '../../lib/db';
import * as glyphs from '../../lib/glyphs';
import { duration, reasonWords } from '../../lib/i18n';
import type { CallActions } from '../call-actions';
import { recordUrl, stateWord } from '../call-look';
import { NoteField } from '../call-window/NoteField';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { RecordMark } from '../records/RecordMark';
import { useUi } from '../ui';

const ARROWS = { incoming: glyphs.incoming, outgoing: glyphs.outgoing };

export interface HistoryRowProps extends Pick<CallActions, 'onCallBack' | 'onOpen'> {
  call: Call;
  /** State of the call's record, where the CRM does not surely have it. */
  record: OutboxRow['state'] | undefined;
  onCopy(number: string): void;
  onOpenRecord(url: string): void;
  /** Takes the call out of the history. */
  onForget(callId: string): void;
  onNote(callId: string, note: string): void;
  /** Do notes go to a CRM? */
  crm: boolean;
  /** The one row of the list that Tab stops at. */
  tabStop: boolean;
  /** Its note is open for writing. */
  noting: boolean;
  onNoting(): void;
  onFocus(): void;
}

/**
 * One past call: direction, who, firm or reason, when and how long; what can be done with it on hover or focus. Drawn anew
 * only where what it shows has changed: scrolling and typing a search draw the list around it many times a second.
 */
export function HistoryRow(props: HistoryRowProps) {
  const { call, record, crm, tabStop, noting } = props;
  const ui = useUi();
  const latest = useRef(props);
  latest.current = props;
  const on = useRef<RowActions>({
    onCallBack: (id) => latest.current.onCallBack(id),
    onOpen: (id) => latest.current.onOpen(id),
    onCopy: (number) => latest.current.onCopy(number),
    onOpenRecord: (url) => latest.current.onOpenRecord(url),
    onForget: (id) => latest.current.onForget(id),
    onNote: (id, note) => latest.current.onNote(id, note),
    onNoting: () => latest.current.onNoting(),
    onFocus: () => latest.current.onFocus(),
  }).current;
  return useMemo(
    () => <DrawnRow {...on} call={call} record={record} crm={crm} tabStop={tabStop} noting={noting} />,
    [call, record, crm, tabStop, noting, ui],
  );
}

type RowActions = Omit<HistoryRowProps, 'call' | 'record' | 'crm' | 'tabStop' | 'noting'>;

function DrawnRow(props: HistoryRowProps) {
  const { call, tabStop, noting, onOpen } = props;
  const ui = useUi();
  const { texts } = ui;
  const caller = callerOf(call, ui);
  const { name } = caller;
  const missed = call.state === 'missed';
  const talked = call.answeredAt !== undefined && call.endedAt !== undefined;
  const reason = missed ? stateWord(texts, 'missed') : reasonWords(texts, call);
  const facts = talked ? [caller.organisation || caller.number] : [reason, caller.number];
  const note = call.note.trim();
  return (
    <div onFocusIn={props.onFocus}>
      <div class="row hist" data-call={call.id} data-state={call.state}>
        <Glyph shapes={missed ? glyphs.missed : ARROWS[call.direction]} tone={missed ? 'c-missed' : undefined} />
        <div class="who">
          <span class="unseen">{texts.t(`history_${call.direction}`)}</span>
          <button
            type="button"
            class="cover name cut"
            dir="auto"
            tabIndex={tabStop ? 0 : -1}
            title={texts.t('action_openName', { name })}
            onClick={() => onOpen(call.id)}
          >
            {name}
          </button>
          <p class="sub cut">
            {props.record && <RecordMark state={props.record} />}
            {note ? texts.t('history_note', { note: note.slice(0, 120) }) : facts.filter(Boolean).join(' · ') || reason}
          </p>
        </div>
        <p class="t">
          {texts.time(call.startedAt)}
          {talked && <br />}
          {talked && duration((call.endedAt ?? 0) - (call.answeredAt ?? 0))}
        </p>
        <Actions {...props} />
      </div>
      {noting && (
        <div class="noting">
          <NoteField note={call.note} crm={props.crm} onNote={(text) => props.onNote(call.id, text)} />
        </div>
      )}
    </div>
  );
}

function Actions({ call, tabStop, noting, ...on }: HistoryRowProps) {
  const { texts } = useUi();
  const url = recordUrl(call);
  const diallable = call.number && !call.withheld;
  const stop = { tabIndex: tabStop ? 0 : -1 };
  return (
    <div class="acts">
      {diallable && (
        <IconButton
          {...stop}
          shapes={glyphs.phone}
          name={texts.t(call.state === 'missed' ? 'action_callBack' : 'action_callAgain')}
          tone="go"
          onPress={() => on.onCallBack(call.id)}
        />
      )}
      {diallable && (
        <IconButton
          {...stop}
          shapes={glyphs.copy}
          name={texts.t('action_copy')}
          onPress={() => on.onCopy(call.number)}
        />
      )}
      {url && (
        <IconButton
          {...stop}
          shapes={glyphs.record}
          name={texts.t('call_openRecord')}
          onPress={() => on.onOpenRecord(url)}
        />
      )}
      <IconButton
        {...stop}
        shapes={glyphs.note}
        name={texts.t('history_noteOf')}
        expanded={noting}
        onPress={on.onNoting}
      />
      <IconButton
        {...stop}
        shapes={glyphs.close}
        name={texts.t('history_forget')}
        onPress={() => on.onForget(call.id)}
      />
    </div>
  );
}
