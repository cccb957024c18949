import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs, iconOf } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const NUMBER = '+493023125001';
const MASK = `<form id="mask" onsubmit="window.submitted = true; return false">
  <table onclick="window.rowClicked = true"><tr><td><label for="tel">Telefon</label></td>
  <td><input id="tel" name="telefon" value="030 23125001"></td></tr></table></form>`;

/** Runs in the page before anything else: takes hold of all that a page can take hold of. */
const SPY = `<script>
  window.stolen = [];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...all) {
    const root = attach.apply(this, all);
    window.stolen.push(root);
    return root;
  };
  for (const name of ['ringside-call', 'ringside-mask-call']) customElements.define(name, class extends HTMLElement {
    constructor() { super(); window.stolen.push(this.shadowRoot ?? 'constructed'); }
    connectedCallback() {
      const open = () => { try { this.attachShadow({ mode: 'open' }).innerHTML = 'mine'; } catch {} };
      open();
      for (const child of this.children) window.stolen.push(child.shadowRoot);
    }
  });
  const listen = EventTarget.prototype.addEventListener;
  window.messages = [];
  listen.call(window, 'message', (event) => window.messages.push(JSON.stringify(event.data)));
</script>`;

let stage: Stage;
let server: TestServer;

beforeAll(async () => {
  const html = (body: string) => `<!doctype html><html lang="de"><title>CRM</title><body>${body}</body></html>`;
  server = await startServer({ pages: { '/plain.html': html(MASK), '/spy.html': html(SPY + MASK) } });
  stage = await Stage.start();
  await stage.addCrmAddress(server.url);
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

/** A real click still makes a call: what follows proves more than that the icon is dead. */
async function realClickDials(page: Page): Promise<void> {
  const count = (await stage.log()).length;
  await page.bringToFront();
  await clickIcon(page, NUMBER);
  await until('the call of a real click', async () => (await stage.log()).length === count + 1);
  const { id } = await stage.callIs('connected');
  await stage.tell('hangUp', { callId: id });
  await stage.callIs('ended');
  await iconIs(page, NUMBER, 'ready');
}

describe('a page of the CRM', () => {
  it('cannot start a call with made-up events', async () => {
    const page = await stage.test.openPage(`${server.url}/plain.html`);
    await iconOf(page, NUMBER);
    await page.evaluate(() => {
      const host = document.querySelector('ringside-call') as HTMLElement;
      const inner = host.firstElementChild as HTMLElement;
      const mask = document.querySelector('ringside-mask-call') as HTMLElement | null;
      for (const target of [host, inner, mask, mask?.firstElementChild as HTMLElement | undefined]) {
        if (!target) continue;
        target.click();
        for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'])
          target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
        for (const key of ['Enter', ' '])
          target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      }
    });
    // The worker answers in order: when this command is done, any dial of the events before it would be in the log.
    await stage.tell('dismissNotice', { code: 'internal' });
    expect(await stage.log()).toEqual([]);
    await realClickDials(page);
    await page.close();
  });

  it('that defines our tags as custom elements neither reads nor breaks the icon', async () => {
    const page = await stage.test.openPage(`${server.url}/spy.html`);
    await iconIs(page, NUMBER, 'ready');
    await realClickDials(page);
    const stolen = await page.evaluate(() =>
      (globalThis as unknown as { stolen: unknown[] }).stolen
        .filter((one) => one instanceof ShadowRoot)
        .map((root) => (root as ShadowRoot).innerHTML),
    );
    expect(stolen.filter((html) => html !== 'mine' && html !== '')).toEqual([]);
    const closed = await page.$$eval('ringside-call span', (spans) => spans.map((span) => span.shadowRoot));
    expect(closed.every((root) => root === null)).toBe(true);
    await page.close();
  });

  it('sees no message of ours, and cannot switch us off by events', async () => {
    const page = await stage.test.openPage(`${server.url}/spy.html`);
    await iconIs(page, NUMBER, 'ready');
    await page.evaluate((id) => {
      for (const type of [`${id}:crm:wxt:content-script-started`, 'wxt:content-script-started', 'ringside', 'pagehide'])
        for (const target of [document, window])
          target.dispatchEvent(new CustomEvent(type, { detail: { contentScriptName: 'crm', messageId: 'x' } }));
      window.postMessage({ type: 'wxt:content-script-started', contentScriptName: 'crm' }, '*');
      window.postMessage({ ringside: 1, to: 'background', name: 'dialFromPage', data: { number: '100' } }, '*');
      window.postMessage({ ringside: 1, to: 'page', name: 'configure', data: { config: { on: false } } }, '*');
    }, stage.test.extensionId);
    await iconIs(page, NUMBER, 'ready');
    await realClickDials(page);
    const messages = await page.evaluate(() => (globalThis as unknown as { messages: string[] }).messages);
    expect(messages.filter((text) => text.includes(stage.test.extensionId))).toEqual([]);
    expect(messages.length).toBe(3);
    await page.close();
  });

  it('gets no click of the icon: no row opens, no form is sent, the field keeps its value and focus', async () => {
    const page = await stage.test.openPage(`${server.url}/plain.html`);
    await iconIs(page, NUMBER, 'ready');
    await page.focus('#tel');
    await realClickDials(page);
    const after = await page.evaluate(() => {
      const { rowClicked, submitted } = globalThis as unknown as { rowClicked?: boolean; submitted?: boolean };
      const field = document.querySelector('#tel') as HTMLInputElement;
      return { rowClicked, submitted, value: field.value, focused: document.activeElement === field };
    });
    expect(after).toEqual({ rowClicked: undefined, submitted: undefined, value: '030 23125001', focused: true });
    await page.close();
  });

  it('dials what the field holds at the click, not what it held when the icon was made', async () => {
    const page = await stage.test.openPage(`${server.url}/plain.html`);
    await iconIs(page, NUMBER, 'ready');
    // Set by script: no event, no mutation tells of it.
    await page.evaluate(() => {
      (document.querySelector('#tel') as HTMLInputElement).value = '030 23125007';
    });
    const icon = await page.waitForSelector('ringside-call');
    const { x, y, width, height } = (await icon?.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.click(x + width / 2, y + height / 2);
    expect((await stage.callIs('connected')).number).toBe('+493023125007');
    await stage.tell('hangUp', { callId: (await stage.log()).at(-1)?.id });
    await stage.callIs('ended');
    await page.close();
  });
});
