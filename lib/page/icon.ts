/**
 * The call icon: `<ringside-call data-number data-state data-field>` (design section 3, PUBLIC). The page sees the host and
 * these three attributes; everything else is in the closed root, and only trusted clicks in there count.
 */

import type { GlyphShapes } from '../glyphs';
import { bell, callActive, callReady, callReadyDemo, callUnavailable } from '../glyphs';
import { onTrustedClick } from './click';
import type { Ground } from './ground';
import { type Asker, addAsker, QUESTION_STYLE } from './question';
import { armWhenTouched, createShell, discard, drawGlyph, setStyle } from './shell';
import { addTip, TIP_STYLE, type Tip } from './tip';

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

export interface Icon {
  readonly host: HTMLElement;
  show(look: IconLook): void;
  /** Edge of the box in px, which is the glyph and 4 px on each side; and the ground it stands on. */
  fit(box: number, ground: Ground): void;
  notify(text: string): void;
  ask: Asker['ask'];
  focus(): void;
  remove(): void;
}

const STYLE = `
:host { display: block; }
.b { all: initial; pointer-events: inherit; --c: #137542; --on: #fff; --tint: #dff0e5; display: block; padding: 4px; width: 100%; height: 100%;
  border-radius: 5px; color: var(--c); cursor: pointer; outline: none; box-sizing: border-box; }
.b svg { display: block; width: 100%; height: 100%; overflow: visible; }
.b.small { padding: 1.5px; }
.b[data-s=active], .b[data-s=ringing] { --c: #c0242d; --tint: #fbe1e2; }
.b[data-s=unavailable] { --c: #626a75; --tint: #e4e7ec; cursor: default; }
.b[data-g=dark] { --c: #55cd8c; --tint: #1f3d2d; --on: #10192a; --demo: #bda4f7; }
.b[data-g=dark]:is([data-s=active], [data-s=ringing]) { --c: #ff8280; --tint: #45262a; }
.b[data-g=dark][data-s=unavailable] { --c: #aab3be; --tint: #343a42; }
.b:hover { background: var(--tint); }
.b[data-g=plate] { background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / .12); }
.b:focus-visible { outline: 2px solid #2b4a7d; outline-offset: 1px; box-shadow: 0 0 0 1px #fff; }
.b:active { background: var(--c); color: var(--on); --demo: var(--on); }
.b[data-s=ringing] svg { transform-origin: 50% 10%; animation: rock 1.4s ease-in-out infinite; }
@keyframes rock { 0%, 60%, 100% { transform: none; } 10%, 30% { transform: rotate(-12deg); } 20%, 40% { transform: rotate(12deg); } }
@media (prefers-reduced-motion: reduce) { .b svg { animation: none !important; } }
@media (forced-colors: active) {
  .b, .b:hover { forced-color-adjust: none; background: Canvas; --c: ButtonText; --demo: Highlight; }
  .b:is([data-s=active], [data-s=ringing]) { --c: LinkText; } .b[data-s=unavailable] { --c: GrayText; } }
@media print { :host, .b { display: none; } }
${TIP_STYLE}
${QUESTION_STYLE}`;

/** A second click right after a dial is a double click, not a wish to hang up (R3). */
const DEAF_MS = 1000;

/** Makes an icon, not yet in the page; null where the page allows no shadow root. `click` runs for trusted clicks only. */
export function createIcon(click: () => void): Icon | null {
  const shell = createShell('ringside-call', STYLE);
  if (!shell) return null;
  const { host, root } = shell;
  plainButton ??= createButton();
  const button = plainButton.cloneNode() as HTMLElement;
  root.append(button);
  let words = '';
  let drawn: GlyphShapes | undefined;
  let arms: (Tip & Asker) | undefined;
  const armed = (): Tip & Asker => {
    if (!arms) {
      const [tip, asker] = [addTip(root, button), addAsker(root, button)];
      tip.setText(words);
      onTrustedClick(button, click);
      const hide = () => {
        asker.hide();
        tip.hide();
      };
      arms = { ...tip, ask: asker.ask, hide };
    }
    return arms;
  };
  armWhenTouched(host, armed);

  return {
    host,
    show({ state, demo, number, field, who, tip: next }) {
      words = next;
      setAttribute(host, 'data-number', number);
      setAttribute(host, 'data-state', state);
      setAttribute(host, 'data-field', field);
      setAttribute(button, 'data-s', state);
      setAttribute(button, 'aria-label', [words, field, who].filter(Boolean).join(', '));
      if (state === 'unavailable') setAttribute(button, 'aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
      const glyph = glyphOf(state, demo);
      if (drawn !== glyph) {
        button.replaceChildren(drawGlyph(glyph));
        drawn = glyph;
      }
      arms?.setText(words);
    },
    fit(box, ground) {
      setStyle(host, 'width', `${box}px`);
      setStyle(host, 'height', `${box}px`);
      setAttribute(button, 'data-g', ground);
      // A small icon keeps its glyph readable and gives up its margin.
      button.classList.toggle('small', box < 20);
    },
    notify: (text) => armed().notify(text),
    ask: (question) => armed().ask(question),
    focus() {
      armed();
      button.focus();
    },
    remove() {
      arms?.hide();
      discard(host);
    },
  };
}

let plainButton: HTMLElement | undefined;

function createButton(): HTMLElement {
  const button = document.createElement('span');
  button.className = 'b';
  button.setAttribute('role', 'button');
  // Not in the tab order: a mask with six phones must not get six more stops. Keyboards have icon-keys.ts and the mask's button.
  button.tabIndex = -1;
  return button;
}

function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function glyphOf(state: IconState, demo: boolean): GlyphShapes {
  if (state === 'active') return callActive;
  if (state === 'ringing') return bell;
  if (state === 'unavailable') return callUnavailable;
  return demo ? callReadyDemo : callReady;
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
