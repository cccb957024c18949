/** Calls whose record is still open, as a file: for the CRM's own import, or for support. */
import type { Call } from './call';
import { callRecord, isoTime } from './crm/call-record';
import { csvLine } from './csv';
import type { OutboxRow } from './db';

export interface OpenRecord {
  row: OutboxRow;
  call: Call;
}

/** One line per call; the same columns in both kinds of file. */
function columns({ row, call }: OpenRecord): Record<string, string | number> {
  const record = callRecord(call);
  return {
    id: record.id,
    state: row.state,
    direction: record.direction,
    number: record.number,
    name: call.contact?.name ?? '',
    contact: call.contact?.ref ?? '',
    outcome: record.outcome,
    started_at: isoTime(record.startedAt),
    answered_at: record.answeredAt === undefined ? '' : isoTime(record.answeredAt),
    ended_at: isoTime(record.endedAt),
    duration: record.talkSeconds,
    result: record.result,
    note: record.note,
    attempts: row.attempts,
    error: row.error ?? '',
    detail: row.detail ?? '',
  };
}

export function asJson(records: readonly OpenRecord[]): string {
  return `${JSON.stringify(records.map(columns), undefined, 2)}\n`;
}

/** RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. */
export function asCsv(records: readonly OpenRecord[]): string {
  const rows = records.map(columns);
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => csvLine(names.map((name) => String(row[name] ?? ''))));
  return `\ufeff${csvLine(names)}${lines.join('')}`;
}
