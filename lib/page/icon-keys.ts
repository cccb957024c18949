/**
 * The keyboard's way to the icons. They are no stops of the page's tab order: a mask with six phones or a list with two
 * hundred would get as many more, and its own order is what its users know by heart. A shortcut of the browser (the page
 * cannot see or fake it) puts the focus on the icon nearest to where it is; arrow keys go on from there, Enter dials,
 * Escape goes back to the field that one came from.
 */

/** An icon that can be gone to. */
export interface Stop {
  readonly host: HTMLElement;
  readonly place: { element: Element };
  readonly icon: { focus(): void };
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Answers the shortcut in this frame; nothing happens where another frame has the focus. */
export function iconKeys(stops: () => Iterable<Stop>): { go(): void } {
  let back: Element | null = null;
  const visible = () =>
    [...stops()].filter(({ host }) => host.checkVisibility({ visibilityProperty: true })).sort(inOrder);
  const step = (all: Stop[], from: Stop, by: 1 | -1) =>
    all[(all.indexOf(from) + by + all.length) % all.length]?.icon.focus();
  const current = (all: Stop[]) => all.find(({ host }) => host.contains(focusIn(host.getRootNode())));
  const onKey = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (!back || !event.isTrusted || (!by && event.key !== 'Escape')) return;
    const all = visible();
    const at = current(all);
    if (!at) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (by) return step(all, at, by);
    (back as HTMLElement).focus();
    back = null;
  };
  window.addEventListener('keydown', onKey, { capture: true });

  return {
    go() {
      const active = deepFocus();
      if (!document.hasFocus() || active instanceof HTMLIFrameElement) return;
      const all = visible();
      const at = current(all);
      if (at) return step(all, at, 1);
      back = active;
      nearest(all, active)?.icon.focus();
    },
  };
}

/** The icon of the focused field, the next one after it, or the first. */
function nearest(all: Stop[], active: Element): Stop | undefined {
  if (active === document.body) return all[0];
  return all.find(({ place }) => place.element === active || follows(place.element, active)) ?? all[0];
}

function inOrder(a: Stop, b: Stop): number {
  return follows(b.place.element, a.place.element) ? -1 : 1;
}

function follows(element: Element, other: Element): boolean {
  return (other.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function focusIn(root: Node): Element | null {
  return (root as Document | ShadowRoot).activeElement ?? null;
}

/** The focused element, also in open shadow roots. */
function deepFocus(): Element {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active ?? document.body;
}
