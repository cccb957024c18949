/** Every page of ours in every state, with 200 past calls and the longest names: laid out, reached and read by everybody. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../parts/axe.ts';
import { AFTER } from '../shots/after-states.ts';
import { paintedContrast, paleParts } from '../shots/forced-colors.ts';
import { layoutFaults } from '../shots/layout.ts';
import { MASKS } from '../shots/masks.ts';
import { emulate, prepare, showState } from '../shots/show-state.ts';
import { SHOTS } from '../shots/states.ts';
import { addCrmAddress, type Scene, startScene } from '../try/scene.ts';

/** The smallest width, and the one a panel usually has. */
const [NARROW, USUAL] = [280, 360];
/** Stops of the tab order looked at in each state. */
const STOPS = 10;
const FRAMES = 20;
/** Between them they hold every kind of control. */
const FORCED = [
  ...[
    'panel-ringing',
    'panel-populated',
    'panel-lost',
    'panel-number-box',
    'control-keypad-call',
    'control-held-panel',
  ],
  ...['call-ringing', 'call-connected', 'options-line', 'options-notifications', 'options-rules', 'first-line'],
];

let scene: Scene;
let page: Page;

beforeAll(async () => {
  scene = await startScene({});
  await addCrmAddress(scene);
  page = await prepare(scene.test);
});
afterAll(() => scene?.stop());

describe('a page of ours', () => {
  it.each([...SHOTS, ...AFTER].map((shot, i) => [shot.name, shot, i % 2 ? 'en' : 'de'] as const))(
    '%s: nothing cut off or covered at 280 px, mirrored and with text twice as large; focus seen; axe finds nothing in either theme',
    async (_name, shot, language) => {
      await showState(scene.test, scene.crm, page, shot, { language, theme: 'light', width: NARROW });
      const faults = [...(await lastingFaults(page)), ...(await violations(page)), ...(await unseenFocus(page))];
      await emulate(page, 'dark');
      await still(page);
      expect(await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true);
      faults.push(...(await violations(page, ['color-contrast'])).map((one) => `dark: ${one}`));
      await page.evaluate("document.documentElement.dir = 'rtl'");
      faults.push(...(await lastingFaults(page)).map((one) => `mirrored: ${one}`));
      await page.evaluate("document.documentElement.dir = ''; document.documentElement.style.fontSize = '200%'");
      await page.setViewport({ width: USUAL, height: shot.height });
      faults.push(...(await lastingFaults(page)).map((one) => `200 %: ${one}`));
      expect(faults).toEqual([]);
    },
  );

  it.each(FORCED)(
    '%s: with the system’s own colours glyphs, words, controls and the focus can be seen',
    async (name) => {
      const shot = SHOTS.find((one) => one.name === name);
      if (!shot) throw new Error(`no state ${name}`);
      await showState(scene.test, scene.crm, page, shot, { language: 'de', theme: 'contrast', width: shot.width });
      expect(await page.evaluate("matchMedia('(forced-colors: active)').matches")).toBe(true);
      await still(page);
      const faults = await paleParts(page);
      for (let i = 0; i < STOPS; i++) {
        await page.keyboard.press('Tab');
        faults.push(...(await paleParts(page, true)));
      }
      expect(faults).toEqual([]);
    },
  );

  it.each(['mask-ready', 'mask-active', 'mask-ringing', 'mask-unavailable', 'mask-demo'])(
    '%s: with the system’s own colours icons and call button can be seen',
    async (name) => {
      const shot = MASKS.find((one) => one.name === name);
      if (!shot) throw new Error(`no state ${name}`);
      for (const theme of ['contrast', 'contrast-light']) {
        await showState(scene.test, scene.crm, page, shot, { language: 'de', theme, width: shot.width });
        for (const selector of ['ringside-call', 'ringside-mask-call']) {
          const host = await page.waitForSelector(selector, { visible: true });
          if (host) expect([theme, selector, (await paintedContrast(host)) >= 3]).toEqual([theme, selector, true]);
        }
      }
    },
  );

  it('stands still where its user wants no motion', async () => {
    const shot = SHOTS.find(({ name }) => name === 'panel-ringing');
    if (!shot) throw new Error('no such state');
    await showState(scene.test, scene.crm, page, shot, { language: 'en', theme: 'light', width: USUAL });
    const moving = 'document.getAnimations().filter(({ playState }) => playState === "running").length';
    expect(await page.evaluate(moving)).toBeGreaterThan(0);
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    expect(await page.evaluate(moving)).toBe(0);
  });
});

/** What is still wrong after the page had some frames to measure itself: lists that build only rows in view do so. */
async function lastingFaults(page: Page): Promise<string[]> {
  let faults = await layoutFaults(page);
  for (let frame = 0; faults.length > 0 && frame < FRAMES; frame++) {
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    faults = await layoutFaults(page);
  }
  return faults;
}

/** Stops of the tab order at which nothing shows where one is. */
async function unseenFocus(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  for (let i = 0; i < STOPS; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return '';
      const marked = [getComputedStyle(one), getComputedStyle(one, '::after')];
      const field = one.closest('.field');
      if (field) marked.push(getComputedStyle(field));
      const seen = marked.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px');
      return seen ? '' : `focus not seen: ${one.outerHTML.slice(0, 80)}`;
    });
    if (at) unseen.push(at);
  }
  return unseen;
}

/** Nothing moves any more: colours are what they will be. */
async function still(page: Page): Promise<void> {
  await page.evaluate(
    'Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations === 1).map((one) => one.finished))',
  );
}
