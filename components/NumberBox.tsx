import { useState } from 'preact/hooks';
import type { Call } from '../lib/call';
import { callerOf } from '../lib/caller';
import * as glyphs from '../lib/glyphs';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { useUi } from './ui';

export interface NumberBoxProps {
  /** Why nothing can be dialled now, in words; '' when the line is ready. */
  why: string;
  /** Past calls that fit the text. */
  suggestions: Call[];
  text: string;
  onText(text: string): void;
  onDial(text: string): void;
}

/** Where a number is typed, or a name that past calls know. Enter dials, arrows choose, Escape closes. */
export function NumberBox({ why, suggestions, text, onText, onDial }: NumberBoxProps) {
  const { texts } = useUi();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const list = open ? suggestions : [];
  const target = list[chosen]?.number ?? (/\d/.test(text) ? text : list[0]?.number) ?? text.trim();
  const dial = (number: string) => {
    if (why || !number) return;
    setOpen(false);
    onDial(number);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step && list.length > 0) setChosen((chosen + step + list.length) % list.length);
    else if (event.key === 'Enter') dial(target);
    else if (event.key === 'Escape') setOpen(false);
    else return;
    event.preventDefault();
  };
  const type = (typed: string) => {
    setOpen(true);
    setChosen(-1);
    onText(typed);
  };
  const name = why ? texts.t('panel_cannotCall', { why }) : texts.t('action_call');
  return (
    <div class="dial">
      <label class="field">
        <input
          type="text"
          role="combobox"
          inputMode="tel"
          autoComplete="off"
          spellcheck={false}
          value={text}
          placeholder={texts.t('panel_number')}
          aria-label={texts.t('panel_number')}
          aria-expanded={list.length > 0}
          aria-controls="suggestions"
          aria-activedescendant={chosen >= 0 ? `suggestion-${chosen}` : undefined}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
      </label>
      <IconButton
        shapes={why ? glyphs.callUnavailable : glyphs.phone}
        name={name}
        tone="go"
        unavailable={!!why || !target}
        onPress={() => dial(target)}
      />
      {list.length > 0 && <Suggestions calls={list} chosen={chosen} onDial={dial} />}
    </div>
  );
}

function Suggestions({ calls, chosen, onDial }: { calls: Call[]; chosen: number; onDial(number: string): void }) {
  const ui = useUi();
  return (
    <div class="pop" id="suggestions" role="listbox" aria-label={ui.texts.t('panel_historySuggestion')}>
      {calls.map((call, index) => {
        const { name, number } = callerOf(call, ui);
        return (
          // Focus stays in the input, as a combobox wants it; the mouse must not take it before the click arrives.
          // biome-ignore lint/a11y/useFocusableInteractive: reached by aria-activedescendant
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input's Enter does it
          <div
            key={call.number}
            id={`suggestion-${index}`}
            class="opt"
            role="option"
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onDial(call.number)}
          >
            <Glyph shapes={call.contact ? glyphs.record : glyphs.clock} />
            <div class="grow">
              <p class="cut medium">{name}</p>
              <p class="xs muted cut">{number}</p>
            </div>
            <span class="xs muted">
              {ui.texts.t(call.contact ? 'panel_contactSuggestion' : 'panel_historySuggestion')}
            </span>
          </div>
        );
      })}
    </div>
  );
}
