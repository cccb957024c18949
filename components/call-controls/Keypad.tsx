import { useEffect, useRef, useState } from 'preact/hooks';
import { useUi } from '../ui';

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

/** More typed keys than this do not fit in a line; the last ones count. */
const SHOWN = 18;

/** Keys to press during a call, by mouse or on the keyboard. MUST be keyed by call: what was typed belongs to one. */
export function Keypad({ onKeys }: { onKeys(keys: string): void }) {
  const { texts } = useUi();
  const [typed, setTyped] = useState('');
  const press = (key: string) => {
    setTyped((before) => before + key);
    onKeys(key);
  };
  const newest = useRef(press);
  newest.current = press;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      const elsewhere = target instanceof HTMLElement && target.matches('input, textarea, select');
      if (elsewhere || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9*#]$/.test(event.key)) return;
      event.preventDefault();
      newest.current(event.key);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div class="keypad">
      <p class="typed" role="status" aria-label={texts.t('call_typed')}>
        {typed.slice(-SHOWN)}
      </p>
      <div class="keys">
        {KEYS.map(([key, letters]) => (
          <button key={key} type="button" class="key" data-key={key} onClick={() => press(key)}>
            {key} {letters && <small>{letters}</small>}
          </button>
        ))}
      </div>
    </div>
  );
}
