import { useState } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import type { TextKey } from '../../lib/i18n';
import { type CallQuality, levelOf } from '../../lib/softphone/call-quality';
import { Banner } from '../Banner';
import { figures } from '../Quality';
import { useUi } from '../ui';

/** From here on loss is the cause, else the way is too long. Percent. */
const NOTABLE_LOSS = 2;

/** Says why a call sounds poor and what mostly helps: no alarm. The figures are for whoever looks after the network. */
export function QualityBanner({ quality }: { quality: CallQuality | undefined }) {
  const { texts } = useUi();
  const [open, setOpen] = useState(false);
  if (!quality || levelOf(quality) !== 'poor') return null;
  const advice = texts.t('quality_advice');
  const next = open ? `${advice} ${figures(quality, texts)}` : advice;
  const action = { label: texts.t('quality_details'), onPress: () => setOpen(true) };
  const why = texts.t(causeOf(quality));
  return <Banner kind="warn" shapes={glyphs.alert} why={why} next={next} action={open ? undefined : action} />;
}

function causeOf({ lossHere, lossThere }: CallQuality): TextKey {
  if (Math.max(lossHere, lossThere) < NOTABLE_LOSS) return 'quality_slow';
  return lossThere > lossHere ? 'quality_poorThere' : 'quality_poorHere';
}
