/** Icons of what has been scrolled under something that stays in view: heads of tables and lists, first and last columns, bars. */
import { describe, expect, it } from 'vitest';
import { until } from '../parts/wait.ts';
import { type StagedPage, stage } from './page-stage.ts';
import { servedPages } from './served-pages.ts';

const served = servedPages();

const numbered = (number: number) => `<td><span data-tel="+49341630${number}">0341 630${number}</span>`;
const cell = (column: number, row: number) => numbered(1000 * (column + 1) + row);

/** A page whose numbers all can be seen at their middle or have been scrolled away, and have their icons accordingly. */
async function open(body: string): Promise<StagedPage> {
  const staged = await stage(await served.open(body));
  await allRight(staged);
  return staged;
}

async function scroll({ page }: StagedPage, left: number, top: number): Promise<void> {
  await page.evaluate((x, y) => (document.getElementById('s') ?? document.documentElement).scrollTo(x, y), left, top);
}

/** Waits until each number that can be seen has its icon, and none that something lies over. */
async function allRight({ page }: StagedPage): Promise<void> {
  await until('icons of what can be seen, and no others', async () => {
    const { missing, through, right } = await page.evaluate(look);
    if (missing.length > 0 || through.length > 0) throw new Error(`missing ${missing}, shine through ${through}`);
    return right > 0;
  });
}

/** Runs in the page. What lies at an edge is not counted. */
function look(): { missing: string[]; through: string[]; right: number } {
  const seen = { missing: [] as string[], through: [] as string[], right: 0 };
  const isHit = (element: Element, x: number, y: number) => element.contains(document.elementFromPoint(x, y));
  for (const text of document.querySelectorAll<HTMLElement>('[data-tel]')) {
    const number = text.dataset.tel ?? '';
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    const hits = [...document.querySelectorAll<HTMLElement>('ringside-call')]
      .filter((host) => host.dataset.number === number)
      .filter((host) => {
        const at = host.getBoundingClientRect();
        return isHit(host, at.left + at.width / 2, at.top + at.height / 2);
      });
    const isSeen = isHit(text, (left + right) / 2, middle);
    const row = text.closest('td, th, p') ?? text;
    const isClear =
      isHit(row, left + 1, top + 1) && isHit(row, right + 30, middle) && isHit(row, right + 30, bottom - 1);
    const over = document.elementFromPoint((left + right) / 2, middle);
    const pin = over?.closest('.pin, .head th, .columns :is(td, th):is(:first-child, :last-child)');
    if (!isSeen && pin && hits.length > 0) seen.through.push(number);
    else if (isSeen && isClear && hits.length === 0) seen.missing.push(number);
    else if (isSeen && hits.length > 0) seen.right++;
  }
  return seen;
}

const STYLE = `<style>#s{height:230px;width:600px;overflow:auto}table{border-collapse:collapse}td,th{min-width:180px;padding:3px;text-align:left;background:#fff}
  .head th,.columns :is(td,th):first-child{position:sticky;top:0;left:0}.columns :is(td,th):last-child{position:sticky;right:0}</style>`;
const table = (kind: string, rows: number) =>
  `${STYLE}<div id="s"><table class="${kind}"><caption>Kontakte</caption><thead><tr><th>Firma<th>Telefon<th>Mobil<th>Durchwahl</thead><tbody>${Array.from(
    { length: rows },
    (_, i) => `<tr>${cell(0, i)}${cell(1, i)}${cell(2, i)}${cell(3, i)}`,
  ).join('')}</table></div>`;

describe.each([14, 140])('a table of %i rows in a box that scrolls', (rows) => {
  it('with a head that stays', async () => {
    const staged = await open(table('head', rows));
    for (const top of [60, 75, 0, 90, 40]) {
      await scroll(staged, 0, top);
      await allRight(staged);
    }
  });

  it('with a first and a last column that stay', async () => {
    const staged = await open(table('columns', rows));
    for (const [left, top] of [
      [90, 0],
      [150, 40],
      [0, 40],
      [30, 10],
    ] as const) {
      await scroll(staged, left, top);
      await allRight(staged);
    }
  });
});

describe('a page', () => {
  const lines = (from: number) =>
    Array.from(
      { length: 40 },
      (_, i) => `<p>Tel. <span data-tel="+49341630${from + i}">0341 630${from + i}</span>`,
    ).join('');
  const bar = (style: string, number: number) =>
    `<p class="pin" style="${style};background:#eef;padding:12px;margin:0">Zentrale <span data-tel="+49341630${number}">0341 630${number}</span></p>`;

  it.each([
    ['a bar that stays, with a number of its own', 'position:sticky;top:0', ''],
    ['fixed bars', 'position:fixed;top:0;left:0;right:0', 'position:fixed;bottom:0;left:0;right:0'],
    ['a bar above others by number', 'position:sticky;top:0;z-index:3', ''],
  ])('with %s', async (_, top, bottom) => {
    const staged = await open(`${bar(top, 9000)}<main>${lines(1000)}</main>${bar(bottom, 9001)}`);
    for (const at of [200, 215, 0, 600]) {
      await scroll(staged, 0, at);
      await allRight(staged);
    }
  });

  it('whose frame lies over all of it, and lets everything through', async () => {
    const frame = '<div style="position:fixed;inset:0;pointer-events:none"></div>';
    const staged = await open(`${frame}${lines(1000)}`);
    await scroll(staged, 0, 300);
    await allRight(staged);
    expect((await staged.icons()).filter(({ hit }) => hit).length).toBeGreaterThan(8);
  });

  it.each([
    ['a background as large as the window', '<div style="position:fixed;inset:0;background:#eef"></div>'],
    ['nothing behind it', ''],
  ])('in a column of its own over %s', async (_, behind) => {
    const staged = await open(
      `${behind}<main style="position:relative;max-width:300px;margin:auto">${lines(1000)}</main>`,
    );
    await scroll(staged, 0, 300);
    await allRight(staged);
  });

  it('of components in a bar that stays', async () => {
    const staged = await open(`<p>Tel. <span data-tel="+493416301000">0341 6301000</span></p>
      <div style="position:sticky;top:0;background:#eef"><x-card></x-card></div><p>Ort</p>`);
    await staged.page.evaluate(() => {
      const root = document.querySelector('x-card')?.attachShadow({ mode: 'open' });
      root?.append(Object.assign(document.createElement('p'), { textContent: 'Tel. 0341 6301234' }));
    });
    await until('the icon in the component', async () =>
      (await staged.icons()).some(({ number, hit }) => number === '+493416301234' && hit),
    );
  });

  it('has its call button at its own head that stays', async () => {
    const fields = [1, 2].map(
      (i) => `<p><label>Telefon <input data-tel="+49341630100${i}" value="0341 630100${i}"></label></p>`,
    );
    const staged = await stage(
      await served.open(`<main><header class="pin" style="position:sticky;top:0;background:#eef"><h1>Köhler</h1></header>
        ${fields.join('')}<div style="height:3000px"></div></main>`),
    );
    const isHit = () =>
      staged.page.evaluate(() => {
        const host = document.querySelector('ringside-mask-call');
        const { left, top, width, height } = host?.getBoundingClientRect() ?? new DOMRect();
        return !!host?.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      });
    await until('the button', isHit);
    // It stays there, whatever moves.
    for (const at of [5, 0, 5]) {
      await scroll(staged, 0, at);
      await staged.page.evaluate(async () => {
        for (let i = 0; i < 20; i++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      });
    }
    expect(await isHit()).toBe(true);
  });
});
