import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
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

/** Runs commands and keeps what went wrong, so that every failure is said in words somewhere. The same object each time. */
export function useCommands(): Commands {
  const failure = useSignal<Failure | undefined>(undefined);
  return useMemo(() => {
    const fail = (next: Failure | undefined) => {
      failure.value = next;
    };
    return { failure, fail, run: (command) => run(command, fail), dismiss: () => fail(undefined) };
  }, [failure]);
}

async function run(
  command: () => Promise<CommandResult>,
  fail: (failure: Failure | undefined) => void,
): Promise<boolean> {
  fail(undefined);
  try {
    const result = await command();
    if (result.ok) return true;
    fail({ code: result.error, detail: result.detail ?? '' });
  } catch (error) {
    report(error, 'command');
    fail(asFailure(error));
  }
  return false;
}
