import { useUi } from '../ui';
import { Locked } from './Locked';

export interface SwitchProps {
  label: string;
  /** What on and off mean. */
  text?: string;
  on: boolean;
  name: string;
  /** The setting it stands for, where the administration may lock it. */
  setting?: string;
  onToggle(on: boolean): void;
}

/** A choice that takes effect at once. */
export function Switch({ label, text, on, name, setting, onToggle }: SwitchProps) {
  const { locked } = useUi();
  const fixed = setting !== undefined && locked(setting);
  return (
    <label class="swrow">
      <input
        type="checkbox"
        role="switch"
        class="sw"
        name={name}
        checked={on}
        aria-checked={on}
        disabled={fixed}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <span>
        <b>{label}</b>
        {text && <span class="hint">{text}</span>}
        {fixed && <Locked />}
      </span>
    </label>
  );
}
