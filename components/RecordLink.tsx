import type { Call } from '../lib/call';
import * as glyphs from '../lib/glyphs';
import { recordUrl } from './call-look';
import { Glyph } from './Glyph';
import { useUi } from './ui';

/** The line that opens the caller's record in the CRM; nothing where no record is known. */
export function RecordLink({ call }: { call: Call }) {
  const { texts } = useUi();
  const url = recordUrl(call);
  if (!url) return null;
  return (
    <a class="rec" href={url} target="_blank" rel="noreferrer" title={texts.t('call_openRecord')}>
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
