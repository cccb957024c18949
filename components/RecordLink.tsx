import type { Call } from '../lib/call';
import * as glyphs from '../lib/glyphs';
import { recordUrl } from './call-look';
import { Glyph } from './Glyph';
import { useUi } from './ui';

/**
 * The line that opens the caller's record in the CRM; nothing where no record is known. A plain click goes to the tab that
 * shows it already, one with a key or another button does what links do.
 */
export function RecordLink({ call, onOpen }: { call: Call; onOpen(): void }) {
  const { texts } = useUi();
  const url = recordUrl(call);
  if (!url) return null;
  return (
    <a
      class="rec"
      href={url}
      target="_blank"
      rel="noreferrer"
      title={texts.t('call_openRecord')}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
    >
      <Glyph shapes={glyphs.record} />
      <span class="cut">
        <b>{texts.t('call_record')}</b>&ensp;{call.contact?.name}
      </span>
      <span class="ext">
        <Glyph shapes={glyphs.open} />
      </span>
    </a>
  );
}
