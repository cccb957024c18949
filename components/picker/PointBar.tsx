import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { trusted } from './trusted';
import { useWords } from './words';

export interface PointBarProps {
  mode: 'pick' | 'why';
  onLeave(): void;
}

/** What to do now, and the way out. */
export function PointBar({ mode, onLeave }: PointBarProps) {
  const { t } = useWords();
  return (
    <div class="bar" role="status">
      <Glyph shapes={glyphs.pick} />
      <span>
        <b>{t(mode === 'pick' ? 'picker_point' : 'why_point')}</b>
        <small>{t('picker_keys')}</small>
      </span>
      <button type="button" class="plain" onClick={trusted(onLeave)}>
        {t('picker_leave')}
      </button>
    </div>
  );
}
