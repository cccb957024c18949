/** Icons of what cannot be seen, or not yet: closed sections, other tabs, rows below the fold, pages behind a spinner. */
import { describe, expect, it } from 'vitest';
import { until } from '../parts/wait.ts';
import { type SeenIcon, type StagedPage, stage } from './page-stage.ts';
import { servedPages } from './served-pages.ts';

const served = servedPages();
const AT_FIRST = '+493023125418';

async function open(body: string): Promise<StagedPage> {
  const staged = await stage(await served.open(`<p>Zentrale: 030 23125418</p>${body}`));
  await iconOf(staged, AT_FIRST);
  return staged;
}

/** The icon of this number, once it can be hit. */
function iconOf({ icons }: StagedPage, number: string): Promise<SeenIcon> {
  return until(`an icon for ${number} that can be hit`, async () =>
    (await icons()).find((each) => each.number === number && each.hit),
  );
}

/** Where the number with this text ends, and how high it stands. */
function endOf({ page }: StagedPage, id: string): Promise<{ right: number; middle: number }> {
  return page.evaluate((wanted) => {
    const range = document.createRange();
    range.selectNodeContents(document.getElementById(wanted)?.firstChild as Text);
    const { right, top, bottom } = range.getBoundingClientRect();
    return { right, middle: (top + bottom) / 2 };
  }, id);
}

