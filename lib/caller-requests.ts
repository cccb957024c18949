/** What our pages may ask about a caller: who it is, what came of the talk, the record. */
import { callById, setCaller } from './call-log';
import { chosen } from './caller-lookup';
import { LONGEST_OUTCOME } from './caller-rules';
import { AppError } from './errors';
import type { UiCalls } from './messages';
import { showRecord } from './surfaces/records';

/** Each resolves when it is kept. @throws AppError callUnknown */
export const callerRequests = {
  async setOutcome({ callId, outcome }: Parameters<UiCalls['setOutcome']>[0]): Promise<void> {
    await known(callId, () => ({ outcome: outcome.slice(0, LONGEST_OUTCOME) || undefined }));
  },
  async chooseContact({ callId, index }: Parameters<UiCalls['chooseContact']>[0]): Promise<void> {
    await known(callId, (call) => chosen(call, index));
  },
  async setPrivate({ callId, isPrivate }: Parameters<UiCalls['setPrivate']>[0]): Promise<void> {
    await known(callId, () => ({ isPrivate: isPrivate || undefined }));
  },
  async openRecord({ callId }: Parameters<UiCalls['openRecord']>[0]): Promise<void> {
    const url = (await callById(callId))?.contact?.url;
    if (!url) throw new AppError('callUnknown');
    await showRecord(url, true);
  },
};

async function known(callId: string, patch: Parameters<typeof setCaller>[1]): Promise<void> {
  if (!(await setCaller(callId, patch))) throw new AppError('callUnknown');
}
