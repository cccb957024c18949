/**
 * What a person does in a box of ours is heard by us alone: what closes on a click elsewhere stays open, what keeps the
 * focus in its dialog has nothing to call back, no key is one of the page's shortcuts, no form thinks that it was filled
 * in. Default actions (typing, choosing, moving on by Tab) take place.
 */
import type { Shell } from '../shell';

const POINTED = [
  ...['pointerdown', 'pointermove', 'pointerup', 'pointerover', 'pointerout', 'mousedown', 'mousemove', 'mouseup'],
  ...['mouseover', 'mouseout', 'click', 'dblclick', 'auxclick', 'contextmenu', 'dragstart'],
  ...['touchstart', 'touchend', 'wheel'],
];
const FOCUSED = ['focus', 'focusin', 'blur', 'focusout'];
const TYPED = ['keypress', 'beforeinput', 'input', 'compositionstart', 'compositionend', 'cut', 'copy', 'paste'];

export interface Ears {
  /** A key, wherever the focus is. Returns whether it was meant for us. */
  key(key: string): boolean;
  /** Whatever else a person does in the box. */
  other(event: Event): void;
}

/** Keeps what happens in the shell from the page until the signal aborts. */
export function silence({ host, root }: Shell, ears: Ears, signal: AbortSignal): void {
  const isInside = (event: Event) => event.composedPath().includes(host);
  const hear = (event: Event) => {
    // The focus goes from the page to us: it has not left the page as far as that is concerned.
    const goes =
      event instanceof FocusEvent && event.relatedTarget instanceof Node && host.contains(event.relatedTarget);
    if (!goes && !isInside(event)) return;
    event.stopImmediatePropagation();
    if (event.isTrusted) ears.other(event);
  };
  for (const type of [...POINTED, ...FOCUSED, ...TYPED])
    window.addEventListener(type, hear, { signal, capture: true, passive: true });
  silenceKeys(root, ears, isInside, signal);
}

function silenceKeys(root: ShadowRoot, ears: Ears, isInside: (event: Event) => boolean, signal: AbortSignal): void {
  /** Pressed for us and not let go yet. */
  const held = new Set<string>();
  const down = (event: KeyboardEvent) => {
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.isComposing);
    const pressesButton = event.key === 'Enter' && root.activeElement instanceof HTMLButtonElement;
    // Before it may end everything.
    held.add(event.code);
    const isOurs = event.isTrusted && isPlain && !pressesButton && ears.key(event.key);
    if (isOurs) event.preventDefault();
    // What it pressed in our box may be gone when it is let go.
    if (isOurs || isInside(event)) event.stopImmediatePropagation();
    else held.delete(event.code);
  };
  const up = (event: KeyboardEvent) => {
    if (held.delete(event.code) || isInside(event)) event.stopImmediatePropagation();
    if (signal.aborted && held.size === 0) window.removeEventListener('keyup', up, { capture: true });
  };
  window.addEventListener('keydown', down, { signal, capture: true });
  // The key that ended it is let go after the end.
  window.addEventListener('keyup', up, { capture: true });
  signal.addEventListener('abort', () => held.size > 0 || window.removeEventListener('keyup', up, { capture: true }));
}
