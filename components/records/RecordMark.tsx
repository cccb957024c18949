import type { OutboxRow } from '../../lib/db';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { RECORD_LOOKS } from './record-look';

/** A small sign in a row: the call's record is not in the CRM. The word is its title, and what a screen reader says. */
export function RecordMark({ state }: { state: OutboxRow['state'] }) {
  const { texts } = useUi();
  const { shapes, text, tone } = RECORD_LOOKS[state];
  return (
    <span class="recmark" title={texts.t(text)} data-record={state}>
      <Glyph shapes={shapes} tone={tone} />
      <span class="unseen">{texts.t(text)}</span>
    </span>
  );
}
