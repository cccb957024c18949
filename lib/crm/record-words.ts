/** Words of a record in the user's language, for CRMs that have one subject and one text for it all. */

import type { EndReason } from '../call';
import { duration, reasonWords, type Texts } from '../i18n';
import { formatNumber } from '../phone-number';
import type { CallRecord, RecordOutcome, RecordWords } from './call-record';

const REASON: Partial<Record<RecordOutcome, EndReason>> = {
  busy: 'busy',
  no_answer: 'noAnswer',
  rejected: 'rejected',
  failed: 'failed',
  invalid_number: 'invalidNumber',
  cancelled: 'cancelled',
  declined: 'declined',
  redirected: 'redirected',
  answered_elsewhere: 'answeredElsewhere',
  lost: 'lost',
  handed_off: 'handedOff',
};

/** `country`: where numbers are written without their country code. */
export function recordWords(texts: Texts, country: string): RecordWords {
  const number = (record: CallRecord) =>
    record.number ? formatNumber(record.number, country) : texts.t('call_withheld');
  const outcome = (record: CallRecord) => {
    if (record.outcome === 'answered') return `${texts.t('state_connected')} ${duration(record.talkSeconds * 1000)}`;
    if (record.outcome === 'missed') return texts.t('state_missed');
    const direction = record.direction === 'in' ? 'incoming' : 'outgoing';
    return reasonWords(texts, { direction, endReason: REASON[record.outcome] });
  };
  return {
    subject: (record) => texts.t(`record_${record.direction}`, { number: number(record) }),
    text: (record) => [record.note.trim(), record.result, outcome(record)].filter(Boolean).join('\n\n'),
  };
}
