/** What clicks on icons do, and what pages can and cannot do to them. */
import { describe, expect, it } from 'vitest';
import { until } from '../parts/wait.ts';
import { type StagedPage, stage } from './page-stage.ts';
import { servedPages } from './served-pages.ts';

const NUMBER = '+493023125418';
const served = servedPages();

async function show(body: string, head = ''): Promise<StagedPage> {
  return stage(await served.open(body, 'lang="de"', head));
}

const ready = (staged: StagedPage, count = 1, state = 'ready') =>
  until(`${count} icons ${state}`, async () => {
    const icons = await staged.icons();
    const { followed } = await staged.asked();
    return followed.length > 0 && icons.length === count && icons.every((each) => each.hit && each.state === state);
  });

describe('a click', () => {
  it('dials, then hangs up, but hears no double click', async () => {
    const staged = await show('<h1>Erika Muster</h1><p>Telefon: 030 23125418</p><p>Nochmal: 030 23125418</p>');
    await ready(staged, 2);
    await staged.click(NUMBER);
    await ready(staged, 2, 'active');
    await staged.click(NUMBER);
    const { dialled, hungUp } = await staged.asked();
    expect(dialled).toEqual([{ number: NUMBER, contact: { ref: '', name: 'Erika Muster', url: staged.page.url() } }]);
    expect(hungUp).toEqual([]);
    await until('a hang-up', async () => {
      await staged.click(NUMBER);
      return (await staged.asked()).hungUp.length === 1;
    });
    await ready(staged, 2);
  });

  it('opens the call window while the number rings, and does nothing without a line', async () => {
    const staged = await show('<p>Telefon: 030 23125418</p>');
    await ready(staged);
    await staged.states({ [NUMBER]: 'ringing' });
    await ready(staged, 1, 'ringing');
    await staged.click(NUMBER);
    expect((await staged.asked()).opened).toEqual([NUMBER]);
    await staged.states({ [NUMBER]: 'idle' });
    await staged.line({ ready: false, demo: false, why: 'Keine Leitung.' });
    await ready(staged, 1, 'unavailable');
    await staged.click(NUMBER);
    expect((await staged.asked()).dialled).toEqual([]);
  });

  it('dials what the field holds now', async () => {
    const staged = await show('<label>Telefon <input value="030 23125418"></label>');
    await ready(staged);
    const [icon] = await staged.icons();
    if (!icon) throw new Error('no icon');
    // In one go with the click: no event, no mutation and no time for anybody to notice.
    await staged.page.evaluate(() => {
      addEventListener(
        'mousedown',
        () => ((document.querySelector('input') as HTMLInputElement).value = '030 23125499'),
        true,
      );
    });
    await staged.page.mouse.click(icon.left + icon.width / 2, icon.top + icon.width / 2);
    await until('a call', async () => (await staged.asked()).dialled.length > 0);
    expect((await staged.asked()).dialled.map(({ number }) => number)).toEqual(['+493023125499']);
  });

  it('is not seen by rows, forms and labels, and takes no focus', async () => {
    const staged = await show(
      `<form onsubmit="seen.push('submit');return false"><table onclick="seen.push('row')" onmousedown="seen.push('down')"
      onkeydown="seen.push('key')" onpointerup="seen.push('up')"><tr><td>Telefon<td>030 23125418</table>
      <label onclick="seen.push('label')">Mobil <input value="0170 1234567"></label><button>ok</button></form>
      <input id=focus autofocus>`,
      '<script>var seen = []</script>',
    );
    await ready(staged, 2);
    await staged.page.focus('#focus');
    await staged.click(NUMBER);
    await until('a call', async () => (await staged.asked()).dialled.length === 1);
    const seen = await staged.page.evaluate(() => [
      (window as unknown as { seen: string[] }).seen,
      document.activeElement?.id,
    ]);
    expect(seen).toEqual([[], 'focus']);
  });

  it('of a script counts for nothing', async () => {
    const staged = await show('<p>Telefon: 030 23125418</p>');
    await ready(staged);
    await staged.page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('ringside-call');
      for (const target of [host, host?.firstElementChild as HTMLElement | null | undefined]) {
        target?.click();
        for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
          target?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
        target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
      }
    });
    await staged.states({ [NUMBER]: 'active' });
    await ready(staged, 1, 'active');
    expect((await staged.asked()).dialled).toEqual([]);
  });
});

