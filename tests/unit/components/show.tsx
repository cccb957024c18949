/** Shows a component as a page would: with words of a language and numbers as they are written. */
import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { UiContext } from '../../../components/ui';
import type { Call } from '../../../lib/call';
import { createTexts } from '../../../lib/i18n';
import type { UiLanguage } from '../../../lib/ui-language';
import de from '../../../public/_locales/de/messages.json';
import en from '../../../public/_locales/en/messages.json';

export const NOW = new Date(2026, 10, 22, 11, 30).getTime();

export interface Shown {
  root: HTMLElement;
  /** All words of it, white space folded. */
  text(): string;
  /** A button by its words or its name; fails when there is none. */
  button(name: string): HTMLButtonElement;
  /** Names of all buttons, in their order. */
  buttons(): string[];
  again(children: ComponentChildren): void;
}

export function show(children: ComponentChildren, language: UiLanguage = 'de', locked: string[] = []): Shown {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const texts = createTexts(language, language === 'de' ? de : en);
  const ui = {
    texts,
    showNumber: (number: string) => number.replace(/^\+49(\d{2})/, '0$1 '),
    locked: (setting: string) => locked.includes(setting),
  };
  const again = (next: ComponentChildren) => {
    act(() => render(<UiContext.Provider value={ui}>{next}</UiContext.Provider>, root));
  };
  again(children);
  const all = () => [...root.querySelectorAll('button')];
  const nameOf = (button: HTMLElement) => button.getAttribute('aria-label') ?? fold(button.textContent);
  return {
    root,
    again,
    text: () => fold(root.textContent),
    buttons: () => all().map(nameOf),
    button(name) {
      const found = all().find((button) => nameOf(button) === name);
      if (!found) throw new Error(`no button "${name}" among: ${all().map(nameOf).join(', ')}`);
      return found;
    },
  };
}

/** Presses a button or changes a field, and lets the component follow. */
export function press(element: HTMLElement): void {
  act(() => element.click());
}

export function type(element: Element | null, value: string): void {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) throw new Error('no field');
  act(() => {
    element.value = value;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function fold(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** A call with what is usual filled in. */
export function aCall(state: Call['state'], rest: Partial<Call> = {}): Call {
  const base = { id: state, direction: 'incoming', number: '+493023125418', displayName: 'Katrin Vogel' } as const;
  return {
    ...base,
    state,
    withheld: false,
    startedAt: NOW - 60_000,
    seq: 1,
    line: 'sip',
    removed: 0,
    note: '',
    ...rest,
  };
}

/** Names of what can be done during a call. */
export const CONTROLS = ['onControl', 'onTransfer', 'onConsult', 'onBack'] as const;

/** Callbacks that write down what was asked of them; events they are given as handlers are left out. */
export function recorder<T extends string>(
  names: readonly T[],
): { asked: string[] } & Record<T, (...args: unknown[]) => void> {
  const asked: string[] = [];
  const entries = names.map((name) => [
    name,
    (...args: unknown[]) => void asked.push([name, ...args.filter((arg) => typeof arg !== 'object')].join(' ')),
  ]);
  return { asked, ...(Object.fromEntries(entries) as Record<T, (...args: unknown[]) => void>) };
}
