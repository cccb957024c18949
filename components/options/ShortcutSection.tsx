import type { TextKey, Texts } from '../../lib/i18n';
import { useUi } from '../ui';
import { FactTable } from './FactTable';

/** Keys of the panel; those of the browser come from the browser. */
const KEYS: readonly (readonly [keys: string, what: TextKey])[] = [
  ['↑ ↓', 'keys_rows'],
  ['Enter', 'keys_open'],
  ['Del', 'keys_remove'],
  ['Ctrl+Z', 'keys_undo'],
  ['↓', 'keys_favourites'],
  ['Esc', 'keys_close'],
];

export interface BrowserShortcut {
  what: string;
  /** '' where none is set. */
  keys: string;
}

export interface ShortcutSectionProps {
  shortcuts: readonly BrowserShortcut[];
  /** Opens the browser's own page for them; undefined where there is none to open. */
  onChange: (() => void) | undefined;
}

/** Keys as they are written on the keyboards of the language. */
function keyWords(keys: string, { t }: Texts): string {
  const words: Record<string, string> = { Ctrl: t('key_ctrl'), Shift: t('key_shift'), Del: t('key_delete') };
  return keys.replace(/[A-Za-z]+/g, (key) => words[key] ?? key);
}

/** Which keys do what. */
export function ShortcutSection({ shortcuts, onChange }: ShortcutSectionProps) {
  const { texts } = useUi();
  const heads = [texts.t('keys_keys'), texts.t('about_purpose')];
  return (
    <>
      <section class="section" aria-labelledby="browser-keys">
        <h2 id="browser-keys">{texts.t('keys_everywhere')}</h2>
        <FactTable
          heads={heads}
          rows={shortcuts.map(({ what, keys }) => ({
            key: what,
            cells: [keyWords(keys, texts) || <span class="muted">{texts.t('keys_none')}</span>, what],
          }))}
        />
        {onChange ? (
          <p class="after">
            <button type="button" class="btn quiet sm" onClick={onChange}>
              {texts.t('keys_change')}
            </button>
          </p>
        ) : (
          <p class="hint">{texts.t('keys_changeFirefox')}</p>
        )}
      </section>
      <section aria-labelledby="panel-keys">
        <h2 id="panel-keys">{texts.t('keys_panel')}</h2>
        <FactTable
          heads={heads}
          rows={KEYS.map(([keys, what]) => ({ key: what, cells: [keyWords(keys, texts), texts.t(what)] }))}
        />
      </section>
    </>
  );
}
