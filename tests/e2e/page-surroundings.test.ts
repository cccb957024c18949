/** Icons where pages are not plain: dialogs in the top layer, virtual lists, right to left, zoom, forced colours, print, frames. */
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { startServer } from '../parts/http-server.ts';
import { icons } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';
import { type SeenIcon, type StagedPage, stage } from './page-stage.ts';
import { servedPages } from './served-pages.ts';

const PHONE =
  '<p id="line"><label>Telefon <input id="phone" value="030 23125418"></label> <span id="text">Mobil: 0170 1234567</span></p>';
const ARABIC = PHONE.replace('Telefon', 'هاتف').replace('Mobil: 0', 'جوال: +49 ').replace('"0', '"+49 ');
/** A picture of one grey. */
const GREY = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="gray"/></svg>')}`;
const NUMBERS = ['+491701234567', '+493023125418'];

const served = servedPages();
const { open } = served;

/** Icons for exactly these numbers that can all be hit. */
async function iconsFor(staged: StagedPage, numbers: string[]): Promise<SeenIcon[]> {
  return until(`icons for ${numbers.join(' ')}`, async () => {
    const seen = await staged.icons();
    const right =
      seen
        .map(({ number }) => number)
        .sort()
        .join() === [...numbers].sort().join();
    if (right && seen.every(({ hit }) => hit)) return seen;
    throw new Error(JSON.stringify(seen.map(({ number, hit }) => [number, hit])));
  });
}

