/**
 * Field picker and "why" view where it is hard to be heard, in both browsers: in frames of other addresses, over modal
 * dialogs and popovers, in shadow roots, by keys alone. The page hears nothing of any of it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, KeyInput, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../lib/settings.ts';
import { ClosedRoot } from '../parts/closed-root.ts';
import { clickAt, moveTo, pressKey } from '../parts/hands.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { BROWSER } from '../parts/scene-browser.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

/** Notes what the page hears, at the first place it can: with the focus it calls back what left its dialog. */
const EARS = `
  globalThis.heard = [];
  const types = 'pointerdown mousedown mouseup pointerup click keydown keypress keyup focus focusin blur focusout input paste';
  for (const type of types.split(' '))
    document.addEventListener(type, (event) => heard.push(type + ' ' + (event.target.localName ?? '')), true);
  document.addEventListener('focusin', ({ target }) => {
    const trap = document.querySelector('.trap');
    if (trap && !trap.contains(target)) trap.querySelector('input').focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    const box = document.querySelector('.outside');
    if (box && !box.contains(target)) box.remove();
  }, true);`;

const field = (name: string, value: string, words = 'Ablage') =>
  `<label>${words} <input name="${name}" value="${value}"></label>`;
const page = (body: string, script = '') =>
  `<!doctype html><html lang="de"><meta charset="utf-8"><title>CRM</title>
  <style>body { font: 14px sans-serif } iframe { border: 0; width: 700px; height: 240px } dialog { width: 600px; height: 300px }</style>
  <body>${body}<script>${EARS}${script}</script></body></html>`;

const PAGES = {
  '/frames.html': page(
    `${field('oben', '418')}<br><iframe name="own" src="/inner.html"></iframe><br>
    <iframe name="doc" srcdoc="&lt;html lang=de&gt;&lt;label&gt;Ablage &lt;input name=srcdoc value=421&gt;&lt;/label&gt;"></iframe><br>
    <iframe name="other"></iframe>`,
    'document.querySelector("[name=other]").src = "http://localhost:" + location.port + "/other.html"',
  ),
  '/inner.html': page(field('innen', '419')),
  '/other.html': page(`<table><thead><tr><th>Person<th>Platz</thead>
    <tbody><tr><td>Kern<td>431<tr><td>Wolf<td>432</table>`),
  '/late.html': page(
    field('oben', '418'),
    `globalThis.add = (name, src) => {
      const frame = document.createElement('iframe');
      Object.assign(frame, { name, src });
      document.body.append(frame);
    };`,
  ),
  '/late-inner.html': page(`${field('spaet', '422')} ${field('tel', '030 23125100', 'Telefon')}`),
  '/dialog.html': page(
    `${field('unten', '440')}<button id="ask">Öffnen</button>
    <dialog class="trap">${field('modal', '441')}${field('zweit', '442', 'Wert')}</dialog>
    <div id="pop" popover>${field('pop', '443')}</div><button id="more" popovertarget="pop">Mehr</button>
    <dialog id="second">${field('spaeter', '444')}</dialog>`,
    'ask.onclick = () => document.querySelector(".trap").showModal()',
  ),
  '/focus.html': page(
    `<div class="trap outside" role="dialog">${field('falle', '451')}${field('falle2', '452', 'Wert')}</div>`,
  ),
  '/shadow.html': page(`<crm-mask><template shadowrootmode="open"><crm-row><template shadowrootmode="open">
    ${field('tief', '461')}</template></crm-row><dialog id="d">${field('tiefmodal', '462', 'Wert')}</dialog>
    </template></crm-mask>`),
};

let stage: Stage;
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ pages: PAGES });
  stage = await Stage.start();
  await stage.addCrmAddress(server.url);
  await stage.addCrmAddress(server.otherUrl);
  await stage.save({ language: 'de' });
});
afterEach(async () => {
  await stage.errors.assertClean();
  for (const origin of [server.url, server.otherUrl])
    await stage.tell('choosePages', {
      pattern: stage.test.patternOf(origin),
      patch: { profile: { name: 'own', fields: [] } },
    });
});
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

/** Stays open to the end: Firefox reports what a script of ours asks a document that is being closed. */
async function open(path: string): Promise<Page> {
  const tab = await stage.test.openPage(server.url + path);
  await tab.bringToFront();
  return tab;
}

