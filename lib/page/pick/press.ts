/** Clicks that a person made on buttons of ours, handed on where the page cannot hear them. */
const pressed = new WeakSet<Event>();

/** Presses the button at this element of a closed root, if there is one. MUST only be called for a trusted click. */
export function press(inner: Element | null): void {
  const button = inner?.closest('button');
  if (!button) return;
  const click = new MouseEvent('click', { bubbles: true });
  pressed.add(click);
  button.dispatchEvent(click);
}

/** Did a person do this? */
export function isOfPerson(event: Event): boolean {
  return event.isTrusted || pressed.has(event);
}
