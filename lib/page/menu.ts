/** The menu of a mask's call button: its numbers by field label, in the browser's top layer. */
import { onTrustedClick } from './click';
import { glyph } from './glyph';
import type { IconState } from './icon';
import { addStyle, styleOf } from './shell';

export interface MaskEntry {
  number: string;
  display: string;
  field: string;
  state: IconState;
}

export interface MaskLook {
  entries: MaskEntry[];
  demo: boolean;
  /** The button's word now ("Call", "Hang up", "No line"). */
  word: string;
  /** Why it cannot call, '' where it can. */
  why: string;
  /** Name of the menu. */
  choose: string;
}

export interface Menu {
  /** Opens the menu of what is to be chosen now, or closes it where it is open; `pick` runs for trusted clicks on one number. */
  toggleMenu(look: () => MaskLook, pick: (number: string) => void): void;
  closeMenu(): void;
}

/** Gives `button` a menu inside `root`. */
export function addMenu(root: ShadowRoot, button: HTMLElement): Menu {
  let menu: HTMLElement | undefined;
  const closeMenu = () => {
    menu?.remove();
    menu = undefined;
  };
  return {
    closeMenu,
    toggleMenu(look, pick) {
      if (menu) return closeMenu();
      addStyle(root, styleOf('menu'));
      const choose = (number: string) => {
        closeMenu();
        pick(number);
      };
      menu = openMenu(root, button, look(), choose, closeMenu);
    },
  };
}

function openMenu(
  root: ShadowRoot,
  button: HTMLElement,
  { entries, demo, choose }: MaskLook,
  pick: (number: string) => void,
  closed: () => void,
): HTMLElement {
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.popover = 'auto';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', choose);
  for (const entry of entries) {
    const item = menuItem(entry, demo);
    onTrustedClick(item, () => pick(entry.number));
    menu.append(item);
  }
  menu.addEventListener('keydown', (event) => moveFocus(event, menu, root, button, closed));
  menu.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'closed') closed();
  });
  root.append(menu);
  menu.showPopover();
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(at.right - width, innerWidth - width - 4))}px`;
  menu.style.top = `${at.bottom + 4 + height <= innerHeight ? at.bottom + 4 : Math.max(4, at.top - height - 4)}px`;
  if (root.activeElement === button) (menu.firstElementChild as HTMLElement | null)?.focus();
  return menu;
}

function menuItem({ field, display, state }: MaskEntry, demo: boolean): HTMLElement {
  const item = document.createElement('div');
  item.className = 'mi';
  item.dataset.s = state;
  item.setAttribute('role', 'menuitem');
  item.tabIndex = -1;
  const words = document.createElement('div');
  const name = document.createElement('b');
  name.textContent = field || display;
  const number = document.createElement('span');
  number.textContent = display;
  words.append(name, ...(field ? [number] : []));
  item.append(glyph(state, demo, 26), words);
  return item;
}

function moveFocus(
  event: KeyboardEvent,
  menu: HTMLElement,
  root: ShadowRoot,
  button: HTMLElement,
  close: () => void,
): void {
  const items = [...menu.children] as HTMLElement[];
  const index = items.indexOf(root.activeElement as HTMLElement);
  const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 };
  const next = steps[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[(next + items.length) % items.length]?.focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    close();
    button.focus();
  }
}
