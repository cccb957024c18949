/** The history as a file for a spreadsheet: every call of a query, newest first (RFC 4180). */
import type { Call } from './call';
import { callerOf } from './caller';
import { csvLine } from './csv';
import { type HistoryQuery, historyPage, type Place } from './history';
import { duration, reasonWords, type Texts } from './i18n';

const PAGE = 500;
/** Text held here at most, characters; the rest is with the browser, which keeps large files on the disk. */
const PIECE = 250_000;

/** A million calls pass through here page by page, and leave piece by piece. @param written told how many there are so far */
export async function historyCsv(
  query: HistoryQuery,
  texts: Texts,
  written: (calls: number) => void = () => {},
): Promise<Blob> {
  const heads = [
    'date',
    'time',
    'direction',
    'state',
    'reason',
    'name',
    'organisation',
    'number',
    'duration',
    'note',
  ] as const;
  // The mark tells spreadsheets that it is UTF-8.
  let text = `\uFEFF${csvLine(heads.map((head) => texts.t(`csv_${head}`)))}`;
  const pieces: Blob[] = [];
  let place: Place | undefined;
  let count = 0;
  do {
    const { calls, next } = await historyPage(query, place, PAGE);
    for (const call of calls) text += lineOf(call, texts);
    count += calls.length;
    if (text.length > PIECE) {
      pieces.push(new Blob([text]));
      text = '';
      written(count);
    }
    place = next;
  } while (place);
  return new Blob([...pieces, text], { type: 'text/csv;charset=utf-8' });
}

function lineOf(call: Call, texts: Texts): string {
  const { name, organisation } = callerOf(call, { texts, showNumber: (number) => number });
  const talked = call.answeredAt !== undefined && call.endedAt !== undefined ? call.endedAt - call.answeredAt : 0;
  return csvLine([
    isoDay(call.startedAt),
    texts.time(call.startedAt),
    texts.t(`history_${call.direction}`),
    texts.t(`state_${call.state}`),
    reasonWords(texts, call),
    name,
    organisation,
    call.withheld ? '' : call.number,
    talked ? duration(talked) : '',
    call.note,
  ]);
}

/** The local day as every spreadsheet reads it: 2026-11-22. */
export function isoDay(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
