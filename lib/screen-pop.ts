/** Opens the caller's record by itself, once a call, at the moment the user chose. */
import { type Call, isLive } from './call';
import { setCaller } from './call-log';
import type { CallerRules } from './caller-rules';
import { showRecord } from './surfaces/records';
import { isTyping } from './surfaces/typing';
import { showCallWindow } from './surfaces/windows';

/** Is it the moment, and is there something to open? `byClick`: the user has just opened this call. */
export function isPopDue(
  call: Call,
  rules: Pick<CallerRules, 'popIncoming' | 'popOutgoing'>,
  byClick = false,
): boolean {
  if (!isLive(call) || call.poppedAt !== undefined || !call.contact?.url) return false;
  const moment = call.direction === 'incoming' ? rules.popIncoming : rules.popOutgoing;
  return moment === 'ring' || (moment === 'accept' && call.state === 'connected') || (moment === 'click' && byClick);
}

/** To be called after every change of a call and of what is known of its caller, and when the user opens it by a click. */
export async function popRecord(callId: string, rules: CallerRules, now: number, byClick = false): Promise<void> {
  const due = (call: Call) => (isPopDue(call, rules, byClick) ? { poppedAt: now } : undefined);
  const taken = await setCaller(callId, due);
  if (!taken?.contact?.url) return;
  await showRecord(taken.contact.url, byClick || rules.popWhileTyping || !(await isTyping(now)));
}

/** The user opens this call: its call window comes to the front, and its record where that was chosen. */
export async function openCall(callId: string, rules: CallerRules, now: number): Promise<void> {
  await popRecord(callId, rules, now, true);
  await showCallWindow(callId, true);
}