/** Starts it as a page of ours does; the tab in front stays in front. */
async function start(tab: Page, mode: 'pick' | 'why' = 'pick'): Promise<ClosedRoot> {
  const pattern = stage.test.patternOf(server.url);
  expect(await stage.tell('startPicker', { mode, pattern })).toEqual({ ok: true });
  const root = await ClosedRoot.of(tab, 'ringside-pick');
  await root.element('div', 'bar');
  for (const frame of tab.frames())
    await until(`the picker in ${frame.url()}`, async () => (await frame.$('ringside-pick')) !== null);
  await tab.evaluate('heard.length = 0');
  return root;
}

async function frameNamed(tab: Page, path: string): Promise<Frame> {
  return until(`the frame ${path}`, () => tab.frames().find((frame) => frame.url().includes(path)));
}

/** A person's click on an element of the page that CSS and open roots lead to. */
async function point(place: Page | Frame, ...path: string[]): Promise<void> {
  const frame = 'mainFrame' in place ? place.mainFrame() : place;
  const [x, y] = await frame.evaluate((selectors) => {
    let root: Document | ShadowRoot | null | undefined = document;
    let element: Element | null = null;
    for (const selector of selectors) {
      element = root?.querySelector(selector) ?? null;
      root = element?.shadowRoot;
    }
    element?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = element?.getBoundingClientRect();
    return [(box?.left ?? 0) + Math.min((box?.width ?? 0) / 2, 40), (box?.top ?? 0) + (box?.height ?? 0) / 2] as const;
  }, path);
  await until('the box around it', async () => {
    await moveTo(frame, x, y);
    const inside = await (await ClosedRoot.of(frame, 'ringside-pick')).elements();
    return inside.some(({ attributes }) => /^box point/.test(attributes.class ?? ''));
  });
  await clickAt(frame, x, y);
}

async function press(tab: Page, ...keys: KeyInput[]): Promise<void> {
  for (const key of keys) await pressKey(tab, key);
}

async function fields(origin: string): Promise<unknown> {
  const [row] = await stage.rows<{ value: Settings }>('settings');
  return row?.value.crmPages.byAddress[stage.test.patternOf(origin)]?.profile.fields ?? [];
}

const iconsIn = (place: Page | Frame) =>
  place.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    const hosts = roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>('ringside-call')]);
    return hosts
      .map((host) => host.dataset.number ?? '')
      .sort()
      .join();
  });

const heard = (tab: Page) => tab.evaluate('[...heard]') as Promise<string[]>;

async function gone(tab: Page): Promise<void> {
  await until('the picker to be gone', async () => (await tab.$('ringside-pick')) === null);
}

/** Pictures to be looked at, where the run asks for them: RINGSIDE_SHOTS=DIR. */
async function shot(tab: Page, name: string): Promise<void> {
  const folder = process.env.RINGSIDE_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await tab.screenshot({ path: join(folder, `${BROWSER}-${name}.png`) as `${string}.png` });
}

