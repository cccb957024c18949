/** A list of 2,000 rows: only what is near view costs anything, and the list stays as it is. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { until } from '../parts/wait.ts';
import { stage } from './page-stage.ts';
import { servedPages } from './served-pages.ts';

const ROWS = 2000;
const rows = Array.from({ length: ROWS }, (_, i) => {
  const others = Array.from({ length: 10 }, (_, c) => `<td>${(i * 7919 + c * 104729) % 9999999}`).join('');
  return `<tr><td>030 2312${5000 + i}${others}<td>+49 170 ${1000000 + i}`;
}).join('');
/** Rows of 60 px, the last one of 1,500 with its number at the end. */
const high = Array.from({ length: 200 }, (_, i) => {
  const style = i < 199 ? 'height:60px' : 'height:1500px;vertical-align:bottom';
  return `<tr><td style="${style}">030 2312${5000 + i}`;
}).join('');
const heads = ['Telefon', ...Array.from({ length: 10 }, (_, c) => `Kd.-Nr. ${c}`), 'Mobil'].map(
  (head) => `<th>${head}`,
);
const table = `<table cellpadding=8><thead><tr>${heads.join('')}</thead><tbody>${rows}</tbody></table>`;
const words = Array.from({ length: 150 }, (_, i) => {
  const number = `030 2312${5000 + i}`;
  return `<tr><td>Maier ${i}<td>${i === 2 || i === 5 ? `${number} Zentrale, nur vormittags` : number}<td>x`;
}).join('');
const wide = Array.from({ length: 150 }, (_, i) => {
  const number = i === 6 ? '0049 (0) 89 99998 104' : `030 2312${5000 + i}`;
  return `<tr><td>Maier ${i}<td>${number}<td>Berlin`;
}).join('');
/** Hidden fields make the form a list, and its only row is all that one sees. */
const fields = Array.from({ length: 20 }, (_, i) => {
  const filled = `<td>Telefon ${i}<td><input name=phone${i} value="030 2312${5000 + i}">`;
  return `<tr>${i % 5 === 4 ? filled : ''}${'<td>Ort<td>Berlin'.repeat(5)}`;
}).join('');
const pages = {
  '/form': `<!doctype html><html lang=de><body><form>${'<input type=hidden>'.repeat(30)}<table>${fields}</table></form>`,
  '/wide': `<!doctype html><html lang=de><body><table cellpadding=2><thead><tr><th>Name<th>Telefon<th>Ort</thead><tbody>${wide}</table>`,
  '/words': `<!doctype html><html lang=de><body><table><thead><tr><th>Name<th>Telefon<th>Ort</thead><tbody>${words}</table>`,
  '/far': `<!doctype html><html lang=de><body><div style="height:3000000px"></div><table><thead><tr><th>Name<th>Telefon<th>Ort</thead><tbody>${wide}</table>`,
  '/page': `<!doctype html><html lang=de><body>${table}`,
  '/box': `<!doctype html><html lang=de><body><h1>Liste</h1><div id=box style="height:500px;overflow:auto">${table}</div>`,
  '/high': `<!doctype html><html lang=de><body><table id=box style="display:block;height:400px;overflow:auto"><tbody>${high}</table>`,
  '/empty': `<!doctype html><html lang=de><body><p>Tel. 030 23124000</p><div id=notes style="height:100px;overflow:auto">${'<b>Notiz</b> vom Tag<br>'.repeat(150)}</div><ul>${'<li></li>'.repeat(300)}</ul>`,
};

const served = servedPages(pages);

/** The numbers within a screen of the visible part that have no icon. */
function withoutIcon(page: Page, scroller: string): Promise<string[]> {
  return page.$eval(scroller, (each) => {
    const { top, height } =
      each === document.documentElement ? { top: 0, height: innerHeight } : each.getBoundingClientRect();
    const within = [...document.querySelectorAll('td')].filter((cell) => {
      const box = cell.getBoundingClientRect();
      return box.bottom > top - height && box.top < top + 2 * height && /^(030 2312|\+49 170)/.test(cell.textContent);
    });
    const numbers = within.map(({ textContent }) => textContent.replaceAll(' ', '').replace(/^0/, '+49'));
    if (numbers.length === 0) throw new Error('no number in view');
    return numbers.filter((number) => !document.querySelector(`ringside-call[data-number="${number}"]`));
  });
}

