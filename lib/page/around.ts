/** What an element is shown in: the slot where a component shows it, its parent, or the component itself. */
export function around(element: Element): Element | null {
  const { parentElement, parentNode } = element;
  const shown = parentElement?.shadowRoot && element.assignedSlot;
  return shown || parentElement || ((parentNode as Partial<ShadowRoot> | null)?.host ?? null);
}
