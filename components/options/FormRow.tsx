import { useId, useState } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { Locked } from './Locked';

export interface FormRowProps {
  label: string;
  value: string;
  onValue(value: string): void;
  /** Said below the field while nothing is wrong. */
  hint?: string | undefined;
  /** What is wrong and what to do; shown as it is typed, for an empty field only once it was left. */
  problem?: string | undefined;
  /** A password. */
  secret?: boolean;
  /** More than one line. */
  rows?: number;
  placeholder?: string;
  /** Stands behind the value, e.g. a unit. */
  unit?: string;
  name: string;
  /** The setting it stands for, where the administration may lock it. */
  setting?: string;
}

/** A labelled field of a form, with its hint or what is wrong with it. */
export function FormRow(props: FormRowProps) {
  const { label, value, hint, problem, unit } = props;
  const { locked } = useUi();
  const fixed = props.setting !== undefined && locked(props.setting);
  const id = useId();
  const [left, setLeft] = useState(false);
  const shown = problem && (value !== '' || left) ? problem : undefined;
  const below = shown ?? (fixed ? undefined : hint);
  const field = {
    id,
    name: props.name,
    value,
    placeholder: props.placeholder ?? '',
    spellcheck: false,
    dir: 'auto',
    readOnly: fixed,
    'aria-invalid': shown ? true : undefined,
    'aria-describedby': below || fixed ? `${id}-below` : undefined,
    onBlur: () => setLeft(true),
  } as const;
  return (
    <div class="frow">
      <label for={id}>{label}</label>
      <div class="fcol">
        <div class={shown ? 'field framed bad' : 'field framed'}>
          {props.rows ? (
            <textarea {...field} rows={props.rows} onInput={(event) => props.onValue(event.currentTarget.value)} />
          ) : (
            <input
              {...field}
              {...(props.secret ? { type: 'password' } : { type: 'text' })}
              autoComplete="off"
              onInput={(event) => props.onValue(event.currentTarget.value)}
            />
          )}
          {unit && <span class="muted">{unit}</span>}
        </div>
        {fixed && !shown && <Locked id={`${id}-below`} />}
        {below && (
          <p id={`${id}-below`} class={shown ? 'problem' : 'hint'} role={shown ? 'status' : undefined}>
            {shown && <Glyph shapes={glyphs.alert} />}
            {below}
          </p>
        )}
      </div>
    </div>
  );
}
