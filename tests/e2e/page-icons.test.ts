/** Icons on pages of every shape, by lib/page in a real Chromium. */

import { describe, expect, it } from 'vitest';
import { until } from '../parts/wait.ts';
import { type StagedPage, stage } from './page-stage.ts';
import { servedPages } from './served-pages.ts';

const served = servedPages();

/** Serves `body` in a German page and runs lib/page in it. */
async function show(body: string, lang = 'de'): Promise<StagedPage> {
  return stage(await served.open(body, `lang="${lang}"`));
}

/** The numbers that have icons, once there are that many and all can be hit. */
async function numbers(staged: StagedPage, count: number): Promise<string[]> {
  const icons = await until(`${count} icons that can be hit`, async () => {
    const seen = await staged.icons();
    if (seen.length === count && seen.every(({ hit }) => hit)) return seen;
    throw new Error(JSON.stringify(seen.map(({ number, hit, near }) => [number, hit, near])));
  });
  return icons.map(({ number }) => number).sort();
}

describe('where numbers stand', () => {
  it('labelled inputs, but not fax, search or others', async () => {
    const staged = await show(`<form>
      <p><label>Telefon <input value="030 23125418"></label></p>
      <p><label for=m>Mobil</label> <input id=m value="+49 170 1234567"></p>
      <p><label for=f>Fax</label> <input id=f value="030 23125419"></p>
      <p><label for=d>Durchwahl</label> <input id=d value="418"></p>
      <p><label for=k>Kunden-Nr.</label> <input id=k value="0304711234"></p>
      <p><input type=search value="030 23125418"></p><p><input type=tel value="040 66969530" disabled></p>
      <p><label>Datum <input value="12.03.2024"></label></p><textarea style="display:none">030 23125418</textarea></form>`);
    expect(await numbers(staged, 4)).toEqual(['+491701234567', '+493023125418', '+494066969530', '418']);
    expect((await staged.icons()).map(({ field }) => field).sort()).toEqual(['', 'Durchwahl', 'Mobil', 'Telefon']);
  });

  it('table cells by the head of their column, and definition lists', async () => {
    const staged = await show(`<table><thead><tr><th>Name<th>Telefon<th>Fax<th>Kd.-Nr.</thead><tbody>
      <tr><td>Hoppe<td>069 90009531<td>069 90009532<td>0690009533</tr>
      <tr><td>Kraus<td>0221 4710362<td>0221 4710363<td>0221471036</tr></tbody></table>
      <dl><dt>Mobil<dd>040 66969530<dt>Fax<dd>040 66969531<dt>Intern<dd><span>Durchwahl</span> <b>417</b></dl>`);
    expect(await numbers(staged, 4)).toEqual(['+492214710362', '+494066969530', '+496990009531', '417']);
  });

  it('call links and numbers in text, not what only looks like one', async () => {
    const staged =
      await show(`<p>Bitte unter 030 23125418 zurückrufen oder <a href="tel:+49%2040%2066969530">hier</a>.</p>
      <p>Fax: 030 23125419, IBAN DE89 3704 0044 0532 0130 00, vom 12.03.2024, Rechnung 2026-0471, 1.234.567,89 EUR</p>
      <p>UUID 0a1b2c3d-1234-5678-9012-345678901234, IP 192.168.178.20, USt-IdNr. DE 0123456789, Art.-Nr. 0815-4711-23</p>
      <p>Tel. <a href="callto:06990009208">069 90009208</a>, <a href="fax:030111111">Fax</a></p>`);
    expect(await numbers(staged, 3)).toEqual(['+493023125418', '+494066969530', '+496990009208']);
  });

  it('open shadow roots, also such that are attached later', async () => {
    const staged = await show('<div id=h></div><x-late></x-late>');
    await staged.page.evaluate(() => {
      const fill = (host: Element | null, number: string) => {
        const root = host?.attachShadow({ mode: 'open' });
        root?.append(document.createElement('label'));
        if (root?.firstChild) root.firstChild.textContent = `Telefon ${number}`;
      };
      fill(document.querySelector('x-late'), '030 23125418');
      const div = document.createElement('div');
      fill(div, '040 66969530');
      document.body.append(div);
    });
    expect(await numbers(staged, 2)).toEqual(['+493023125418', '+494066969530']);
  });

  it('frames', async () => {
    const staged = await show(`<iframe srcdoc="<p>Telefon: 030 23125418</p>"></iframe>`);
    const frame = await until('the frame', () => staged.page.frames()[1]);
    await frame.waitForSelector('p');
    const inner = await stage(staged.page, frame);
    expect(await numbers(inner, 1)).toEqual(['+493023125418']);
    expect(await staged.icons()).toEqual([]);
  });

  it('frames that do not say where they are from: as the page around them', async () => {
    const staged = await show('<iframe srcdoc="<p>Telefon: 01 5350000</p>"></iframe>', 'de-AT');
    const frame = await until('the frame', () => staged.page.frames()[1]);
    await frame.waitForSelector('p');
    expect(await numbers(await stage(staged.page, frame), 1)).toEqual(['+4315350000']);
  });

  it('no hidden copies, no editors', async () => {
    const staged =
      await show(`<div contenteditable>Telefon 030 23125410</div><div style="display:none">Telefon 030 23125411</div>
      <p id=v style="visibility:hidden">Telefon 030 23125412</p><input type=hidden name=phone value="030 23125413">
      <p><label>Telefon <input style="display:none" value="030 23125414"></label></p><p>Telefon 030 23125418</p>`);
    expect(await numbers(staged, 1)).toEqual(['+493023125418']);
    await staged.page.evaluate(() => document.querySelector('#v')?.setAttribute('style', ''));
    expect(await numbers(staged, 2)).toContain('+493023125412');
    for (const [edited, count] of [
      ['true', 1],
      ['false', 2],
    ] as const) {
      await staged.page.evaluate(
        (value) => document.querySelector('#v')?.setAttribute('contenteditable', value),
        edited,
      );
      expect(await numbers(staged, count)).toHaveLength(count);
    }
  });

  it('what became an editor while its numbers were asked about', async () => {
    const staged = await show('<p id=t>Telefon 030 23125412</p>');
    await numbers(staged, 1);
    await staged.page.evaluate(() => {
      (document.querySelector('#t') as HTMLElement).innerHTML = '<a href="tel:+493023125413">Rückruf</a>';
    });
    expect(await numbers(staged, 1)).toEqual(['+493023125413']);
    await staged.page.evaluate(() => document.querySelector('#t')?.setAttribute('contenteditable', 'true'));
    expect(await numbers(staged, 0)).toEqual([]);
    // A number that was never asked about, and no time to hear the answer.
    for (let i = 0; i < 5; i++) {
      await staged.page.evaluate(async (last) => {
        const text = document.querySelector('#t') as HTMLElement;
        text.removeAttribute('contenteditable');
        text.textContent = `Telefon 030 2312542${last}`;
        await new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), last));
        text.setAttribute('contenteditable', 'true');
        // The answer comes meanwhile.
        for (let frames = 0; frames < 20; frames++)
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      }, i);
      expect(await numbers(staged, 0)).toEqual([]);
    }
  });
});

