/**
 * Follows the page: one MutationObserver per root, one IntersectionObserver for what may hold a number. Cost follows what
 * changed and what is near view, never the page's size; on a page that does not change nothing runs.
 */
import { forgetHeads, isOurs } from './labels';
import { afterFrame, inTurns, slicer } from './schedule';
import { survey } from './survey';

export interface WatchSink {
  /** These holders are near view and new, or they or their surroundings changed. Called when layout is clean. */
  read(holders: Iterable<Element>): void;
  /** Far from view, or gone. */
  leave(holder: Element): void;
  /** Something happened that may have moved things. Called when layout is clean. */
  settle(): void;
  /** One more root is followed; some events do not leave shadow roots. */
  root(root: Document | ShadowRoot): void;
}

/** How far around the visible part holders are read. */
const NEAR = '100%';
/** In Firefox the scroll margin does not widen the root itself; in Chromium it does, and both would add up (measured). */
const ROOT_MARGIN = import.meta.env.FIREFOX ? NEAR : '0px';
/** Holders read in one go. */
const TURN = 60;
/** A label may stand this many levels above the value. */
const CONTEXT_LEVELS = 5;
/** An element with more child nodes is no label. */
const LABEL_NODES = 4;
const LOOK_ATTRIBUTES = ['class', 'style', 'hidden', 'open', 'width', 'height'];
const CONTENT_ATTRIBUTES = [
  ...['href', 'type', 'value', 'name', 'placeholder', 'aria-label', 'aria-labelledby', 'data-title', 'data-label'],
  ...['contenteditable', 'inputmode', 'autocomplete', 'role'],
];
/** Roots attached without any mutation are looked for this long after their element appeared. */
const ROOT_RETRIES_MS = [50, 300, 1500];
const MOVES_ON_WINDOW = ['resize', 'orientationchange', 'hashchange', 'popstate'];
const MOVES_IN_DOCUMENT = ['load', 'transitionend', 'animationend', 'toggle', 'scroll'];

/** Follows one document and its open shadow roots from its making until the signal aborts. */
export class Watch {
  private readonly nearHolders = new Set<Element>();
  private readonly dirty = new Set<Element>();
  private readonly observed = new WeakSet<Element>();
  private readonly roots = new Set<Document | ShadowRoot>();
  private readonly run: (job: Generator<void>) => void;
  private readonly flush: () => void;
  private readonly read: (holders: Iterable<Element>) => void;
  private readonly mutations = new MutationObserver((records) => this.noteAll(records));
  private readonly intersections: IntersectionObserver;
  private looksChanged = false;

  constructor(
    private readonly sink: WatchSink,
    private readonly signal: AbortSignal,
  ) {
    this.run = slicer(signal);
    this.read = inTurns((holders) => this.readNear(holders), TURN, signal);
    this.flush = afterFrame(() => this.flushNow(), signal);
    // The frame's own viewport as root: margins then count in frames of other origins too.
    const area = { root: document, scrollMargin: NEAR, rootMargin: ROOT_MARGIN };
    this.intersections = new IntersectionObserver((entries) => this.noteNear(entries), area);
    this.addRoot(document);
    for (const type of MOVES_ON_WINDOW) window.addEventListener(type, this.flush, { signal });
    for (const type of MOVES_IN_DOCUMENT)
      document.addEventListener(type, this.flush, { signal, capture: true, passive: true });
    // A choice ("Type: Fax") says what a field beside it is, and no mutation tells of it.
    document.addEventListener('change', () => this.refreshAll(), { signal, capture: true, passive: true });
    signal.addEventListener('abort', () => {
      this.mutations.disconnect();
      this.intersections.disconnect();
    });
  }

  /** Holders near view now. */
  near(): Iterable<Element> {
    return this.nearHolders;
  }

  /** Reads a holder again soon. */
  refresh(holder: Element): void {
    this.dirty.add(holder);
    this.flush();
  }

  private refreshAll(): void {
    this.looksChanged = true;
    this.flush();
  }

  private flushNow(): void {
    for (const holder of this.nearHolders) if (!holder.isConnected) this.drop(holder);
    if (this.looksChanged) for (const holder of this.nearHolders) this.dirty.add(holder);
    this.looksChanged = false;
    this.read(this.dirty);
    this.dirty.clear();
    this.sink.settle();
  }

