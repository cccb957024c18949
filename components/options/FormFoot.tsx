import { useUi } from '../ui';

export interface FormFootProps {
  /** Labels of what was changed and not saved. */
  changed: string[];
  /** Labels of what cannot be saved as it is. */
  wrong: string[];
  /** Just saved. */
  saved: boolean;
  onDiscard(): void;
  onSave(): void;
}

/** What has changed, what must be mended first, discard and save. */
export function FormFoot({ changed, wrong, saved, onDiscard, onSave }: FormFootProps) {
  const { texts } = useUi();
  const list = new Intl.ListFormat(texts.language, { type: 'unit' });
  const dirty = changed.length > 0;
  const blocked = wrong.length > 0;
  const state = blocked
    ? texts.t('options_mend', { fields: list.format(wrong) })
    : texts.t('options_changed', { fields: list.format(changed) });
  return (
    <div class="foot">
      <span class="muted grow" role="status">
        {dirty ? state : saved && texts.t('options_saved')}
      </span>
      {dirty && (
        <button type="button" class="btn quiet" onClick={onDiscard}>
          {texts.t('action_discard')}
        </button>
      )}
      <button
        type="submit"
        class="btn"
        aria-disabled={!dirty || blocked}
        onClick={dirty && !blocked ? onSave : undefined}
      >
        {texts.t('action_save')}
      </button>
    </div>
  );
}
