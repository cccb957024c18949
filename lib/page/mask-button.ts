/**
 * The mask's one call button: `<ringside-mask-call data-numbers data-state>` (PUBLIC). One number: a click dials it.
 * Several: it offers them by field label. It is a stop in the tab order, the last of its mask: the way for keyboards.
 */
import { onTrustedClick } from './click';
import { setGlyph } from './glyph';
import type { IconState } from './icon';
import { type Asker, addAsker } from './question';
import { addStyle, armWhenTouched, createShell, discard, styleOf } from './shell';
import { addTip } from './tip';

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

export interface MaskButton {
  readonly host: HTMLElement;
  show(look: MaskLook): void;
  notify(text: string): void;
  ask: Asker['ask'];
  remove(): void;
}

/** Makes the button; null where the page allows no shadow root. `act` runs for trusted clicks on one number. */
export function createMaskButton(act: (number: string) => void): MaskButton | null {
  const shell = createShell('ringside-mask-call', styleOf('mask'));
  if (!shell) return null;
  const { host, root } = shell;
  const button = document.createElement('span');
  button.className = 'mb';
  button.setAttribute('role', 'button');
  button.tabIndex = 0;
  root.append(button);
  const tip = addTip(root, button);
  const asker = addAsker(root, button);
  armWhenTouched(host, { arm() {} });
  let look: MaskLook | undefined;
  let menu: HTMLElement | undefined;

  const closeMenu = () => {
    menu?.remove();
    menu = undefined;
  };
  const choose = (number: string) => {
    closeMenu();
    act(number);
  };
  onTrustedClick(button, () => {
    if (!look) return;
    const live = look.entries.find(({ state }) => state === 'active' || state === 'ringing');
    const [only] = look.entries;
    if (menu) closeMenu();
    else if (live) act(live.number);
    else if (look.entries.length === 1 && only) act(only.number);
    else {
      addStyle(root, styleOf('menu'));
      menu = openMenu(root, button, look, choose, closeMenu);
    }
  });

  return {
    host,
    show(next) {
      look = next;
      const state = stateOf(next.entries);
      host.dataset.numbers = String(next.entries.length);
      host.dataset.state = state;
      button.dataset.s = state;
      drawButton(button, next, state);
      tip.setText(next.why);
      closeMenu();
    },
    notify: tip.notify,
    ask: asker.ask,
    remove() {
      asker.hide();
      closeMenu();
      tip.hide();
      discard(host);
    },
  };
}

/** The state of the whole: a live number goes before callable ones. */
function stateOf(entries: MaskEntry[]): IconState {
  const order: IconState[] = ['active', 'ringing', 'ready', 'unavailable'];
  return order.find((state) => entries.some((entry) => entry.state === state)) ?? 'unavailable';
}

function drawButton(button: HTMLElement, { entries, demo, word, choose }: MaskLook, state: IconState): void {
  const several = entries.length > 1 && (state === 'ready' || state === 'unavailable');
  button.replaceChildren(glyph(state, demo, 24), word);
  button.setAttribute(
    'aria-label',
    several ? `${word}: ${choose}` : [word, entries[0]?.field, entries[0]?.display].filter(Boolean).join(' '),
  );
  if (!several) {
    button.removeAttribute('aria-haspopup');
    return;
  }
  button.setAttribute('aria-haspopup', 'menu');
  const line = document.createElement('span');
  line.className = 'sep';
  const down = document.createElement('span');
  down.className = 'down';
  button.append(line, down);
}

function glyph(state: IconState, demo: boolean, box: number): HTMLElement {
  const shown = document.createElement('i');
  shown.className = 'g';
  shown.dataset.b = String(box);
  setGlyph(shown, state, demo);
  return shown;
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