describe('late and moving', () => {
  it('a modal dialog and a popover, both in the top layer', async () => {
    const page =
      await open(`${PHONE}<dialog id="d"><label>Telefon <input value="030 23125430"></label><p>Tel. 030 23125431</p></dialog>
      <div id="p" popover="manual" style="top:300px;left:20px;margin:0">Tel. 030 23125432</div>`);
    const staged = await stage(page);
    await iconsFor(staged, NUMBERS);
    await page.evaluate(() => (document.getElementById('p') as HTMLElement).showPopover());
    await iconsFor(staged, [...NUMBERS, '+493023125432']);
    await page.evaluate(() => {
      (document.getElementById('p') as HTMLElement).hidePopover();
      (document.getElementById('d') as HTMLDialogElement).showModal();
    });
    const inDialog = ['+493023125430', '+493023125431'];
    await until('icons in the dialog that can be hit', async () => {
      const seen = (await staged.icons()).filter(({ number, hit }) => hit && inDialog.includes(number));
      return seen.length === inDialog.length;
    });
    await page.close();
  });

  it('what lies over the page, each with a number inside a button, where no icon can stand', async () => {
    const button = (number: string) => `<button type="button">Tel. ${number}</button>`;
    const page = await open(`${PHONE}<dialog id="d" style="overflow:hidden">${button('030 23125433')}</dialog>
      <div id="p" popover="manual" style="overflow:visible;inset:300px auto auto 20px;margin:0">${button('030 23125434')}</div>
      <div style="position:fixed;inset:400px 0 0;z-index:1050;background:#fff">${button('030 23125435')}</div>
      <div style="position:absolute;left:600px;top:20px;z-index:1000;background:#fff">${button('030 23125436')}</div>`);
    const staged = await stage(page);
    const onPage = [...NUMBERS, '+493023125435', '+493023125436'];
    await iconsFor(staged, onPage);
    await page.evaluate(() => (document.getElementById('p') as HTMLElement).showPopover());
    await iconsFor(staged, [...onPage, '+493023125434']);
    await page.evaluate(() => (document.getElementById('d') as HTMLDialogElement).showModal());
    await until('an icon in the dialog that can be hit', async () =>
      (await staged.icons()).some(({ number, hit }) => hit && number === '+493023125433'),
    );
    await page.close();
  });

  it('a box that would scroll scrolls no more than before', async () => {
    const page = await open(`<div id="box" style="overflow-x:auto;width:130px"><table border="1" style="width:100%">
      <tr><th>Tel</th><td>030 23125437</td></tr></table></div>`);
    const reach = () =>
      page.$eval('#box', (box) => [box.clientWidth, box.scrollWidth, box.clientHeight, box.scrollHeight]);
    const before = await reach();
    const staged = await stage(page);
    await iconsFor(staged, ['+493023125437']);
    expect(await reach()).toEqual(before);
    await page.close();
  });

  it('a long list in a box that lies over others', async () => {
    const rows = Array.from({ length: 130 }, (_, i) => `<li>Tel. 030 23125${100 + i}</li>`).join('');
    const page = await open(`<main style="position:relative;z-index:100;background:#fff"><ul>${rows}</ul></main>`);
    const staged = await stage(page);
    await until('icons that can be hit', async () => {
      const seen = (await staged.icons()).filter(({ top }) => top < 700);
      return seen.length > 20 && seen.every(({ hit }) => hit);
    });
    await page.close();
  });

  it.each([
    ['rows', 'tr { position: relative; z-index: 1 }'],
    ['a table', 'table { position: relative; z-index: 1 }'],
    ['cells', 'td { position: sticky; left: 0; z-index: 1; background: #fff }'],
  ])('a long table of %s that lies over others: as large as before', async (what, css) => {
    const rows = Array.from({ length: 130 }, (_, i) => `<tr><td>Max</td><td>Tel. 030 23125${100 + i}</td></tr>`).join(
      '',
    );
    const page = await open(`<style>${css}</style><table>${rows}</table>`);
    const size = () => page.$eval('table', ({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight].join());
    const before = await size();
    const staged = await stage(page);
    await until('icons', async () => {
      const seen = (await staged.icons()).filter(({ top }) => top < 700);
      return seen.length > 20 && (what !== 'cells' || seen.every(({ hit }) => hit));
    });
    expect(await size()).toBe(before);
    await page.close();
  });

  it('a virtual list of 10,000 rows that only ever has some', async () => {
    const page =
      await open(`<div id="box" style="height:400px;width:600px;overflow:auto;position:relative"><div id="all" style="height:300000px"></div></div>
      <script>
        const [box, all] = [document.getElementById('box'), document.getElementById('all')];
        const draw = () => {
          const first = Math.floor(box.scrollTop / 30);
          all.replaceChildren(...Array.from({ length: 16 }, (_, i) => {
            const row = document.createElement('div');
            row.style.cssText = 'position:absolute;height:30px;top:' + (first + i) * 30 + 'px';
            row.textContent = 'Tel. 030 23' + (120000 + first + i);
            return row;
          }));
        };
        box.addEventListener('scroll', draw);
        draw();
      </script>`);
    const staged = await stage(page);
    for (const top of [0, 3000, 150_000, 290_000, 60]) {
      await page.$eval('#box', (box, y) => box.scrollTo({ top: y, behavior: 'instant' }), top);
      // The row at the upper edge may be cut off there, with its icon.
      const wanted = Array.from({ length: 12 }, (_, i) => `+493023${120_000 + Math.ceil(top / 30) + i}`);
      await until(`the icons at ${top}`, async () => {
        const seen = await staged.icons();
        if (wanted.every((number) => seen.some((icon) => icon.number === number && icon.hit)) && seen.length <= 16)
          return true;
        throw new Error(seen.map(({ number, hit }) => `${number} ${hit}`).join());
      });
    }
    await page.close();
  });
});

describe('seen otherwise', () => {
  it('right to left', async () => {
    const page = await open(ARABIC, 'lang="ar-EG" dir="rtl"');
    const staged = await stage(page);
    const seen = await iconsFor(staged, NUMBERS);
    const input = await page.$eval('#phone', (each) => each.getBoundingClientRect().toJSON() as DOMRect);
    const icon = seen.find(({ number }) => number === '+493023125418') as SeenIcon;
    expect(icon.left + icon.width / 2).toBeLessThan(input.left + input.width / 2);
    await page.close();
  });

  it('right to left, with a number that says it is left to right', async () => {
    const page = await open(
      '<p>هاتف: <span id="number" dir="ltr">+49 170 1234567</span></p>',
      'lang="ar-EG" dir="rtl"',
    );
    const staged = await stage(page);
    const [icon] = await iconsFor(staged, ['+491701234567']);
    const words = await page.$eval('#number', (each) => each.getBoundingClientRect().toJSON() as DOMRect);
    const { left, width } = icon as SeenIcon;
    expect(words.left - left - width).toBeGreaterThanOrEqual(0);
    expect(words.left - left - width).toBeLessThan(8);
    await page.close();
  });

  it.each([0.5, 0.9, 1.75, 3])('zoom %s', async (zoom) => {
    const page = await open(PHONE);
    const session = await page.createCDPSession();
    const size = { width: Math.round(1280 / zoom), height: Math.round(900 / zoom) };
    await session.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: zoom, mobile: false });
    const staged = await stage(page);
    const [mobile] = (await iconsFor(staged, NUMBERS)).filter(({ number }) => number === NUMBERS[0]);
    // Large text wraps: the icon stands where its last line ends.
    const line = await page.$eval('#text', (each) => [...each.getClientRects()].pop()?.toJSON() as DOMRect);
    const { left, top, width } = mobile as SeenIcon;
    expect(Math.abs(left - line.right)).toBeLessThan(24);
    expect(Math.abs(top + width / 2 - (line.top + line.height / 2))).toBeLessThan(line.height / 2);
    await page.close();
  });

  it.each([
    ['a plain page', PHONE, 'light'],
    [
      'a picture, where icons have a white plate otherwise',
      `<div style="background:url(${GREY})">${PHONE}</div>`,
      'dark',
    ],
  ])('forced colours on %s: every state can be seen', async (_ground, body, scheme) => {
    const page = await open(body);
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'forced-colors', value: 'active' },
        { name: 'prefers-color-scheme', value: scheme },
      ],
    });
    const staged = await stage(page);
    const [icon] = (await iconsFor(staged, NUMBERS)).filter(({ number }) => number === NUMBERS[0]);
    for (const state of ['idle', 'active', 'ringing'] as const) {
      await staged.states({ [NUMBERS[0] as string]: state });
      const { left, top, width } = icon as SeenIcon;
      // Without its rounded corners, where the page shows.
      const clip = { x: left + 2, y: top + 2, width: width - 4, height: width - 4 };
      const { channels } = await sharp(await page.screenshot({ clip })).stats();
      expect(Math.max(...channels.map(({ stdev }) => stdev)), state).toBeGreaterThan(20);
    }
    await page.close();
  });

  it.each([
    [
      'space between children',
      `<style>.s > :not(:last-child) { margin-block-end: 16px } .s input { display: block }</style>
        <div class="s"><label for="a">Telefon</label><input id="a" value="030 23125418"></div><p id="end" style="margin:0">Ende</p>`,
      '#end',
    ],
    [
      'a label that floats over its empty field',
      `<style>div { position: relative } input:not(:placeholder-shown) + label { position: absolute; left: 4px; top: -14px }</style>
        <div><input id="a" placeholder=" " value="030 23125418"><label for="a">Telefon</label></div>`,
      'label',
    ],
    [
      'fields joined to one',
      `<style>.g { display: flex } .g input:not(:last-child) { border-radius: 0 } input { border-radius: 8px }</style>
        <label for="a">Telefon</label><div class="g"><input id="a" value="030 23125418"></div>`,
      'input',
    ],
  ])('rules that count children or ask for the next one find what they found: %s', async (_what, body, selector) => {
    const page = await open(body);
    const look = () =>
      page.$eval(selector, (each) => {
        const { left, top, width, height } = each.getBoundingClientRect();
        return [left, top, width, height, getComputedStyle(each).borderRadius].join();
      });
    const before = await look();
    await iconsFor(await stage(page), ['+493023125418']);
    await until(`${before} again`, async () => (await look()) === before);
    await page.close();
  });

  it('a page that numbers whatever it holds counts as before', async () => {
    const page = await open(`<p>Telefon: 030 23125418</p><p id="last"></p><style>
      body { counter-reset: each 7 } body * { counter-increment: each }
      #last { display: inline-block; font: 16px monospace } #last::after { content: counter(each) }</style>`);
    const width = () => page.$eval('#last', (each) => each.getBoundingClientRect().width);
    const nine = await width();
    await iconsFor(await stage(page), ['+493023125418']);
    expect(await width()).toBe(nine);
    await page.close();
  });

  it('print shows none', async () => {
    const page = await open(PHONE);
    await page.emulateMediaType('print');
    const before = await page.screenshot();
    await page.emulateMediaType('screen');
    const staged = await stage(page);
    await iconsFor(staged, NUMBERS);
    const onScreen = await page.screenshot();
    await page.emulateMediaType('print');
    const printed = await page.screenshot();
    expect(Buffer.compare(printed, before)).toBe(0);
    expect(Buffer.compare(onScreen, before)).not.toBe(0);
    await page.close();
  });
});

