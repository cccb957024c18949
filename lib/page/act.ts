/** What a person's click on a number does, by what the number is doing at that moment (R3). */
import type { Judgement, PageQuestion, PageReply } from '../messages';
import type { PageCallbacks } from './callbacks';
import type { Place, Reading } from './find-phones';
import { deafAfterDial, type IconState } from './icon';
import { bring } from './touch';

export interface Act {
  /** A sentence to show beside the icon, '' for none. */
  message: string;
  /** The page shows something else than the icon did. */
  changed: boolean;
}

export interface Actor {
  /**
   * `place` is the number's place as it reads now, undefined where it is gone; `shown` is what the icon stood for.
   * Dials what the page shows now, never what it showed when the icon was made. `ask` puts a question that must be
   * answered before.
   */
  press(place: Place | undefined, shown: string, ask: (question: PageQuestion) => Promise<boolean>): Promise<Act>;
}

type Ask = Parameters<Actor['press']>[2];

export interface ActorNeeds {
  callbacks: PageCallbacks;
  reading: Reading;
  judge(place: Place): Promise<Judgement>;
  stateOf(number: string): IconState;
  /** Why no call can be made now. */
  why(): string;
  failed(error: unknown): void;
}

/** The actor of one frame: right after a dial it hears nothing, so that a double click dials once. */
export function actorOf({ callbacks, reading, judge, stateOf, why, failed }: ActorNeeds): Actor {
  const deaf = deafAfterDial();
  const dial = async (number: string, { element }: Place, ask: Ask): Promise<PageReply> => {
    const contact = (await bring())?.contactReader(reading.profile)(element) ?? null;
    const data = { number, contact };
    const reply = await callbacks.dial(data);
    if (!reply.question) return reply;
    if (!(await ask(reply.question))) return { ok: true, message: '' };
    deaf.dialled();
    return callbacks.dial({ ...data, confirmed: reply.question.confirm });
  };
  const pressed = async (place: Place | undefined, shown: string, ask: Ask): Promise<Act> => {
    const judgement = place && (await judge(place));
    if (!place || !judgement) return { message: '', changed: true };
    const { number } = judgement;
    const changed = number !== shown;
    const state = stateOf(number);
    if (state === 'unavailable') return { message: why(), changed };
    const reply =
      state === 'active'
        ? await callbacks.hangUp(number)
        : state === 'ringing'
          ? await callbacks.open(number)
          : await dial(number, place, ask);
    return { message: reply.ok ? '' : reply.message, changed };
  };
  return {
    async press(place, shown, ask) {
      if (deaf.isDeaf()) return { message: '', changed: false };
      if (stateOf(shown) === 'ready') deaf.dialled();
      try {
        return await pressed(place, shown, ask);
      } catch (error) {
        failed(error);
        return { message: '', changed: true };
      }
    },
  };
}
