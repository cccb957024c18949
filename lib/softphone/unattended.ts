/** What becomes of a call that comes in by our user's choice alone, without anybody pressing anything. */
import type { CallFacts } from '../call';
import { AppError, report } from '../errors';
import type { CommandResult, HostChoices } from './softphone';
import { after } from './timers';

export interface UnattendedParts {
  choices(): HostChoices;
  /** Tells the caller that our user takes no calls now. */
  reject(callId: string): Promise<unknown>;
  /** Does it ring, and has nobody dealt with it? */
  rings(callId: string): boolean;
  /** Is it the only call there is? */
  alone(): boolean;
  /** Lets the user hear that a call answers itself. */
  announce(): void;
  accept(callId: string): Promise<CommandResult>;
  failed(error: AppError): void;
}

export class Unattended {
  /** Calls that are being turned away before anybody has heard of them. */
  readonly #away = new Set<string>();

  constructor(
    private readonly parts: UnattendedParts,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * While our user wants no calls, one that comes in is turned away at once, and told of only when it has ended.
   * @param known has this call been told of before? @returns the facts to tell, if any
   */
  turnedAway(facts: CallFacts, known: boolean): CallFacts | undefined {
    const told = structuredClone(facts);
    if (known) return told;
    if (facts.phase === 'ended') {
      const away = this.#away.delete(facts.id);
      return away && told.end?.reason === 'declined' ? { ...told, end: { ...told.end, reason: 'doNotDisturb' } } : told;
    }
    if (this.#away.has(facts.id)) return undefined;
    if (!this.parts.choices().doNotDisturb || facts.phase !== 'ringing') return told;
    this.#away.add(facts.id);
    // Not in this turn: a connector need not expect a command from within its own report.
    void Promise.resolve()
      .then(() => this.parts.reject(facts.id))
      .catch((error: unknown) => report(error, 'turning a call away'));
    return undefined;
  }

  /** Where our user allows it, a call that asks for it is answered, but never into another one. */
  answer({ id, phase, answerAfter }: CallFacts): void {
    const { parts } = this;
    const may = () => parts.choices().autoAnswer && parts.alone();
    if (phase !== 'ringing' || answerAfter === undefined || !may()) return;
    after(answerAfter * 1000, this.signal, () => {
      if (!may() || !parts.rings(id)) return;
      parts.announce();
      void parts.accept(id).then((result) => {
        if (!result.ok) parts.failed(new AppError(result.error, result.detail));
      });
    });
  }
}
