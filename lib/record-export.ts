/** Calls whose record is still open, as a file: for the CRM's own import, or for support. */
import type { Call } from './call';
import { callRecord, isoTime } from './crm/call-record';
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
  const lines = [names, ...rows.map((row) => names.map((name) => cell(row[name] ?? '')))];
  return `\ufeff${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet takes text that begins like this for a formula; a number in E.164 does too, and stays text this way. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
