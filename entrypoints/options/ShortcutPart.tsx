import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type BrowserShortcut, ShortcutSection } from '../../components/options/ShortcutSection';
import { report } from '../../lib/errors';

/** Which keys do what, wired: those of the browser as they are set now. */
export function ShortcutPart() {
  const [shortcuts, setShortcuts] = useState<BrowserShortcut[]>();
  useEffect(() => {
    browser.commands
      .getAll()
      .then((all) =>
        setShortcuts(
          all.map(({ description, name, shortcut }) => ({ what: description || name || '', keys: shortcut ?? '' })),
        ),
      )
      .catch((error: unknown) => report(error, 'shortcuts'));
  }, []);
  if (!shortcuts) return null;
  const change = () => void browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
  return <ShortcutSection shortcuts={shortcuts} onChange={import.meta.env.FIREFOX ? undefined : change} />;
}