describe('with the built extension', () => {
  it('frames of both addresses and without an address have icons; taking the access back leaves every byte as it was', async () => {
    const scene = await Stage.start();
    const html = (body: string) => `<!doctype html><html lang="de"><title>Rahmen</title><body>${body}</body></html>`;
    const own: Record<string, string> = { '/inner.html': html('<p>Tel. 030 23125441</p>') };
    const crm = await startServer({ pages: own });
    own['/frames.html'] = html(`<p>Tel. 030 23125440</p><iframe src="/inner.html"></iframe>
      <iframe src="${crm.otherUrl}/inner.html"></iframe><iframe srcdoc="<html lang=de><p>Tel. 030 23125442</p>"></iframe>`);
    try {
      await scene.addCrmAddress(crm.url);
      await scene.addCrmAddress(crm.otherUrl);
      const page = await scene.test.openPage(`${crm.url}/frames.html`);
      const bytes = async (of: Page) =>
        Promise.all(of.frames().map((frame) => frame.evaluate(() => document.documentElement.outerHTML)));
      const shown = async () =>
        (
          await Promise.all(
            page
              .frames()
              .map((frame) =>
                frame.$$eval('ringside-call', (all) => all.map((each) => each.getAttribute('data-number'))),
              ),
          )
        )
          .flat()
          .sort();
      const wanted = ['+493023125440', '+493023125441', '+493023125441', '+493023125442'];
      await until('an icon in each frame', async () => (await shown()).join() === wanted.join());
      expect((await icons(page)).every(({ hit }) => hit)).toBe(true);
      for (const origin of [crm.url, crm.otherUrl])
        await scene.tell('removeCrmAddress', { pattern: scene.test.patternOf(origin) });
      await until('all frames to be left', async () => (await shown()).length === 0);
      const without = await served.test.openPage(`${crm.url}/frames.html`);
      expect((await bytes(page)).sort()).toEqual((await bytes(without)).sort());
      await without.close();
    } finally {
      await scene.stop();
      await crm.close();
    }
  });
});
