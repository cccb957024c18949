import type { OutboxRow } from '../../lib/db';
import * as glyphs from '../../lib/glyphs';
import { failureWords } from '../../lib/i18n';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

const LOOKS = {
  stored: { shapes: glyphs.check, text: 'window_recordStored', tone: undefined },
  waiting: { shapes: glyphs.clock, text: 'window_recordWaiting', tone: undefined },
  rejected: { shapes: glyphs.alert, text: 'window_recordRejected', tone: 'c-live' },
} as const;

/** Has the call's record reached the CRM? */
export function RecordState({ record, onRetry }: { record: OutboxRow; onRetry(): void }) {
  const { texts } = useUi();
  const { shapes, text, tone } = LOOKS[record.state];
  const failed = record.state !== 'stored' && record.error !== undefined;
  const url = record.url && /^https?:\/\//i.test(record.url) ? record.url : undefined;
  return (
    <p class="saved" role="status" data-record={record.state}>
      <Glyph shapes={shapes} tone={tone} />
      <span class="grow">
        {url ? (
          <a href={url} target="_blank" rel="noreferrer">
            {texts.t(text)}
          </a>
        ) : (
          texts.t(text)
        )}
        {failed && `. ${failureWords(texts, record.error ?? 'crmUnreachable').why}`}
      </span>
      {failed && (
        <button type="button" class="link" onClick={onRetry}>
          {texts.t('action_tryAgain')}
        </button>
      )}
    </p>
  );
}
