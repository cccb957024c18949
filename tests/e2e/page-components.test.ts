/** Icons in what component libraries build: dialogs that fade in, slots and shadow roots, cells that cut off what they hold. */
import { describe, expect, it } from 'vitest';
import { until } from '../parts/wait.ts';
import { type SeenIcon, type StagedPage, stage } from './page-stage.ts';
import { servedPages } from './served-pages.ts';

const NUMBER = '+493416300123';
/** Ends when the test says so, not after a time. */
const SLOW = 'duration: 100000, fill: "both"';

const served = servedPages();

/** A page with a number beside the component, and a script for it. */
async function open(body: string, script = ''): Promise<StagedPage> {
  return stage(await served.open(`${body}<p>Zentrale: 030 23125418</p><script>${script}</script>`));
}

/** The script of a component that shows this, and what it is given in its slots. */
function component(name: string, inside: string): string {
  return `customElements.define('${name}', class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: 'open' }).innerHTML = '${inside}';
    }
  });`;
}

/** The number was judged, and frames have come since then: it has no icon for a reason. */
async function isPassedOver({ page, asked, icons }: StagedPage): Promise<void> {
  await until('the number to be judged', async () => (await asked()).judged.includes('0341 6300123'));
  await page.evaluate(async () => {
    for (let i = 0; i < 5; i++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });
  expect((await icons()).map(({ number }) => number)).not.toContain(NUMBER);
}

/** The icon of this number, once it can be hit. */
async function iconOf(icons: () => Promise<SeenIcon[]>, wanted: string): Promise<SeenIcon> {
  return until(`an icon for ${wanted} that can be hit`, async () => {
    const seen = await icons();
    const icon = seen.find(({ number }) => number === wanted);
    if (icon?.hit) return icon;
    throw new Error(JSON.stringify(seen.map(({ number, hit }) => [number, hit])));
  });
}

describe('dialogs that fade in', () => {
  const FIELD = '<label>Rufnummer <input value="0341 6300123"></label>';

  it('by a transition of its style', async () => {
    const staged = await open(`<div id="d" style="display:none;opacity:0;transition:opacity 100s">${FIELD}</div>`);
    const { page, icons } = staged;
    await iconOf(icons, '+493023125418');
    await page.evaluate(() => {
      const dialog = document.getElementById('d') as HTMLElement;
      dialog.style.display = 'block';
      void dialog.offsetWidth;
      dialog.style.opacity = '1';
      // As long as it cannot be seen at all.
      for (const each of dialog.getAnimations()) each.pause();
    });
    await isPassedOver(staged);
    await page.evaluate(() => {
      for (const each of document.getElementById('d')?.getAnimations() ?? []) each.finish();
    });
    await iconOf(icons, NUMBER);
  });

  it('by an animation of a script, which no event tells of', async () => {
    const staged = await open(`<div id="d" style="display:none">${FIELD}</div>`);
    const { page, icons } = staged;
    await iconOf(icons, '+493023125418');
    await page.evaluate(`{
      const dialog = document.getElementById('d');
      dialog.style.display = 'block';
      const appearing = dialog.animate([{ opacity: 0 }, { opacity: 1 }], { ${SLOW} });
      appearing.pause();
    }`);
    await isPassedOver(staged);
    await page.evaluate(() => {
      for (const each of document.getElementById('d')?.getAnimations() ?? []) each.finish();
    });
    await iconOf(icons, NUMBER);
  });
});

describe('components', () => {
  it('a field in a slot of a fixed panel that grows as it appears', async () => {
    const { page, icons } = await open(
      '<x-dialog id="d"><label>Handy <x-input value="0341 6300123"></x-input></label></x-dialog>',
      `customElements.define('x-input', class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML = '<div style="display:flex"><input aria-label="Handy" style="flex:1"><span></span></div>';
          this.shadowRoot.querySelector('input').value = this.getAttribute('value');
        }
      });
      customElements.define('x-dialog', class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML =
            '<style>#base{position:fixed;inset:0;z-index:800;display:none}#base.open{display:block}#panel{margin:60px;background:#fff}</style><div id="base"><div id="panel"><slot></slot></div></div>';
        }
        show() {
          this.shadowRoot.getElementById('base').className = 'open';
          this.shadowRoot.getElementById('panel').animate([{ scale: 0.6 }, { scale: 1 }], 4000);
        }
      });`,
    );
    await iconOf(icons, '+493023125418');
    await page.evaluate('document.getElementById("d").show()');
    await iconOf(icons, NUMBER);
  });

  it.each([
    ['that scrolls', '<slot style="display:block;height:200px;overflow:auto"></slot>'],
    ['of a fixed panel', '<div style="position:fixed;inset:0;z-index:9;background:#fff"><slot></slot></div>'],
  ])('a long list in a slot %s', async (_, inside) => {
    const rows = Array.from({ length: 150 }, (_row, i) => `<p>Tel. 0341 630${String(1000 + i)}</p>`).join('');
    const { icons } = await open(`<x-panel>${rows}</x-panel>`, component('x-panel', inside));
    await iconOf(icons, '+493416301000');
  });

  it.each([
    ['rows', '<div><p>Tel. <b>0341 6300123</b><p style="height:300px">'],
    ['a row by itself', '<p>Tel. 0341 6300123</p><p style="height:300px"></p>'],
    ['fields of components', '<x-field></x-field><p style="height:300px"></p>'],
  ])('%s in a slot that scrolls: icons scroll with them, and out of sight', async (_, given) => {
    const { page, icons } = await open(
      `<div style="height:200px"></div><x-panel id="panel">${given}</x-panel>`,
      component('x-panel', '<div id="box" style="height:150px;overflow:auto"><slot></slot></div>') +
        component('x-field', '<div><input aria-label="Telefon" value="0341 6300123"></div>'),
    );
    await iconOf(icons, NUMBER);
    // As it is painted at once: nothing of ours runs meanwhile.
    const [moved, hit] = await page.evaluate(() => {
      const inside = (root: Document | ShadowRoot, name: string): Element | undefined =>
        [...root.querySelectorAll('*')]
          .map((each) => (each.localName === name ? each : each.shadowRoot ? inside(each.shadowRoot, name) : undefined))
          .find((each) => each);
      const host = inside(document, 'ringside-call');
      const box = document.getElementById('panel')?.shadowRoot?.getElementById('box');
      const topAt = (scrollTop: number) => {
        box?.scrollTo(0, scrollTop);
        return host?.getBoundingClientRect() ?? new DOMRect();
      };
      const distance = topAt(0).top - topAt(10).top;
      const { left, top, width, height } = topAt(100);
      const [x, y] = [left + width / 2, top + height / 2];
      const root = (host ?? document).getRootNode() as Document | ShadowRoot;
      return [distance, root.elementsFromPoint(x, y).some(({ localName }) => localName === 'ringside-call')];
    });
    expect(moved).toBe(10);
    expect(hit).toBe(false);
  });

  it('a line of words in a slot that scrolls stays one', async () => {
    const { page, icons } = await open(
      '<x-panel>Tel. <b id="number">0341 6300123</b> <span id="after">(Büro)</span></x-panel>',
      component('x-panel', '<div style="height:90px;overflow:auto"><slot></slot></div>'),
    );
    await iconOf(icons, NUMBER);
    const tops = await page.$$eval('#number, #after', (all) => all.map((each) => each.getBoundingClientRect().top));
    expect(tops[1]).toBe(tops[0]);
  });

  it('a grid whose body lies over the end of its scrolling box', async () => {
    const rows = Array.from({ length: 150 }, (_row, i) => `<p slot="s${i}">Tel. 0341 630${String(1000 + i)}</p>`).join(
      '',
    );
    const { icons } = await open(
      `<x-grid>${rows}</x-grid>`,
      `customElements.define('x-grid', class extends HTMLElement {
        connectedCallback() {
          const cells = [...this.children].map(({ slot }) => '<tr><td><slot name="' + slot + '"></slot></td></tr>').join('');
          this.attachShadow({ mode: 'open' }).innerHTML = '<table style="position:relative;overflow:auto;z-index:0;display:block;height:300px;background:#fff"><tbody style="position:sticky;z-index:1;background:#fff;display:block">' + cells + '</tbody></table>';
        }
      });`,
    );
    await iconOf(icons, '+493416301000');
    await iconOf(icons, '+493416301003');
  });

  it('a box that scrolls what is its own, and what it is given', async () => {
    const own = Array.from({ length: 150 }, (_row, i) => `<p>Tel. 0341 630${String(1000 + i)}</p>`).join('');
    // So many that some are placed together with what is its own.
    const given = Array.from({ length: 6 }, (_, i) => `<button type="button">Tel. 0341 630200${i}</button>`).join('');
    const { icons } = await open(
      `<x-box>${given}</x-box>`,
      component('x-box', `<div id="own" style="height:300px;overflow:auto"><slot></slot>${own}</div>`),
    );
    expect((await iconOf(icons, '+493416302000')).near).toBe('');
    expect((await iconOf(icons, '+493416301000')).near).toBe('own');
  });

  it('a field that shows its input in a slot, and nothing else', async () => {
    const { icons } = await open(
      '<x-field><input slot="input" aria-label="Telefon" value="0341 6300123"></x-field>',
      component('x-field', '<div><slot name="input"></slot></div>'),
    );
    await iconOf(icons, NUMBER);
  });

  it('a cell that cuts off what it holds', async () => {
    const cell = 'position:relative;overflow:hidden;white-space:nowrap;font:14px Arial;background:#eee';
    const { page, icons } = await open(
      `<div id="cell" style="${cell};display:inline-block">Tel. <span id="words">0341 6300123</span></div>`,
    );
    const room = await page.evaluate(() => {
      const right = (document.getElementById('words') as Element).getBoundingClientRect().right;
      const box = document.getElementById('cell') as HTMLElement;
      // Enough for the small icon only.
      box.style.width = `${right + 17 - box.getBoundingClientRect().left}px`;
      return right + 17;
    });
    await until('the whole icon to stand in the cell', async () => {
      const { left, width } = await iconOf(icons, NUMBER);
      return left + width - 4 <= room;
    });
  });
});

describe('rows without a box of their own', () => {
  const GRID =
    '<style>.grid{display:grid;grid-template-columns:200px 200px 200px}.grid tbody,.grid tr,.grid i{display:contents}</style>';
  const rowOf = (i: number) => `<td>Firma ${i}<td>0341 630${1000 + i}<td>0341 640${1000 + i}`;
  const tableOf = (rows: number) =>
    `${GRID}<table class="grid"><thead><th>Firma<th>Telefon<th>Fax</thead><tbody>${Array.from({ length: rows }, (_, i) => `<tr>${rowOf(i)}`).join('')}</table>`;

  it('of a table that is laid out as a grid', async () => {
    const { icons } = await open(tableOf(3));
    await iconOf(icons, '+493416301002');
    expect((await icons()).filter(({ number }) => number.startsWith('+49341640'))).toEqual([]);
  });

  it('of a long one: those near view only', async () => {
    const { page, icons } = await open(tableOf(600));
    await iconOf(icons, '+493416301002');
    expect((await icons()).length).toBeLessThan(200);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await iconOf(icons, '+493416301599');
  });

  it('whose cells are made anew, in view and out of it', async () => {
    const { page, icons } = await open(tableOf(600));
    await iconOf(icons, '+493416301002');
    await page.evaluate(() => {
      for (const row of document.querySelectorAll('tbody tr'))
        row.innerHTML = row.innerHTML.replaceAll('0341 630', '0341 650');
    });
    await iconOf(icons, '+493416501002');
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await iconOf(icons, '+493416501599');
  });

  it('and what is around them, when it gets a number of its own', async () => {
    const { page, icons } = await open(`${GRID}<div id="box"><i style="display:contents">0341 6300123</i></div>`);
    await iconOf(icons, NUMBER);
    await page.evaluate(() => document.getElementById('box')?.append(' Mobil 0171 6300124'));
    await iconOf(icons, '+491716300124');
    // Out for a time, and others in.
    await page.evaluate(() => {
      const box = document.getElementById('box') as HTMLElement;
      const old = box.querySelector('i') as HTMLElement;
      old.remove();
      const other = old.cloneNode() as HTMLElement;
      other.textContent = '0341 6300125';
      box.append(other);
      setTimeout(() => box.append(old), 300);
    });
    await iconOf(icons, '+493416300125');
    await iconOf(icons, NUMBER);
  });

  it('and texts without one, as long as they can be seen', async () => {
    const { icons } = await open(
      `${GRID}<div class="grid"><i>0341 6300123</i><i style="visibility:hidden">0341 6300124</i><p hidden><i>0341 6300125</i></p></div>`,
    );
    await iconOf(icons, NUMBER);
    expect((await icons()).map(({ number }) => number)).not.toContain('+493416300124');
    expect((await icons()).map(({ number }) => number)).not.toContain('+493416300125');
  });
});
