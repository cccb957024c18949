/** Commands whose failure is a value: every one of a line host's. */
import { AppError, asFailure, report } from '../errors';
import type { CommandResult } from './softphone';

/** Runs a command; what goes wrong becomes its result. Bugs are reported besides. */
export async function outcome(
  when: string,
  command: () => Promise<CommandResult> | CommandResult,
): Promise<CommandResult> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof AppError)) report(error, when);
    const { code, detail } = asFailure(error);
    return { ok: false, error: code, detail };
  }
}