describe('following the page', () => {
  it('a list that is drawn anew and a route that changes', async () => {
    const staged = await show('<ul></ul>');
    const draw = (numbers: string[]) =>
      staged.page.evaluate((list) => {
        document.querySelector('ul')?.replaceChildren(
          ...list.map((number) => {
            const item = document.createElement('li');
            item.textContent = `Telefon: ${number}`;
            return item;
          }),
        );
      }, numbers);
    await draw(['030 23125418', '040 66969530']);
    await numbers(staged, 2);
    await draw(['030 23125418']);
    expect(await numbers(staged, 1)).toEqual(['+493023125418']);
    await staged.page.evaluate(() => {
      location.hash = '#other';
      document.body.innerHTML = '<main><h1>Anders</h1><p>Mobil 069 90009208</p></main>';
    });
    expect(await numbers(staged, 1)).toEqual(['+496990009208']);
  });

  it('text, values and labels that change in place', async () => {
    const staged =
      await show(`<p>Telefon <b id=t>030 23125418</b></p><label><i id=l>Telefon</i> <input id=v value="040 66969530"></label>
      <label>Mobil <input id=e></label>`);
    await numbers(staged, 2);
    await staged.page.evaluate(() => {
      const text = document.querySelector('#t')?.firstChild as Text;
      text.data = '030 23125499';
      (document.querySelector('#v') as HTMLInputElement).value = '040 66969531';
      (document.querySelector('#e') as HTMLInputElement).value = '0170 1234567';
    });
    expect(await numbers(staged, 3)).toEqual(['+491701234567', '+493023125499', '+494066969531']);
    await staged.page.evaluate(() => {
      (document.querySelector('#l') as HTMLElement).textContent = 'Fax';
    });
    expect(await numbers(staged, 2)).toEqual(['+491701234567', '+493023125499']);
  });

  it('icons that the page throws out come back, at the number', async () => {
    const staged = await show('<p>Telefon <b>030 23125418</b></p>');
    await numbers(staged, 1);
    await staged.page.evaluate(() => {
      for (const host of document.querySelectorAll('ringside-call')) host.remove();
    });
    expect(await numbers(staged, 1)).toEqual(['+493023125418']);
  });

  it('copies that the page makes of what it shows take no dead icons with them', async () => {
    const staged = await show(`<form><p><label>Telefon <input value="030 23125418"></label></p></form>
      <div id=d><p>Tel. 040 66969530</p></div><div id=s style="overflow:auto"><button>Tel. 069 90009208</button></div>`);
    await numbers(staged, 3);
    await until('a mask button', () => staged.page.$('ringside-mask-call'));
    await staged.page.evaluate(() => {
      const row = document.querySelector('form p') as HTMLElement;
      const copy = row.cloneNode(true) as HTMLElement;
      (copy.querySelector('input') as HTMLInputElement).value = '030 23125419';
      row.after(copy);
      const [kept, list] = ['#d', '#s'].map((each) => document.querySelector(each) as HTMLElement);
      if (kept) kept.innerHTML += '<p>Mobil 0170 1234567</p>';
      list?.after(list.cloneNode(true));
    });
    const wanted = '+491701234567 +493023125418 +493023125419 +494066969530 +496990009208 +496990009208';
    expect((await numbers(staged, 6)).join(' ')).toBe(wanted);
    await staged.call('stop');
    expect(await staged.page.evaluate(() => document.documentElement.outerHTML)).not.toContain('ringside');
  });

  it('a page that puts a copy back keeps it, and nobody runs in circles', async () => {
    const staged = await show('<p>Tel. 040 66969530</p><div id=d></div>');
    await numbers(staged, 1);
    const turns = await staged.page.evaluate(async () => {
      const box = document.querySelector('#d') as HTMLElement;
      const copy = document.querySelector('ringside-call')?.cloneNode(true) as HTMLElement;
      let count = 0;
      new MutationObserver(() => {
        count++;
        if (!copy.isConnected) box.append(copy);
      }).observe(box, { childList: true });
      box.append(copy);
      await new Promise((done) => setTimeout(done, 500));
      return count;
    });
    expect(turns).toBeLessThan(6);
  });

  it('a mask taller than the window: its button covers nothing beside the heading, and never widens the page', async () => {
    const staged =
      await show(`<form style="height:3000px"><div style="display:flex;align-items:center"><h1 style="margin:0">Katrin Behrens</h1>
      <span id=tag style="margin-left:auto;padding:4px 12px;border-radius:99px;background:#fec">A-Kundin seit 2019</span></div>
      <label>Telefon <input value="030 23125418"></label></form>`);
    await numbers(staged, 1);
    const gap = () =>
      staged.page.evaluate(() => {
        const button = document.querySelector('ringside-mask-call')?.getBoundingClientRect();
        const tag = document.querySelector('#tag')?.getBoundingClientRect();
        return button && tag ? Math.max(tag.left - button.right, button.top - tag.bottom) : undefined;
      });
    const widened = () => staged.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await until('a button beside the tag', async () => ((await gap()) ?? -1) >= 0);
    await staged.states({ '+493023125418': 'ringing' });
    await until('the button to ring', () => staged.page.$('ringside-mask-call[data-state=ringing]'));
    await until('a wider button beside the tag', async () => ((await gap()) ?? -1) >= 0);
    expect(await widened()).toBeLessThanOrEqual(0);
    await staged.states({ '+493023125418': 'idle' });
    await staged.page.evaluate(() => scrollTo(0, 1500));
    await staged.states({ '+493023125418': 'ringing' });
    await until('the button to ring', () => staged.page.$('ringside-mask-call[data-state=ringing]'));
    expect(await widened()).toBeLessThanOrEqual(0);
  });

  it('the page as a mask: its button stands behind the heading that is seen, and its words', async () => {
    const staged = await show(`<nav style="display:none"><h3>Menu</h3></nav>
      <div style="display:flex;height:60px"><h1 id=h style="margin:0;font:20px Arial">Ticket 4: Tel. 030 23125418 zu RE-2026-3004</h1>
      <div style="margin-left:auto"><button>Anzeigen</button><button>Bearbeiten</button></div></div>
      <p>Mobil: <b>0170 1234567</b></p><div style="height:3000px">Notiz</div>`);
    await numbers(staged, 2);
    const gap = () =>
      staged.page.evaluate(() => {
        const button = document.querySelector('ringside-mask-call')?.getBoundingClientRect();
        const words = document.createRange();
        words.selectNodeContents(document.querySelector('#h')?.firstChild as Node);
        return button && { left: button.left - words.getBoundingClientRect().right, top: button.top };
      });
    await until('a button behind the words of the heading', async () => {
      const at = await gap();
      return at && at.left >= 0 && at.left < 40 && at.top < 60;
    });
  });

  it('the page as a mask, without a heading: its button stands where its bars leave room, not above the page', async () => {
    const staged = await show(`<style>body { margin: 0 } button { font: 20px Arial }</style>
      <div style="height:60px;text-align:right"><button>Suche</button> <button>Neuer Kontakt</button></div>
      <table><tr><td>Telefon<td>030 23125418<tr><td>Mobil<td>0170 1234567</table><div style="height:3000px"></div>`);
    await numbers(staged, 2);
    const top = () => staged.page.$eval('ringside-mask-call', (each) => each.getBoundingClientRect().top);
    await until('a button below the bar', async () => (await top()) > 40 && (await top()) < 300);
  });

  it('a mask of three hundred fields: its button offers what stands a screen below too', async () => {
    const fields = Array.from({ length: 300 }, (_, i) => {
      const [label, value] =
        i === 2 ? ['Telefon', '030 23125418'] : i === 32 ? ['Mobil', '0170 1234567'] : [`Feld ${i}`, 'x'];
      return `<div style="height:30px"><label>${label} <input value="${value}"></label></div>`;
    });
    const staged = await show(`<form><h2>Kontakt</h2>${fields.join('')}</form>`);
    await until('both numbers', () => staged.page.$('ringside-mask-call[data-numbers="2"]'));
  });

  it('a mask without a box of its own has its button in the box around it', async () => {
    const staged = await show(`<div id=page><main style="display:contents"><h1>Köhler</h1>
      <label>Telefon <input value="030 23125418"></label><label>Mobil <input value="0170 1234567"></label></main></div>`);
    await until('the button', () => staged.page.$('#page > ringside-mask-call[data-numbers="2"]'));
  });

  it('a mask has its button also where that comes late, as on a page that is busy', async () => {
    const staged = await show('<form><label>Telefon <input value="030 23125418"></label></form>');
    await until('the button', () => staged.page.$('ringside-mask-call'));
    await staged.call('stop');
    await until('no button', async () => !(await staged.page.$('ringside-mask-call')));
    await staged.call('startWithLateTools');
    await until('the button again', () => staged.page.$('ringside-mask-call'));
  });

  it('pictures of a font beside a number lie under no icon', async () => {
    const staged = await show(`<style>i, .f { font-style:normal } .f::before { content:'\\25A4' }</style>
      <p style="font:16px Arial"><span class=f></span> 030 23125418 <span class=f id=next></span> 0170 1234567</p>`);
    await numbers(staged, 2);
    const covers = await staged.page.evaluate(() => {
      const host = document.querySelector('ringside-call[data-number="+493023125418"]') as HTMLElement;
      const [icon, next] = [host, document.querySelector('#next') as Element].map((each) =>
        each.getBoundingClientRect(),
      );
      return (
        icon && next && icon.left < next.right && next.left < icon.right && (icon.top + icon.bottom) / 2 > next.top
      );
    });
    expect(covers).toBe(false);
  });

  it('a list whose heads stand below a row of filters has no button', async () => {
    const row = (i: number) => `<tr><td>Firma ${i}<td>030 2312500${i}`;
    const staged =
      await show(`<form><table><tr><td><input name=q1><td><input name=q2><tr><th>Name<th>Telefon${[1, 2, 3, 4].map(row).join('')}</table></form>
      <form id=one><label>Telefon <input value="030 23125418"></label></form>`);
    await until('the icons', async () => (await staged.icons()).length === 5);
    await until('the button of the mask', () => staged.page.$('#one > ringside-mask-call'));
    expect(await staged.page.$$('ringside-mask-call')).toHaveLength(1);
  });

  it('rows with a form each have icons and no buttons', async () => {
    const row = (i: number) => `<tr><td>Firma ${i}<td><form><input name=phone value="030 2312500${i}"></form>`;
    const staged = await show(`<table>${[1, 2, 3, 4].map(row).join('')}</table>
      <form id=one><label>Telefon <input value="030 23125418"></label></form>`);
    await until('the icons', async () => (await staged.icons()).length === 5);
    await until('the button of the mask', () => staged.page.$('#one > ringside-mask-call'));
    expect(await staged.page.$$('ringside-mask-call')).toHaveLength(1);
  });

  it('rows that lose their boxes keep their icons', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `<li><b>Name</b> <span>Tel. 030 2312${5000 + i}</span></li>`);
    const staged = await show(`<style>.grid > li { display: contents; }</style><ul id=u>${rows.join('')}</ul>`);
    const shown = async () => (await staged.icons()).length;
    await until('icons', async () => (await shown()) >= 20);
    await staged.page.evaluate(() => document.querySelector('#u')?.classList.add('grid'));
    // Inline now, they all stand near.
    await until('an icon at each row', async () => (await shown()) === 60);
  });

  it('keys pressed on our hosts in a shadow root stay in there', async () => {
    const staged = await show('<x-mask></x-mask>');
    await staged.page.evaluate(() => {
      const root = document.querySelector('x-mask')?.attachShadow({ mode: 'open' });
      if (!root) return;
      root.innerHTML =
        '<form><label>Telefon <input value="030 23125418"></label><label>Name <input id=n value="Maier"></label></form>';
      root.querySelector('form')?.addEventListener('keydown', (event) => {
        const { localName, parentElement } = event.target as Element;
        if (`${localName} ${parentElement?.localName}`.includes('ringside')) root.host.append(event.key);
      });
    });
    await until('the button', () =>
      staged.page.evaluate(() => !!document.querySelector('x-mask')?.shadowRoot?.querySelector('ringside-mask-call')),
    );
    await until('an icon', async () => (await staged.icons()).length === 1);
    await staged.page.evaluate(() =>
      document.querySelector('x-mask')?.shadowRoot?.querySelector<HTMLElement>('#n')?.focus(),
    );
    await until('a call', async () => {
      const dialled = (await staged.asked()).dialled.length;
      if (dialled === 0) await staged.page.keyboard.press('Tab').then(() => staged.page.keyboard.press('Enter'));
      return dialled > 0;
    });
    expect(await staged.page.$eval('x-mask', (host) => host.textContent)).toBe('');
  });

  it('leaves the page byte for byte as it was', async () => {
    const staged =
      await show(`<form><h2>Kontakt</h2><label>Telefon <input value="030 23125418"></label><div style="overflow:auto;height:90px">
      <table><tr><th>Name<th>Telefon<tr><td>A<td>040 66969530<tr><td>B<td>040 66969531</table></div></form><p>Tel: 069 90009208</p>`);
    await staged.call('stop');
    await until('no icons', async () => (await staged.icons()).length === 0);
    const before = await staged.page.evaluate(() => document.documentElement.outerHTML);
    await staged.call('start');
    await numbers(staged, 4);
    await until('a mask button', () => staged.page.$('ringside-mask-call'));
    await staged.call('stop');
    expect(await staged.page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
    expect(before).not.toContain('ringside');
  });

  it('a copy cut off by an update leaves when the new one comes', async () => {
    const staged = await show('<p>Telefon: 030 23125418</p>');
    await numbers(staged, 1);
    await staged.call('orphan');
    const fresh = await stage(staged.page);
    await numbers(fresh, 1);
    await staged.page.evaluate(() => document.body.append('Mobil: 0170 1234567'));
    expect(await numbers(fresh, 2)).toEqual(['+491701234567', '+493023125418']);
    const buttons = () => staged.page.$$eval('ringside-mask-call', (all) => all.length);
    await until('one button for the mask', async () => (await buttons()) === 1);
  });
});
