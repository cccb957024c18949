/**
 * The element we put into a page: a plain host that page styles cannot reach, with a closed shadow root on a span inside
 * it. The root sits on the span since a page that defines our tag name could otherwise read it.
 */
import { wordsOf } from './lexicon';
import type { Styles } from './styles';

export interface Shell {
  host: HTMLElement;
  root: ShadowRoot;
}

/**
 * Makes a host, not yet in the page. Returns null where the page made shadow roots impossible.
 * `style` is the text of a style sheet for the closed root.
 */
export function createShell(name: `ringside-${string}`, style: string): Shell | null {
  try {
    const { host, span } = createPair(name);
    sign(host);
    const root = span.attachShadow({ mode: 'closed' });
    addStyle(root, style, []);
    return { host, root };
  } catch {
    return null;
  }
}

const pairs = new Map<string, HTMLElement>();

/** The host and the span in it: copies of the first of their kind, which share its style and cost no parsing. */
function createPair(name: string): { host: HTMLElement; span: HTMLElement } {
  const first = pairs.get(name);
  if (first) {
    const host = first.cloneNode(true) as HTMLElement;
    return { host, span: host.firstChild as HTMLElement };
  }
  const host = createPlain(name);
  // Through the style object: a page's policy may forbid style attributes.
  host.style.cssText = worn.host;
  const span = document.createElement('span');
  span.style.cssText = worn.inner;
  host.append(span);
  // A copy has no root: where the host needs one of its own, each is made anew.
  if (registry) pairs.set(name, host.cloneNode(true) as HTMLElement);
  return { host, span };
}

let registry: CustomElementRegistry | undefined;

/** With a registry of its own, empty, the element stays undefined even where the page defines our tag name. */
function createPlain(name: string): HTMLElement {
  if (!import.meta.env.FIREFOX) {
    registry ??= new CustomElementRegistry();
    return document.createElement(name, { customElementRegistry: registry } as ElementCreationOptions);
  }
  // Firefox has no such registries: a root of our own keeps a page's definition from taking its place.
  // It throws where that definition was faster: then there is no icon.
  const host = document.createElement(name);
  host.attachShadow({ mode: 'closed' }).append(document.createElement('slot'));
  return host;
}

const untouched = new WeakMap<Node, { arm(): void }>();

/**
 * Has it arm itself before the first event of a person reaches the host, and keeps all such events inside the host from then
 * on: most hosts never see one, and a listener for each kind would cost more than the rest of them.
 */
export function armWhenTouched(host: HTMLElement, owner: { arm(): void }): void {
  untouched.set(host, owner);
}

/** What happens in the host stays there: a row click, a form or a framework's delegate must not see it. */
export function keepEvents(host: HTMLElement): void {
  for (const type of wordsOf('kept')) host.addEventListener(type, (event) => event.stopPropagation());
}

/**
 * Watches out for events on their way to a host; some do not leave shadow roots, so each has to be followed. MUST run before
 * hosts are made in there.
 */
export function followTouches(root: Document | ShadowRoot, signal: AbortSignal): void {
  const target = root === document ? window : root;
  for (const type of wordsOf('touches'))
    target.addEventListener(type, noteTouch, { signal, capture: true, passive: true });
}

function noteTouch(event: Event): void {
  const target = event.target as Node | null;
  const deep = target instanceof Element && target.shadowRoot ? (event.composedPath()[0] as Node) : target;
  for (const node of [deep, deep?.parentNode]) {
    const owner = node && untouched.get(node);
    if (!owner) continue;
    untouched.delete(node);
    keepEvents(node as HTMLElement);
    owner.arm();
  }
}

let worn: Styles;

/** What our things look like. MUST be told before any is made. */
export function wear(styles: Styles): void {
  worn = styles;
}

/** The text of a style sheet of ours. */
export function styleOf(name: keyof Styles): string {
  return worn[name];
}

const sheets = new Map<string, CSSStyleSheet>();

/**
 * Adds a style sheet, given as text, to a closed root; `before` is what the root has. An adopted sheet is shared by all icons
 * and subject to no page policy; Firefox content scripts cannot adopt one.
 */
export function addStyle(root: ShadowRoot, style: string, before = root.adoptedStyleSheets): void {
  if (import.meta.env.FIREFOX) {
    if ([...root.children].some(({ textContent }) => textContent === style)) return;
    const element = document.createElement('style');
    element.textContent = style;
    root.append(element);
    return;
  }
  const sheet = sheets.get(style) ?? new CSSStyleSheet();
  if (before.includes(sheet)) return;
  if (!sheets.has(style)) sheet.replaceSync(style);
  root.adoptedStyleSheets = [...before, sheet];
  sheets.set(style, sheet);
}

/** What we know of a node; kept in our own world, so that the page sees nothing of it and its copies have none. */
type Marked = Node & { ringside?: boolean };

/** Makes it known as an element of ours. */
export function sign<T extends Element>(element: T): T {
  return Object.assign(element, { ringside: true });
}

/** Does it only look like one of ours? Pages copy what they show: such a copy is dead, and nobody else takes it away. */
export function isCopy(node: Marked): boolean {
  return !node.ringside;
}

/**
 * Takes a copy out, once: a second time its span has a root, and a page that puts the same one back keeps it. So has the
 * host of another installation of ours, which is none of our business.
 */
export function discardCopy(copy: Element): void {
  try {
    copy.querySelector('span')?.attachShadow({ mode: 'closed' });
    discard(copy);
  } catch {
    // It has a root: nothing else keeps a span from getting one.
  }
}

/** Takes a host out of the page for good. */
export function discard(host: Element): void {
  Object.assign(host, { ringside: false }).remove();
}

/** Did we take this node out ourselves? Whatever else goes, the page did it. */
export function isDiscarded(node: Marked): boolean {
  return node.ringside === false;
}

/** Sets a style of the host so that the page's sheets cannot override it. */
export function setStyle(host: HTMLElement, name: string, value: string): void {
  host.style.setProperty(name, value, 'important');
}
