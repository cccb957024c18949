/** How each state of a call looks: glyph, colour and word, so that no state is told by colour alone. */
import type { Call, CallState } from '../lib/call';
import type { GlyphShapes } from '../lib/glyphs';
import * as glyphs from '../lib/glyphs';
import { reasonWords, type TextKey, type Texts } from '../lib/i18n';
import type { Ui } from './ui';

export interface StateLook {
  shapes: GlyphShapes;
  /** Class of the state word. */
  tone: string;
}

export const STATE_LOOK: Record<CallState, StateLook> = {
  ringing: { shapes: glyphs.ringing, tone: 'c-callable' },
  dialling: { shapes: glyphs.dialling, tone: 'c-live' },
  connected: { shapes: glyphs.connected, tone: 'c-live' },
  hungUp: { shapes: glyphs.hangup, tone: 'c-held' },
  missed: { shapes: glyphs.missed, tone: 'c-missed' },
  ended: { shapes: glyphs.hangup, tone: 'c-held' },
};

export function stateWord(texts: Texts, state: CallState): string {
  return texts.t(`state_${state}` satisfies TextKey);
}

/** Longer names are nobody's: the layout cuts by width, this cuts what a hostile far side could send. */
const LONGEST_NAME = 120;

export interface Caller {
  /** Name, else the number, else that it is withheld. Untrusted text. */
  name: string;
  organisation: string;
  /** The number as people write it; '' where it is the name already, or withheld. */
  number: string;
}

/** Who is on the other side of a call, in the words of the screen. */
export function callerOf(call: Pick<Call, 'contact' | 'displayName' | 'number' | 'withheld'>, ui: Ui): Caller {
  const number = call.withheld || !call.number ? '' : ui.showNumber(call.number);
  const digits = (text: string) => text.replace(/\D/g, '');
  // Many PBXs send the number once more as the name.
  const sentName = /^[+\d\s()/.-]*$/.test(call.displayName) && digits(call.displayName) ? '' : call.displayName.trim();
  const name = (call.contact?.name || (call.withheld ? '' : sentName)).slice(0, LONGEST_NAME);
  const organisation = (call.contact?.organisation ?? '').slice(0, LONGEST_NAME);
  if (name) return { name, organisation, number };
  return { name: number || ui.texts.t('call_withheld'), organisation, number: '' };
}

/** When a missed call was called back, or why a call ended. */
export function afterWords(call: Call, texts: Texts, now: number): string {
  if (call.calledBackAt !== undefined)
    return texts.t('call_calledBack', { time: texts.moment(call.calledBackAt, now) });
  return reasonWords(texts, call);
}

/** The record's address, where it is one that a link may carry. */
export function recordUrl(call: Pick<Call, 'contact'>): string | undefined {
  const url = call.contact?.url;
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}
