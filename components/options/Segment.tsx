import { useUi } from '../ui';
import { Locked } from './Locked';

export interface SegmentProps<V extends string> {
  label: string;
  name: string;
  value: V;
  choices: readonly { value: V; title: string; text: string }[];
  /** The setting it stands for, where the administration may lock it. */
  setting?: string;
  onValue(value: V): void;
}

/** One of a few kinds, each with a line that says what it is. */
export function Segment<V extends string>({ label, name, value, choices, setting, onValue }: SegmentProps<V>) {
  const { locked } = useUi();
  const fixed = setting !== undefined && locked(setting);
  return (
    <>
      <div class="seg" role="radiogroup" aria-label={label}>
        {choices.map((choice) => (
          <label key={choice.value} class="segi">
            <input
              type="radio"
              class="rd"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              disabled={fixed}
              onChange={() => onValue(choice.value)}
            />
            <span>
              <b>{choice.title}</b>
              <span>{choice.text}</span>
            </span>
          </label>
        ))}
      </div>
      {fixed && <Locked />}
    </>
  );
}
