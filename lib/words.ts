/** Calls and the line in words, for surfaces outside our pages: notifications and the toolbar's title. */
import { callerOf } from './caller';
import { failureWords, reasonWords, type Texts } from './i18n';
import { formatNumber } from './phone-number';
import type { LineState } from './softphone/softphone';
import type { NotificationWords } from './surfaces/notifications';
import type { ToolbarIcon } from './surfaces/toolbar';

/** The words of a call's notification. The caller's name is data: the system shows it as plain text. */
export function notificationWords(texts: Texts, names: boolean): NotificationWords {
  const words = { texts, showNumber: (number: string) => formatNumber(number, '') };
  return {
    title: (kind, call) =>
      names
        ? texts.t(`notify_${kind}Title`, { name: callerOf(call, words).name })
        : texts.t(kind === 'incoming' ? 'state_ringing' : 'state_missed'),
    message: (kind, call) =>
      texts.t(`notify_${kind}Body`, {
        number: !names ? '' : call.withheld ? texts.t('call_noNumber') : formatNumber(call.number, ''),
        time: texts.time(call.startedAt),
        reason: reasonWords(texts, call),
      }),
    action: (action) => texts.t(`action_${action}`),
  };
}

/** What the toolbar's title tells. */
export interface ToolbarFacts {
  icon: ToolbarIcon;
  line: LineState;
  missed: number;
  doNotDisturb: boolean;
}

/** Line state, why it is lost, whether calls are turned away, and missed calls, as the toolbar's title says them. */
export function toolbarTitle(texts: Texts, { icon, line, missed, doNotDisturb }: ToolbarFacts): string {
  const state = texts.t(icon === 'in-call' ? 'toolbar_inCall' : `toolbar_${icon}`);
  const why = icon === 'lost' && line.reason ? failureWords(texts, line.reason).why : '';
  const since = icon === 'lost' ? texts.t('line_since', { time: texts.time(line.since) }) : '';
  const count = missed > 0 ? texts.plural('toolbar_missed', missed) : '';
  const away = doNotDisturb && icon !== 'off' ? texts.t('toolbar_dnd') : '';
  return [[state, since].filter(Boolean).join(' '), why, away, count].filter(Boolean).join(' · ');
}
