import type { Call } from '../../lib/call';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

/** Why a transfer did not work: the call is our user's again. */
export function TransferNote({ call: { transfer } }: { call: Call }) {
  const { texts, showNumber } = useUi();
  if (transfer?.state !== 'failed') return null;
  const text = transfer.text?.replace(/^\d{3}\s*/, '') || texts.t('reason_failed');
  return (
    <p class="problem" role="status">
      <Glyph shapes={glyphs.alert} />
      {texts.t('call_transferFailed', { target: showNumber(transfer.target), text })}
    </p>
  );
}
