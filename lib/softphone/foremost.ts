/**
 * Our user is heard in one call at a time. Whoever becomes that one waits here for its turn, and the one that was it is
 * held first. The host knows what is live this moment; the log may be an event behind.
 */
import type { CallFacts } from '../call';
import { AppError } from '../errors';
import type { CommandResult } from './softphone';

export class Foremost {
  #turn: Promise<unknown> = Promise.resolve();

  /** @param taken ringing calls that are just being accepted @param hold puts a connected call on hold */
  constructor(
    private readonly calls: () => CallFacts[],
    private readonly taken: ReadonlySet<string>,
    private readonly hold: (callId: string) => Promise<CommandResult>,
  ) {}

  /**
   * Runs the command that makes this call the foremost one.
   * @throws AppError callInProgress while another call dials or is just being accepted, or when one could not be held
   */
  give(callId: string, command: () => Promise<CommandResult>): Promise<CommandResult> {
    const result = this.#turn.then(async () => {
      await this.#makeRoom(callId);
      return command();
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #makeRoom(callId: string): Promise<void> {
    const others = this.calls().filter(({ id }) => id !== callId);
    if (others.some(({ id, phase }) => phase === 'dialling' || (phase === 'ringing' && this.taken.has(id))))
      throw new AppError('callInProgress');
    for (const { id, heldByUs } of others.filter(({ phase }) => phase === 'connected')) {
      if (heldByUs) continue;
      const held = await this.hold(id);
      // One that ended meanwhile needs no hold.
      if (!held.ok && this.calls().some((call) => call.id === id)) throw new AppError(held.error, held.detail);
    }
  }
}
