import * as glyphs from '../lib/glyphs';
import { Banner } from './Banner';
import { useUi } from './ui';

/** Says that calls are turned away: whoever forgets it waits for calls in vain. */
export function DoNotDisturbBanner({ onSwitchOff }: { onSwitchOff(): void }) {
  const { texts } = useUi();
  const action = { label: texts.t('action_switchOff'), onPress: onSwitchOff };
  const words = { why: texts.t('banner_dnd'), next: texts.t('banner_dndNext') };
  return <Banner kind="warn" shapes={glyphs.bellOff} {...words} action={action} />;
}
