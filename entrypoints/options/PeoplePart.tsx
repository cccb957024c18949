import { PeopleSection } from '../../components/options/PeopleSection';
import type { Commands } from '../../components/use-command';
import { useLive } from '../../components/use-live';
import { askBackground, type UiCalls } from '../../lib/messages';
import { allPeople } from '../../lib/people';

/** Colleagues and favourites, wired. */
export function PeoplePart({ commands }: { commands: Commands }) {
  const people = useLive(allPeople).value;
  if (!people) return null;
  return (
    <PeopleSection
      people={people}
      onAdd={(list, favourite) =>
        void commands.run(() => askBackground<UiCalls, 'addPeople'>('addPeople', { people: list, favourite }))
      }
      onFavourite={(id, favourite) =>
        void commands.run(() => askBackground<UiCalls, 'setFavourite'>('setFavourite', { id, favourite }))
      }
      onRemove={(id) => void commands.run(() => askBackground<UiCalls, 'removePerson'>('removePerson', { id }))}
    />
  );
}
