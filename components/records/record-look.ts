/** How the state of a call's record looks. */
import type { OutboxRow } from '../../lib/db';
import type { GlyphShapes } from '../../lib/glyphs';
import * as glyphs from '../../lib/glyphs';
import type { TextKey } from '../../lib/i18n';

export interface RecordLook {
  shapes: GlyphShapes;
  text: TextKey;
  tone: 'c-live' | 'c-missed' | undefined;
}

export const RECORD_LOOKS: Record<OutboxRow['state'], RecordLook> = {
  stored: { shapes: glyphs.check, text: 'window_recordStored', tone: undefined },
  waiting: { shapes: glyphs.clock, text: 'window_recordWaiting', tone: undefined },
  rejected: { shapes: glyphs.alert, text: 'window_recordRejected', tone: 'c-live' },
  unsure: { shapes: glyphs.alert, text: 'window_recordUnsure', tone: 'c-missed' },
  local: { shapes: glyphs.record, text: 'window_recordLocal', tone: undefined },
};