/** Frames have come and gone: what was going to change has changed. */
async function settled({ page }: StagedPage): Promise<void> {
  await page.evaluate(async () => {
    for (let i = 0; i < 30; i++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });
}

const rows = (count: number, from = 1000) =>
  Array.from({ length: count }, (_, i) => `<tr><td>Firma ${i}<td id="n${from + i}">0341 630${from + i}`).join('');
const table = (count: number, from?: number) =>
  `<table><thead><tr><th>Firma<th>Telefon</thead><tbody>${rows(count, from)}</table>`;

describe('a section that cuts off what it holds', () => {
  it('shows icons of what it shows, opened and closed', async () => {
    const staged = await open(
      `<div id="s" style="overflow:hidden;height:0">${table(6)}</div><p id="after">Ort: Leipzig</p>`,
    );
    const { page, icons } = staged;
    const set = (height: string) =>
      page.$eval('#s', (section, value) => (section as HTMLElement).style.setProperty('height', value), height);
    await settled(staged);
    expect((await icons()).filter(({ hit, number }) => hit && number !== AT_FIRST)).toEqual([]);
    await set('auto');
    const icon = await iconOf(staged, '+493416301005');
    const { middle } = await endOf(staged, 'n1005');
    expect(Math.abs(icon.top + icon.width / 2 - middle)).toBeLessThan(3);
    await set('0');
    await until('the icons of the section to go', async () =>
      (await icons()).every(({ hit, number }) => !hit || number === AT_FIRST),
    );
  });

  it.each(['opacity:0', 'visibility:hidden'])('no icon of a tab with %s lies over another tab', async (hidden) => {
    // As it begins to fade, all is read again and still to be seen; no mutation tells of the end.
    const style = `.tab{position:absolute;inset:0;overflow:auto;background:#fff;transition:opacity .1s,visibility .1s}.off{${hidden};pointer-events:none}`;
    const staged = await open(
      `<style>${style}</style><div style="position:relative;height:200px"><div class="tab">${table(14)}</div><div class="tab off">${table(14, 2000)}</div></div>`,
    );
    const { page } = staged;
    const turn = () => page.$$eval('.tab', (tabs) => void tabs.map((tab) => tab.classList.toggle('off')));
    const iconsOf = async (tab: string) =>
      (await staged.icons()).filter(({ hit, number }) => hit && number.startsWith(`+49341630${tab}`));
    await iconOf(staged, '+493416301001');
    await turn();
    await iconOf(staged, '+493416302001');
    await page.$$eval('.tab', (tabs) => void tabs.map((tab) => tab.scrollTo(0, 1000)));
    await iconOf(staged, '+493416302012');
    await until('no icon of the first tab', async () => (await iconsOf('1')).length === 0);
    await turn();
    await iconOf(staged, '+493416301012');
    await until('no icon of the second tab', async () => (await iconsOf('2')).length === 0);
  });
});

describe('what comes into sight', () => {
  it('by leaps through a list in a shell that cuts off is there before, and again', async () => {
    const staged = await open(
      `<div style="overflow:hidden;height:300px"><div id="s" style="overflow:auto;height:100%">${table(60)}</div></div>`,
    );
    const { page, icons } = staged;
    const leap = (top: number) => page.$eval('#s', (list, at) => list.scrollTo(0, at), top);
    await iconOf(staged, '+493416301001');
    await until('an icon below the fold', async () =>
      (await icons()).some(({ number, hit }) => number === '+493416301015' && !hit),
    );
    for (let i = 0; i < 3; i++) {
      await leap(10_000);
      await iconOf(staged, '+493416301058');
      await leap(0);
      await iconOf(staged, '+493416301001');
    }
  });

  it('by a carousel that moves without any change of the page', async () => {
    const slide = (n: number) => `<div style="flex:none;width:300px">Tel. 0341 630${n}</div>`;
    const staged = await open(
      `<div id="s" style="overflow:hidden;width:300px;display:flex">${slide(1001)}${slide(1002)}${slide(1003)}</div>`,
    );
    const move = (left: number) => staged.page.$eval('#s', (list, at) => list.scrollTo(at, 0), left);
    await iconOf(staged, '+493416301001');
    for (const [left, number] of [
      [600, '+493416301003'],
      [0, '+493416301001'],
      [300, '+493416301002'],
      [0, '+493416301001'],
    ] as const) {
      await move(left);
      await iconOf(staged, number);
    }
  });

  it('by scrolling a short list has its icon behind the number, in full size', async () => {
    const staged = await open(
      `<div id="s" style="height:90px;width:500px;overflow:auto">${table(9)}</div><div style="height:300px">Notiz</div>`,
    );
    const first = await iconOf(staged, '+493416301001');
    await staged.page.$eval('#s', (list) => list.scrollTo(0, 1000));
    const last = await iconOf(staged, '+493416301007');
    expect(last.width).toBe(first.width);
    expect(first.width).toBeGreaterThan(20);
    expect(last.left).toBeGreaterThanOrEqual((await endOf(staged, 'n1007')).right);
  });

  it('in a box of its own as high as its line has its icon at that line, nothing cut off', async () => {
    const value = (n: number) =>
      `<div style="display:flex"><b style="width:120px">Telefon:</b><div id="n${n}" style="overflow:auto;width:200px">0341 630${n}</div></div>`;
    const staged = await open(
      `<div id="s" style="overflow:auto;font:12px/14px Arial">${value(1001)}${value(1002)}<p>Notiz</p></div>`,
    );
    const icon = await iconOf(staged, '+493416301001');
    const { middle } = await endOf(staged, 'n1001');
    const top = await staged.page.$eval('#s', (box) => box.getBoundingClientRect().top);
    expect(Math.abs(icon.top + icon.width / 2 - middle)).toBeLessThanOrEqual(2);
    expect(icon.top).toBeGreaterThanOrEqual(top - 2);
    const inner = await staged.page.$eval('#n1001', (box) => box.scrollHeight - box.clientHeight);
    expect(inner).toBe(0);
  });

  it('when a spinner over the page goes has its icon behind the number', async () => {
    const staged = await open('<div id="s"></div>');
    const { page, asked } = staged;
    await page.evaluate((html) => {
      const veil = '<div id="veil" style="position:fixed;inset:0;z-index:1000;background:#fff8"></div>';
      (document.getElementById('s') as Element).innerHTML = html + veil;
    }, table(4));
    await until('the number to be judged', async () => (await asked()).judged.includes('0341 6301002'));
    await settled(staged);
    await page.evaluate(() => document.getElementById('veil')?.remove());
    const icon = await iconOf(staged, '+493416301002');
    expect(icon.left).toBeGreaterThanOrEqual((await endOf(staged, 'n1002')).right);
  });
});

describe('the page keeps its size', () => {
  it('at the edge of the window, and of a box that scrolls', async () => {
    const staged = await open(
      `<div style="display:flex;justify-content:flex-end;margin-right:-14px">Tel. 0341 6301000</div>
       <div id="s" style="overflow:auto;width:300px;height:46px;font:14px/15px Arial"><div style="text-align:right">Tel. 0341 6301001</div><div>x</div><div>Tel. 0341 6301002</div></div>`,
    );
    const { page } = staged;
    await iconOf(staged, '+493416301000');
    await iconOf(staged, '+493416301001');
    await iconOf(staged, '+493416301002');
    const sizes = await page.evaluate(() =>
      [document.documentElement, document.getElementById('s') as Element].map((each) => [
        each.scrollWidth - each.clientWidth,
        each.scrollHeight - each.clientHeight,
      ]),
    );
    expect(sizes[0]?.[0]).toBe(0);
    expect(sizes[1]).toEqual([0, 0]);
  });

  it('a link as wide as its card has its icon at its words', async () => {
    const staged = await open(
      '<div style="width:400px"><a id="l" style="display:flex" href="tel:+493416301000">0341 6301000</a></div>',
    );
    const icon = await iconOf(staged, '+493416301000');
    const { right } = await endOf(staged, 'l');
    expect(icon.left - right).toBeLessThan(10);
  });
});

describe('what stands beside a number', () => {
  it.each(['', 'cursor:pointer'])('to its right is clear of its icon, in a row with %s', async (row) => {
    const staged = await open(
      `<div style="display:flex;${row}"><span>Tel. 0341 6301000</span><button id="b" style="margin-left:18px;height:24px">Mehr</button></div>
       <table style="${row}"><tr><td id="t">0341 6301001<td>Notiz</table>`,
    );
    const icon = await iconOf(staged, '+493416301000');
    const left = await staged.page.$eval('#b', (button) => button.getBoundingClientRect().left);
    expect(icon.left + icon.width).toBeLessThanOrEqual(left);
    const { right } = await endOf(staged, 't');
    expect((await iconOf(staged, '+493416301001')).left).toBeGreaterThanOrEqual(right);
  });

  it.each([5, 150])('comes nearer: the icon makes room, in %i rows', async (count) => {
    const cells = (i: number) => `<span>Firma</span><span id="n${1000 + i}">0341 ${6301000 + i}</span><span>Ort</span>`;
    const staged = await open(
      `<style>.r{display:grid;white-space:nowrap;grid-template-columns:100px 300px 100px;width:500px}.narrow .r{grid-template-columns:100px var(--w) 100px}</style>
       <div id="s">${Array.from({ length: count }, (_, i) => `<div class="r">${cells(i)}</div>`).join('')}</div>`,
    );
    const { page } = staged;
    const wide = await iconOf(staged, '+493416301003');
    // Room for a small icon.
    const room = wide.left - 1 - (await page.$eval('#n1003', (cell) => cell.getBoundingClientRect().left)) + 18;
    await page.$eval('#s', (list, width) => list.setAttribute('style', `--w:${width}px`), room);
    await page.$eval('#s', (list) => list.classList.add('narrow'));
    await until('the icon off the next column', async () => {
      const { left, width } = await iconOf(staged, '+493416301003');
      const next = await page.$eval('#n1003 + span', (cell) => cell.getBoundingClientRect().left);
      return left + width - 4 <= next;
    });
  });
});

describe('a card that cuts off what it holds', () => {
  it('and has no room for a call button keeps what it holds free', async () => {
    const field = (side: string, value: string) =>
      `<input aria-label="Telefon" value="${value}" style="position:absolute;${side}:0;top:0;width:50%;height:60px;box-sizing:border-box">`;
    const staged = await open(
      `<div style="height:60px"></div><form id="card" style="position:relative;overflow:hidden;width:400px;height:60px">
      ${field('left', '0341 6300001')}${field('right', '0341 6300002')}</form><div style="height:60px"></div>`,
    );
    await until('the call button', () => staged.page.$('#card ringside-mask-call'));
    await settled(staged);
    await iconOf(staged, '+493416300001');
    await iconOf(staged, '+493416300002');
    const covered = await staged.page.evaluate(() => {
      const { left, width, top } = (document.getElementById('card') as HTMLElement).getBoundingClientRect();
      const at = [0.1, 0.3, 0.6, 0.7, 0.8, 0.9].map((x) => document.elementFromPoint(left + width * x, top + 8));
      return at.filter((each) => each?.localName !== 'input').length;
    });
    expect(covered).toBe(0);
  });
});
