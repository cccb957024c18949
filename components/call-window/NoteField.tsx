import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useUi } from '../ui';

/** A pause in typing after which the note is saved. */
export const NOTE_PAUSE_MS = 400;

export interface NoteFieldProps {
  /** As stored. */
  note: string;
  crm: boolean;
  onNote(note: string): void;
}

/** The note of a call, saved as it is typed. MUST be keyed by call: a draft belongs to one call. */
export function NoteField({ note, crm, onNote }: NoteFieldProps) {
  const { texts } = useUi();
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const unsaved = useRef<string | undefined>(undefined);
  const save = useRef(onNote);
  save.current = onNote;
  const flush = useRef(() => {
    if (unsaved.current !== undefined) save.current(unsaved.current);
    unsaved.current = undefined;
  }).current;
  useEffect(() => {
    if (draft === undefined) return;
    unsaved.current = draft;
    const timer = setTimeout(flush, NOTE_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, flush]);
  // A window that closes or moves on to another call takes the last words along.
  useEffect(() => {
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);
  return (
    <div class="note">
      <div class="label">
        <label for={id}>{texts.t('window_note')}</label>
        <span role="status">{draft !== undefined && draft === note && texts.t('window_saved')}</span>
      </div>
      <textarea
        id={id}
        class="area"
        rows={3}
        value={draft ?? note}
        placeholder={texts.t(crm ? 'window_noteHint' : 'window_noteHintLocal')}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
    </div>
  );
}