  private readNear(holders: Element[]): void {
    const still = holders.filter((holder) => this.nearHolders.has(holder));
    if (still.length > 0) this.sink.read(still);
  }

  private drop(holder: Element): void {
    this.nearHolders.delete(holder);
    this.sink.leave(holder);
  }

  private noteNear(entries: IntersectionObserverEntry[]): void {
    const visible: Element[] = [];
    const others: Element[] = [];
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      if (isIntersecting && !this.nearHolders.has(target)) {
        this.nearHolders.add(target);
        (isInView(boundingClientRect) ? visible : others).push(target);
      } else if (!isIntersecting && this.nearHolders.has(target)) this.drop(target);
    }
    // Layout is clean here: what one can see is read at once.
    if (visible.length > 0) this.sink.read(visible.slice(0, TURN));
    this.read([...visible.slice(TURN), ...others]);
  }

  private addRoot(root: Document | ShadowRoot): void {
    if (this.roots.has(root) || this.signal.aborted) return;
    this.roots.add(root);
    this.mutations.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: [...CONTENT_ATTRIBUTES, ...LOOK_ATTRIBUTES],
    });
    this.sink.root(root);
    this.survey(root);
  }

  private survey(part: Node): void {
    this.run(
      survey(part, {
        isKnown: (element) => this.observed.has(element),
        holder: (element) => {
          if (this.observed.has(element)) return;
          this.observed.add(element);
          this.intersections.observe(element);
        },
        shadowRoot: (root) => this.addRoot(root),
        mayGetRoot: (element) => this.waitForRoot(new WeakRef(element), 0),
      }),
    );
  }

  private waitForRoot(reference: WeakRef<Element>, attempt: number): void {
    const delay = ROOT_RETRIES_MS[attempt];
    if (delay === undefined || this.signal.aborted) return;
    setTimeout(() => {
      const element = reference.deref();
      if (!element?.isConnected) return;
      if (element.shadowRoot) this.addRoot(element.shadowRoot);
      else this.waitForRoot(reference, attempt + 1);
    }, delay);
  }

  private noteAll(records: MutationRecord[]): void {
    const changed = new Set<Node>();
    let any = false;
    for (const record of records) {
      if (isOwnDoing(record)) continue;
      any = true;
      this.note(record, changed);
    }
    if (!any) return;
    for (const holder of this.nearHolders) if (concerns(holder, changed)) this.dirty.add(holder);
    this.flush();
  }

  private note({ target, type, attributeName, addedNodes }: MutationRecord, changed: Set<Node>): void {
    if (type === 'attributes' && LOOK_ATTRIBUTES.includes(attributeName ?? '')) {
      this.looksChanged ||= [...this.nearHolders].some((holder) => target.contains(holder));
      return;
    }
    const element = target instanceof Element ? target : target.parentElement;
    changed.add(element ?? target);
    if (element) addContext(element, changed);
    if (type === 'childList') for (const node of addedNodes) this.survey(node);
    else this.survey(target);
  }
}

function isInView({ top, bottom }: DOMRectReadOnly): boolean {
  return bottom > 0 && top < innerHeight;
}

/** Our own hosts coming and going; but hosts that the page removed must come back. */
function isOwnDoing({ target, type, removedNodes, addedNodes }: MutationRecord): boolean {
  if (isOurs(target)) return true;
  return type === 'childList' && removedNodes.length === 0 && [...addedNodes].every(isOurs);
}

/** A change of a label concerns values beside it: those of its row, its field, its column. */
function addContext(element: Element, changed: Set<Node>): void {
  if (element.childNodes.length > LABEL_NODES) return;
  const parent = element.parentElement;
  if (parent) changed.add(parent);
  if (parent?.parentElement) changed.add(parent.parentElement);
  const control = element.closest('label')?.control;
  if (control) changed.add(control);
  const head = element.closest('th, thead, [role="columnheader"]');
  const table = head?.closest('table, [role="grid"], [role="treegrid"], [role="table"]');
  if (!table) return;
  forgetHeads(table);
  changed.add(table);
}

/** Does a change at one of these nodes concern the holder: at itself, in it, or where its label may stand? */
function concerns(holder: Element, changed: ReadonlySet<Node>): boolean {
  let node: Node | null = holder;
  for (let level = 0; node && level <= CONTEXT_LEVELS; level++, node = node.parentNode)
    if (changed.has(node)) return true;
  for (const child of holder.children) if (changed.has(child)) return true;
  return false;
}
