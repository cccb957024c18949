/** Numbers in text areas, and several in one input: each has its icon, at its field and out of the way. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, icons } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const [DESK, MOBILE, HOME, TYPED] = ['+493023125418', '+4915123456789', '+494066969530', '+496990009208'];
const MASK = `<!doctype html><html lang="de"><title>CRM</title>
<style>body { font: 14px sans-serif; margin: 20px } form { width: 560px } p { margin: 0 0 12px }
textarea { width: 400px; height: 90px; font: inherit; vertical-align: top } .card { overflow: hidden; padding: 0 4px; width: 408px }
.editor { position: relative } .editor > textarea { position: absolute; width: 1px; height: 1px }</style>
<form><h2>Kontakt</h2>
<p><label for=n>Notizen</label><br><textarea id=n>Fax: 030 23125419
Zentrale 030 23125418, mobil 0151 23456789
Rechnung 2026-0471 vom 12.03.2024</textarea></p>
<p><label for=r>Bemerkung</label><br><textarea id=r readonly style="height:36px">Rückruf: 040 66969530</textarea></p>
<p class=card><label for=c>Verlauf</label><br><textarea id=c style="height:130px;resize:vertical">${'Zeile\n'.repeat(20)}</textarea></p>
<p><label for=i>Telefon</label> <input id=i size=50></p>
<textarea style="display:none">Tel. 030 23125411</textarea>
<div class=editor><textarea>Tel. 030 23125412</textarea></div>
<div contenteditable><textarea>Tel. 030 23125413</textarea></div>
<p><label>Suche <textarea name=q>030 23125414</textarea></label></p>
</form></html>`;

let stage: Stage;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  server = await startServer({ pages: { '/': MASK } });
  stage = await Stage.start();
  await stage.addCrmAddress(server.url);
  page = await stage.test.openPage(server.url);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

/** Waits until the field has icons for these numbers, in this order as one sees them, and all can be hit. */
async function iconsAt(id: string, numbers: string[]) {
  const seen = async () => {
    const found = await page.$eval(`#${id}`, (field) => {
      const hosts: Element[] = [];
      for (let next = field.nextElementSibling; next?.localName === 'ringside-call'; next = next.nextElementSibling)
        hosts.push(next);
      const at = (host: Element) => host.getBoundingClientRect();
      const seen = hosts.sort((a, b) => {
        const down = at(a).top - at(b).top;
        return Math.abs(down) > 8 ? down : at(a).left - at(b).left;
      });
      return seen.map((host) => host.getAttribute('data-number'));
    });
    const all = (await icons(page)).filter(({ number }) => numbers.includes(number));
    return { found, free: all.every(({ hit }) => hit), boxes: all.map(({ box }) => box) };
  };
  return until(`${numbers} at #${id}`, async () => {
    const now = await seen();
    return now.found.join() === numbers.join() && now.free ? now : undefined;
  });
}

const setValue = (id: string, text: string) =>
  page.$eval(
    `#${id}`,
    (field, value) => {
      (field as HTMLTextAreaElement).value = value;
    },
    text,
  );

describe('text areas of a mask', () => {
  it('have an icon for each number, in the order of the text; decoys, editors and search boxes have none', async () => {
    await iconsAt('n', [DESK, MOBILE]);
    await iconsAt('r', [HOME]);
    const all = await icons(page);
    expect(all.map(({ number, field }) => [number, field])).toEqual([
      [DESK, 'Notizen'],
      [MOBILE, 'Notizen'],
      [HOME, 'Bemerkung'],
    ]);
    await page.waitForSelector('ringside-mask-call[data-numbers="3"]');
  });

  it('has them beside it, where there is room, and within reach', async () => {
    const { boxes } = await iconsAt('n', [DESK, MOBILE]);
    const area = await page.$eval('#n', (field) => field.getBoundingClientRect().toJSON() as DOMRect);
    for (const { x, y, width, height } of boxes) {
      expect(x).toBeGreaterThanOrEqual(area.right);
      expect(x - area.right).toBeLessThan(24);
      expect(y).toBeGreaterThanOrEqual(area.top - 1);
      expect(y + height).toBeLessThanOrEqual(area.bottom + width);
    }
    expect(Math.abs((boxes[0]?.y ?? 0) - (boxes[1]?.y ?? 0))).toBeGreaterThanOrEqual(20);
  });

  it('keep each icon with its number while somebody types in front of it, and the text cursor where it is', async () => {
    await iconsAt('n', [DESK, MOBILE]);
    await page.evaluate(() => {
      const field = document.querySelector('#n') as HTMLTextAreaElement;
      const hosts = [...document.querySelectorAll('#n ~ ringside-call')];
      const seen = { gone: 0, hosts };
      new MutationObserver((records) => {
        for (const { removedNodes } of records)
          seen.gone += [...removedNodes].filter((node) => hosts.includes(node as Element)).length;
      }).observe(field.parentElement as Element, { childList: true });
      Object.assign(window, { seen });
      field.focus();
      field.setSelectionRange(0, 0);
    });
    await page.keyboard.type('neu 069 90009208, ');
    await iconsAt('n', [TYPED, DESK, MOBILE]);
    const after = await page.evaluate(() => {
      const { seen } = window as unknown as { seen: { gone: number; hosts: Element[] } };
      const field = document.querySelector('#n') as HTMLTextAreaElement;
      return {
        gone: seen.gone,
        numbers: seen.hosts.map((host) => host.getAttribute('data-number')),
        caret: field.selectionStart,
        focused: document.activeElement === field,
      };
    });
    expect(after).toEqual({ gone: 0, numbers: [DESK, MOBILE], caret: 18, focused: true });
  });

  it('follow a value that a script sets, and a form that is set back', async () => {
    await setValue('r', 'Erst 069 90009208, sonst 040 66969530');
    await iconsAt('r', [TYPED, HOME]);
    await page.$eval('form', (form) => (form as HTMLFormElement).reset());
    await iconsAt('r', [HOME]);
    await iconsAt('n', [DESK, MOBILE]);
  });

  it('in a box that cuts off what stands beside it: inside, left of the scroll bar and above the handle', async () => {
    const text = `Tel. 030 23125420\n${'Zeile\n'.repeat(20)}`;
    await setValue('c', text);
    const { boxes } = await iconsAt('c', ['+493023125420']);
    const inner = await page.$eval('#c', (field) => {
      const { left, top, bottom } = field.getBoundingClientRect();
      return { right: left + field.clientLeft + field.clientWidth, top, bottom };
    });
    for (const { x, y, width, height } of boxes) {
      expect(x + width).toBeLessThanOrEqual(inner.right);
      expect(y).toBeGreaterThanOrEqual(inner.top);
      expect(y + height).toBeLessThanOrEqual(inner.bottom - 14);
    }
    await setValue('c', '');
    await iconsAt('c', []);
  });

  it('dials the number of the icon that is clicked, as it reads then', async () => {
    await iconsAt('n', [DESK, MOBILE]);
    await clickIcon(page, MOBILE);
    const call = await stage.callIs('connected');
    expect(call).toMatchObject({ direction: 'outgoing', number: MOBILE });
    await stage.tell('hangUp', { callId: call.id });
    await stage.callIs('ended');
  });
});

it('an input that holds two numbers has an icon for each', async () => {
  await setValue('i', '030 23125421 / 0171 2345678');
  const { boxes } = await iconsAt('i', ['+493023125421', '+491712345678']);
  const [first, second] = boxes;
  expect(Math.abs((first?.x ?? 0) - (second?.x ?? 0))).toBeGreaterThanOrEqual(18);
});
