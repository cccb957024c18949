import { useEffect, useRef } from 'preact/hooks';
import { questionWords } from '../lib/question-words';
import { useUi } from './ui';
import type { Commands } from './use-command';

/** Asks before a call that the rules want to be asked about. Escape is a no. */
export function QuestionDialog({ commands }: { commands: Commands }) {
  const { texts, showNumber } = useUi();
  const pending = commands.question.value;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (pending) dialog.current?.showModal();
  }, [pending]);
  if (!pending) return null;
  const { title, lines, yes, no } = questionWords(pending.question, texts, showNumber);
  return (
    <dialog ref={dialog} class="rs ask" aria-labelledby="ask-title" onClose={() => pending.answer(false)}>
      <h2 id="ask-title">{title}</h2>
      {lines.map((line) => (
        <p key={line} class="muted">
          {line}
        </p>
      ))}
      <div class="askfoot">
        <button type="button" class="btn quiet" onClick={() => pending.answer(false)}>
          {no}
        </button>
        <button type="button" class="btn" onClick={() => pending.answer(true)}>
          {yes}
        </button>
      </div>
    </dialog>
  );
}