describe('in frames', () => {
  it('of the same and of another CRM address fields are pointed at; what is remembered is the frame’s', async () => {
    const tab = await open('/frames.html');
    const other = await frameNamed(tab, '/other.html');
    await start(tab);
    await point(other, 'tbody tr:nth-child(2) td:nth-child(2)');
    const root = await ClosedRoot.of(other, 'ringside-pick');
    await root.element('label', 'Spalte „Platz“ 2 Stellen');
    await shot(tab, 'frame');
    await root.click('button', 'Merken');
    await root.element('div', 'bekommt Anrufsymbole');
    await until('icons in the frame', async () => (await iconsIn(other)) === '431,432');
    expect(await fields(server.otherUrl)).toEqual([{ column: 'Platz', is: 'phone' }]);
    expect(await fields(server.url)).toEqual([]);
    await root.click('button', 'Weiteres Feld');
    const inner = await frameNamed(tab, '/inner.html');
    await point(inner, 'input');
    const innerRoot = await ClosedRoot.of(inner, 'ringside-pick');
    await innerRoot.click('button', 'Merken');
    await until('an icon in the frame', async () => (await iconsIn(inner)) === '419');
    await innerRoot.click('button', 'Fertig');
    await gone(tab);
    expect(await Promise.all([other, inner].map((frame) => frame.$('ringside-pick')))).toEqual([null, null]);
  });

  it('keys walk from one to the next and back', async () => {
    const tab = await open('/frames.html');
    const other = await frameNamed(tab, '/other.html');
    const root = await start(tab);
    const seen = async () => {
      const tags = await Promise.all(
        tab.frames().map(async (frame) => {
          const inside = await (await ClosedRoot.of(frame, 'ringside-pick')).elements();
          return inside.filter(({ attributes }) => attributes.class?.startsWith('tag')).map(({ text }) => text);
        }),
      );
      return tags.flat();
    };
    const walk = async (steps: number) => {
      const order: string[] = [];
      while (order.length < steps) {
        await press(tab, 'ArrowDown');
        const next = await until('the next field', async () => {
          const [tag, ...more] = await seen();
          return more.length === 0 && tag !== order.at(-1) ? tag : undefined;
        });
        order.push(next);
      }
      return order;
    };
    expect(await walk(6)).toEqual([
      'Ablage · 418',
      'Ablage · 419',
      'Ablage · 421',
      'Platz · 431',
      'Platz · 432',
      'Ablage · 418',
    ]);
    await press(tab, 'ArrowUp');
    await until('the last of the last frame', async () => (await seen()).join() === 'Platz · 432');
    await press(tab, 'Enter');
    await (await ClosedRoot.of(other, 'ringside-pick')).element('label', 'Spalte „Platz“');
    // The bar of the page around it is out of the way meanwhile.
    await until('no bar', async () => !(await root.text()).includes('Pfeiltasten'));
    await press(tab, 'Escape');
    await root.element('div', 'bar');
    // A frame that goes is left out from then on.
    await tab.evaluate(() => document.querySelector('iframe[src*="inner"]')?.remove());
    await until('the frame to be gone', () => !tab.frames().some((frame) => frame.url().includes('/inner.html')));
    expect(await walk(4)).toEqual(['Platz · 431', 'Platz · 432', 'Ablage · 418', 'Ablage · 421']);
    await press(tab, 'Escape');
    await gone(tab);
  });
});

describe('in frames that load later', () => {
  it('it starts as well, also while something is chosen; not after the page was loaded anew', async () => {
    const tab = await open('/late.html');
    const add = (origin: string) => tab.evaluate(`add('late', '${origin}/late-inner.html')`);
    const root = await start(tab);
    await add(server.otherUrl);
    const late = await frameNamed(tab, '/late-inner.html');
    await until('the picker in it', async () => (await late.$('ringside-pick')) !== null);
    await point(late, '[name=spaet]');
    const lateRoot = await ClosedRoot.of(late, 'ringside-pick');
    await lateRoot.click('button', 'Merken');
    await until('the icon', async () => (await iconsIn(late)).includes('422'));
    // What is chosen there keeps others from pointing, newcomers too.
    await add(server.url);
    const second = await until('a second frame', () =>
      tab.frames().find((frame) => frame.url() === `${server.url}/late-inner.html`),
    );
    await until('the picker in it', async () => (await second.$('ringside-pick')) !== null);
    expect(await root.text()).not.toContain('Pfeiltasten');
    await lateRoot.click('button', 'Weiteres Feld');
    await point(second, '[name=spaet]');
    const secondRoot = await ClosedRoot.of(second, 'ringside-pick');
    await secondRoot.click('button', 'Merken');
    await secondRoot.click('button', 'Fertig');
    await gone(tab);
    expect(await Promise.all([late, second].map((frame) => frame.$('ringside-pick')))).toEqual([null, null]);
    await start(tab);
    await tab.reload();
    await add(server.url);
    const after = await frameNamed(tab, '/late-inner.html');
    await until('its icon', async () => (await iconsIn(after)).includes('+493023125100'));
    expect(await Promise.all([tab, after].map((frame) => frame.$('ringside-pick')))).toEqual([null, null]);
  });
});

