import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

/** How many calls the CRM does not have yet; leads to the list of them. Nothing where it has all. */
export function OpenCount({ count, onOpen }: { count: number; onOpen(): void }) {
  const { texts } = useUi();
  if (count === 0) return null;
  return (
    <button type="button" class="opencount" onClick={onOpen}>
      <Glyph shapes={glyphs.sync} />
      <span class="grow cut">{texts.plural('panel_recordsOpen', count)}</span>
      <Glyph shapes={glyphs.chevronRight} />
    </button>
  );
}
