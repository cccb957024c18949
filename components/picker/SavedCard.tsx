import type { Verdict } from '../../lib/crm/profile';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { trusted } from './trusted';
import { useFocus } from './use-focus';
import { useWords } from './words';

export interface SavedCardProps {
  is: Verdict;
  /** The field in words; '' where it could not be saved. */
  name: string;
  address: string;
  onUndo(): void;
  onAdjust(): void;
  onAnother(): void;
  onLeave(): void;
}

/** It is remembered, and can be taken back. */
export function SavedCard({ is, name, address, onUndo, onAdjust, onAnother, onLeave }: SavedCardProps) {
  const card = useFocus();
  const { t } = useWords();
  return (
    <div ref={card} tabIndex={-1} class="card" role="status">
      <div class={name ? 'verdict go' : 'verdict bad'}>
        <Glyph shapes={name ? glyphs.check : glyphs.alert} />
        <span>
          <b>{name ? t(is === 'phone' ? 'picker_savedPhone' : 'picker_savedNever', { name }) : t('picker_failed')}</b>
          {name && <small>{t('picker_savedWhere', { address })}</small>}
        </span>
      </div>
      <div class="foot wrap">
        {name && (
          <>
            <button type="button" class="plain" onClick={trusted(onUndo)}>
              {t('action_undo')}
            </button>
            <button type="button" class="plain" onClick={trusted(onAdjust)}>
              {t('why_adjust')}
            </button>
          </>
        )}
        <button type="button" class="plain" onClick={trusted(onAnother)}>
          {t('picker_another')}
        </button>
        <button type="button" class="main" onClick={trusted(onLeave)}>
          {t('picker_done')}
        </button>
      </div>
    </div>
  );
}
