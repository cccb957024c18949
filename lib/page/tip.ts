/** The tooltip of an icon: in the browser's top layer, so that no box of the page cuts it off. */

import { addStyle, styleOf } from './shell';

/** A reply's sentence stays this long; long enough to be read. */
const NOTICE_MS = 4000;
/** Hovering in passing shows nothing. */
const DELAY_MS = 400;

export interface Tip {
  /** What a click does now; shown after a moment of hovering. */
  setText(text: string): void;
  /** Shows a sentence at once for some seconds. */
  notify(text: string): void;
  hide(): void;
}

/** Gives `target` a tooltip inside `root`; whoever is there already sees it. */
export function addTip(root: ShadowRoot, target: HTMLElement, words: string): Tip {
  let text = words;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let box: HTMLElement | undefined;

  const show = (words: string) => {
    if (!words || !target.isConnected) return;
    if (!box) {
      addStyle(root, styleOf('tip'));
      box = document.createElement('span');
      box.className = 'tip';
      box.setAttribute('role', 'tooltip');
      box.popover = 'manual';
      root.append(box);
    }
    box.textContent = words;
    box.showPopover();
    const at = target.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const left = Math.min(Math.max(4, at.left + at.width / 2 - width / 2), innerWidth - width - 4);
    const below = at.bottom + 4 + height <= innerHeight;
    box.style.left = `${Math.max(4, left)}px`;
    box.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - height - 4)}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    timer = undefined;
    box?.remove();
    box = undefined;
  };
  const enter = () => {
    if (box) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(text), DELAY_MS);
  };
  // Whoever came by the keyboard wants to know where they are at once.
  const focus = () => target.matches(':focus-visible') && show(text);
  target.addEventListener('pointerenter', enter);
  if (target.matches(':hover')) enter();
  target.addEventListener('focus', focus);
  focus();
  target.addEventListener('blur', () => box?.classList.contains('notice') || hide());
  target.addEventListener('pointerleave', () => {
    if (!box?.classList.contains('notice')) hide();
  });
  return {
    setText(words) {
      text = words;
      if (box && !box.classList.contains('notice')) show(words);
    },
    notify(words) {
      hide();
      show(words);
      box?.classList.add('notice');
      box?.setAttribute('role', 'alert');
      timer = setTimeout(hide, NOTICE_MS);
    },
    hide,
  };
}
