import type { Call } from '../../lib/call';
import * as glyphs from '../../lib/glyphs';
import { reasonOfStatus } from '../../lib/softphone/sip-reasons';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

/** Why a transfer did not work: the call is our user's again. */
export function TransferNote({ call: { transfer } }: { call: Call }) {
  const { texts, showNumber } = useUi();
  if (transfer?.state !== 'failed') return null;
  const [, status, phrase] = /^(\d{3})?\s*(.*)$/s.exec(transfer.text ?? '') ?? [];
  const reason = reasonOfStatus(Number(status));
  // What a status does not tell, the phone system's own words may.
  const text = (reason === 'failed' && phrase) || texts.t(`reason_${reason}`);
  return (
    <p class="problem" role="status">
      <Glyph shapes={glyphs.alert} />
      {texts.t('call_transferFailed', { target: showNumber(transfer.target), text })}
    </p>
  );
}
