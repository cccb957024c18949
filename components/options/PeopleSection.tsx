import { useState } from 'preact/hooks';
import type { PersonRow } from '../../lib/db';
import * as glyphs from '../../lib/glyphs';
import { type Colleague, isListNumber, readColleagues } from '../../lib/people-list';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { useUi } from '../ui';
import { FileButton } from './FileButton';
import { FormRow } from './FormRow';

export interface PeopleSectionProps {
  people: PersonRow[];
  onAdd(people: Colleague[], favourite: 0 | 1): void;
  onFavourite(id: string, favourite: 0 | 1): void;
  onRemove(id: string): void;
}

/** Rows shown at once: the rest is found by the number box. */
const SHOWN = 200;

/** Colleagues and favourites: who is offered before anything is typed, and to whom calls are given. */
export function PeopleSection({ people, onAdd, onFavourite, onRemove }: PeopleSectionProps) {
  const { texts } = useUi();
  return (
    <div class="section">
      <AddPerson onAdd={(person) => onAdd([person], 1)} />
      <ImportPeople onAdd={(list) => onAdd(list, 0)} />
      {people.length === 0 ? (
        <p class="muted">{texts.t('people_none')}</p>
      ) : (
        <ul class="grants">
          {people.slice(0, SHOWN).map(({ id, name, number, organisation, favourite, from }) => (
            <li key={id} data-person={id}>
              <span class="grow">
                <b class="medium">{name}</b>
                <span class="hint" dir="auto">
                  {[number, organisation, from === 'policy' && texts.t('addresses_fromPolicy')]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <label class="inline">
                <input
                  type="checkbox"
                  class="cb"
                  checked={favourite === 1}
                  aria-label={texts.t('people_favouriteOf', { name })}
                  onChange={(event) => onFavourite(id, event.currentTarget.checked ? 1 : 0)}
                />
                <span class="hint">{texts.t('people_favourite')}</span>
              </label>
              {from === 'own' && (
                <IconButton
                  shapes={glyphs.trash}
                  name={texts.t('people_remove', { name })}
                  onPress={() => onRemove(id)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function AddPerson({ onAdd }: { onAdd(person: Colleague): void }) {
  const { texts } = useUi();
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const good = name.trim() !== '' && name.length <= 120 && isListNumber(number);
  const add = () => {
    onAdd({ name: name.trim(), number: number.trim(), organisation: '' });
    setName('');
    setNumber('');
  };
  return (
    <form class="narrowform" onSubmit={(event) => event.preventDefault()}>
      <FormRow
        name="personName"
        label={texts.t('csv_name')}
        value={name}
        onValue={setName}
        problem={name.length > 120 ? texts.t('setting_text', { max: 120 }) : undefined}
      />
      <FormRow
        name="personNumber"
        label={texts.t('csv_number')}
        value={number}
        onValue={setNumber}
        problem={
          number && !isListNumber(number)
            ? `${texts.t('error_numberInvalid')}. ${texts.t('remedy_numberInvalid')}`
            : undefined
        }
      />
      <div class="frow">
        <span />
        <div class="inline">
          <button type="submit" class="btn" aria-disabled={!good} onClick={good ? add : undefined}>
            <Glyph shapes={glyphs.plus} />
            {texts.t('people_add')}
          </button>
        </div>
      </div>
    </form>
  );
}

function ImportPeople({ onAdd }: { onAdd(people: Colleague[]): void }) {
  const { texts } = useUi();
  const [result, setResult] = useState<{ good: number; wrong: string[] }>();
  const read = (text: string) => {
    const { colleagues, wrong } = readColleagues(text.slice(0, 2_000_000));
    // A list is taken over as a whole or not at all.
    if (wrong.length === 0 && colleagues.length > 0) onAdd(colleagues);
    setResult({ good: colleagues.length, wrong });
  };
  return (
    <div class="frow wideform">
      <span class="rowlabel">{texts.t('people_import')}</span>
      <div class="fcol">
        <div class="inline">
          <FileButton
            name="peopleFile"
            accept=".csv,text/csv,text/plain"
            label={texts.t('people_choose')}
            onText={read}
          />
          <span class="hint">{texts.t('people_importHint')}</span>
        </div>
        <div role="status">
          {result?.wrong.length === 0 && <p>{texts.plural('people_imported', result.good)}</p>}
          {result !== undefined && result.wrong.length > 0 && (
            <p class="problem">
              <Glyph shapes={glyphs.alert} />
              {texts.plural('people_refused', result.wrong.length, { line: result.wrong[0] ?? '' })}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}
