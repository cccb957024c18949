import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard where it was when what had the focus goes: a button of a call whose state changed, a row that was
 * removed. The call's own first button gets it, which is harmless; else that of the call in its place.
 */
export function useKeptFocus(page: RefObject<HTMLElement | null>): void {
  const last = useRef<{ id: string; index: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const element = page.current;
    if (!element) return;
    const calls = () => [...element.querySelectorAll<HTMLElement>('[data-call]')];
    const note = (event: FocusEvent) => {
      const call = (event.target as HTMLElement).closest<HTMLElement>('[data-call]');
      last.current = call?.dataset.call ? { id: call.dataset.call, index: calls().indexOf(call) } : undefined;
    };
    element.addEventListener('focusin', note);
    const observer = new MutationObserver(() => {
      const was = last.current;
      if (!was || document.activeElement !== document.body) return;
      const all = calls();
      const next = all.find((call) => call.dataset.call === was.id) ?? all[Math.min(was.index, all.length - 1)];
      next?.querySelector<HTMLElement>('button')?.focus();
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener('focusin', note);
      observer.disconnect();
    };
  }, [page]);
}
