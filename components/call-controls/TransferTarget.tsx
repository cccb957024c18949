import { useState } from 'preact/hooks';
import type { Call } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import * as glyphs from '../../lib/glyphs';
import type { ControlActions } from '../call-actions';
import { Glyph } from '../Glyph';
import { SUGGESTION_LOOKS } from '../NumberBox';
import { useUi } from '../ui';
import { useSuggestions } from './use-suggestions';

export interface TransferTargetProps {
  call: Call;
  /** Other connected calls: this one can be connected with them. */
  others: Call[];
  actions: ControlActions;
}

/** To whom a call is given: typed, or one of those that past calls know; first asked, or at once. */
export function TransferTarget({ call, others, actions }: TransferTargetProps) {
  const ui = useUi();
  const { texts } = ui;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const found = useSuggestions(text).filter(({ number }) => number !== call.number);
  const target = chosen ?? (/\d/.test(text) ? text.trim() : (found[0]?.number ?? ''));
  const type = (typed: string) => {
    setChosen(undefined);
    setText(typed);
  };
  const consult = () => target && actions.onConsult(call.id, target);
  return (
    <div class="give">
      <label class="field">
        <Glyph shapes={glyphs.search} />
        <input
          // It opens by a press on "Transfer": the next thing to do is to type.
          ref={(field) => void (text === '' && field?.focus())}
          type="text"
          name="target"
          inputMode="tel"
          dir="auto"
          autoComplete="off"
          spellcheck={false}
          value={text}
          placeholder={texts.t('call_transferTarget')}
          aria-label={texts.t('call_transferTarget')}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && consult()}
        />
      </label>
      <ul class="pick">
        {others.map((other) => {
          const { name, organisation } = callerOf(other, ui);
          return (
            <Choice
              key={other.id}
              {...{ name, organisation, kind: texts.t('call_held'), on: false }}
              onPress={() => actions.onControl(call.id, { kind: 'connect', with: other.id })}
            />
          );
        })}
        {found.map(({ name, organisation, number, from }) => (
          <Choice
            key={number}
            name={name || ui.showNumber(number)}
            organisation={[organisation, name && ui.showNumber(number)].filter(Boolean).join(' · ')}
            kind={texts.t(SUGGESTION_LOOKS[from].word)}
            on={number === target}
            onPress={() => setChosen(number)}
          />
        ))}
      </ul>
      <div class="pair even">
        <button type="button" class="btn big" disabled={!target} onClick={consult}>
          <Glyph shapes={glyphs.phone} />
          {texts.t('action_consult')}
        </button>
        <button
          type="button"
          class="btn quiet big"
          disabled={!target}
          onClick={() => actions.onTransfer(call.id, target)}
        >
          {texts.t('action_transferNow')}
        </button>
      </div>
    </div>
  );
}

interface ChoiceProps {
  name: string;
  organisation: string;
  /** Where it comes from, in a word. */
  kind: string;
  on: boolean;
  onPress(): void;
}

function Choice({ name, organisation, kind, on, onPress }: ChoiceProps) {
  return (
    <li>
      <button type="button" class="opt" aria-pressed={on} onClick={onPress}>
        <span class="grow">
          <span class="medium cut" dir="auto">
            {name}
          </span>
          <span class="xs muted cut" dir="auto">
            {organisation}
          </span>
        </span>
        <span class="xs muted">{kind}</span>
      </button>
    </li>
  );
}
