import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

const FIELDS = [
  ['first_preview_phone', '+49 30 23125418', true],
  ['first_preview_mobile', '+49 40 66969530', true],
  ['first_preview_fax', '+49 30 23125419', false],
] as const;

/** A drawn mask with call icons: what an address will look like. Nothing in it can be used. */
export function IconPreview() {
  const { texts } = useUi();
  return (
    <div class="demoform" aria-hidden="true">
      <p class="fl">{texts.t('first_preview')}</p>
      {FIELDS.map(([label, number, called]) => (
        <div key={label} class="frow">
          <span class="rowlabel">{texts.t(label)}</span>
          <div class="inp">
            <bdi>{number}</bdi>
            {called && <Glyph shapes={glyphs.phone} tone="c-callable" />}
          </div>
        </div>
      ))}
    </div>
  );
}
