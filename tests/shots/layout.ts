/** What is wrong with how a page of ours lies there: judged by the browser's own boxes, not by rules of ours about CSS. */
import type { Page } from 'puppeteer-core';

/** WCAG 2.2, 2.5.8. */
const TARGET = 24;

/**
 * In words, one each: sideways scrolling, controls smaller than 24 px or outside, controls over controls, words cut off
 * without the dots that say so.
 */
export async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(findFaults, TARGET);
}

/** Runs in the page. */
function findFaults(target: number): string[] {
  const faults = new Set<string>();
  const all = [...document.querySelectorAll<HTMLElement>('.rs, .rs *')].filter(
    (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest('.unseen'),
  );
  const nameOf = (one: Element) => {
    const words = one.getAttribute('aria-label') ?? one.textContent ?? '';
    return `${one.tagName.toLowerCase()}.${one.className} "${words.replace(/\s+/g, ' ').trim().slice(0, 30)}"`;
  };
  for (const one of [document.documentElement, ...all]) {
    const { overflowX, overflowY } = getComputedStyle(one);
    const scrolls = one === document.documentElement || /auto|scroll/.test(`${overflowX} ${overflowY}`);
    if (scrolls && one.scrollWidth > one.clientWidth + 1)
      faults.add(`scrolls sideways by ${one.scrollWidth - one.clientWidth}: ${nameOf(one)}`);
    const isText = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const clips = overflowX === 'hidden' && getComputedStyle(one).textOverflow !== 'ellipsis';
    if (isText && clips && one.scrollWidth > one.clientWidth + 1) faults.add(`cut off: ${nameOf(one)}`);
  }
  const modal = document.querySelector('dialog:modal');
  const controls = all.filter(
    (one) =>
      one.matches('button, input, select, textarea, summary, a[href], [role=option]') &&
      (!modal || modal.contains(one)) &&
      !(one as HTMLInputElement).disabled,
  );
  const boxes = controls.map((control) => {
    // What a label holds is pressed with the label; a button's area may reach beyond what is painted.
    const owner = control.matches('input')
      ? (control.closest('label') ?? control.closest('.field') ?? control)
      : control;
    const box = owner.getBoundingClientRect();
    const after = getComputedStyle(control, '::after');
    const spread = after.position === 'absolute' && after.content !== 'none' ? -Number.parseFloat(after.top) || 0 : 0;
    return { control, box, height: box.height + 2 * Math.max(0, spread) };
  });
  for (const { control, box, height } of boxes) {
    const inText = control.matches('a') && control.closest('p') !== null;
    const covers = control.matches('.cover');
    if (!inText && !covers && (height < target || box.width < target))
      faults.add(`${Math.round(box.width)} x ${Math.round(height)} is no target: ${nameOf(control)}`);
    if (box.left < -1 || box.right > document.documentElement.clientWidth + 1)
      faults.add(`outside: ${nameOf(control)}`);
  }
  const solid = boxes.filter(
    ({ control }) => !control.matches('.cover, [role=option]') && !control.closest('.pop, .toast'),
  );
  for (const [index, one] of solid.entries())
    for (const other of solid.slice(index + 1)) {
      if (one.control.contains(other.control) || other.control.contains(one.control)) continue;
      // What a sticky part hides is scrolled into view; only what shares a place for good counts.
      if (one.control.closest('.lives') !== other.control.closest('.lives')) continue;
      if (one.control.closest('.nav, .strip, .opencount') !== other.control.closest('.nav, .strip, .opencount'))
        continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const same =
        one.control.closest('label') !== null && one.control.closest('label') === other.control.closest('label');
      if (!same && wide > 7 && high > 1) faults.add(`overlap: ${nameOf(one.control)} and ${nameOf(other.control)}`);
    }
  return [...faults];
}
