/**
 * The CRM's own tel: links. They are the page's: a script of it may make them as large as it likes and say what they dial.
 * So they dial through the line only where the user turned that on for the address, and only after number and Cancel have
 * stood in our own surface for a while, seen.
 */
import { isField } from './find-phones';

export interface LinkSink {
  on(): boolean;
  /** A person's click on this link; false leaves it to the page and the system. */
  press(link: Element): boolean;
}

/** Hears a person's plain clicks on such links before the page does. */
export function followLinks(sink: LinkSink, signal: AbortSignal): void {
  const onClick = (event: MouseEvent) => {
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!sink.on() || !event.isTrusted || !plain) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && isField(node));
    if (!link || !sink.press(link as Element)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('click', onClick, { signal, capture: true });
}
