/**
 * The call icon: `<ringside-call data-number data-state data-field>` (design section 3, PUBLIC). The page sees the host and
 * these three attributes; everything else is in the closed root, and only trusted clicks in there count.
 */
import type { PageQuestion } from '../messages';
import { setGlyph } from './glyph';
import type { Ground } from './ground';
import { armWhenTouched, createShell, discard, type Shell, setStyle, styleOf } from './shell';
import { type Touch, touchOf } from './touch';

export type IconState = 'ready' | 'active' | 'ringing' | 'unavailable';

/** What an icon shows, in words and shape. */
export interface IconLook {
  state: IconState;
  demo: boolean;
  number: string;
  /** The field's label, '' for none. */
  field: string;
  /** What a click does, or why there is nothing to click. */
  tip: string;
  /** Whose number it is, '' where nobody knows; said to screen readers only. */
  who: string;
}

/** A second click right after a dial is a double click, not a wish to hang up (R3). */
const DEAF_MS = 1000;

/** Makes an icon, not yet in the page; null where the page allows no shadow root. `click` runs for trusted clicks only. */
export function createIcon(click: () => void): Icon | null {
  const shell = createShell('ringside-call', styleOf('icon'));
  return shell && new Icon(shell, click);
}

/** Most icons of a page are never touched: what a touch needs is made when one comes. */
export class Icon {
  readonly host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #button: HTMLElement;
  #tip = '';
  #box = 0;
  #touch: Touch | undefined;

  constructor(
    { host, root }: Shell,
    private readonly click: () => void,
  ) {
    this.host = host;
    this.#root = root;
    plainButton ??= createButton();
    this.#button = plainButton.cloneNode() as HTMLElement;
    root.append(this.#button);
    armWhenTouched(host, this);
  }

  show({ state, demo, number, field, who, tip }: IconLook): void {
    const button = this.#button;
    this.#tip = tip;
    setAttribute(this.host, 'data-number', number);
    setAttribute(this.host, 'data-state', state);
    setAttribute(this.host, 'data-field', field);
    setGlyph(button, state, demo);
    setAttribute(button, 'aria-label', [tip, field, who].filter(Boolean).join(', '));
    if (state === 'unavailable') setAttribute(button, 'aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
    this.#touch?.setText(tip);
  }

  /** Edge of the box in px, which is the glyph and 4 px on each side; and the ground it stands on. */
  fit(box: number, ground: Ground): void {
    if (box !== this.#box) {
      this.#box = box;
      this.#button.setAttribute('data-b', String(box));
      setStyle(this.host, 'width', `${box}px`);
      setStyle(this.host, 'height', `${box}px`);
    }
    setAttribute(this.#button, 'data-g', ground);
  }

  notify(text: string): void {
    this.arm().notify(text);
  }

  ask(question: PageQuestion): Promise<boolean> {
    return this.arm().ask(question);
  }

  focus(): void {
    this.arm();
    this.#button.focus();
  }

  remove(): void {
    this.#touch?.hide();
    discard(this.host);
  }

  /** Click, tooltip and question; made at the first touch. */
  arm(): Touch {
    this.#touch ??= touchOf(this.#root, this.#button, this.#tip, this.click);
    return this.#touch;
  }
}

let plainButton: HTMLElement | undefined;

function createButton(): HTMLElement {
  const button = document.createElement('span');
  button.className = 'b g';
  button.setAttribute('role', 'button');
  // Not in the tab order: a mask with six phones must not get six more stops. Keyboards have icon-keys.ts and the mask's button.
  button.tabIndex = -1;
  return button;
}

function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Lets a click through unless one was let through within the last second. */
export function deafAfterDial(): { dialled(): void; isDeaf(): boolean } {
  let last = Number.NEGATIVE_INFINITY;
  return {
    dialled: () => {
      last = performance.now();
    },
    isDeaf: () => performance.now() - last < DEAF_MS,
  };
}
