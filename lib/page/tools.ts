/**
 * What no icon waits for: the masks' buttons; tooltip, question and menu for those who touch one; whose number it is. A script
 * of its own (entrypoints/page-tools.ts), which is brought into a frame once it shows icons: most frames never do.
 */
import { contactReader } from './contact';
import { dress } from './dressing';
import { type Knowledge, lend } from './knowledge';
import { maskButtonsOf } from './mask-buttons';
import { wear } from './shell';
import { sightingsOf } from './sightings';
import type { Styles } from './styles';

const TOOLS = { contactReader, dress, maskButtonsOf, sightingsOf };

export type Tools = typeof TOOLS;

/** The tools of one frame. */
export function toolsOf(styles: Styles, knowledge: Knowledge): Tools {
  wear(styles);
  lend(knowledge);
  return TOOLS;
}
