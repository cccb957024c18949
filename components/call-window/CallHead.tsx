import { type Call, isLive } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import * as glyphs from '../../lib/glyphs';
import type { Texts } from '../../lib/i18n';
import { ConsultButtons } from '../call-controls/ConsultButtons';
import { Tiles } from '../call-controls/Tiles';
import { TransferNote } from '../call-controls/TransferNote';
import type { Pane } from '../call-controls/use-pane';
import { afterWords, lookOf, talkWords, wordOf } from '../call-look';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { Quality } from '../Quality';
import { Timer } from '../Timer';
import { useUi } from '../ui';
import { CallButtons, type CallButtonsProps } from './CallButtons';
import type { MiniWindow } from './use-mini-window';

export interface CallHeadProps extends CallButtonsProps {
  now: number;
  /** The held call that this one may take over. */
  waiting: Call | undefined;
  pane: Pane;
  onPane(pane: Pane): void;
  /** The small window that stays in front. */
  mini: MiniWindow;
  onCopy(number: string): void;
}

/** In a narrow column more characters than these stand below the state. */
const FAR = 20;

/** State, caller, tiles and buttons. Filled green while it rings, as nothing else ever is. */
export function CallHead({ call, now, waiting, pane, onPane, mini, onCopy, ...buttons }: CallHeadProps) {
  const { texts } = useUi();
  const ringing = call.state === 'ringing';
  const look = lookOf(call);
  const tone = ringing ? undefined : look.tone;
  const beside = besides(call, texts, now);
  return (
    <div class={ringing ? 'cwhead filled' : 'cwhead'} role={ringing ? 'alert' : undefined}>
      <div class={ringing ? 'cwtop rings' : 'cwtop'}>
        <Glyph shapes={look.shapes} tone={tone} />
        <span class={`strong ${tone ?? ''}`}>{wordOf(call, texts)}</span>
        <span class={`via muted cut grow${beside.length > FAR ? ' far' : ''}`}>{beside}</span>
        {!talkWords(call, texts) && <Quality quality={call.quality} />}
        {(isLive(call) || call.answeredAt !== undefined) && (
          <Timer since={call.answeredAt ?? call.startedAt} until={call.endedAt} />
        )}
        {mini.toggle && isLive(call) && (
          <IconButton
            shapes={glyphs.stayInFront}
            name={texts.t('window_stayInFront')}
            pressed={mini.open}
            onPress={mini.toggle}
          />
        )}
      </div>
      <Who call={call} onCopy={onCopy} />
      {waiting ? (
        <ConsultButtons call={call} waiting={waiting} actions={buttons.actions} />
      ) : (
        <>
          {(call.state === 'dialling' || call.state === 'connected') && (
            <Tiles call={call} pane={pane} onPane={onPane} actions={buttons.actions} />
          )}
          <CallButtons call={call} {...buttons} />
          <TransferNote call={call} />
        </>
      )}
    </div>
  );
}

/** What stands beside the state word: when and why. */
function besides(call: Call, texts: Texts, now: number): string {
  const demo = call.line === 'demo' ? texts.t('call_demo') : '';
  if (call.state === 'dialling' && call.alertingAt !== undefined) return texts.t('call_rangThere');
  if (isLive(call)) return talkWords(call, texts) || demo;
  const when = call.state === 'missed' ? `${texts.day(call.startedAt, now)}, ${texts.time(call.startedAt)}` : '';
  return [when, afterWords(call, texts, now), demo].filter(Boolean).join(' · ');
}

function Who({ call, onCopy }: { call: Call; onCopy(number: string): void }) {
  const ui = useUi();
  const { name, organisation, number } = callerOf(call, ui);
  const several = call.matches?.length ?? 0;
  const below = organisation || (!call.contact && several > 1 ? ui.texts.plural('window_records', several) : '');
  const copiable = call.state !== 'ringing' && call.number !== '' && !call.withheld;
  return (
    <div class="cwid">
      <h1 class="cut two" dir="auto">
        {name}
      </h1>
      {below && (
        <p class="org muted cut" dir="auto">
          {below}
        </p>
      )}
      {number && (
        <p class="num soft">
          <span class="cut" dir="auto">
            {number}
          </span>
          {copiable && (
            <IconButton shapes={glyphs.copy} name={ui.texts.t('action_copy')} onPress={() => onCopy(call.number)} />
          )}
        </p>
      )}
    </div>
  );
}
