/**
 * The pages that are measured, made anew in each run and alike in each: a record mask, a list of 2,000 rows, the same rows
 * as a page that keeps changing, formats and decoys, and a page of 200,000 nodes. Every planted phone is there once.
 */

export interface Planted {
  /** As the page writes it. */
  text: string;
  /** As `data-number` must say it. */
  number: string;
}

export interface BenchPage {
  html: string;
  phones: Planted[];
  /** How many cells or fields hold something else. */
  others: number;
}

const ROWS = 2000;

/** Numbers that look random and are the same in each run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="de"><head><title>${title}</title>${head}</head><body>${body}</body></html>`;
}

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
const CITIES = ['80331 München', '20095 Hamburg', '50667 Köln', '01067 Dresden', '04109 Leipzig', '70173 Stuttgart'];
const NAMES = ['Hoppe', 'Kraus', 'Yilmaz', 'Lindner', 'Nowak', 'Rossi', 'Schäfer', 'Weiß', 'Bauer', 'Dietrich'];

/** The cells of one row: two phones, ten others. Area code 030 and 4-digit mobile prefixes are real; the rest is counted. */
function cells(row: number): { text: string; number?: string }[] {
  const roll = dice(row + 1);
  const phone = `030 2312${pad(row, 4)}`;
  const mobile = `+49 170 ${1_000_000 + row}`;
  const references = [
    () => `DE${pad(roll(100), 2)} ${pad(roll(10_000), 4)} ${pad(roll(10_000), 4)} 0532 ${pad(roll(10_000), 4)} 00`,
    () => `${pad(roll(2 ** 31), 8)}-1234-5678-9012-${pad(roll(10 ** 9), 12)}`,
    () => `192.168.${roll(256)}.${roll(256)}`,
    () => `JJD0${pad(roll(10 ** 9), 9)}${pad(roll(10 ** 6), 6)}`,
    () => `v${roll(20)}.${roll(10)}.${roll(20_000)}`,
    () => `${roll(90)}.${pad(roll(10 ** 6), 6)}, ${roll(180)}.${pad(roll(10 ** 6), 6)}`,
  ];
  return [
    { text: `${10_000_000 + row * 37}` },
    { text: `${NAMES[row % NAMES.length]} GmbH` },
    { text: CITIES[row % CITIES.length] ?? '' },
    { text: phone, number: `+493023120000`.slice(0, -4) + pad(row, 4) },
    { text: mobile, number: `+49170${1_000_000 + row}` },
    { text: `kontakt${row}@firma.example` },
    { text: `RE-2024-${pad(row, 6)}` },
    { text: `${pad(1 + (row % 28), 2)}.${pad(1 + (row % 12), 2)}.${1990 + (row % 35)}` },
    { text: `${1 + roll(9)}.${pad(roll(1000), 3)},${pad(roll(100), 2)} €` },
    { text: references[row % references.length]?.() ?? '' },
    { text: `2024-${pad(1 + (row % 12), 2)}-${pad(1 + (row % 28), 2)}` },
    { text: row % 3 ? 'aktiv' : 'inaktiv' },
  ];
}
const HEADS = [
  ...['Kd.-Nr.', 'Firma', 'Ort', 'Telefon', 'Mobil', 'E-Mail'],
  ...['Rechnung', 'Gegründet', 'Umsatz', 'Referenz', 'Geändert', 'Status'],
];

const everyRow = <T>(make: (row: number) => T): T[] => Array.from({ length: ROWS }, (_, row) => make(row));

/** 2,000 rows of 12 cells in a table: about 28,000 elements and 52,000 nodes, 4,000 phones, 20,000 other cells. */
export function listPage(): BenchPage {
  const body = everyRow((row) => {
    const tds = cells(row).map(({ text }, i) => (i === 1 ? `<td><b>${text}</b></td>` : `<td>${text}</td>`));
    return `<tr>${tds.join('')}</tr>`;
  }).join('');
  const head = HEADS.map((text) => `<th>${text}</th>`).join('');
  const style = '<style>body{font:14px sans-serif}td,th{padding:6px 8px;white-space:nowrap}</style>';
  const html = page('Liste', `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`, style);
  return { html, phones: everyRow(cells).flat().flatMap(planted), others: ROWS * 10 };
}

function planted({ text, number }: { text: string; number?: string }): Planted[] {
  return number === undefined ? [] : [{ text, number }];
}

const GRID = `<style>body{font:14px sans-serif;margin:0}
.row{display:grid;grid-template-columns:repeat(12,1fr);height:26px;contain:strict;overflow:hidden;white-space:nowrap}</style>`;

