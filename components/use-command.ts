import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { AskReason, DialQuestion } from '../lib/dial-question';
import { asFailure, type ErrorCode, report } from '../lib/errors';
import type { CommandResult } from '../lib/softphone/softphone';

/** A command that did not work out, as a banner shows it. */
export interface Failure {
  code: ErrorCode;
  detail: string;
}

/** A call waits for the user's answer. */
export interface PendingQuestion {
  question: DialQuestion;
  answer(yes: boolean): void;
}

/** A command; one that dials is run again with the reasons that the user agreed to. */
export type Command = (confirmed: readonly AskReason[]) => Promise<CommandResult>;

export interface Commands {
  /** The newest failure, until the next command or until it is dismissed. */
  failure: ReadonlySignal<Failure | undefined>;
  /** What QuestionDialog asks now; a page whose commands dial MUST show one. */
  question: ReadonlySignal<PendingQuestion | undefined>;
  /** Runs a command; resolves with its success. Never rejects. */
  run(command: Command): Promise<boolean>;
  fail(failure: Failure): void;
  dismiss(): void;
}

/** Runs commands and keeps what went wrong, so that every failure is said in words somewhere. The same object each time. */
export function useCommands(): Commands {
  const failure = useSignal<Failure | undefined>(undefined);
  const question = useSignal<PendingQuestion | undefined>(undefined);
  return useMemo(() => {
    const fail = (next: Failure | undefined) => {
      failure.value = next;
    };
    const ask = (asked: DialQuestion) =>
      new Promise<boolean>((resolve) => {
        question.value?.answer(false);
        const answer = (yes: boolean) => {
          question.value = undefined;
          resolve(yes);
        };
        question.value = { question: asked, answer };
      });
    return { failure, question, fail, run: (command) => run(command, fail, ask), dismiss: () => fail(undefined) };
  }, [failure, question]);
}

async function run(
  command: Command,
  fail: (failure: Failure | undefined) => void,
  ask: (question: DialQuestion) => Promise<boolean>,
  confirmed: readonly AskReason[] = [],
): Promise<boolean> {
  fail(undefined);
  try {
    const result = await command(confirmed);
    if (result.ok) return true;
    const { error, detail = '', question } = result;
    if (!question) fail({ code: error, detail });
    else if (await ask(question)) {
      const agreed = question.reasons.map(({ why }) => why);
      return await run(command, fail, ask, [...confirmed, ...agreed]);
    }
  } catch (error) {
    report(error, 'command');
    fail(asFailure(error));
  }
  return false;
}