describe('over what the page has on top', () => {
  it('a modal dialog is pointed into, keeps its focus and stays open; Esc is ours', async () => {
    const tab = await open('/dialog.html');
    await tab.click('#ask');
    await tab.focus('[name=zweit]');
    const root = await start(tab);
    await point(tab, '[name=modal]');
    await root.element('label', 'Feld input[name="modal"] 1 Stelle');
    await root.click('input', 'name');
    await tab.keyboard.type('Nebenstelle');
    await shot(tab, 'dialog');
    await root.click('button', 'Merken');
    await root.element('div', /Nebenstelle.* bekommt Anrufsymbole/);
    await until('the icon', async () => (await iconsIn(tab)) === '441');
    await press(tab, 'Escape', 'Escape');
    await gone(tab);
    expect(await heard(tab)).toEqual(['focus input', 'focusin input']);
    expect(await tab.evaluate('[document.querySelector(".trap").open, document.activeElement.name]')).toEqual([
      true,
      'zweit',
    ]);
    await press(tab, 'Escape');
    await until('the dialog to be closed by its own Esc', () => tab.evaluate('!document.querySelector(".trap").open'));
  });

  it('a popover stays open, a dialog that opens later is pointed into, one that closes leaves it standing', async () => {
    const tab = await open('/dialog.html');
    await tab.click('#more');
    const root = await start(tab, 'why');
    await point(tab, '[name=pop]');
    await root.element('b', 'Hier steht kein Anrufsymbol');
    expect(await tab.evaluate('document.querySelector("#pop").matches(":popover-open")')).toBe(true);
    await root.click('button', 'Anderes Feld');
    await tab.evaluate('document.querySelector("#second").showModal()');
    await point(tab, '[name=spaeter]');
    await root.element('small', '444');
    await tab.evaluate('document.querySelector("#second").close()');
    await press(tab, 'Escape');
    await point(tab, '[name=unten]');
    await root.element('small', '440');
    await press(tab, 'Escape', 'Escape');
    await gone(tab);
  });

  it('a box of the page’s own keeps its focus and is not closed by what is pressed elsewhere', async () => {
    const tab = await open('/focus.html');
    await tab.focus('[name=falle2]');
    const root = await start(tab);
    await point(tab, '[name=falle]');
    await root.click('input', 'name');
    await tab.keyboard.type('Nebenstelle');
    await root.click('label', 'Keine Rufnummer');
    await root.click('button', 'Merken');
    await root.element('div', 'bekommt keine Anrufsymbole');
    await press(tab, 'Escape', 'Escape');
    await gone(tab);
    expect(await heard(tab)).toEqual(['focus input', 'focusin input']);
    expect(await tab.evaluate('[document.activeElement.name, document.querySelectorAll(".outside").length]')).toEqual([
      'falle2',
      1,
    ]);
  });
});

it('in nested shadow roots fields are found, also in a modal dialog there', async () => {
  const tab = await open('/shadow.html');
  const root = await start(tab);
  await point(tab, 'crm-mask', 'crm-row', 'input');
  await root.element('label', 'Feld input[name="tief"] 1 Stelle');
  await root.click('button', 'Merken');
  await until('the icon', async () => (await iconsIn(tab)) === '461');
  await root.click('button', 'Weiteres Feld');
  await tab.evaluate('document.querySelector("crm-mask").shadowRoot.querySelector("dialog").showModal()');
  await point(tab, 'crm-mask', '[name=tiefmodal]');
  await root.click('button', 'Merken');
  await until('the icon', async () => (await iconsIn(tab)) === '461,462');
  await press(tab, 'Escape', 'Escape');
  await gone(tab);
});

it('keys alone choose, name, remember, take back and leave', async () => {
  const tab = await open('/dialog.html');
  await tab.focus('#more');
  const root = await start(tab);
  await press(tab, 'ArrowDown');
  await root.element('b', 'Ablage · 440');
  await press(tab, 'Enter');
  await root.element('label', 'Feld input[name="unten"]');
  // What it is, where it holds, its name.
  await press(tab, 'Tab', 'Tab', 'Tab');
  await tab.keyboard.type('Apparat');
  await press(tab, 'Tab', 'Tab', 'Enter');
  await root.element('div', '„Apparat“ bekommt Anrufsymbole.');
  await until('the icon', async () => (await iconsIn(tab)) === '440');
  await press(tab, 'Tab', ' ');
  await until('no icon', async () => (await iconsIn(tab)) === '');
  await root.element('div', 'bar');
  await press(tab, 'ArrowDown');
  await root.element('b', 'Ablage · 440');
  await press(tab, 'Enter');
  await root.element('fieldset', 'Was steht hier');
  await press(tab, 'Tab', 'ArrowRight');
  await until('the other choice', async () => !(await root.text()).includes('Bezeichnung'));
  await press(tab, 'Escape', 'Escape');
  await gone(tab);
  expect(await tab.evaluate('document.activeElement.id')).toBe('more');
  expect((await heard(tab)).filter((what) => !/^focus/.test(what))).toEqual([]);
});