/**
 * The same rows as grid boxes that lay out apart from each other, and a script that changes them on demand:
 * `churn.replace(rows, ms, ticks)` and `churn.append(...)` resolve when done; each new row has numbers never seen before.
 */
export function churnPage(): BenchPage {
  const row = (n: number) =>
    `<div class="row">${cells(n)
      .map(({ text }, i) => `<span>${i === 1 ? `<b>${text}</b>` : text}</span>`)
      .join('')}</div>`;
  const script = `<script>
const list = document.getElementById('list');
const template = list.firstElementChild;
let next = 0;
function fresh() {
  const row = template.cloneNode(true);
  const n = next++;
  row.children[0].textContent = String(20000000 + n * 37);
  row.children[3].textContent = '030 55' + String(100000 + n);
  row.children[4].textContent = '+49 171 ' + String(1000000 + n);
  row.children[6].textContent = 'RE-2025-' + String(100000 + n);
  return row;
}
function every(ms, ticks, work) {
  return new Promise((done) => {
    let tick = 0;
    const timer = setInterval(() => {
      work(tick);
      if (++tick < ticks) return;
      clearInterval(timer);
      done();
    }, ms);
  });
}
window.churn = {
  replace: (rows, ms, ticks) => every(ms, ticks, (tick) => {
    for (let i = 0; i < rows; i++) list.children[(tick * rows + i) % list.children.length].replaceWith(fresh());
  }),
  append: (rows, ms, ticks) => every(ms, ticks, () => {
    for (let i = 0; i < rows; i++) list.append(fresh());
  }),
  fresh,
};
</script>`;
  const html = page('Laufend', `<div id="list">${everyRow(row).join('')}</div>${script}`, GRID);
  return { html, phones: everyRow(cells).flat().flatMap(planted), others: ROWS * 10 };
}

/** 27 ways to write a number, each with 12 numbers; and 12 vanity numbers. */
function formats(): Planted[] {
  const roll = dice(4711);
  const found: Planted[] = [];
  const add = (text: string, number: string) => found.push({ text, number });
  for (let i = 0; i < 12; i++) {
    const berlin = `2312${pad(1000 + roll(9000), 4)}`;
    const [a, b, c, d] = [berlin.slice(0, 2), berlin.slice(2, 4), berlin.slice(4, 6), berlin.slice(6)] as string[];
    const next = () => `2313${pad(1000 + roll(9000), 4)}`;
    const de = (text: (n: string) => string) => {
      const n = next();
      add(text(n), `+4930${n}`);
    };
    add(`030 ${a} ${b} ${c} ${d}`, `+4930${berlin}`);
    de((n) => `030 ${n}`);
    de((n) => `030/${n}`);
    de((n) => `030 / ${n}`);
    de((n) => `030-${n}`);
    de((n) => `(030) ${n}`);
    de((n) => `+49 30 ${n}`);
    de((n) => `+49 (0)30 ${n}`);
    de((n) => `+49 (30) ${n}`);
    de((n) => `+4930${n}`);
    de((n) => `0049 30 ${n}`);
    de((n) => `+49-30-${n}`);
    de((n) => `+49.30.${n}`);
    de((n) => `030${n}`);
    de((n) => `030\u00a0${n}`);
    de((n) => `+49 30 ${n.slice(0, 6)}-${n.slice(6)}`);
    de((n) => `030 ${n.slice(0, 4)}–${n.slice(4)}`);
    const m = pad(1_000_000 + roll(8_999_999), 7);
    add(`0170 ${m}`, `+49170${m}`);
    const m2 = pad(1_000_000 + roll(8_999_999), 7);
    add(`0171/${m2.slice(0, 3)} ${m2.slice(3, 5)} ${m2.slice(5)}`, `+49171${m2}`);
    const m3 = pad(1_000_000 + roll(8_999_999), 7);
    add(`+49 (0) 172 / ${m3}`, `+49172${m3}`);
    const at = pad(1_000_000 + roll(8_999_999), 7);
    add(`+43 1 ${at}`, `+431${at}`);
    const ch = pad(2_000_000 + roll(7_999_999), 7);
    add(`+41 44 ${ch.slice(0, 3)} ${ch.slice(3, 5)} ${ch.slice(5)}`, `+4144${ch}`);
    const fr = pad(roll(10 ** 8), 8);
    add(`+33 1 ${fr.match(/../g)?.join(' ')}`, `+331${fr}`);
    const us = `${2 + roll(8)}${pad(roll(100), 2)}${pad(roll(10_000), 4)}`.replace(/^(.)11/, '$122');
    add(`+1 212-${us.slice(0, 3)}-${us.slice(3)}`, `+1212${us}`);
    const uk = `7946 0${pad(roll(1000), 3)}`;
    add(`+44 20 ${uk}`, `+4420${uk.replace(' ', '')}`);
    const ext = next();
    add(`030 ${ext} ext. ${10 + i}`, `+4930${ext};ext=${10 + i}`);
    const dw = next();
    add(`+49 30 ${dw} DW ${10 + i}`, `+4930${dw};ext=${10 + i}`);
  }
  return found;
}

