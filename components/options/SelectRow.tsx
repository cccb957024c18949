import { useId } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { Locked } from './Locked';

export interface SelectRowProps {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, text: string])[];
  hint?: string;
  name: string;
  /** The setting it stands for, where the administration may lock it. */
  setting?: string;
  onValue(value: string): void;
}

/** A labelled choice out of a list. */
export function SelectRow({ label, value, choices, hint, name, setting, onValue }: SelectRowProps) {
  const { locked } = useUi();
  const fixed = setting !== undefined && locked(setting);
  const id = useId();
  return (
    <div class="frow">
      <label for={id}>{label}</label>
      <div class="fcol">
        <div class="field framed">
          <select
            id={id}
            name={name}
            dir="auto"
            value={value}
            disabled={fixed}
            onChange={(event) => onValue(event.currentTarget.value)}
          >
            {choices.map(([choice, text]) => (
              <option key={choice} value={choice}>
                {text}
              </option>
            ))}
          </select>
          <Glyph shapes={glyphs.chevronDown} />
        </div>
        {hint && <p class="hint">{hint}</p>}
        {fixed && <Locked />}
      </div>
    </div>
  );
}
