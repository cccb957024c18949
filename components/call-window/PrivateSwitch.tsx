import { useUi } from '../ui';

/** Keeps number, name and note of this call out of the CRM. */
export function PrivateSwitch({ on, onToggle }: { on: boolean; onToggle(on: boolean): void }) {
  const { texts } = useUi();
  return (
    <label class="private">
      <input
        type="checkbox"
        role="switch"
        class="sw"
        name="private"
        checked={on}
        aria-checked={on}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <span>
        {texts.t('window_private')}
        {on && <span class="hint"> {texts.t('window_privateText')}</span>}
      </span>
    </label>
  );
}
