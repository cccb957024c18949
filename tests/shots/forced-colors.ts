/** What can no longer be told apart where the system forces its own few colours: judged by what the browser would paint. */
import type { ElementHandle, Page } from 'puppeteer-core';
import sharp from 'sharp';

/** WCAG 2.2, 1.4.3 and 1.4.11. */
const [TEXT, SHAPE] = [4.5, 3];

/**
 * In words, one each: glyphs and words that hardly differ from their ground; controls whose edge does; where `focused`, a
 * focus that nothing shows.
 */
export async function paleParts(page: Page, focused = false): Promise<string[]> {
  return page.evaluate(findPale, TEXT, SHAPE, focused);
}

/** How far the brightest and the darkest of an element's painted pixels are apart: 21 is black on white, 1 is nothing to see. */
export async function paintedContrast(element: ElementHandle<Element>): Promise<number> {
  const picture = await element.screenshot();
  const { data } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const part = (value = 0) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const lights: number[] = [];
  for (let at = 0; at < data.length; at += 3)
    lights.push(0.2126 * part(data[at]) + 0.7152 * part(data[at + 1]) + 0.0722 * part(data[at + 2]));
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

/** Runs in the page. */
function findPale(text: number, shape: number, focused: boolean): string[] {
  const parts = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const isClear = (color: string) => color === 'none' || color === 'transparent' || parts(color)[3] === 0;
  const light = (color: string) => {
    const [r = 0, g = 0, b = 0] = parts(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const apart = (one: string, other: string) => {
    const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const groundOf = (from: Element | null): string => {
    for (let one = from; one; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one);
      if (!isClear(backgroundColor)) return backgroundColor;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
  };
  const nameOf = (one: Element) => {
    const owner = one.closest('button, a, [role], label') ?? one;
    const words = owner.getAttribute('aria-label') ?? owner.textContent ?? '';
    return `${one.tagName.toLowerCase()}.${one.getAttribute('class')} "${words.replace(/\s+/g, ' ').trim().slice(0, 30)}"`;
  };
  const seen = (one: Element) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest('.unseen, [disabled]');
  const faults = new Set<string>();

  if (focused) {
    const one = document.activeElement;
    if (!one || one === document.body) return [];
    const marked = [one, one.closest('.field')].filter((part) => part !== null);
    const styles = marked.flatMap((part) => [getComputedStyle(part), getComputedStyle(part, '::after')]);
    const shown = styles.some(
      ({ outlineStyle, outlineWidth, outlineColor }) =>
        outlineStyle !== 'none' &&
        Number.parseFloat(outlineWidth) > 0 &&
        apart(outlineColor, groundOf(one.parentElement)) >= shape,
    );
    return shown ? [] : [`focus not seen: ${nameOf(one)}`];
  }
  for (const svg of document.querySelectorAll('.rs svg')) {
    if (!seen(svg)) continue;
    const ground = groundOf(svg.parentElement);
    const inks = [...svg.querySelectorAll('*')].flatMap((one) => {
      const { fill, stroke } = getComputedStyle(one);
      return [fill, stroke].filter((ink) => !isClear(ink));
    });
    if (!inks.some((ink) => apart(ink, ground) >= shape)) faults.add(`glyph not seen: ${nameOf(svg)}`);
  }
  for (const one of document.querySelectorAll<HTMLElement>('.rs, .rs *')) {
    const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (hasText && seen(one) && apart(getComputedStyle(one).color, groundOf(one)) < text)
      faults.add(`words not seen: ${nameOf(one)}`);
  }
  const edged = '.rs :is(.btn, .field, .area, .chip, .tile, .key, .sw, .rd, .ck, select, input[type=checkbox])';
  for (const one of document.querySelectorAll(edged)) {
    // What stands in a field has the field's edge.
    if (!seen(one) || one.parentElement?.closest('.field, .seg')) continue;
    const { borderTopColor, borderTopStyle, borderTopWidth, backgroundColor } = getComputedStyle(one);
    const ground = groundOf(one.parentElement);
    const hasEdge = borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) > 0;
    const edges = [hasEdge ? borderTopColor : '', backgroundColor].filter((color) => color && !isClear(color));
    if (!edges.some((color) => apart(color, ground) >= shape)) faults.add(`edge not seen: ${nameOf(one)}`);
  }
  return [...faults];
}
