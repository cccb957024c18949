import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

/** Says, with a lock, that the administration has set this: nobody looks for a way to change it. */
export function Locked({ id }: { id?: string }) {
  const { texts } = useUi();
  return (
    <span id={id} class="hint fixed" title={texts.t('policy_locked')}>
      <Glyph shapes={glyphs.lock} />
      <span>{texts.t('policy_locked')}</span>
    </span>
  );
}
