/** Pointer and keys of a person, in whichever frame of a page. */
import type { Frame, KeyInput, Page } from 'puppeteer-core';
import { bidiOf, idOf } from './dom-view.ts';

/** Where keys that are no letters stand in WebDriver. */
const KEYS: Partial<Record<KeyInput, string>> = {
  Tab: '\ue004',
  Enter: '\ue007',
  Escape: '\ue00c',
  ArrowLeft: '\ue012',
  ArrowUp: '\ue013',
  ArrowRight: '\ue014',
  ArrowDown: '\ue015',
};

/** Moves the pointer to a point of the frame's own viewport, from close by. */
export async function moveTo(frame: Frame, x: number, y: number): Promise<void> {
  if (await act(frame, 'pointer', [...moves(x - 2, y), ...moves(x, y)])) return;
  const [left, top] = await offsetOf(frame);
  await frame.page().mouse.move(left + x - 2, top + y);
  await frame.page().mouse.move(left + x, top + y);
}

export async function clickAt(frame: Frame, x: number, y: number): Promise<void> {
  const button = { button: 0 };
  const press = [
    { type: 'pointerDown', ...button },
    { type: 'pointerUp', ...button },
  ];
  if (await act(frame, 'pointer', [...moves(x, y), ...press])) return;
  const [left, top] = await offsetOf(frame);
  await frame.page().mouse.click(left + x, top + y);
}

/** Presses a key where the focus is. */
export async function pressKey(page: Page, key: KeyInput): Promise<void> {
  const value = KEYS[key] ?? key;
  const press = ['keyDown', 'keyUp'].map((type) => ({ type, value }));
  if (!(await act(await focusedFrame(page), 'key', press))) await page.keyboard.press(key);
}

/** In Chromium keys go to where the focus is by themselves. */
async function focusedFrame(page: Page): Promise<Frame> {
  if (!bidiOf(page.mainFrame())) return page.mainFrame();
  for (const frame of page.frames().toReversed())
    if (await frame.evaluate(() => document.hasFocus() && document.activeElement?.localName !== 'iframe')) return frame;
  return page.mainFrame();
}

function moves(x: number, y: number): object[] {
  return [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 }];
}

/** Firefox takes input for a frame of another site only by that frame. False in Chromium. */
async function act(frame: Frame, type: 'pointer' | 'key', actions: object[]): Promise<boolean> {
  const bidi = bidiOf(frame);
  await bidi?.send('input.performActions', { context: idOf(frame), actions: [{ type, id: `hand-${type}`, actions }] });
  return bidi !== undefined;
}

/** Where a frame's content begins in the page. */
async function offsetOf(frame: Frame): Promise<[left: number, top: number]> {
  const parent = frame.parentFrame();
  const element = await frame.frameElement();
  if (!parent || !element) return [0, 0];
  const [left, top] = await offsetOf(parent);
  const [x, y] = await element.evaluate((box) => {
    const at = box.getBoundingClientRect();
    return [at.left + box.clientLeft, at.top + box.clientTop] as const;
  });
  await element.dispose();
  return [left + x, top + y];
}
