import * as glyphs from '../../lib/glyphs';
import type { TextKey } from '../../lib/i18n';
import { type CallQuality, levelOf } from '../../lib/softphone/call-quality';
import { Banner } from '../Banner';
import { figures } from '../Quality';
import { useUi } from '../ui';

/** From here on loss is the cause, else the way is too long. Percent. */
const NOTABLE_LOSS = 2;

/** Says why a call sounds poor and what mostly helps: no alarm, nothing to click. */
export function QualityBanner({ quality }: { quality: CallQuality | undefined }) {
  const { texts } = useUi();
  if (!quality || levelOf(quality) !== 'poor') return null;
  const next = texts.t('quality_advice', { figures: figures(quality, texts) });
  return <Banner kind="warn" shapes={glyphs.alert} why={texts.t(causeOf(quality))} next={next} />;
}

function causeOf({ lossHere, lossThere }: CallQuality): TextKey {
  if (Math.max(lossHere, lossThere) < NOTABLE_LOSS) return 'quality_slow';
  return lossThere > lossHere ? 'quality_poorThere' : 'quality_poorHere';
}