describe('a page', () => {
  const DEFINITION = `<script>got = [];
    class Thief extends HTMLElement {
      constructor() { super(); got.push('made'); try { this.attachShadow({ mode: 'open' }).textContent = 'x'; } catch {} }
      connectedCallback() { got.push('connected'); }
    }
    function steal() { customElements.define('ringside-call', Thief); }</script>`;

  it.each([
    ['before', 'steal()'],
    ['after', ''],
  ])('that defines our tag name %s us gets nothing of it', async (_when, script) => {
    const staged = await show(`<p>Telefon: 030 23125418</p><script>${script}</script>`, DEFINITION);
    await ready(staged);
    if (!script) await staged.page.evaluate('steal()');
    await ready(staged);
    const found = await staged.page.evaluate(() => {
      const host = document.querySelector('ringside-call');
      return [(globalThis as unknown as { got: string[] }).got, host?.shadowRoot, host?.firstElementChild?.shadowRoot];
    });
    expect(found).toEqual([[], null, null]);
    await staged.click(NUMBER);
    await until('a call', async () => (await staged.asked()).dialled.length === 1);
  });

  it('with hostile style sheets leaves the icon as it is', async () => {
    const staged = await show(
      '<p>Telefon: 030 23125418</p>',
      `<style>* { display: none !important; opacity: 0 !important; transform: scale(9) !important; scale: 2 !important;
        rotate: 10deg !important; zoom: 2 !important; content-visibility: hidden !important; aspect-ratio: 9 !important }
      html, body, p { display: block !important; opacity: 1 !important; transform: none !important; scale: none !important;
        rotate: none !important; zoom: 1 !important; content-visibility: visible !important }</style>`,
    );
    await ready(staged);
    expect((await staged.icons())[0]?.width).toBe(24);
  });

  it('that forbids inline style keeps its icons', async () => {
    const staged = await show(
      '<p>Telefon: 030 23125418</p>',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'none'">`,
    );
    await ready(staged);
    expect((await staged.icons())[0]?.width).toBe(24);
  });
});

describe('the mask button', () => {
  it('dials one number, offers several by label, and is the last stop of its mask', async () => {
    const staged =
      await show(`<form id=one><h2>Firma</h2><label>Telefon <input id=a value="030 23125418"></label></form><hr>
      <form id=two><h2>Person</h2><label>Telefon <input value="040 66969530"></label><label>Mobil <input id=b value="0170 1234567"></label></form>`);
    await ready(staged, 3);
    const counts = () =>
      staged.page.$$eval('ringside-mask-call', (all) => all.map((each) => (each as HTMLElement).dataset.numbers));
    await until('a button for each mask', async () => (await counts()).join() === '1,2');
    await staged.page.focus('#b');
    await staged.page.keyboard.press('Tab');
    await staged.page.keyboard.press('Enter');
    await staged.page.keyboard.press('ArrowDown');
    await staged.page.keyboard.press('Enter');
    await until('a call', async () => (await staged.asked()).dialled.length === 1);
    expect((await staged.asked()).dialled[0]?.number).toBe('+491701234567');
    await staged.states({ '+491701234567': 'idle' });
    const [button] = await staged.page.$$('ringside-mask-call');
    await until('the second call', async () => {
      await button?.click();
      return (await staged.asked()).dialled.length === 2;
    });
    expect((await staged.asked()).dialled[1]?.number).toBe(NUMBER);
  });

  it('stays away from lists', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `<tr><td>P${i}<td>030 231254${10 + i}`).join('');
    const staged = await show(`<form><table><thead><tr><th>Name<th>Telefon</thead>${rows}</table></form>`);
    await until('icons', async () => (await staged.icons()).length === 30);
    expect(await staged.page.$('ringside-mask-call')).toBeNull();
  });
});
