import { useState } from 'preact/hooks';
import type { GlyphShapes } from '../lib/glyphs';
import * as glyphs from '../lib/glyphs';
import type { TextKey } from '../lib/i18n';
import type { Suggestion } from '../lib/suggestions';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { useUi } from './ui';

export interface NumberBoxProps {
  /** Why nothing can be dialled now, in words; '' when the line is ready. */
  why: string;
  /** Whom the text may mean. */
  suggestions: Suggestion[];
  /** What would be dialled for the text, and what stands against it, in words; '' for nothing to say. */
  preview: string;
  text: string;
  onText(text: string): void;
  onDial(text: string): void;
}

/** Where a number is typed, or a name we know. Enter dials, arrows choose, Escape closes. */
export function NumberBox({ why, suggestions, preview, text, onText, onDial }: NumberBoxProps) {
  const { texts } = useUi();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const list = open ? suggestions : [];
  const first = text.trim() ? list[0]?.number : undefined;
  // By the digit, not by the place: the list may still be the one of the key before.
  const quick = suggestions.find(({ digit }) => String(digit) === text.trim());
  const target = list[chosen]?.number ?? quick?.number ?? (/\d/.test(text) ? text : first) ?? text.trim();
  const dial = (number: string) => {
    if (why || !number) return;
    setOpen(false);
    onDial(number);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step && !open) setOpen(true);
    else if (step && list.length > 0) setChosen((chosen + step + list.length) % list.length);
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
  const said = quick ? texts.t('panel_willCall', { name: quick.name }) : preview;
  const name = why ? texts.t('panel_cannotCall', { why }) : texts.t('action_call');
  return (
    <div class="dial">
      <label class="field">
        <input
          type="text"
          role="combobox"
          inputMode="tel"
          dir="auto"
          autoComplete="off"
          spellcheck={false}
          value={text}
          placeholder={texts.t('panel_number')}
          aria-label={texts.t('panel_number')}
          aria-expanded={list.length > 0}
          aria-controls="suggestions"
          aria-describedby={said ? 'dial-preview' : undefined}
          aria-activedescendant={chosen >= 0 ? `suggestion-${chosen}` : undefined}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
          onClick={() => setOpen(true)}
        />
      </label>
      <IconButton
        shapes={why ? glyphs.callUnavailable : glyphs.phone}
        name={name}
        tone="go"
        unavailable={!!why || !target}
        onPress={() => dial(target)}
      />
      {said && (
        <p id="dial-preview" class="willdial hint" role="status">
          {said}
        </p>
      )}
      {list.length > 0 && <Suggestions list={list} chosen={chosen} onDial={dial} />}
    </div>
  );
}

export const SUGGESTION_LOOKS: Record<Suggestion['from'], { shapes: GlyphShapes; word: TextKey }> = {
  favourite: { shapes: glyphs.user, word: 'panel_favouriteSuggestion' },
  colleague: { shapes: glyphs.user, word: 'panel_colleagueSuggestion' },
  contact: { shapes: glyphs.record, word: 'panel_contactSuggestion' },
  history: { shapes: glyphs.clock, word: 'panel_historySuggestion' },
};

interface SuggestionsProps {
  list: Suggestion[];
  chosen: number;
  onDial(number: string): void;
}

function Suggestions({ list, chosen, onDial }: SuggestionsProps) {
  const { texts, showNumber } = useUi();
  return (
    <div class="pop">
      <div id="suggestions" role="listbox" aria-label={texts.t('panel_suggestions')}>
        {list.map(({ name, organisation, number, from, digit }, index) => (
          // Focus stays in the input, as a combobox wants it; the mouse must not take it before the click arrives.
          // biome-ignore lint/a11y/useFocusableInteractive: reached by aria-activedescendant
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input's Enter does it
          <div
            key={number}
            id={`suggestion-${index}`}
            class="opt"
            role="option"
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onDial(number)}
          >
            <Glyph shapes={SUGGESTION_LOOKS[from].shapes} />
            <div class="grow">
              <p class="cut medium" dir="auto">
                {name || showNumber(number)}
              </p>
              {name && (
                <p class="xs muted cut" dir="auto">
                  {[showNumber(number), organisation].filter(Boolean).join(' · ')}
                </p>
              )}
            </div>
            <span class="xs muted">
              {texts.t(SUGGESTION_LOOKS[from].word)} {digit}
            </span>
          </div>
        ))}
      </div>
      <p class="boxkeys hint">{texts.t('panel_boxKeys')}</p>
    </div>
  );
}
