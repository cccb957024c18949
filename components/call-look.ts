/** How each state of a call looks: glyph, colour and word, so that no state is told by colour alone. */
import type { Call, CallState } from '../lib/call';
import type { GlyphShapes } from '../lib/glyphs';
import * as glyphs from '../lib/glyphs';
import { reasonWords, type TextKey, type Texts } from '../lib/i18n';

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

/** How a call looks now: its state, or that our user holds it. */
export function lookOf(call: Call): StateLook {
  return isHeld(call) ? { shapes: glyphs.held, tone: 'c-held' } : STATE_LOOK[call.state];
}

/** The state in a word: on hold where our user holds it. */
export function wordOf(call: Call, texts: Texts): string {
  return isHeld(call) ? texts.t('call_held') : stateWord(texts, call.state);
}

/** What stands beside the word of a connected call: who holds it, to whom it goes. '' where nothing is to be said. */
export function talkWords(call: Call, texts: Texts): string {
  if (call.state !== 'connected') return '';
  if (call.transfer?.state === 'underWay') return texts.t('call_transferring', { target: call.transfer.target });
  if (!call.heldByUs) return call.heldByThem ? texts.t('call_heldByThem') : '';
  return texts.t(call.heldByThem ? 'call_byBoth' : 'call_byYou');
}

function isHeld({ state, heldByUs }: Call): boolean {
  return state === 'connected' && heldByUs === true;
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
