/** What the options page asks about people and what is kept of them. */
import { asFailure } from './errors';
import { keepPicture } from './panel-picture';
import { addPeople, removePerson, setFavourite } from './people';
import type { Colleague } from './people-list';
import { forgetNumber } from './retention';
import type { CommandResult } from './softphone/softphone';

/** Options page -> background. */
export interface PrivacyCalls {
  addPeople(data: { people: Colleague[]; favourite: 0 | 1 }): CommandResult;
  setFavourite(data: { id: string; favourite: 0 | 1 }): CommandResult;
  removePerson(data: { id: string }): CommandResult;
  /** Deletes everything this browser knows of a number; `calls` says how many calls that were. */
  forgetNumber(data: { text: string }): CommandResult & { calls?: number };
  /** Takes back everything the user chose. */
  resetSettings(data: Record<string, never>): CommandResult;
}

type Handlers = {
  [K in keyof PrivacyCalls]: (data: Parameters<PrivacyCalls[K]>[0]) => Promise<ReturnType<PrivacyCalls[K]>>;
};

export interface PrivacyParts {
  read(text: string): Promise<string | undefined>;
  reset(): Promise<void>;
  listChanged(): Promise<void>;
}

const OK: CommandResult = { ok: true };

export function privacyHandlers(parts: PrivacyParts): Handlers {
  return {
    async addPeople({ people, favourite }) {
      const numbers = new Map<string, string | undefined>();
      for (const { number } of people) numbers.set(number, await parts.read(number));
      await addPeople(people, favourite, (text) => numbers.get(text));
      return OK;
    },
    async setFavourite({ id, favourite }) {
      await setFavourite(id, favourite);
      return OK;
    },
    async removePerson({ id }) {
      await removePerson(id);
      return OK;
    },
    async forgetNumber({ text }) {
      const number = await parts.read(text);
      if (!number) return { ok: false, error: 'numberInvalid', detail: text };
      const calls = await forgetNumber(number);
      await keepPicture();
      await parts.listChanged();
      return { ok: true, calls };
    },
    async resetSettings() {
      try {
        await parts.reset();
        return OK;
      } catch (error) {
        const { code, detail } = asFailure(error);
        return { ok: false, error: code, detail };
      }
    },
  };
}
