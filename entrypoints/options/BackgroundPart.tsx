import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Switch } from '../../components/options/Switch';
import { useUi } from '../../components/ui';
import { report } from '../../lib/errors';

const BACKGROUND = { permissions: ['background' as const] };

/** May the browser run on without a window, so that calls ring all the same? Its own question is asked at the click. */
export function BackgroundPart() {
  const { texts } = useUi();
  const [on, setOn] = useState<boolean>();
  useEffect(() => {
    const read = () =>
      void browser.permissions.contains(BACKGROUND).then(setOn, (error: unknown) => report(error, 'permission'));
    browser.permissions.onAdded.addListener(read);
    browser.permissions.onRemoved.addListener(read);
    read();
    return () => {
      browser.permissions.onAdded.removeListener(read);
      browser.permissions.onRemoved.removeListener(read);
    };
  }, []);
  if (on === undefined) return null;
  const toggle = (wanted: boolean) => {
    const asked = wanted ? browser.permissions.request(BACKGROUND) : browser.permissions.remove(BACKGROUND);
    // Refused, the switch goes back to what holds.
    setOn(undefined);
    void asked
      .catch((error: unknown) => report(error, 'permission'))
      .then(() => browser.permissions.contains(BACKGROUND))
      .then(setOn);
  };
  return (
    <div class="section health">
      <Switch
        name="background"
        label={texts.t('line_background')}
        text={texts.t('line_backgroundText')}
        on={on}
        onToggle={toggle}
      />
    </div>
  );
}
