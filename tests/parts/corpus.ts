/**
 * The labelled pages of tests/fixtures/corpus: what stands on them that looks like a number, and what it is. Each file is
 * a page in short form; its labels are taken out here, so that no page that is scored carries any.
 *
 *   lang=de-DE kind=field        first line: language of the page, category of its numbers (field, list, text)
 *   {=030 23125100}              a number that must be found, written plainly: its digits in the country of the page
 *   {+4930…;ext=12=030 … DW 12}  one that needs saying what is dialled
 *   {fax=030 …}  {iban=DE…}      something of this kind that must not be found
 *   {~=…} {#=…} {!=…} {@=…}      the same in another category: text, list, field, link
 *   @each / line / -- / rows     the line once for each row, $1, $2 … being its columns (" | " between), $# its position
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/ensure.ts';

const FOLDER = join(ROOT, 'tests/fixtures/corpus');

export interface Label {
  /** What must be found, '' for what must not. */
  number: string;
  /** Where a number stands (field, input, list, text, link), or what else this is (fax, iban, ...). */
  category: string;
  /** As it is written on the page. */
  text: string;
}

export interface CorpusPage {
  name: string;
  /** "de-DE" */
  lang: string;
  /** May be looked at while the detector is worked on; the rest is only scored. */
  tuned: boolean;
  html: string;
  labels: Label[];
}

const MARK = /\{([~#!@]?)([+\d*#]*(?:;ext=\d+)?|[a-z]+)=([^}]*)\}/g;
const PLACES: Record<string, string> = { '~': 'text', '#': 'list', '!': 'field', '@': 'link' };

/** Every page, by name. */
export function corpus(): CorpusPage[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.page'));
  return files.sort().map((file) => pageOf(file.replace('.page', ''), readFileSync(join(FOLDER, file), 'utf8')));
}

/** A page is tuned on where the first byte of the SHA-256 of its name is under 0x90 (9 of 16), else only scored. */
function isTuned(name: string): boolean {
  return (createHash('sha256').update(name).digest()[0] ?? 0) < 0x90;
}

function pageOf(name: string, source: string): CorpusPage {
  const [head = '', ...lines] = source.split('\n');
  const [, lang = '', kind = ''] = /^lang=(\S+) kind=(\S+)$/.exec(head) ?? [];
  if (!lang) throw new Error(`${name}: the first line must be "lang=… kind=…", it is "${head}"`);
  const marked = withRows(lines.join('\n'));
  const labels: Label[] = [];
  const body = marked.replace(MARK, (_mark, place: string, key: string, written: string, at: number) => {
    const isInput = marked.slice(0, at).endsWith('value="');
    const number = key === '' ? plainNumber(written, lang) : /^[a-z]/.test(key) ? '' : key;
    const text = plain(written);
    labels.push({ number, category: number === '' ? key : (PLACES[place] ?? (isInput ? 'input' : kind)), text });
    return written;
  });
  const html = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>CRM</title><body>${body}</body></html>`;
  return { name, lang, tuned: isTuned(name), html, labels };
}

function withRows(source: string): string {
  return source.replace(/^@each\n(.*)\n--\n([\s\S]*?)^@end$/gm, (_all, line: string, rows: string) =>
    rows
      .trimEnd()
      .split('\n')
      .map((row, position) => {
        // A line with one place takes the whole row, bars and all.
        const columns = line.includes('$2') ? row.split(/ \|(?: |$)/).map((column) => column.trim()) : [row];
        return line.replace(/\$(\d|#)/g, (_sign, which: string) =>
          which === '#' ? String(position + 1) : (columns[Number(which) - 1] ?? ''),
        );
      })
      .join('\n'),
  );
}

/** Written text as one reads it: no markup, no entities. */
function plain(written: string): string {
  return written
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(nbsp|shy);/g, ' ')
    .trim();
}

/** Calling code of each country, and what is dialled before national numbers there. */
const PLANS: Record<string, [code: string, trunk: string]> = {
  ...{ DE: ['49', '0'], AT: ['43', '0'], CH: ['41', '0'], GB: ['44', '0'], IE: ['353', '0'], US: ['1', '1'] },
  ...{ CA: ['1', '1'], AU: ['61', '0'], IN: ['91', '0'], FR: ['33', '0'], BE: ['32', '0'], NL: ['31', '0'] },
  ...{ IT: ['39', ''], ES: ['34', ''], PL: ['48', ''], PT: ['351', ''], CZ: ['420', ''], GR: ['30', ''] },
  ...{ DK: ['45', ''], NO: ['47', ''], SE: ['46', '0'], FI: ['358', '0'], TR: ['90', '0'], RO: ['40', '0'] },
  ...{ MX: ['52', ''], BR: ['55', '0'], SG: ['65', ''], JP: ['81', '0'], AE: ['971', '0'], IL: ['972', '0'] },
  ...{ HU: ['36', '06'], RU: ['7', '8'] },
};

/**
 * A number as its country dials it, by the simplest reading there is and none of the product's code: digits, the trunk
 * prefix off, the calling code in front. Numbers that start with 0800 and the like are read the same way.
 */
function plainNumber(written: string, lang: string): string {
  const text = plain(written);
  const digits = text.replace(/\(0\)/, '').replace(/\D/g, '');
  if (/^\W*\+/.test(text)) return `+${text.includes('+39') ? text.replace(/\D/g, '') : digits}`;
  if (/^\W*00/.test(text)) return `+${digits.slice(2)}`;
  const plan = PLANS[lang.slice(-2)];
  if (!plan) throw new Error(`no numbering plan for ${lang}`);
  const [code, trunk] = plan;
  return `+${code}${trunk && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits}`;
}
