/**
 * The ground of picker and "why" view: over the whole page, in the browser's top layer, in a closed root. The page can
 * neither read nor drive it: only trusted events count, and they end here.
 */
import { isOurs } from '../label-text';
import { createShell, keepEvents } from '../shell';
import { setVeiled } from '../veil';
import { elementAt, meant } from './pickable';

export interface Overlay {
  /** Where the surfaces are drawn. */
  readonly ground: HTMLElement;
  remove(): void;
}

export interface OverlaySink {
  /** The person points at this element of the page; null: at nothing of it. */
  point(element: Element | null): void;
  choose(element: Element): void;
  key(key: string): boolean;
  /** Something moved. */
  moved(): void;
}

/** Puts the overlay up; null where the page allows no shadow root. */
export function openOverlay(style: string, sink: OverlaySink, signal: AbortSignal): Overlay | null {
  const shell = createShell('ringside-pick', style);
  if (!shell) return null;
  keepEvents(shell.host);
  const ground = document.createElement('div');
  ground.className = 'ground';
  ground.popover = 'manual';
  ground.tabIndex = -1;
  shell.root.append(ground);
  // A modal dialog makes everything outside it deaf, so then we stand in it.
  const modal = [...document.querySelectorAll('dialog:modal')].at(-1);
  (modal ?? document.documentElement).append(shell.host);
  setVeiled(true);
  ground.showPopover();
  listen(ground, sink, signal);
  // Wherever the focus is: what a page has in focus gets no key that is meant for us.
  const onKey = (event: KeyboardEvent) => {
    const onButton = event.key === 'Enter' && shell.root.activeElement instanceof HTMLButtonElement;
    if (!event.isTrusted || onButton || !sink.key(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', onKey, { signal, capture: true });
  const remove = () => {
    setVeiled(false);
    shell.host.remove();
  };
  signal.addEventListener('abort', remove);
  return { ground, remove };
}

function listen(ground: HTMLElement, sink: OverlaySink, signal: AbortSignal): void {
  const isGround = (event: Event) => event.isTrusted && event.target === ground;
  const lookThrough = (on: boolean) => ground.classList.toggle('through', on);
  ground.addEventListener('pointermove', (event) => {
    if (!isGround(event)) return;
    const element = elementAt(event.clientX, event.clientY);
    // A frame has a picker of its own: what lies over it must let the pointer through.
    lookThrough(element?.localName === 'iframe' || element?.localName === 'frame');
    sink.point(element && meant(element));
  });
  ground.addEventListener('click', (event) => {
    if (!isGround(event)) return;
    const element = elementAt(event.clientX, event.clientY);
    if (element) sink.choose(meant(element));
  });
  ground.addEventListener('wheel', (event) => isGround(event) && scrollUnder(event), { passive: true });
  const options = { signal, capture: true, passive: true };
  window.addEventListener('pointermove', () => lookThrough(false), options);
  const moved = () => requestAnimationFrame(() => sink.moved());
  for (const type of ['scroll', 'resize']) window.addEventListener(type, moved, options);
}

/** The page's own boxes scroll as if we were not there. */
function scrollUnder({ clientX, clientY, deltaX, deltaY }: WheelEvent): void {
  let box = elementAt(clientX, clientY);
  while (box && !(isScrollable(box) && box !== document.documentElement)) box = box.parentElement;
  if (box && !isOurs(box)) box.scrollBy(deltaX, deltaY);
}

function isScrollable(element: Element): boolean {
  const { overflowY } = getComputedStyle(element);
  return /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight;
}
