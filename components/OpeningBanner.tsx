import * as glyphs from '../lib/glyphs';
import { Banner } from './Banner';
import { useUi } from './ui';

/** Says what a page of ours waits for while the call log is being brought up to date, and what that means for calls. */
export function OpeningBanner() {
  const { texts } = useUi();
  return (
    <Banner kind="warn" shapes={glyphs.alert} why={texts.t('banner_opening')} next={texts.t('banner_openingNext')} />
  );
}
