/**
 * A question before a call, in our own closed root and the browser's top layer: the page can neither see, cover nor answer
 * it. A click elsewhere, Escape or the loss of the icon is a no.
 */
import type { PageQuestion } from '../messages';
import { onTrustedClick } from './click';
import { addStyle } from './shell';

/** CSS of the question, added to the closed root it lives in when it is first asked there. */
const STYLE = `
.ask { all: initial; position: fixed; inset: auto; margin: 0; border: 0; width: 300px; max-width: calc(100vw - 8px); box-sizing: border-box;
  padding: 14px 16px 12px; border-radius: 8px; background: #fff; color: #15181d; font: 13px/20px system-ui, sans-serif; overflow-wrap: anywhere;
  box-shadow: 0 1px 2px rgb(21 24 29 / .06), 0 6px 20px rgb(21 24 29 / .18); }
.ask:not(:popover-open) { display: none; }
.ask b { display: block; font-size: 14px; font-weight: 600; font-variant-numeric: tabular-nums; }
.ask p { margin: 4px 0 0; color: #565e69; }
.ask div { display: flex; gap: 8px; justify-content: flex-end; margin-top: 12px; }
.ask span { padding: 5px 12px; border: 1px solid #858d98; border-radius: 6px; font-weight: 500; cursor: pointer; outline: none; }
.ask span:last-child { background: #23272e; border-color: #23272e; color: #fff; }
.ask span:focus-visible { outline: 2px solid #2b4a7d; outline-offset: 2px; }
.ask.passing::after { content: ''; position: absolute; left: 0; bottom: 0; height: 3px; width: 100%; background: #137542; transform-origin: 0 0; animation: pass var(--after) linear; }
@keyframes pass { from { transform: scaleX(0); } }
@media (forced-colors: active) { .ask, .ask span { border: 1px solid ButtonText; } }
@media print { .ask { display: none; } }`;

/** The second click of a double click must not answer what the first one asked. */
const DEAF_MS = 500;
/** How often it is looked whether a question that answers itself can be seen. */
const LOOK_MS = 100;

export interface Asker {
  /** Resolves with whether the user agreed. */
  ask(question: PageQuestion): Promise<boolean>;
  /** Takes an open question back: it counts as a no. */
  hide(): void;
}

/** Lets `target` ask questions inside `root`. One at a time: a newer one takes the older one's place. */
export function addAsker(root: ShadowRoot, target: HTMLElement): Asker {
  let close: (() => void) | undefined;
  return {
    hide: () => close?.(),
    ask(question) {
      close?.();
      addStyle(root, STYLE);
      return new Promise((resolve) => {
        const answer = (yes: boolean) => {
          close = undefined;
          box.remove();
          resolve(yes);
        };
        const box = draw(question, answer);
        close = () => answer(false);
        box.addEventListener('toggle', (event) => {
          if ((event as ToggleEvent).newState === 'closed') answer(false);
        });
        root.append(box);
        box.showPopover();
        place(box, target);
        if (question.after) answerWhenSeen(box, root, question.after, answer);
        // A question is answered before anything else: the keyboard goes to the harmless answer.
        box.querySelector('span')?.focus({ preventScroll: true });
      });
    },
  };
}

function draw({ title, lines, yes, no }: PageQuestion, answer: (yes: boolean) => void): HTMLElement {
  const shownAt = performance.now();
  const box = document.createElement('div');
  box.className = 'ask';
  box.popover = 'auto';
  box.setAttribute('role', 'alertdialog');
  box.setAttribute('aria-label', [title, ...lines].join(' '));
  box.append(text('b', title), ...lines.map((line) => text('p', line)));
  const buttons = document.createElement('div');
  for (const [words, agreed] of [
    [no, false],
    [yes, true],
  ] as const) {
    const button = text('span', words);
    button.setAttribute('role', 'button');
    button.tabIndex = 0;
    onTrustedClick(button, () => {
      if (!agreed || performance.now() - shownAt >= DEAF_MS) answer(agreed);
    });
    buttons.append(button);
  }
  box.append(buttons);
  return box;
}

/**
 * Yes after `ms` in which nothing lay over the question and the tab was in front; no as soon as something does: a page may
 * cover us or take us out, and a number that nobody could see is not dialled.
 */
function answerWhenSeen(box: HTMLElement, root: ShadowRoot, ms: number, answer: (yes: boolean) => void): void {
  const end = performance.now() + ms;
  box.style.setProperty('--after', `${ms}ms`);
  box.classList.add('passing');
  const look = () => {
    if (!box.isConnected) return;
    if (!isSeen(box, root)) return answer(false);
    if (performance.now() >= end) return answer(true);
    setTimeout(look, LOOK_MS);
  };
  setTimeout(look, LOOK_MS);
}

function isSeen(box: HTMLElement, root: ShadowRoot): boolean {
  const { left, top, width, height } = box.getBoundingClientRect();
  const points = [0.15, 0.5, 0.85].flatMap((x) => [0.2, 0.8].map((y) => [left + width * x, top + height * y] as const));
  const shown = !document.hidden && box.checkVisibility({ visibilityProperty: true });
  return shown && points.every(([x, y]) => box.contains(root.elementFromPoint(x, y)));
}

function place(box: HTMLElement, target: HTMLElement): void {
  const at = target.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = at.bottom + 6 + height <= innerHeight;
  box.style.left = `${Math.max(4, Math.min(at.left, innerWidth - width - 4))}px`;
  box.style.top = `${below ? at.bottom + 6 : Math.max(4, at.top - height - 6)}px`;
}

function text(tag: 'b' | 'p' | 'span', words: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}
