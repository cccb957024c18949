/**
 * The ground of picker and "why" view: over the whole page, in the browser's top layer, in a closed root. The page can
 * neither read nor drive it: only trusted events count, and they end here, before the page hears of them.
 */
import { isOurs } from '../label-text';
import { createShell, type Shell } from '../shell';
import { setVeiled } from '../veil';
import { elementAt, meant } from './pickable';
import { press } from './press';
import { silence } from './silence';
import { focusedIn, topmostBox } from './top-layer';

export interface Overlay {
  /** Where the surfaces are drawn. */
  readonly ground: HTMLElement;
}

export interface OverlaySink {
  /** The person points at this element of the page; null: at nothing of it. */
  point(element: Element | null): void;
  choose(element: Element): void;
  /** Resolves with whether the key was meant for us. */
  key(key: string): boolean;
  /** Something moved. */
  moved(): void;
}

/** How often we look whether something of the page lies over us, or took us away with it. */
const STAND_MS = 200;

/** Puts the overlay up until the signal aborts; null where the page allows no shadow root. */
export function openOverlay(style: string, sink: OverlaySink, signal: AbortSignal): Overlay | null {
  const shell = createShell('ringside-pick', style);
  if (!shell) return null;
  const ground = document.createElement('div');
  ground.className = 'ground';
  ground.popover = 'manual';
  ground.tabIndex = -1;
  shell.root.append(ground);
  const focused = focusedIn(document);
  const moves = movesOnly();
  const other = (event: Event) => moves(event) && hear(event, shell.root, ground, sink);
  silence(shell, { key: (key) => sink.key(key), other }, signal);
  followPage(ground, sink, signal);
  setVeiled(true);
  raise(shell, ground);
  const standing = setInterval(() => isOnTop(shell.host, ground) || raise(shell, ground), STAND_MS);
  signal.addEventListener('abort', () => {
    clearInterval(standing);
    setVeiled(false);
    shell.host.remove();
    // The page never heard that it had left.
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  });
  return { ground };
}

/** Over all that the page has on top now. */
function raise({ host, root }: Shell, ground: HTMLElement): void {
  const focused = root.activeElement as HTMLElement | null;
  (topmostBox() ?? document.documentElement).append(host);
  ground.showPopover();
  focused?.focus();
}

function isOnTop(host: HTMLElement, ground: HTMLElement): boolean {
  if (!host.isConnected || !ground.checkVisibility()) return false;
  if (ground.classList.contains('through')) return true;
  const top = (host.getRootNode() as Document | ShadowRoot).elementFromPoint(innerWidth / 2, innerHeight / 2);
  return top === null || host.contains(top);
}

/**
 * Lets all pass but moves of a pointer that did not move: browsers make one up when something else lies under it than
 * before, and what keys walked to would be lost to it. The first says where it is.
 */
function movesOnly(): (event: Event) => boolean {
  let last = '';
  return (event) => {
    if (event.type !== 'pointermove') return true;
    const { screenX, screenY } = event as PointerEvent;
    const before = last;
    last = `${screenX} ${screenY}`;
    return before !== '' && before !== last;
  };
}

/** What a person does with the pointer in the overlay. */
function hear(event: Event, root: ShadowRoot, ground: HTMLElement, sink: OverlaySink): void {
  if (!(event instanceof MouseEvent)) return;
  // A click by keys is at what has the focus.
  const byKeys = event.type === 'click' && event.detail === 0;
  const inner = byKeys ? root.activeElement : root.elementFromPoint(event.clientX, event.clientY);
  if (event.type === 'click') press(inner);
  if (event.type === 'pointerout' && !event.relatedTarget) sink.point(null);
  if (inner !== ground || byKeys) return;
  const under = elementAt(event.clientX, event.clientY);
  const element = under?.matches('html, body') ? null : under;
  if (event.type === 'wheel') scrollUnder(element, event as WheelEvent);
  else if (event.type === 'click' && element) sink.choose(meant(element));
  else if (event.type === 'pointermove') {
    // A frame has a picker of its own: what lies over it must let the pointer through.
    const isFrame = element?.localName === 'iframe' || element?.localName === 'frame';
    ground.classList.toggle('through', isFrame);
    sink.point(element && !isFrame ? meant(element) : null);
  }
}

function followPage(ground: HTMLElement, sink: OverlaySink, signal: AbortSignal): void {
  const options = { signal, capture: true, passive: true };
  window.addEventListener('pointermove', () => ground.classList.remove('through'), options);
  const moved = () => requestAnimationFrame(() => sink.moved());
  for (const type of ['scroll', 'resize']) window.addEventListener(type, moved, options);
}

/** The page's own boxes scroll as if we were not there. */
function scrollUnder(under: Element | null, { deltaX, deltaY }: WheelEvent): void {
  let box = under;
  while (box && !(isScrollable(box) && box !== document.documentElement)) box = box.parentElement;
  if (box && !isOurs(box)) box.scrollBy(deltaX, deltaY);
}

function isScrollable(element: Element): boolean {
  const { overflowY } = getComputedStyle(element);
  return /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight;
}
