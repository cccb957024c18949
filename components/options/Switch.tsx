export interface SwitchProps {
  label: string;
  /** What on and off mean. */
  text?: string;
  on: boolean;
  name: string;
  onToggle(on: boolean): void;
}

/** A choice that takes effect at once. */
export function Switch({ label, text, on, name, onToggle }: SwitchProps) {
  return (
    <label class="swrow">
      <input
        type="checkbox"
        role="switch"
        class="sw"
        name={name}
        checked={on}
        aria-checked={on}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <span>
        <b>{label}</b>
        {text && <span class="hint">{text}</span>}
      </span>
    </label>
  );
}
