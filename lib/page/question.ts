/**
 * A question before a call, in our own closed root and the browser's top layer: the page can neither see, cover nor answer
 * it. A click elsewhere, Escape or the loss of the icon is a no.
 */
import type { PageQuestion } from '../messages';
import { onTrustedClick } from './click';
import { addStyle, styleOf } from './shell';

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
      addStyle(root, styleOf('question'));
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
