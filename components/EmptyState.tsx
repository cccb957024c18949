import * as glyphs from '../lib/glyphs';
import { Glyph } from './Glyph';
import { useUi } from './ui';

/** The first day: nothing to show, and how that changes. */
export function EmptyState() {
  const { texts } = useUi();
  return (
    <div class="empty">
      <Glyph shapes={glyphs.phone} />
      <b>{texts.t('panel_emptyTitle')}</b>
      <span>{texts.t('panel_emptyText')}</span>
    </div>
  );
}