it.each([
  ['the page', '/page', 'html'],
  ['a box in it', '/box', '#box'],
])('scrolled by %s', async (_what, path, scroller) => {
  const page = await served.show(path);
  const height = () => page.$eval('table', (each) => each.getBoundingClientRect().height);
  const before = await height();
  const staged = await stage(page);
  const shown = async (number: string) => (await staged.icons()).some((icon) => icon.number === number && icon.hit);
  await until('the first icon', () => shown('+493023125000'));
  for (let screen = 0; screen < 3; screen++) {
    await until(`every number of screen ${screen}`, async () => (await withoutIcon(page, scroller)).length === 0);
    await page.$eval(scroller, (each) =>
      each.scrollBy(0, each === document.documentElement ? innerHeight : each.clientHeight),
    );
  }
  expect((await staged.asked()).judged.length).toBeLessThan(ROWS / 4);
  await page.$eval(scroller, (each) => each.scrollTo(0, each.scrollHeight));
  const last = `+493023126999`;
  await until('an icon at the last row', () => shown(last));
  expect((await staged.icons()).length).toBeLessThan(ROWS / 4);
  expect(await height()).toBe(before);

  // Scrolling moves the icon with its row, without any work of ours.
  const distance = () =>
    page.evaluate((number) => {
      const row = [...document.querySelectorAll('td')].find((each) => each.textContent === '030 23126999');
      const host = document.querySelector(`ringside-call[data-number="${number}"]`);
      return (row?.getBoundingClientRect().top ?? 0) - (host?.getBoundingClientRect().top ?? 0);
    }, last);
  const gap = await distance();
  const moved = await page.$eval(
    scroller,
    (each, number) => {
      each.scrollBy(0, -60);
      const row = [...document.querySelectorAll('td')].find((cell) => cell.textContent === '030 23126999');
      const host = document.querySelector(`ringside-call[data-number="${number}"]`);
      return (row?.getBoundingClientRect().top ?? 0) - (host?.getBoundingClientRect().top ?? 0);
    },
    last,
  );
  expect(Math.abs(moved - gap)).toBeLessThan(1);
  await page.close();
});

it('an icon millions of pixels away from the top of its page is not cut off', async () => {
  const page = await served.show('/far');
  await page.$eval('html', (each) => each.scrollTo(0, each.scrollHeight));
  const staged = await stage(page);
  const shown = async () => (await staged.icons()).some((icon) => icon.number === '+493023125149' && icon.hit);
  await until('an icon at the last row', shown);
  await page.$eval('html', (each) => each.scrollBy(0, -innerHeight));
  await until('every number of the screen above', async () => (await withoutIcon(page, 'html')).length === 0);
  await page.close();
});

it('a number that moves alone takes its icon with it, though not all icons are looked at each time', async () => {
  const page = await served.show('/page');
  await stage(page);
  await until('all icons', async () => (await withoutIcon(page, 'html')).length === 0);
  const gaps = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('tbody tr:nth-child(-n + 12) td:first-child')].map((cell) => {
        const number = (cell.textContent ?? '').replaceAll(' ', '').replace(/^0/, '+49');
        const host = document.querySelector(`ringside-call[data-number="${number}"]`);
        return Math.round((host?.getBoundingClientRect().left ?? 0) - cell.getBoundingClientRect().left);
      }),
    );
  const before = await gaps();
  const isRight = async () => (await gaps()).every((gap, i) => Math.abs(gap - (before[i] as number)) <= 1);
  // No mutation tells of the rule; something has happened in the page, and once only.
  for (const row of [3, 4, 5, 6, 7, 8]) {
    const moved = await page.evaluate((nth) => {
      const cell = document.querySelector(`tbody tr:nth-child(${nth}) td`);
      const left = () => cell?.getBoundingClientRect().left ?? 0;
      const from = left();
      const sheet = new CSSStyleSheet();
      sheet.insertRule(`tbody tr:nth-child(${nth}) td:first-child { position: relative; left: -6px }`);
      document.adoptedStyleSheets = [sheet];
      document.dispatchEvent(new Event('toggle'));
      return left() - from;
    }, row);
    expect(moved).toBe(-6);
    await until(`the icon of row ${row} at its number again`, isRight);
  }
  await page.close();
});

