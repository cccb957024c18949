import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { Locked } from './Locked';

export interface CheckProps {
  label: string;
  on: boolean;
  name: string;
  /** The setting it stands for, where the administration may lock it. */
  setting?: string;
  problem?: string | undefined;
  onToggle(on: boolean): void;
}

/** A choice of a form: it takes effect once the form is saved. */
export function Check({ label, on, name, setting, problem, onToggle }: CheckProps) {
  const { locked } = useUi();
  const fixed = setting !== undefined && locked(setting);
  return (
    <div>
      <label class="ckl">
        <input
          type="checkbox"
          class="ck"
          name={name}
          checked={on}
          disabled={fixed}
          onChange={(event) => onToggle(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {fixed && <Locked />}
      {problem && (
        <p class="problem" role="status">
          <Glyph shapes={glyphs.alert} />
          {problem}
        </p>
      )}
    </div>
  );
}
