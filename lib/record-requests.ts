/** What our pages ask the background about records of calls. */
import type { CallContact } from './call';
import type { CrmRecordSettings } from './crm/forms';
import type { Match } from './crm/write-back';
import { askBackground, type UiCalls } from './messages';
import type { CommandResult } from './softphone/softphone';

/** Runs commands and shows what went wrong; see useCommands. */
interface Runner {
  run(command: () => Promise<CommandResult>): Promise<boolean>;
}

/** The ways on for one record. */
export function recordHandlers(commands: Runner) {
  return {
    onRetry: (callId: string) =>
      void commands.run(() => askBackground<UiCalls, 'retryRecord'>('retryRecord', { callId })),
    onGiveUp: (callId: string) =>
      void commands.run(() => askBackground<UiCalls, 'giveUpRecord'>('giveUpRecord', { callId })),
    onAnswer: (callId: string, stored: boolean) =>
      void commands.run(() => askBackground<UiCalls, 'answerRecord'>('answerRecord', { callId, stored })),
    onFind: async (callId: string, text: string): Promise<Match[] | undefined> => {
      let matches: Match[] | undefined;
      await commands.run(async () => {
        const result = await askBackground<UiCalls, 'findRecords'>('findRecords', { callId, text });
        if (result.ok) matches = result.matches ?? [];
        return result;
      });
      return matches;
    },
    onAssign: (callId: string, contact: CallContact) =>
      void commands.run(() => askBackground<UiCalls, 'assignRecord'>('assignRecord', { callId, contact })),
  };
}

/** Tries settings of a CRM; each resolves with undefined after the failure was shown. */
export function crmTrials(commands: Runner) {
  const outcome = async <R extends CommandResult>(ask: () => Promise<R>): Promise<R | undefined> => {
    let result: R | undefined;
    const ok = await commands.run(async () => {
      result = await ask();
      return result;
    });
    return ok ? result : undefined;
  };
  return {
    /** Signs in; the user found. */
    signIn: async (crm: CrmRecordSettings) => {
      const result = await outcome(() => askBackground<UiCalls, 'testCrm'>('testCrm', { crm }));
      return result && { name: result.detail ?? '' };
    },
    /** Who has this number. */
    lookUp: async (crm: CrmRecordSettings, number: string) => {
      const result = await outcome(() => askBackground<UiCalls, 'tryCrm'>('tryCrm', { crm, number }));
      return result && { names: result.names ?? [] };
    },
    /** Stores the record of a sample call. */
    record: async (crm: CrmRecordSettings) => {
      const result = await outcome(() => askBackground<UiCalls, 'tryCrm'>('tryCrm', { crm }));
      return result && { ref: result.ref ?? '' };
    },
  };
}