const VANITY = [
  ...[
    'REISEBUS',
    'TAXIRUF1',
    'KINOTICK',
    'BAHNINFO',
    'HOTELZIM',
    'MUSIKTON',
    'WETTERAM',
    'FLUGHAFE',
    'GARTENBA',
    'PIZZATAX',
  ],
  ...['SCHULAMT', 'BUCHLADE'],
];

function decoys(): string[] {
  const roll = dice(815);
  const d = (digits: number) => pad(roll(10 ** Math.min(digits, 9)), digits);
  const kinds: (() => string)[] = [
    () => `${pad(1 + roll(28), 2)}.${pad(1 + roll(12), 2)}.2024`,
    () => `2024-${pad(1 + roll(12), 2)}-${pad(1 + roll(28), 2)}`,
    () => `${pad(1 + roll(28), 2)}.${pad(1 + roll(12), 2)}.2024 ${pad(roll(24), 2)}:${pad(roll(60), 2)}`,
    () => `01.02.2024 - ${pad(1 + roll(28), 2)}.04.2024`,
    () => `1${roll(9)}:${pad(roll(60), 2)}:${pad(roll(60), 2)}`,
    () => `${1 + roll(9)}.${d(3)}.${d(3)},${d(2)} €`,
    () => `EUR ${1 + roll(9)}${d(4)},${d(2)}`,
    () => `DE${d(2)} 3704 0044 0532 ${d(4)} 00`,
    () => `DE${d(2)}3704004405320${d(5)}00`,
    () => `4111 1111 ${d(4)} ${d(4)}`,
    () => `DE${1 + roll(8)}${d(8)}`,
    () => `RE-2024-${d(6)}`,
    () => `Kd.-Nr. 1${d(8)}`,
    () => `Auftrag 1${d(7)}`,
    () => `Ticket #${d(7)}`,
    () => `192.168.${roll(256)}.${roll(256)}`,
    () => `10.0.${roll(256)}.${roll(256)}:8080`,
    () => `${d(8)}-${d(4)}-4${d(3)}-9${d(3)}-${d(12)}`,
    () => `978-3-16-${d(6)}-${roll(10)}`,
    () => `52.${d(6)}, 13.${d(6)}`,
    () => `v${1 + roll(9)}.${roll(20)}.${d(5)}.${d(4)}`,
    () => `${10_000 + roll(89_999)} Musterstadt`,
    () => `0815-47${d(2)}-${d(2)}`,
    () => `JJD0${d(9)}${d(6)}`,
    () => `IMEI 35${d(6)}${d(7)}`,
    () => `HRB ${d(6)} B`,
    () => `Fax 030 2312${d(4)}`,
    () => `Telefax: +49 30 2312${d(4)}`,
    () => `https://crm.example/kontakt/0${d(9)}`,
    () => `${1 + roll(9)} ${d(3)} ${d(3)} Stück`,
  ];
  return kinds.flatMap((make) => Array.from({ length: 12 }, () => make()));
}

/** Formats and decoys as values of cells that no head names: the text must tell alone. */
export function formatPage(): BenchPage {
  const phones = formats();
  const vanity = VANITY.map((word) => ({ text: `0800 ${word}`, number: `+49800${keypad(word)}` }));
  const others = decoys();
  const all = [...[...phones, ...vanity].map(({ text }) => text), ...others];
  const roll = dice(99);
  for (let i = all.length - 1; i > 0; i--) {
    const j = roll(i + 1);
    [all[i], all[j]] = [all[j] as string, all[i] as string];
  }
  const rows = all.map((text) => `<div class="line"><span>${text}</span></div>`).join('');
  const html = page('Formate', rows, '<style>body{font:14px sans-serif}.line{padding:6px 8px}</style>');
  return { html, phones: [...phones, ...vanity], others: others.length };
}

function keypad(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => '22233344455566677778889999'.charAt(letter.charCodeAt(0) - 65));
}

