/** Lists of people as text: lines with name and number, as spreadsheets write them (CSV with comma, semicolon or tab). */
import { parseCsv } from './csv';

export interface Colleague {
  name: string;
  /** As it was written; read by the rules of numbers when it is dialled. */
  number: string;
  organisation: string;
}

/** More than this is no list of favourites any more. */
export const MOST_PEOPLE = 2000;
const NUMBER = /^(?=.*\d)[+*#(\d][\d\s()/.*#-]{0,40}$|^sips?:[^\s<>"]{3,128}$/i;
const HEADINGS = {
  name: /^(name|vorname|nachname|display ?name|anzeigename)$/i,
  number: /^(number|nummer|rufnummer|telefon|phone|tel|durchwahl|extension)$/i,
  organisation: /^(firma|company|organi[sz]ation|abteilung|department)$/i,
};

/**
 * People of a list. A first line of headings says which column is which; without one they are name, number, firm.
 * `wrong` holds the lines that could not be read.
 */
export function readColleagues(text: string): { colleagues: Colleague[]; wrong: string[] } {
  const rows = parseCsv(text).filter((row) => row.some((cell) => cell.trim() !== ''));
  const columns = columnsOf(rows[0] ?? []);
  const colleagues: Colleague[] = [];
  const wrong: string[] = [];
  for (const row of columns.headed ? rows.slice(1) : rows) {
    const cell = (index: number) => (row[index] ?? '').trim();
    const [name, number] = [cell(columns.name), cell(columns.number)];
    const fits = name !== '' && name.length <= 120 && NUMBER.test(number) && colleagues.length < MOST_PEOPLE;
    if (fits) colleagues.push({ name, number, organisation: cell(columns.organisation).slice(0, 120) });
    else wrong.push(row.join('; ').slice(0, 80));
  }
  return { colleagues, wrong };
}

/** Can this be a number of a list? */
export function isListNumber(text: string): boolean {
  return NUMBER.test(text.trim());
}

function columnsOf(first: string[]): { name: number; number: number; organisation: number; headed: boolean } {
  const find = (heading: RegExp) => first.findIndex((cell) => heading.test(cell.trim()));
  const [name, number] = [find(HEADINGS.name), find(HEADINGS.number)];
  if (name === -1 || number === -1) return { name: 0, number: 1, organisation: 2, headed: false };
  return { name, number, organisation: find(HEADINGS.organisation), headed: true };
}