it('high rows of a low box have their icons at every place, the highest one at the end too', async () => {
  const page = await served.show('/high');
  await stage(page);
  for (let at = 0; at <= 3000; at += 600) {
    await page.$eval('#box', (each, top) => each.scrollTo(0, top), at);
    await until(`all icons at ${at} px`, async () => (await withoutIcon(page, '#box')).length === 0);
  }
  await page.$eval('#box', (each) => each.scrollTo(0, each.scrollHeight));
  await until('all icons at the end', async () => (await withoutIcon(page, '#box')).length === 0);
  await page.close();
});

/** For each number: does its icon stand over these words of the same row? 'no icon' where it has none. */
function coveredAt(page: Page, rows: { number: string; row: number; cell: number; from: number; to: number }[]) {
  return page.evaluate(
    (all) =>
      all.map(({ number, row, cell, from, to }) => {
        const text = document.querySelector('tbody')?.children[row]?.children[cell]?.firstChild as Text;
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, to);
        const words = range.getBoundingClientRect();
        const host = document.querySelector(`ringside-call[data-number="${number}"]`)?.getBoundingClientRect();
        if (!host) return 'no icon';
        const middle = (host.top + host.bottom) / 2;
        const isBeside = host.left + 4 >= words.right || words.left >= host.right - 4;
        return !isBeside && middle > words.top && middle < words.bottom;
      }),
    rows,
  );
}

it('a row that is larger than a first glance has all its icons', async () => {
  const page = await served.show('/form');
  const staged = await stage(page);
  const shown = async () => (await staged.icons()).map(({ number }) => number).sort();
  await until('all icons', async () => (await shown()).length === 4);
  expect(await shown()).toEqual([4, 9, 14, 19].map((i) => `+49302312${5000 + i}`));
});

it('words behind a number are not covered because other rows have none', async () => {
  const page = await served.show('/words');
  await stage(page);
  const rows = [2, 5].map((row) => ({ number: `+49302312${5000 + row}`, row, cell: 1, from: 13, to: 20 }));
  await until('icons beside the words', async () => (await coveredAt(page, rows)).every((each) => each === false));
  await page.close();
});

it('the icon of a number that is wider than others stands beside the next cell’s words', async () => {
  const page = await served.show('/wide');
  await stage(page);
  const rows = [{ number: '+498999998104', row: 6, cell: 2, from: 0, to: 6 }];
  await until('an icon beside the words', async () => (await coveredAt(page, rows)).every((each) => each === false));
  await page.close();
});

it('rows that are filled later have their icons, and so have those that come to a list with text between', async () => {
  const page = await served.show('/empty');
  const staged = await stage(page);
  const shown = async (number: string) => (await staged.icons()).some((icon) => icon.number === number);
  await until('an icon beside the list', () => shown('+493023124000'));
  await page.$$eval('li', (all) => {
    for (const [i, each] of all.entries()) each.textContent = `030 2312${5000 + i}`;
  });
  await until('the icon of a row that was empty', () => shown('+493023125003'));
  await page.$eval('#notes', (each) => each.insertAdjacentHTML('afterbegin', '<b>030 23124001</b> Notiz<br>'));
  await until('the icon of a note', () => shown('+493023124001'));
  await page.close();
});

it('a page on which nothing happens costs nothing', async () => {
  const page = await served.show('/box');
  const staged = await stage(page);
  await until('icons', async () => (await staged.icons()).length > 0);
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const script = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
  };
  // Values are compared for some seconds after the last sign of life; the page is left alone until that is over.
  await until(
    'quiet',
    async () => {
      const start = await script();
      await pause(1000);
      return (await script()) === start;
    },
    { timeoutMs: 15_000 },
  );
  const start = await script();
  await pause(3000);
  expect(await script()).toBe(start);
  await page.close();
});
