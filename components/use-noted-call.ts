import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * Id of the live call whose note is being written: from the first look into the note until the focus leaves the call's
 * block. Who wrote nothing yet and turns to another window is done with it, too. Undefined: none is.
 */
export function useNotedCall(page: RefObject<HTMLElement | null>): string | undefined {
  const [noted, setNoted] = useState<string>();
  useEffect(() => {
    const element = page.current;
    if (!element) return;
    let written: string | undefined;
    const callOf = (at: Element | null) => at?.closest<HTMLElement>('.lives [data-call]')?.dataset.call;
    const look = () => {
      const at = document.activeElement;
      const id = callOf(at);
      const holds = document.hasFocus() || id === written;
      setNoted((was) => (holds && (at?.matches('textarea') || id === was) ? id : undefined));
    };
    // What is pressed must not move away before it is let go.
    let pressed = false;
    const moved = () => {
      if (!pressed) look();
    };
    const press = ({ type }: Event) => {
      pressed = type === 'pointerdown';
      if (!pressed) setTimeout(look);
    };
    // On its way from one to the next the focus is nowhere; while another window is in front it stays where it was.
    const left = () => void setTimeout(moved);
    const write = ({ target }: Event) => {
      written = callOf(target as Element);
    };
    const over = new AbortController();
    const { signal } = over;
    element.addEventListener('focusin', moved, { signal });
    element.addEventListener('focusout', left, { signal });
    element.addEventListener('input', write, { signal });
    for (const type of ['pointerdown', 'pointerup', 'pointercancel'])
      window.addEventListener(type, press, { signal, capture: true });
    return () => over.abort();
  }, [page]);
  return noted;
}
