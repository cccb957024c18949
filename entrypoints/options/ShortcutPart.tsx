import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type BrowserShortcut, ShortcutSection } from '../../components/options/ShortcutSection';
import { useUi } from '../../components/ui';
import { report } from '../../lib/errors';
import type { TextKey } from '../../lib/i18n';

/** The browser knows its own language only. */
const WORDS: Record<string, TextKey> = {
  _execute_action: 'keys_openPanel',
  _execute_sidebar_action: 'keys_openPanel',
  accept: 'command_accept',
  'hang-up': 'command_hangUp',
  mute: 'command_mute',
  'focus-icon': 'extensionIconKey',
};

/** Which keys do what, wired: those of the browser as they are set now. */
export function ShortcutPart() {
  const { texts } = useUi();
  const words = (name = '') => {
    const key = WORDS[name];
    return key && texts.t(key);
  };
  const [shortcuts, setShortcuts] = useState<BrowserShortcut[]>();
  useEffect(() => {
    browser.commands
      .getAll()
      .then((all) =>
        setShortcuts(
          all.map(({ description, name, shortcut }) => ({
            what: words(name) ?? description ?? name ?? '',
            keys: shortcut ?? '',
          })),
        ),
      )
      .catch((error: unknown) => report(error, 'shortcuts'));
  }, [texts]);
  if (!shortcuts) return null;
  const change = () => void browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
  return <ShortcutSection shortcuts={shortcuts} onChange={import.meta.env.FIREFOX ? undefined : change} />;
}