const OTHER_FIELDS: [label: string, value: (i: number) => string][] = [
  ['Kundennummer', (i) => `04${700_000 + i}`],
  ['Fax', (i) => `030 2312${9000 + i}`],
  ['IBAN', (i) => `DE89 3704 0044 0532 01${pad(i % 100, 2)} 00`],
  ['Geburtsdatum', (i) => `${pad(1 + (i % 28), 2)}.03.1980`],
  ['PLZ', (i) => String(10_115 + i)],
  ['Ort', () => 'Berlin'],
  ['Rechnungsnummer', (i) => `0030${400_000 + i}`],
  ['Umsatz', (i) => `${1 + (i % 9)}.234.567,89`],
  ['E-Mail', (i) => `person${i}@firma.example`],
  ['USt-IdNr.', (i) => `DE${123_456_000 + i}`],
  ['Vorgangsnummer', (i) => `0201${300_000 + i}`],
  ['Bemerkung', (i) => `Termin am 12.04.2024, Vorgang ${4_000_000 + i}`],
];

/** A record mask: 300 labelled fields, 12 of them phones, half of all as inputs. */
export function maskPage(): BenchPage {
  const phones: Planted[] = [];
  const phone = (n: number) => {
    const planted = { text: `030 2312${5100 + n}`, number: `+493023125${100 + n}` };
    phones.push(planted);
    return planted.text;
  };
  const field = (label: string, html: string) => `<div class="field"><label>${label}</label> ${html}</div>`;
  const labelled = (label: string, attributes: string, value: string, id: string) =>
    `<div class="field"><label for="${id}">${label}</label> <input id="${id}" ${attributes} value="${value}"></div>`;
  const planted = [
    ...['Telefon', 'Durchwahl', 'Zentrale', 'Mobil'].map((label, i) => field(label, `<span>${phone(i)}</span>`)),
    ...['Telefon privat', 'Handy', 'Festnetz'].map((label, i) => labelled(label, 'type="text"', phone(4 + i), `t${i}`)),
    labelled('Telefon Büro', 'type="tel"', phone(7), 'tel'),
    labelled('Telefon Filiale', 'type="text" readonly', phone(8), 'readonly'),
    field('Kontakt', `<a href="tel:+493023125109">${phone(9)}</a>`),
    field('Telefon Lager', `<x-field></x-field>`),
    field('Telefon Archiv', `<iframe src="/mask-frame.html" width="200" height="30" style="border:0"></iframe>`),
  ];
  phone(10);
  phone(11);
  const others = Array.from({ length: 288 }, (_, i) => {
    const [label, value] = OTHER_FIELDS[i % OTHER_FIELDS.length] as (typeof OTHER_FIELDS)[number];
    return i % 2 ? field(label, `<span>${value(i)}</span>`) : labelled(label, 'type="text"', value(i), `o${i}`);
  });
  const fields = others.flatMap((each, i) => (i % 24 === 0 ? [planted[i / 24] as string, each] : [each]));
  const script = `<script>customElements.define('x-field', class extends HTMLElement {
    constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<span>030 23125110</span>'; }
  });</script>`;
  const style = `<style>body{font:13px sans-serif;margin:8px} form{columns:4;column-gap:16px}
    .field{break-inside:avoid;height:28px;white-space:nowrap} label{display:inline-block;width:120px}
    input{width:120px;height:20px;box-sizing:border-box;font:13px sans-serif}</style>`;
  return { html: page('Maske', `<form>${fields.join('')}</form>${script}`, style), phones, others: 288 };
}

/** The frame of the mask with the twelfth phone. */
export function maskFrame(): string {
  return page(
    'Rahmen',
    '<label>Telefon</label> <span>030 23125111</span>',
    '<style>body{margin:0;font:13px sans-serif}</style>',
  );
}

/** 200,000 nodes of nested sections, with a number in each paragraph's end; no long list to be clever about. */
export function hugePage(): BenchPage {
  const phones: Planted[] = [];
  const sections = Array.from({ length: 2000 }, (_, s) => {
    const parts = Array.from({ length: 12 }, (_, i) => `<p><b>Absatz ${i}</b> Text <i>${s}</i> dazu <u>mehr</u></p>`);
    const planted = { text: `030 2314${pad(s, 4)}`, number: `+49302314${pad(s, 4)}` };
    phones.push(planted);
    return `<section><h2>Teil ${s}</h2><p>Tel. ${planted.text}</p>${parts.join('')}</section>`;
  });
  const grouped: string[] = [];
  for (let i = 0; i < sections.length; i += 10)
    grouped.push(`<article>${sections.slice(i, i + 10).join('')}</article>`);
  const chapters: string[] = [];
  for (let i = 0; i < grouped.length; i += 10) chapters.push(`<div>${grouped.slice(i, i + 10).join('')}</div>`);
  return { html: page('Groß', chapters.join('')), phones, others: 0 };
}
