import { duration } from '../lib/i18n';
import { useNow } from './use-now';

/** A running time, m:ss. Not announced: a screen reader would speak each second. */
export function Timer({ since, until }: { since: number; until?: number | undefined }) {
  const now = useNow(until === undefined);
  return (
    <span class="time" role="timer" aria-live="off">
      {duration((until ?? now) - since)}
    </span>
  );
}
