/**
 * The mask's one call button: `<ringside-mask-call data-numbers data-state>` (PUBLIC). One number: a click dials it.
 * Several: it offers them by field label. It is a stop in the tab order, the last of its mask: the way for keyboards.
 */
import { onTrustedClick } from './click';
import { dress } from './dressing';
import { glyph } from './glyph';
import type { IconState } from './icon';
import { known } from './knowledge';
import type { MaskEntry, MaskLook } from './menu';
import type { Asker } from './question';
import { createShell, discard, styleOf } from './shell';

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
  let look: MaskLook;
  const press = () => {
    const live = look.entries.find(({ state }) => state === 'active' || state === 'ringing');
    const [only, another] = look.entries;
    if (live) act(live.number);
    else if (only && !another) act(only.number);
    else toggleMenu(() => look, act);
  };
  known.keepEvents(host);
  onTrustedClick(button, press);
  const { setText, notify, ask, toggleMenu, hide } = dress(root, button, '');

  return {
    host,
    show(next) {
      look = next;
      const state = stateOf(next.entries);
      host.dataset.numbers = String(next.entries.length);
      host.dataset.state = state;
      button.dataset.s = state;
      drawButton(button, next, state);
      setText(next.why);
    },
    // It may be gone by the time the answer comes.
    notify: (text) => host.isConnected && notify(text),
    ask: async (question) => host.isConnected && ask(question),
    remove() {
      hide();
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
