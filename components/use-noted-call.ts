import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * Id of the live call whose note is being written: from the first look into the note until the focus leaves the call's
 * block. Undefined: none is.
 */
export function useNotedCall(page: RefObject<HTMLElement | null>): string | undefined {
  const [noted, setNoted] = useState<string>();
  useEffect(() => {
    const element = page.current;
    if (!element) return;
    const look = () => {
      const at = document.activeElement;
      const id = at?.closest<HTMLElement>('.lives [data-call]')?.dataset.call;
      setNoted((was) => (at?.matches('textarea') || id === was ? id : undefined));
    };
    // On its way from one to the next the focus is nowhere; while another window is in front it stays where it was.
    const left = () => void setTimeout(look);
    element.addEventListener('focusin', look);
    element.addEventListener('focusout', left);
    return () => {
      element.removeEventListener('focusin', look);
      element.removeEventListener('focusout', left);
    };
  }, [page]);
  return noted;
}
