/** Ways from a page to a call beside the plain click: the CRM's own links, a question first, the keyboard. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ClosedRoot } from '../parts/closed-root.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const NUMBER = '+493023125001';
const PAGE = `<!doctype html><html lang="de"><title>CRM</title><body style="margin:20px"><main><h1>Erika Mustermann</h1>
  <p>Telefon: <a id="link" href="tel:+493023125001">+49 30 23125001</a></p>
  <label>Mobil <input id="mobile" value="030 23125003"></label><p><button id="after">Weiter</button></p></main>
  <script>window.clicks = 0; document.addEventListener('click', (event) => { if (event.target.id === 'link') { clicks++; event.preventDefault(); } }, true);</script>`;

let stage: Stage;
let server: TestServer;
let pattern: string;

beforeAll(async () => {
  server = await startServer({ pages: { '/': PAGE } });
  stage = await Stage.start();
  await stage.addCrmAddress(server.url);
  await stage.save({ language: 'de' });
  pattern = stage.test.patternOf(server.url);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

async function show(): Promise<Page> {
  const page = await stage.test.openPage(`${server.url}/`);
  await page.bringToFront();
  await iconIs(page, NUMBER, 'ready');
  await iconIs(page, '+493023125003', 'ready');
  return page;
}

/** The call under way is over, and the page gone. */
async function end(page: Page): Promise<void> {
  const { id } = (await stage.log()).at(-1) ?? { id: '' };
  await stage.tell('hangUp', { callId: id });
  await until('the call to end', async () => /ended|hungUp/.test((await stage.log()).at(-1)?.state ?? ''));
  await page.close();
}

const linksDial = (on: boolean) => stage.tell('choosePages', { pattern, patch: { linksDial: on } });
const dialled = async () => (await stage.log()).length;

describe('a tel: link of the page', () => {
  it('is the page’s own until the user turns it on', async () => {
    const page = await show();
    const before = await dialled();
    await page.click('#link');
    expect(await page.evaluate('clicks')).toBe(1);
    await stage.tell('dismissNotice', { code: 'internal' });
    expect(await dialled()).toBe(before);
    await page.close();
  });

  it('then dials, after number and Cancel have stood there for 2 s', async () => {
    await linksDial(true);
    const page = await show();
    const before = await dialled();
    const root = await ClosedRoot.of(page, 'ringside-call');
    const began = performance.now();
    await page.click('#link');
    await root.element('b', '030 23125001 wird angerufen');
    expect(await dialled()).toBe(before);
    await until('the call', async () => (await dialled()) === before + 1);
    expect(performance.now() - began).toBeGreaterThan(1900);
    expect(await page.evaluate('clicks')).toBe(0);
    await end(page);
  });

  it.each([
    ['is cancelled', async (root: ClosedRoot) => root.click('span', 'Abbrechen')],
    ['is covered by the page', (root: ClosedRoot) => root.page.evaluate(COVER)],
    ['loses its surface to the page', (root: ClosedRoot) => root.page.evaluate(REMOVE)],
  ])('dials nothing where it %s', async (_how, disturb) => {
    const page = await show();
    const before = await dialled();
    const root = await ClosedRoot.of(page, 'ringside-call');
    await page.click('#link');
    await root.element('b', 'wird angerufen');
    await disturb(root);
    await until('the surface to be gone', async () => !(await root.text()).includes('wird angerufen'));
    await stage.tell('dismissNotice', { code: 'internal' });
    expect(await dialled()).toBe(before);
    await page.close();
  });

  it('dials what was shown, whatever the page makes of it meanwhile; a made-up click dials nothing', async () => {
    const page = await show();
    const before = await dialled();
    const root = await ClosedRoot.of(page, 'ringside-call');
    await page.evaluate(`document.querySelector('#link').click()`);
    expect(await page.evaluate('clicks')).toBe(1);
    await page.click('#link');
    await root.element('b', '030 23125001 wird angerufen');
    await page.evaluate(`document.querySelector('#link').href = 'tel:+4930231250019'`);
    await until('the call', async () => (await dialled()) === before + 1);
    expect((await stage.log()).at(-1)?.number).toBe(NUMBER);
    await end(page);
    await linksDial(false);
  });
});

describe('a click on an icon', () => {
  it.each([
    ['asks first', 'confirm', '030 23125001 anrufen?'],
    ['shows the number for a moment', 'preview', '030 23125001 wird angerufen'],
  ] as const)('%s where that was chosen', async (_what, beforeDial, words) => {
    await stage.save({ crmPages: { byAddress: {}, beforeDial } });
    const page = await show();
    const before = await dialled();
    const root = await ClosedRoot.of(page, 'ringside-call');
    // A click within a second of the last one counts as its double.
    const asked = async () => {
      if ((await root.text()).includes(words)) return true;
      await clickIcon(page, NUMBER);
      return false;
    };
    await until('the question', asked, { timeoutMs: 10_000, intervalMs: 1100 });
    expect(await dialled()).toBe(before);
    if (beforeDial === 'confirm') await root.click('span', 'Abbrechen');
    else await until('the call', async () => (await dialled()) === before + 1);
    await until('no question', async () => !(await root.text()).includes(words));
    await stage.save({ crmPages: { byAddress: {}, beforeDial: 'nothing' } });
    if (beforeDial === 'preview') return end(page);
    expect(await dialled()).toBe(before);
    await page.close();
  });
});

describe('the keyboard', () => {
  it('reaches icons without a stop in the tab order, and goes back', async () => {
    const page = await show();
    await page.focus('#mobile');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('button#after');
    await page.focus('#mobile');
    await pressShortcut();
    await until('the icon of the field', async () => (await focused(page)) === 'ringside-call 030 23125003');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('ringside-call 030 23125001');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('input#mobile');
    await pressShortcut();
    await until('the icon of the field', async () => (await focused(page)) === 'ringside-call 030 23125003');
    await page.keyboard.press('Enter');
    await until('the call', async () => (await stage.log()).at(-1)?.number === '+493023125003');
    await end(page);
  });

  it('and screen readers hear number, field and whose it is', async () => {
    const page = await show();
    const root = await ClosedRoot.of(page, 'ringside-call');
    await until('the name', async () => {
      const names = (await root.elements()).map(({ attributes }) => attributes['aria-label'] ?? '');
      return names.some((name) => /^Anrufen: 030 23125001 .*, Telefon, Erika Mustermann$/.test(name));
    });
    await page.close();
  });
});

/** What has the focus; an icon by its number. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const icon = active?.closest('ringside-call') as HTMLElement | null;
    if (icon) return `ringside-call ${icon.dataset.number?.replace('+4930', '030 ')}`;
    return `${active?.localName}#${active?.id}`;
  });
}

/** As the browser tells the extension of the shortcut; DevTools cannot press keys of the browser itself. */
async function pressShortcut(): Promise<void> {
  await stage.test.evaluateInWorker(`chrome.commands.onCommand.dispatch('focus-icon')`);
}

const COVER = `{ const cover = document.createElement('div'); cover.popover = 'manual'; cover.style.cssText =
  'position:fixed;inset:0;width:100vw;height:100vh;background:white;margin:0'; document.body.append(cover); cover.showPopover(); }`;
const REMOVE = `document.querySelector('ringside-call').style.setProperty('display', 'none', 'important')`;
