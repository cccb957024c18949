import { type ReadonlySignal, useSignal } from '@preact/signals';
import { asFailure, type ErrorCode, report } from '../lib/errors';
import type { CommandResult } from '../lib/softphone/softphone';

/** A command that did not work out, as a banner shows it. */
export interface Failure {
  code: ErrorCode;
  detail: string;
}

export interface Commands {
  /** The newest failure, until the next command or until it is dismissed. */
  failure: ReadonlySignal<Failure | undefined>;
  /** Runs a command; resolves with its success. Never rejects. */
  run(command: () => Promise<CommandResult>): Promise<boolean>;
  fail(failure: Failure): void;
  dismiss(): void;
}

/** Runs commands and keeps what went wrong, so that every failure is said in words somewhere. */
export function useCommands(): Commands {
  const failure = useSignal<Failure | undefined>(undefined);
  return {
    failure,
    async run(command) {
      failure.value = undefined;
      try {
        const result = await command();
        if (result.ok) return true;
        failure.value = { code: result.error, detail: result.detail ?? '' };
      } catch (error) {
        report(error, 'command');
        failure.value = asFailure(error);
      }
      return false;
    },
    fail(next) {
      failure.value = next;
    },
    dismiss() {
      failure.value = undefined;
    },
  };
}
